"""Dates said by their calendar names, from a century to a clock time, and the parts that they leave unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sayso.when import points
from sayso.when.points import Point
from sayso.when.recognise import Mention

if TYPE_CHECKING:
    from sayso.when.normalise import Setting

Answer = tuple[Point | None, str | None, str, tuple[str, ...]]  #: point, anchor, why, candidates

BACKWARD_COSTS = 2.5  #: a story mostly moves on: a month that lies behind the last date counts as this much further off
CENTURY = 100
NEAR_DAYS = 100  #: a day of the year this near is meant, whichever way its sentence looks (TimeBank, AQUAINT)
NEAR_DAYS_OF_A_MONTH = 30  #: and a month


def calendar(mention: Mention, setting: Setting) -> Answer:
    fields = mention.fields
    if "decade" in fields or "decade_word" in fields:
        return _decade(fields, setting)
    if "century" in fields:
        number = fields["century"]
        return Point("CE", date(max((number - 1) * CENTURY, 1), 1, 1)), None, "", ()
    year, anchor = _year(fields, setting)
    if year is not None:
        return (_clocked(_in_year(fields, year), fields), anchor, "", ())
    if anchor == "missing":
        return None, None, "there is nothing to count from", ()
    if fields.get("grain") == "WE":
        return _weekend(setting)
    if any(name in fields for name in ("month", "season", "quarter", "half", "holiday")):
        point, anchor, why, candidates = _yearless(mention, setting)
    elif "weekday" in fields:
        point, anchor, why, candidates = _weekday(mention, setting)
    else:
        point, anchor, why, candidates = _day_alone(mention, setting)
    return _clocked(point, fields), anchor, why, candidates


# ------------------------------------------------------------------------------------------------------------- years


def _year(fields: Mapping[str, Any], setting: Setting) -> tuple[int | None, str | None]:
    """The year said, with its anchor; None where none is said, with "missing" where what it hangs on is missing."""
    if "yy" in fields:
        return _short_year(fields["yy"], fields.get("year"), setting), None
    if "nineteen" in fields and "tens" in fields:
        return fields["nineteen"] + fields["tens"] + fields.get("ones", 0), None
    if "year_which" in fields:
        now = setting.published
        return (now.day.year + fields["year_which"], "published") if now else (None, "missing")
    if "year_then" in fields:
        then = setting.then
        return (then.point.day.year + fields["year_then"], then.id) if then else (None, "missing")
    return fields.get("year"), None


def _short_year(two_digits: int, near: int | None, setting: Setting) -> int:
    """'98, or the second year of 1914-18: in the century of the first year, else the latest one."""
    if near is not None:
        year = near // CENTURY * CENTURY + two_digits
        return year if year >= near else year + CENTURY
    now = setting.published.day.year if setting.published else date.today().year
    year = now // CENTURY * CENTURY + two_digits
    return year if year <= now + 5 else year - CENTURY


def _in_year(fields: Mapping[str, Any], year: int) -> Point | None:
    if "month" in fields:
        day = fields.get("day", fields.get("day_word"))
        return points.day_point(year, fields["month"], day) if day else points.month_point(year, fields["month"])
    if "season" in fields:
        return points.season_point(year, fields["season"])
    if "quarter" in fields:
        return points.quarter_point(year, fields["quarter"])
    if "half" in fields:
        return points.half_point(year, fields["half"])
    if "holiday" in fields:
        return holiday(fields["holiday"], year)
    return points.year_point(year)


def holiday(reckoned: str, year: int) -> Point | None:
    """`12-25`, `11/4/4` (month, weekday, which), `easter+1`, `election` (the Tuesday after November's first Monday)."""
    if not points.FIRST_YEAR <= year <= points.LAST_YEAR:
        return None
    if reckoned == "election":
        return Point("D", points.nth_weekday(year, 11, 1, 1) + timedelta(days=1))
    if reckoned.startswith("easter"):
        return Point("D", points.easter(year) + timedelta(days=int(reckoned.removeprefix("easter"))))
    if "/" in reckoned:
        month, weekday, nth = (int(piece) for piece in reckoned.split("/"))
        return Point("D", points.nth_weekday(year, month, weekday, nth))
    month, day = (int(piece) for piece in reckoned.split("-"))
    return Point("D", date(year, month, day))


