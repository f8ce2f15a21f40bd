"""What time the words of a mention mean: its TIMEX3 value, its interval, and what it was counted from.

A rule's `reads` names one of the readings below; each takes the mention's fields and the `Setting` (what a date can be
counted from at that place in the text) and gives a `Resolved`, whose value is None where the words need an anchor that
the text does not give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sayso.when import lengths
from sayso.when.anchor import Named, Tense
from sayso.when.calendar_dates import calendar
from sayso.when.points import Point, at_grain, interval, last_day, parse_day, shift, write
from sayso.when.recognise import Mention

PUBLISHED = "published"
FAR_DAYS = 60  #: "two months later" may just reach beyond publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the times at one place of a text can be counted from."""

    published: Point | None
    then: Named | None  #: the last date that the text named
    history: bool  #: whether the sentence is told from `then`
    tense: Callable[[], Tense | None]
    announced: Callable[[], bool]  #: whether the clause announces what is to come
    day: Named | None = None  #: the last day named in this sentence or the one before
    quarter: Named | None = None  #: the last quarter named


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    value: str | None
    point: Point | None = None  #: the stretch itself, where the value is one
    bounds: tuple[str, str] | None = None
    mod: str | None = None
    anchor: str | None = None
    why: str = ""
    candidates: tuple[str, ...] = ()


def at(point: Point | None, anchor: str | None, why: str = "", candidates: tuple[str, ...] = ()) -> Resolved:
    if point is None:
        return Resolved(value=None, anchor=None, why=why or "the calendar has no such day")
    return Resolved(
        value=write(point), point=point, bounds=interval(point), anchor=anchor, why=why, candidates=candidates
    )


#: what is said of a length ("more than"), as TIMEX3 says it of the day at its end, for lengths behind and ahead
POINT_MODS: Mapping[tuple[str | None, int], str] = {
    ("MORE_THAN", -1): "BEFORE",
    ("LESS_THAN", -1): "AFTER",
    ("EQUAL_OR_MORE", -1): "ON_OR_BEFORE",
    ("EQUAL_OR_LESS", -1): "ON_OR_AFTER",
    ("MORE_THAN", 1): "AFTER",
    ("LESS_THAN", 1): "BEFORE",
    ("EQUAL_OR_MORE", 1): "ON_OR_AFTER",
    ("EQUAL_OR_LESS", 1): "ON_OR_BEFORE",
}
UNRESOLVED = "there is nothing to count from"


def normalise(mention: Mention, setting: Setting) -> Resolved:
    """Resolve a mention; `KeyError` for a rule whose `reads` is none of the readings (a test looks for that)."""
    resolved = READINGS[mention.rule.reads](mention, setting)
    mod = resolved.mod or mention.fields.get("mod") or mention.rule.mod
    if mention.fields.get("bounds") == "unknown":
        resolved = replace(resolved, bounds=None)
    if mention.rule.reads == "shift" and "count" in mention.fields:
        mod = POINT_MODS.get((mod, mention.fields["sign"]), mod)
    return replace(resolved, mod=mod)


def _base(mention: Mention, setting: Setting) -> tuple[Point, str] | None:
    """The point that the rule's anchor names, with its id."""
    anchor = mention.rule.anchor
    if anchor == "then" or (anchor == "either" and setting.history):
        return (setting.then.point, setting.then.id) if setting.then else None
    return (setting.published, PUBLISHED) if setting.published else None


def _calendar(mention: Mention, setting: Setting) -> Resolved:
    if "era" in mention.fields:
        return Resolved(value=_before_christ(mention.fields))
    return at(*calendar(mention, setting))


def _before_christ(fields: Mapping[str, Any]) -> str:
    """`BC0481-FA`: TIMEX3 has no interval for it, and neither has `datetime`."""
    year = f"BC{fields['year']:04d}"
    if "month" in fields:
        return f"{year}-{fields['month']:02d}"
    return f"{year}-{fields['season']}" if "season" in fields else year


