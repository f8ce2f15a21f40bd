"""Has anything become worse than what was reached?

    python benchmarks/check.py results/*.json
    python benchmarks/check.py --against main            # has a floor been lowered without a word in the changelog?

Results are what the benchmarks write with `--json`. A figure is named by its file and its path in it: in `speed.json`,
`{"two_cores": {"words_per_second": 9000}}` is `speed.two_cores.words_per_second`, and so are the floors in
`floors.toml`. Exit status 1 when a figure is worse than its floor, or a floor was lowered in silence.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a figure must keep to: at least `floor`, or at most `ceiling`."""

    floor: float | None = None
    ceiling: float | None = None

    def is_kept_by(self, figure: float) -> bool:
        return (self.floor is None or figure >= self.floor) and (self.ceiling is None or figure <= self.ceiling)

    def is_looser_than(self, other: Bound) -> bool:
        lower = other.floor is not None and (self.floor is None or self.floor < other.floor)
        higher = other.ceiling is not None and (self.ceiling is None or self.ceiling > other.ceiling)
        return lower or higher

    def __str__(self) -> str:
        return f">= {self.floor:g}" if self.floor is not None else f"<= {self.ceiling:g}"


def figures(name: str, results: Mapping[str, Any]) -> dict[str, float]:
    """Every number of the results of the benchmark `name` by its path."""
    return dict(_flat(results, name))


def bounds(text: str) -> dict[str, Bound]:
    """The bounds of a `floors.toml` by the path of their figure. Raises: ValueError: an entry with no bound or two."""
    found: dict[str, Bound] = {}
    for path, entry in _entries(tomllib.loads(text)):
        if ("floor" in entry) == ("ceiling" in entry):
            raise ValueError(f"floors.toml: {path} needs a floor or a ceiling")
        found[path] = Bound(floor=entry.get("floor"), ceiling=entry.get("ceiling"))
    return found


def worse(measured: Mapping[str, float], floors: Mapping[str, Bound]) -> list[str]:
    """The figures that are measured and not kept. NaN is kept by nothing."""
    return [path for path, bound in floors.items() if path in measured and not bound.is_kept_by(measured[path])]


def lowered(old: Mapping[str, Bound], new: Mapping[str, Bound]) -> list[str]:
    """The floors that were made easier, or taken away."""
    return [path for path, bound in old.items() if path not in new or new[path].is_looser_than(bound)]


def unexplained(paths: Iterable[str], old_changelog: str, new_changelog: str) -> list[str]:
    """Of lowered floors, those that no new line of the changelog names."""
    new_lines = set(new_changelog.splitlines()) - set(old_changelog.splitlines())
    return [path for path in paths if not any(path in line for line in new_lines)]


def _flat(value: Any, path: str) -> Iterable[tuple[str, float]]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _flat(below, f"{path}.{key}")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, float(value)


def _entries(table: Mapping[str, Any], path: str = "") -> Iterable[tuple[str, Mapping[str, Any]]]:
    for key, value in table.items():
        here = f"{path}.{key}" if path else key
        if not isinstance(value, Mapping):
            raise ValueError(f"floors.toml: {here} is no table")
        if any(isinstance(below, Mapping) for below in value.values()):
            yield from _entries(value, here)
        else:
            yield here, value


def _at(revision: str, path: str) -> str:
    return subprocess.run(
        ["git", "show", f"{revision}:{path}"], capture_output=True, text=True, check=True, cwd=HERE.parent
    ).stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", nargs="*", type=Path)
    parser.add_argument("--against", metavar="REVISION", help="git revision to compare floors.toml with")
    options = parser.parse_args()

    floors = bounds((HERE / "floors.toml").read_text(encoding="utf-8"))
    measured: dict[str, float] = {}
    for path in options.results:
        measured |= figures(path.stem, json.loads(path.read_text(encoding="utf-8")))
    failed = worse(measured, floors)
    for path, bound in floors.items():
        if path in measured:
            print(f"{'WORSE' if path in failed else 'kept':6} {path:60} {measured[path]:>12.4g}  {bound}")
    print(f"{len(floors.keys() & measured.keys())} of {len(floors)} floors measured, {len(failed)} not kept")

    silent: list[str] = []
    if options.against:
        old = bounds(_at(options.against, "benchmarks/floors.toml"))
        changelog = (HERE.parent / "CHANGELOG.md").read_text(encoding="utf-8")
        silent = unexplained(lowered(old, floors), _at(options.against, "CHANGELOG.md"), changelog)
        for path in silent:
            print(f"LOWER  {path}: lowered since {options.against}, and no new line of CHANGELOG.md names it")
    return 1 if failed or silent else 0


if __name__ == "__main__":
    sys.exit(main())