def _decade(fields: Mapping[str, Any], setting: Setting) -> Answer:
    said = fields.get("decade", fields.get("decade_word"))
    assert isinstance(said, int)
    if "nineteen" in fields:
        said += fields["nineteen"]
    if said >= CENTURY:
        return Point("DE", date(said, 1, 1)), None, "", ()
    history = setting.then if setting.history else None
    base = history.point if history else setting.published
    if base is None:
        return None, None, "there is nothing to count from", ()
    year = base.day.year // CENTURY * CENTURY + said
    year = year if year <= base.day.year else year - CENTURY
    return Point("DE", date(year, 1, 1)), history.id if history else "published", "", ()


# ------------------------------------------------------------------------------------------ months, seasons, quarters


def _yearless(mention: Mention, setting: Setting) -> Answer:
    """A month, a day of a month, a season or a quarter without its year."""
    fields = mention.fields
    if mention.rule.anchor == "then" or (mention.rule.anchor in ("either", "day") and setting.history):
        if setting.then is None:
            return None, None, "there is nothing to count from", ()
        base, anchor = setting.then.point, setting.then.id
        choices = _around(fields, base)
        if "then_which" in fields:
            return _pointed(fields["then_which"], choices, base), anchor, "", _written(choices)
        best = min(choices, key=lambda point: (_story_distance(point, base), point.day < base.day), default=None)
        return best, anchor, "the story's date goes on from the last one named", _written(choices, best)
    if setting.published is None:
        return None, None, "there is nothing to count from", ()
    base = setting.published
    choices = _around(fields, base)
    if "which" in fields:
        best = _pointed(fields["which"], choices, base)
        return best, "published", "", _written(choices, best)
    best, why = _nearest(fields, choices, base, setting)
    return best, "published", why, _written(choices, best)


def _around(fields: Mapping[str, Any], base: Point) -> list[Point]:
    made = (_in_year(fields, base.day.year + step) for step in (-1, 0, 1))
    return [point for point in made if point]


def _nearest(
    fields: Mapping[str, Any], choices: list[Point], base: Point, setting: Setting
) -> tuple[Point | None, str]:
    best = min(choices, key=lambda point: _distance(point, base), default=None)
    if best is None:
        return None, "the calendar has no such day"
    if "quarter" in fields or "half" in fields:
        return best, "the one nearest to publication"
    near = NEAR_DAYS if best.grain == "D" else NEAR_DAYS_OF_A_MONTH
    if _distance(best, base) <= near:
        return best, "the one nearest to publication"
    looks = setting.tense()
    past = [point for point in choices if point.day <= base.day]
    future = [point for point in choices if points.last_day(point) >= base.day]
    if looks == "past" and best not in past and past:
        return past[-1], "the latest one: the sentence looks back"
    if looks == "future" and best not in future and future:
        return future[0], "the next one: the sentence looks ahead"
    return best, "the one nearest to publication"


def _pointed(which: int, choices: list[Point], base: Point) -> Point | None:
    """Last May, this May, next May, as seen from `base`."""
    if which < 0:
        return next((point for point in reversed(choices) if points.last_day(point) < base.day), None)
    if which > 0:
        return next((point for point in choices if point.day > base.day), None)
    return min(choices, key=lambda point: (point.day.year != base.day.year, _distance(point, base)), default=None)


def _distance(point: Point, base: Point) -> int:
    """Days between two stretches; 0 where they touch."""
    if points.last_day(point) < base.day:
        return (base.day - points.last_day(point)).days
    return max((point.day - points.last_day(base)).days, 0)


def _story_distance(point: Point, base: Point) -> float:
    if points.last_day(point) < base.day:
        return BACKWARD_COSTS * (base.day - points.last_day(point)).days
    return max((point.day - points.last_day(base)).days, 0)


def _written(choices: list[Point], best: Point | None = None) -> tuple[str, ...]:
    return tuple(points.write(point) for point in choices if point != best)


