"""When was it published? Whatever a caller or a page gives becomes an ISO date or datetime, or a clear error.

Read are ISO 8601 dates and datetimes (`2024-03-08`, `20240308`, `2024-03-08T18:30:00+02:00`, a space for the T), the
date of mail and feeds (RFC 2822, `Fri, 08 Mar 2024 18:30:00 +0200`) and dates with the month in words (`8 March 2024`).
Anything a reader could take for two different days (`03/08/2024`) is refused rather than guessed, and so is what has no
day (`March 2024`): relative dates such as "on Friday" hang on it.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re

from sayso.errors import BadDate, shown

FIRST_YEAR = 1600  # the first printed newspaper is of 1605; 0001, 1582 and the like are empty values of some program
LAST_YEAR = 2199  # 9999-12-31 is an empty value too

REMEDY = "write it as YYYY-MM-DD, or YYYY-MM-DDTHH:MM with an optional offset such as +02:00"

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}", re.ASCII)
_DATETIME = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}|\d{8})[Tt ]\d{2}(?::?\d{2}){1,2}(?:[.,]\d{1,9})? ?(?:Z|z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?)?", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:(?P<d>\d{1,2}) (?P<m>[A-Za-z]{3,9})\.?|(?P<m2>[A-Za-z]{3,9})\.? (?P<d2>\d{1,2})),? (?P<y>\d{4})", re.ASCII
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MAIL = re.compile(r"(?:[A-Za-z]{3},\s)?\d{1,2}\s[A-Za-z]{3}\s\d{4}\s\d{2}:\d{2}.*", re.ASCII)


def iso(published: str | dt.date) -> str:
    """`published` as an ISO date, or as an ISO datetime where it has a clock time. What is ISO already stays as it is.

    >>> iso("20240308"), iso("2024-03-08 18:30+0200")
    ('2024-03-08', '2024-03-08T18:30:00+02:00')

    Raises `BadDate`.
    """
    moment = published if isinstance(published, dt.date) else _parsed(published)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise BadDate(
            f"the publication date {shown(str(published))} is not between {FIRST_YEAR} and {LAST_YEAR}", remedy=REMEDY
        )
    if isinstance(published, str) and _ISO.fullmatch(published):
        return published
    return moment.replace(microsecond=0).isoformat() if isinstance(moment, dt.datetime) else moment.isoformat()


def _parsed(published: str) -> dt.date:
    text = published.strip()
    try:
        if _DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
        if _DATETIME.fullmatch(text):
            return dt.datetime.fromisoformat(text.replace(",", ".").upper().replace(" ", "T", 1).replace(" ", ""))
        if _MAIL.fullmatch(text):
            return email.utils.parsedate_to_datetime(text)
        if found := _IN_WORDS.fullmatch(text):
            written = (found["m"] or found["m2"]).lower()
            month = next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(written)), 0)
            return dt.date(int(found["y"]), month, int(found["d"] or found["d2"]))
    except (ValueError, OverflowError):
        raise BadDate(
            f"the publication date {shown(published)} is not in the calendar or not on the clock", remedy=REMEDY
        ) from None
    raise BadDate(f"the publication date {shown(published)} is not understood", remedy=REMEDY)
