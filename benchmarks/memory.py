"""How much memory, how long until the first reading, how large an installation? One table.

    python benchmarks/memory.py ARTICLES.jsonl.gz [--json memory.json]

Every figure comes from processes of their own, as a user starts them:

- *import*: `python -c "import sayso"` over `python -c pass`, median of `ROUNDS`;
- *command to first reading*: from starting `sayso read` on one short text to its first line of output, median;
- *peak memory*: the largest resident set of a process that reads one article, and of one that reads all of them;
- *installed*: the files of sayso and of everything it depends on in this environment, as `du` counts them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROUNDS = 7
BLOCK = 512  # bytes: the unit of `st_blocks`
SHORT = "The mayor of Osgiliath said on Monday that the bridge had been closed after an attack."
READ = [sys.executable, "-m", "sayso", "read", "--input", "jsonl", "--format", "jsonl", "-"]


def seconds(command: Sequence[str]) -> float:
    """Median seconds of a command."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def until_first_line(fed: bytes) -> float:
    """Median seconds from the start of `sayso read` to its first line."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        with subprocess.Popen(READ, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(fed)
            process.stdin.close()
            line = process.stdout.readline()
            times.append(time.perf_counter() - began)
            process.stdout.read()
        if json.loads(line).get("schema") != "sayso.reading/1":
            raise SystemExit(f"no reading came out: {line[:200]!r}")
    return statistics.median(times)


def peak_megabytes(fed: bytes, expected: int) -> float:
    """The largest resident set of one `sayso read`, in MB of 10^6 bytes. Linux counts in KiB."""
    read_end, write_end = os.pipe()
    process = os.posix_spawn(
        sys.executable, READ, os.environ,
        file_actions=[
            (os.POSIX_SPAWN_DUP2, read_end, 0), (os.POSIX_SPAWN_CLOSE, write_end),
            (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
        ],
    )  # fmt: skip
    os.close(read_end)
    with os.fdopen(write_end, "wb") as pipe:
        pipe.write(fed)
    _, status, usage = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"reading {expected} documents ended with status {os.waitstatus_to_exitcode(status)}")
    return usage.ru_maxrss * 1024 / 1e6


def installed_megabytes() -> dict[str, float]:
    """Megabytes of 10^6 bytes on disk of sayso and every package it needs, without extras and without pip."""
    sizes: dict[str, float] = {}
    waiting = ["sayso"]
    while waiting:
        name = waiting.pop()
        if name in sizes:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError as error:
            raise SystemExit(f"{name} is not installed here: run this in the environment of `make demo`") from error
        listed = [Path(str(package.locate_file(file))) for file in package.files or ()]
        compiled = {file for source in listed for file in source.parent.glob(f"__pycache__/{source.stem}.*.pyc")}
        sizes[name] = sum(file.lstat().st_blocks * BLOCK for file in {*listed, *compiled} if file.exists()) / 1e6
        waiting += needed(package.requires or ())
    return sizes


def needed(requirements: Iterable[str]) -> list[str]:
    """Those that apply here and belong to no extra."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    parsed = [Requirement(line) for line in requirements]
    return [canonicalize_name(one.name) for one in parsed if one.marker is None or one.marker.evaluate({"extra": ""})]


def measure(articles: Path) -> dict[str, Any]:
    raw = articles.read_bytes()
    lines = (gzip.decompress(raw) if articles.suffix == ".gz" else raw).splitlines(keepends=True)
    short = (json.dumps({"text": SHORT}) + "\n").encode()
    middle = sorted(lines, key=len)[len(lines) // 2]
    sizes = installed_megabytes()
    return {
        "import_seconds": seconds([sys.executable, "-c", "import sayso"]) - seconds([sys.executable, "-c", "pass"]),
        "first_reading_seconds": until_first_line(short),
        "peak_mb": {
            "one_article": peak_megabytes(middle, 1),
            "all_articles": peak_megabytes(b"".join(lines), len(lines)),
        },
        "installed_mb": {"all": sum(sizes.values()), "sayso": sizes["sayso"]},
        "installed_packages": dict(sorted(sizes.items(), key=lambda item: -item[1])),
        "articles": len(lines),
    }


def table(result: dict[str, Any]) -> str:
    largest = list(result["installed_packages"].items())[:8]
    rows = [
        ("import sayso", f"{1000 * result['import_seconds']:.0f} ms"),
        ("command to first reading", f"{result['first_reading_seconds']:.2f} s"),
        ("peak memory, one article", f"{result['peak_mb']['one_article']:.0f} MB"),
        (f"peak memory, {result['articles']} articles", f"{result['peak_mb']['all_articles']:.0f} MB"),
        ("installed, all packages", f"{result['installed_mb']['all']:.0f} MB"),
        *((f"  {name}", f"{size:.0f} MB") for name, size in largest),
    ]
    return "\n".join(f"{label:32}{value:>10}" for label, value in rows)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    options = parser.parse_args(arguments)
    result = measure(options.articles)
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