# ---------------------------------------------------------------------------------------- weekdays, days, the clock


def _weekday(mention: Mention, setting: Setting) -> Answer:
    """The latest such day, the anchor's own day included, unless the words point elsewhere."""
    fields = mention.fields
    if mention.rule.anchor == "then":
        base, anchor = (setting.then.point, setting.then.id) if setting.then else (None, None)
    else:
        base, anchor = setting.published, "published"
    if base is None or base.grain not in ("D", "T"):
        return None, None, "the day to count from is not named", ()
    which = fields.get("then_which", fields.get("which"))
    weeks = fields.get("week_which", 0 if which == 0 else None)
    if weeks is not None:
        monday = base.day - timedelta(days=base.day.weekday())
        return _plus(monday, 7 * weeks + fields["weekday"] - 1), anchor, "the one of that week", ()
    back = (base.day.isoweekday() - fields["weekday"]) % 7
    latest, coming = _plus(base.day, -back), _plus(base.day, 7 - back)
    if which is not None:
        before = latest if back else _plus(base.day, -7)
        return (
            (coming if which > 0 else before),
            anchor,
            "the first one after" if which > 0 else "the last one before",
            (),
        )
    choices = tuple(points.write(point) for point in (latest, coming) if point)
    if back and setting.announced():
        return coming, anchor, "the next one: the sentence looks ahead", choices[:1]
    return latest, anchor, "the latest one, the day itself included", choices[1:]


def _weekend(setting: Setting) -> Answer:
    """The weekend last begun; the one ahead where the sentence looks ahead."""
    if setting.published is None:
        return None, None, "there is nothing to count from", ()
    base = setting.published
    saturday = _plus(base.day, -((base.day.isoweekday() - 6) % 7))
    if setting.announced() and saturday:
        saturday = _plus(saturday.day, 7)
    return (replace(saturday, grain="WE") if saturday else None), "published", "", ()


def _day_alone(mention: Mention, setting: Setting) -> Answer:
    """A clock time or a part of the day on the day last named, or a day of the month last named."""
    fields = mention.fields
    if "day" in fields or "day_word" in fields:
        if setting.then is None or setting.then.point.grain not in ("M", "D", "T"):
            return None, None, "the month to count from is not named", ()
        month = setting.then.point.day
        return (
            points.day_point(month.year, month.month, fields.get("day") or fields["day_word"]),
            setting.then.id,
            "",
            (),
        )
    if "day_shift" in fields:
        base = setting.published
        return (_plus(base.day, fields["day_shift"]) if base else None), "published" if base else None, "", ()
    if setting.day:
        return points.at_grain(setting.day.point, "D"), setting.day.id, "the day last named", ()
    if setting.published:
        return setting.published, "published", "no day is named before", ()
    return None, None, "there is nothing to count from", ()


def _clocked(point: Point | None, fields: Mapping[str, Any]) -> Point | None:
    """The point with the clock time or the part of the day that the fields name."""
    if point is None or point.grain not in ("D", "T"):
        return point
    zone = fields.get("zone", "")
    if "hhmm" in fields:
        return replace(point, grain="T", tail=f"T{fields['hhmm'] // 100:02d}:{fields['hhmm'] % 100:02d}", zone=zone)
    if "hour" in fields:
        hour = _hour(fields["hour"], fields.get("ampm"), fields.get("part_hint"))
        return replace(point, grain="T", tail=f"T{hour:02d}:{fields.get('minute', 0):02d}", zone=zone)
    part = fields.get("part")
    if not part:
        return point
    return replace(point, grain="T", tail=part if part.startswith("T") else f"T{part}", zone=zone)


def _hour(hour: int, half_of_day: str | None, part: str | None) -> int:
    afternoon = half_of_day == "PM" or part in ("AF", "EV") or (part == "NI" and 5 < hour < 12)
    if afternoon and hour < 12:
        return hour + 12
    if hour == 12 and (half_of_day == "AM" or part in ("NI", "MO")):
        return 0
    return hour


def _plus(day: date, days: int) -> Point | None:
    return points.shift(Point("D", day), days, "D")
