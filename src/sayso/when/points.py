"""Stretches of the calendar as TIMEX3 writes them: what one is, how it is moved and written, when it begins and ends.

A `Point` is a stretch at one grain: the month 2015-03 has no day, and nothing here ever gives it one.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

#: grains from coarse to fine; a `Point`'s value says no more than its grain
GRAINS = ("CE", "DE", "Y", "H", "SN", "Q", "M", "W", "WE", "D", "T")

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  #: the first month, of meteorological seasons in the north
#: clock hours of TIMEX3's parts of the day: (begin, end), an end past 24 lies in the next day
PART_HOURS = {"MO": (6, 12), "MI": (12, 13), "AF": (12, 18), "EV": (18, 24), "NI": (20, 30), "DT": (6, 18)}
FIRST_YEAR, LAST_YEAR = 1, 9998  #: what `datetime.date` can hold, with room for the day after the last


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of time: its first day, and a season (`SP`), part of the day (`TEV`) or clock time (`T10:35`)."""

    grain: str
    day: date
    tail: str = ""
    zone: str = ""  #: offset from UTC as written in ISO (`+03:00`, `Z`), where the words name one


def _week(point: Point) -> str:
    year, week, _ = point.day.isocalendar()
    return f"{year:04d}-W{week:02d}"


#: how a stretch of each grain is written
WRITTEN: Mapping[str, Callable[[Point], str]] = {
    "CE": lambda point: f"{point.day.year // 100:02d}",
    "DE": lambda point: f"{point.day.year // 10:03d}",
    "Y": lambda point: f"{point.day.year:04d}",
    "H": lambda point: f"{point.day.year:04d}-H{1 if point.day.month <= 6 else 2}",
    "SN": lambda point: f"{point.day.year:04d}-{point.tail}",
    "Q": lambda point: f"{point.day.year:04d}-Q{(point.day.month + 2) // 3}",
    "M": lambda point: f"{point.day.year:04d}-{point.day.month:02d}",
    "W": _week,
    "WE": lambda point: f"{_week(point)}-WE",
    "D": lambda point: point.day.isoformat(),
    "T": lambda point: point.day.isoformat() + point.tail,
}


def year_point(year: int) -> Point | None:
    return Point("Y", date(year, 1, 1)) if FIRST_YEAR <= year <= LAST_YEAR else None


def month_point(year: int, month: int) -> Point | None:
    return Point("M", date(year, month, 1)) if FIRST_YEAR <= year <= LAST_YEAR else None


def day_point(year: int, month: int, day: int) -> Point | None:
    """None for a day that the calendar does not have (30 February)."""
    if not FIRST_YEAR <= year <= LAST_YEAR or day > calendar.monthrange(year, month)[1]:
        return None
    return Point("D", date(year, month, day))


def season_point(year: int, season: str) -> Point | None:
    return Point("SN", date(year, SEASON_MONTHS[season], 1), season) if FIRST_YEAR <= year <= LAST_YEAR else None


def quarter_point(year: int, quarter: int) -> Point | None:
    return Point("Q", date(year, 3 * quarter - 2, 1)) if FIRST_YEAR <= year <= LAST_YEAR else None


def half_point(year: int, half: int) -> Point | None:
    return Point("H", date(year, 6 * half - 5, 1)) if FIRST_YEAR <= year <= LAST_YEAR else None


def parse_day(text: str) -> Point | None:
    """An ISO date or datetime; a year or a month alone gives a point of that grain; anything else None."""
    try:
        return Point("D", datetime.fromisoformat(text).date())
    except ValueError:
        pass
    pieces = text.split("-")
    if not all(piece.isdigit() for piece in pieces) or len(pieces[0]) != 4:
        return None
    if len(pieces) == 1:
        return year_point(int(pieces[0]))
    return month_point(int(pieces[0]), int(pieces[1])) if len(pieces) == 2 and 1 <= int(pieces[1]) <= 12 else None