def _shift(mention: Mention, setting: Setting) -> Resolved:
    """So many units from the anchor: "two years ago", "three days later", "yesterday"."""
    fields = mention.fields
    base = _base(mention, setting)
    sign, count = fields["sign"], fields["count"]
    if not isinstance(count, (int, Fraction)):
        return Resolved(value="PAST_REF" if sign < 0 else "FUTURE_REF", why="the words name no number")
    if fields["unit"] not in lengths.MOVES:
        return _shift_by_hours(base)
    if base is None:
        return Resolved(value=None, why=UNRESOLVED)
    unit, factor = lengths.MOVES[fields["unit"]]
    amount = Fraction(count) * factor * sign
    if amount.denominator != 1:
        unit, amount = ("M", amount * 12) if unit == "Y" else ("D", amount * 7) if unit == "W" else (unit, amount)
    steps = round(amount)
    quarter = setting.quarter
    if unit == "Y" and quarter and (mention.rule.anchor == "published" or base[1] == quarter.id) and steps in (-1, 1):
        return at(shift(quarter.point, steps, "Y"), quarter.id, "a year from the quarter that the text speaks of")
    if _beyond_publication(base[0], steps, unit, setting):
        return Resolved(value=None, why="counted from the last date named it would lie far after publication")
    return _moved(
        base,
        steps,
        unit,
        str(fields.get("part", "")),
        {"DE": "Y", "CE": "Y", "2W": "W"}.get(fields["unit"], fields["unit"]),
    )


def _beyond_publication(point: Point, steps: int, unit: str, setting: Setting) -> bool:
    """Whether "seven years later" is counted from the wrong date: a date of the past, a result beyond the present."""
    if setting.published is None or steps <= 0 or unit not in ("M", "Y") or point.day > setting.published.day:
        return False
    moved = shift(Point("D", point.day), steps, unit)
    return moved is not None and (moved.day - setting.published.day).days > FAR_DAYS and not setting.announced()


def _moved(base: tuple[Point, str], steps: int, unit: str, part: str = "", grain: str = "") -> Resolved:
    point, anchor = base
    start = at_grain(point, grain or unit)
    if start is None:
        return _partly_known(point, anchor, steps, unit)
    moved = shift(start, steps, unit)
    if moved is not None and part:
        moved = replace(moved, tail=part if part.startswith("T") else f"T{part}", grain="T")
    return at(moved, anchor)


def _partly_known(point: Point, anchor: str, steps: int, unit: str) -> Resolved:
    """Two days after some day of October: the year is known while the whole stretch stays within it."""
    first, last = shift(Point("D", point.day), steps, unit), shift(Point("D", last_day(point)), steps, unit)
    if first is None or last is None:
        return Resolved(value=None, anchor=anchor, why="the calendar ends before")
    bounds = (first.day.isoformat(), last.day.isoformat())
    if first.day.year != last.day.year:
        return Resolved(
            value=None, bounds=bounds, anchor=anchor, why="it is counted from a stretch longer than a month"
        )
    rest = {"D": "-XX-XX", "M": "-XX", "W": "-WXX"}.get(unit, "")
    return Resolved(
        value=f"{first.day.year:04d}{rest}", bounds=bounds, anchor=anchor, why="the day counted from is not named"
    )


def _shift_by_hours(base: tuple[Point, str] | None) -> Resolved:
    if base is None:
        return Resolved(value=None, why=UNRESOLVED)
    day = at_grain(base[0], "D")
    if day is None:
        return Resolved(value=None, why="the day counted from is not named")
    return Resolved(
        value=write(replace(day, tail="", grain="D")) + "TXX", anchor=base[1], why="the hour counted from is not named"
    )


def _unit(mention: Mention, setting: Setting) -> Resolved:
    """The week, month or year before, around or after the anchor: "last week", "the following year", "year-end"."""
    fields = mention.fields
    base = _base(mention, setting)
    if base is None and mention.rule.anchor == "either" and setting.then:
        base = (setting.then.point, setting.then.id)
    if base is None:
        return Resolved(value=None, why=UNRESOLVED)
    steps = next(
        (fields[name] for name in ("which", "which_the", "which_then", "which_year_wide") if name in fields), 0
    )
    unit = fields["unit"]
    return _moved(base, steps, {"WE": "W"}.get(unit, unit), grain=unit)


