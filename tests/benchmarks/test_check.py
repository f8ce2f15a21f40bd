"""A figure that becomes worse is noticed, and so is a floor that is lowered in silence."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from benchmarks import check

ROOT = Path(__file__).parents[2]

FLOORS = "[speed.two_cores.words_per_second]\nfloor = 9000\n[memory.peak_mb]\nceiling = 400\n"
RESULT = {"two_cores": {"words_per_second": 9100}, "cpu": "a machine", "warm": True}


def test_figures_are_named_by_their_path_and_only_numbers_count() -> None:
    assert check.figures("speed", RESULT) == {"speed.two_cores.words_per_second": 9100.0}


def test_a_figure_below_its_floor_or_above_its_ceiling_is_worse() -> None:
    floors = check.bounds(FLOORS)
    assert check.worse({"speed.two_cores.words_per_second": 8999, "memory.peak_mb": 400}, floors) == [
        "speed.two_cores.words_per_second"
    ]
    assert check.worse({"memory.peak_mb": 401}, floors) == ["memory.peak_mb"]


def test_a_figure_that_is_no_number_is_worse() -> None:
    assert check.worse({"memory.peak_mb": math.nan}, check.bounds(FLOORS)) == ["memory.peak_mb"]


def test_a_figure_that_was_not_measured_is_not_judged() -> None:
    assert check.worse({}, check.bounds(FLOORS)) == []


def test_a_floor_that_is_lowered_raised_as_a_ceiling_or_removed_is_noticed() -> None:
    old = check.bounds(FLOORS)
    new = check.bounds("[speed.two_cores.words_per_second]\nfloor = 8000\n")
    assert check.lowered(old, new) == ["speed.two_cores.words_per_second", "memory.peak_mb"]
    assert check.lowered(new, old) == []


def test_a_new_line_of_the_changelog_explains_a_lowered_floor_an_old_one_does_not() -> None:
    old = "### Floors\n- memory.peak_mb: the gazetteer grew\n"
    new = old + "- speed.two_cores.words_per_second: a second pass for nested statements\n"
    paths = ["speed.two_cores.words_per_second", "memory.peak_mb"]
    assert check.unexplained(paths, old, new) == ["memory.peak_mb"]


def test_an_entry_without_a_bound_is_refused() -> None:
    with pytest.raises(ValueError, match=r"speed\.words"):
        check.bounds("[speed.words]\nreached = 'today'\n")


def test_the_floors_of_the_repository_are_in_order() -> None:
    check.bounds((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8"))
