"""How long and how often: TIMEX3's durations (`P2Y6M`, `PT90M`, `PXW`) and sets (`XXXX-WXX-4`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from sayso.when.numbers import VAGUE
from sayso.when.points import Point, shift

#: unit → (how many of the written unit, the unit as written after P, whether it is a time of day)
WRITTEN = {
    "TS": (1, "S", True),
    "TM": (1, "M", True),
    "TH": (1, "H", True),
    "D": (1, "D", False),
    "W": (1, "W", False),
    "2W": (2, "W", False),
    "WE": (1, "WE", False),
    "M": (1, "M", False),
    "Q": (1, "Q", False),
    "Y": (1, "Y", False),
    "DE": (10, "Y", False),
    "CE": (100, "Y", False),
}
#: what a vague number of the unit is written with
VAGUE_UNITS = {"DE": "DE", "CE": "CE", "2W": "W"}
#: a broken number is written in the next smaller unit where that is exact
SMALLER = {"Y": ("M", 12), "H": ("M", 60), "M": ("S", 60)}
#: which moves a `Point`: unit → (unit of `points.shift`, factor)
MOVES = {
    "D": ("D", 1),
    "W": ("W", 1),
    "2W": ("W", 2),
    "M": ("M", 1),
    "Q": ("M", 3),
    "Y": ("Y", 1),
    "DE": ("Y", 10),
    "CE": ("Y", 100),
}


def duration(count: Fraction | str, unit: str) -> str:
    """The TIMEX3 duration of `count` units; `X` for a number that the words leave open."""
    factor, letter, clock = WRITTEN[unit]
    mark = "PT" if clock else "P"
    if count == VAGUE or not isinstance(count, Fraction):
        return mark + VAGUE + VAGUE_UNITS.get(unit, letter)
    amount = count * factor
    if amount.denominator == 1:
        return f"{mark}{amount}{letter}"
    smaller = SMALLER.get(letter) if letter != "M" or clock else None
    rest = (amount - int(amount)) * smaller[1] if smaller else None
    if smaller is None or rest is None or rest.denominator != 1:
        return f"{mark}{float(amount):g}{letter}"
    whole = f"{int(amount)}{letter}" if int(amount) else ""
    return f"{mark}{whole}{rest}{smaller[0]}"


def reach(published: Point, count: Fraction | str, unit: str, direction: int) -> tuple[str, str] | None:
    """The days that a length behind (-1) or ahead (+1) of a day covers; None where number or unit gives no day."""
    if not isinstance(count, Fraction) or unit not in MOVES or direction == 0:
        return None
    step, factor = MOVES[unit]
    amount = count * factor
    if amount.denominator != 1:
        return None
    other = shift(published, direction * int(amount), step)
    if other is None:
        return None
    days: list[date] = sorted((published.day, other.day))
    return days[0].isoformat(), days[1].isoformat()


def repetition(fields: Mapping[str, Any]) -> str:
    """The TIMEX3 set: every Thursday `XXXX-WXX-4`, every July `XXXX-07`, every two days `P2D`."""
    part = f"T{fields['part']}" if "part" in fields else ""
    if "weekday" in fields:
        return f"XXXX-WXX-{fields['weekday']}{part}"
    if "month" in fields:
        return f"XXXX-{fields['month']:02d}"
    if "season" in fields:
        return f"XXXX-{fields['season']}"
    if "unit" not in fields:
        return f"XXXX-XX-XX{part}"
    count = fields.get("count", Fraction(1))
    every = fields.get("every_word", 1)
    return duration(count * every if isinstance(count, Fraction) else count, fields["unit"])