def at_grain(point: Point, grain: str) -> Point | None:
    """The stretch of `grain` in which the point begins: the month of a day. None where `grain` is the finer one."""
    if GRAINS.index(grain) > GRAINS.index(point.grain) and not (grain == "Q" and point.grain == "H"):
        return None
    day = point.day
    match grain:
        case "CE":
            first = date(max(day.year // 100 * 100, 1), 1, 1)
        case "DE":
            first = date(max(day.year // 10 * 10, 1), 1, 1)
        case "Y":
            first = date(day.year, 1, 1)
        case "H":
            first = date(day.year, 1 if day.month <= 6 else 7, 1)
        case "Q":
            first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case "M":
            first = day.replace(day=1)
        case "W":
            first = _plus_days(day, -day.weekday()) or day
        case "WE":
            first = _plus_days(day, 5 - day.weekday()) or day
        case "SN":
            return _season_of(day)
        case _:
            return Point("D", day)
    return Point(grain, first)


def shift(point: Point, count: int, unit: str) -> Point | None:
    """The point moved by `count` units, at its own grain; None where the calendar ends or has no such unit."""
    day = point.day
    months = {"CE": 1200, "DE": 120, "Y": 12, "SN": 12, "H": 6, "Q": 3, "M": 1}.get(unit)
    if months is not None:
        index = day.year * 12 + day.month - 1 + count * months
        year, month = divmod(index, 12)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        return replace(point, day=date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1])))
    days = {"W": 7, "WE": 7, "D": 1}.get(unit)
    if days is None or abs(count) > 4_000_000:
        return None
    moved = _plus_days(day, days * count)
    return replace(point, day=moved) if moved else None


def write(point: Point) -> str:
    """The TIMEX3 value: `1998-03`, `1998-Q3`, `1998-SP`, `1998-W08`, `199` (a decade), `19` (a century)."""
    return WRITTEN[point.grain](point)


def interval(point: Point) -> tuple[str, str]:
    """First and last day, both inclusive; for a time of day the first and the end moment, the end exclusive."""
    if point.tail.startswith("T"):
        return _clock_interval(point)
    last = last_day(point)
    return point.day.isoformat(), last.isoformat()


def last_day(point: Point) -> date:
    lengths = {
        "CE": ("Y", 100),
        "DE": ("Y", 10),
        "Y": ("Y", 1),
        "H": ("M", 6),
        "SN": ("M", 3),
        "Q": ("M", 3),
        "M": ("M", 1),
    }
    if point.grain in lengths:
        unit, count = lengths[point.grain]
        after = shift(Point("D", point.day), count, unit)
        return after.day - timedelta(days=1) if after else date(LAST_YEAR, 12, 31)
    days = {"W": 6, "WE": 1}.get(point.grain, 0)
    return _plus_days(point.day, days) or point.day


def easter(year: int) -> date:
    """Western Easter Sunday (the Gregorian computus, Butcher 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The `nth` weekday (Monday is 1) of a month; -1 is the last."""
    if nth < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def _season_of(day: date) -> Point:
    """Winter is filed under the year in which it begins."""
    for season, month in (("WI", 12), ("FA", 9), ("SU", 6), ("SP", 3)):
        if day.month >= month:
            return Point("SN", date(day.year, month, 1), season)
    return Point("SN", date(max(day.year - 1, 1), 12, 1), "WI")


def _clock_interval(point: Point) -> tuple[str, str]:
    start = datetime(point.day.year, point.day.month, point.day.day)
    part = PART_HOURS.get(point.tail[1:])
    if part:
        begin, end = (start + timedelta(hours=hour) for hour in part)
    else:
        pieces = [int(piece) for piece in point.tail[1:].split(":")]
        begin = start + timedelta(hours=pieces[0], minutes=pieces[1] if len(pieces) > 1 else 0)
        end = begin + (timedelta(minutes=1) if len(pieces) > 1 else timedelta(hours=1))
    return tuple(moment.isoformat(timespec="minutes") + point.zone for moment in (begin, end))  # type: ignore[return-value]


def _plus_days(day: date, days: int) -> date | None:
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        return None
    return moved if moved.year <= LAST_YEAR else None