def _length(mention: Mention, setting: Setting) -> Resolved:
    fields = mention.fields
    count = fields["count"] if isinstance(fields["count"], str) else Fraction(fields["count"])
    if "half" in fields and isinstance(count, Fraction):
        count += Fraction(1, 2)
    value = lengths.duration(count, fields["unit"])
    if "unit2" in fields:
        tail = lengths.duration(fields["count2"], fields["unit2"])
        value += tail.removeprefix("PT" if value.startswith("PT") else "P")
    direction = fields.get("span", 0)
    reach = lengths.reach(setting.published, count, fields["unit"], direction) if setting.published else None
    return Resolved(value=value, bounds=reach, anchor=PUBLISHED if reach else None)


def _every(mention: Mention, setting: Setting) -> Resolved:
    return Resolved(value=lengths.repetition(mention.fields))


def _fixed(mention: Mention, setting: Setting) -> Resolved:
    fields = mention.fields
    if "value_by_sign" in fields:
        return Resolved(value="FUTURE_REF" if fields["later"] > 0 else "PAST_REF")
    return Resolved(value=fields["value"])


def _antecedent(mention: Mention, setting: Setting) -> Resolved:
    """The quarter that the text speaks of, or the one a year before it."""
    back = mention.fields.get("back", 0)
    if setting.quarter and "year" in mention.fields:
        back = mention.fields["year"] - setting.quarter.point.day.year
    if setting.quarter:
        return at(shift(setting.quarter.point, back, "Y"), setting.quarter.id, "the quarter that the text speaks of")
    if setting.published is None:
        return Resolved(value=None, why=UNRESOLVED)
    last = at_grain(setting.published, "Q")
    last = shift(last, -1, "Q") if last else None
    return at(shift(last, back, "Y") if last else None, PUBLISHED, "the last full quarter")


def _numeric(mention: Mention, setting: Setting) -> Resolved:
    """25/12/2015 has one reading, 03/04/2015 two: its day and month stay open."""
    year, a, b = mention.fields["year"], mention.fields["day"], mention.fields["month"]
    readings = [point for point in (_day(year, b, a), _day(year, a, b)) if point]
    if not readings:
        return Resolved(value=None, why="the calendar has no such day")
    if len(readings) == 1 or a == b:
        return at(readings[0], None)
    return Resolved(
        value=f"{year}-XX-XX",
        bounds=(min(p.day for p in readings).isoformat(), max(p.day for p in readings).isoformat()),
        why="day and month could be either way round",
        candidates=tuple(write(p) for p in readings),
    )


def _day(year: int, month: int, day: int) -> Point | None:
    return parse_day(f"{year:04d}-{month:02d}-{day:02d}") if 1 <= month <= 12 and 1 <= day <= 31 else None


def _span_of_years(mention: Mention, setting: Setting) -> Resolved:
    """A season or school year across two years, as an ISO interval of years; when in them it begins is not said."""
    first = mention.fields["year"]
    second = first // 100 * 100 + mention.fields["yy"] if "yy" in mention.fields else first + 1
    return Resolved(value=f"{first}/{second}", bounds=(f"{first}-01-01", f"{second}-12-31"))


def _week_of(mention: Mention, setting: Setting) -> Resolved:
    point, anchor, why, candidates = calendar(mention, setting)
    return at(at_grain(point, "W") if point else None, anchor, why, candidates)


READINGS: Mapping[str, Callable[[Mention, Setting], Resolved]] = {
    "calendar": _calendar,
    "shift": _shift,
    "unit": _unit,
    "length": _length,
    "every": _every,
    "fixed": _fixed,
    "antecedent": _antecedent,
    "numeric": _numeric,
    "span_of_years": _span_of_years,
    "week_of": _week_of,
}
