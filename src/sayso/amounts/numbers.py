"""One number, as English writes it: figures, words, scales and the vague plurals (dozens, tens of thousands).

>>> read(["two", "hundred", "and", "fifty", "men"], 0)
Number(end=4, low=250.0, high=250.0, rule='words')
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

_FIGURE = re.compile(r"(\d{1,3}(?:,\d{2,3})+|\d+)(\.\d+)?(m|mn|bn|tn|k|bln|mln)?", re.IGNORECASE)
_FUSED = {"bln": 10.0**9, "mln": 10.0**6}
#: no document counts more than this; longer figures are identifiers
LONGEST_FIGURE = 15  # digits

Class = Literal["unit", "ten", "scale", "unit_scale", "vague", "vague_exact", "vague_few", "vague_after_a", "fraction"]


@dataclass(frozen=True, slots=True)
class Number:
    end: int  #: index of the word after the number
    low: float
    high: float | None  #: None: no upper bound, as in "dozens"
    rule: str  #: figure, words, vague, couple, fraction


@dataclass(frozen=True, slots=True)
class NumberWord:
    kind: Class
    low: float
    high: float | None


def rows(name: str) -> list[dict[str, str]]:
    """Rows of one CSV file of `data/en`."""
    with (files("sayso.data") / "en" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def words() -> Mapping[str, NumberWord]:
    """The number words of `data/en/numbers.csv`."""
    found = {}
    for row in rows("numbers.csv"):
        kind: Class = row["class"]  # type: ignore[assignment]  # the data test checks the column
        found[row["word"]] = NumberWord(kind, float(row["min"]), float(row["max"]) if row["max"] else None)
    return found


@cache
def closed() -> Mapping[str, frozenset[str]]:
    """Small closed classes of words by name, from `data/en/amount_words.csv`."""
    found: dict[str, set[str]] = {}
    for row in rows("amount_words.csv"):
        found.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(members) for name, members in found.items()}


def read(texts: Sequence[str], start: int) -> Number | None:
    """The longest number that begins with word `start`, or None."""
    first = texts[start].lower()
    if first in closed()["article"]:
        return _after_article(texts, start)
    if (value := figure(texts[start])) is not None:
        return _scaled(texts, start + 1, value, value, "figure")
    known = words().get(first)
    read_as = _READERS.get(known.kind) if known is not None else None
    # "hundred", "m" and "couple" need something before them
    return read_as(texts, start, known) if known is not None and read_as is not None else None


def figure(text: str) -> float | None:
    """The value of `1,000`, `3.5`, `20bn`; None for years with letters, clock times, ordinals, identifiers."""
    match = _FIGURE.fullmatch(text)
    if match is None or len(match[1]) > LONGEST_FIGURE or (match[1].startswith("0") and len(match[1]) > 1):
        return None
    value = float(match[1].replace(",", "") + (match[2] or ""))
    if match[3]:
        suffix = match[3].lower()
        value *= _FUSED.get(suffix) or words()[suffix].low
    return value


def _scaled(texts: Sequence[str], position: int, low: float, high: float | None, rule: str) -> Number:
    """What follows a number may multiply it: 3.5 million, two dozen, 2.5 hundred thousand."""
    while position < len(texts):
        known = words().get(texts[position].lower())
        if known is None or known.kind not in ("scale", "unit_scale"):
            break
        if len(texts[position]) <= 2 and rule != "figure":  # "m", "bn", "k" only after figures
            break
        low, high = low * known.low, None if high is None else high * known.low
        position += 1
    return Number(position, low, high, rule)


def _spelt(texts: Sequence[str], start: int, _: NumberWord) -> Number:
    """two hundred and fifty thousand; twenty-five (UD splits at the hyphen)."""
    known = words()
    total = current = 0.0
    position = start
    end = start
    last: Class | None = None
    while position < len(texts):
        text = texts[position].lower()
        word = known.get(text)
        if text in closed()["joins"] and last is not None:
            following = known.get(texts[position + 1].lower()) if position + 1 < len(texts) else None
            joins = following is not None and following.kind in ("unit", "ten")
            if not joins or (last != ("scale" if text.isalpha() else "ten")):
                break
            position += 1
            continue
        if word is None or len(text) <= 2 or not _may_follow(last, word.kind):
            break
        if word.kind in ("unit", "ten"):
            current += word.low
        else:
            current = max(current, 1) * word.low
            if word.low >= 1000:
                total, current = total + current, 0.0
        last = word.kind
        position += 1
        end = position
    value = total + current
    return Number(end, value, value, "words")


def _may_follow(last: Class | None, kind: Class) -> bool:
    if last is None:
        return kind in ("unit", "ten")
    if kind == "unit":
        return last in ("ten", "scale", "unit_scale")
    if kind == "ten":
        return last in ("scale", "unit_scale")
    return kind in ("scale", "unit_scale")


def _after_article(texts: Sequence[str], start: int) -> Number | None:
    """a hundred, a dozen, a couple of, a few thousand, a quarter of."""
    text = texts[start + 1].lower() if start + 1 < len(texts) else ""
    known = words().get(text) if len(text) > 2 else None
    if known is None:
        return None
    if known.kind in ("scale", "unit_scale"):
        return _scaled(texts, start + 1, 1, 1, "words")
    if known.kind == "vague_exact":
        return _scaled(texts, _past(texts, start + 2), known.low, known.high, "couple")
    if known.kind in ("vague_few", "vague_after_a"):
        return _few(texts, start + 1, known)
    is_part = known.kind == "fraction" and start + 2 < len(texts) and texts[start + 2].lower() in closed()["partitive"]
    return Number(start + 2, known.low, known.low, "fraction") if is_part else None


def _past(texts: Sequence[str], position: int) -> int:
    """Past "of" where a scale follows it: a couple of hundred."""
    if position + 1 < len(texts) and texts[position].lower() in closed()["partitive"]:
        following = words().get(texts[position + 1].lower())
        if following is not None and following.kind in ("scale", "unit_scale"):
            return position + 1
    return position


def _few(texts: Sequence[str], start: int, known: NumberWord) -> Number:
    """several, several hundred, a few dozen: at least so many. "Few" without its article is no number."""
    return _scaled(texts, start + 1, known.low, None, "vague")


def _vague(texts: Sequence[str], start: int, known: NumberWord) -> Number | None:
    """dozens; hundreds of thousands."""
    low, position = known.low, start + 1
    while position + 1 < len(texts) and texts[position].lower() in closed()["partitive"]:
        following = words().get(texts[position + 1].lower())
        if following is None or following.kind != "vague" or following.low < 1000:
            break
        low *= following.low / 2  # "thousands" by itself is two thousand; here it multiplies
        position += 2
    alone = position == start + 1 and texts[position : position + 1] != ["of"]
    if alone and texts[start].lower() in closed()["tens"]:
        return None  # "tens" by itself counts nothing
    return Number(position, low, None, "vague")


def _half(texts: Sequence[str], start: int, known: NumberWord) -> Number | None:
    """half a million, half a dozen, half of them."""
    if start + 1 >= len(texts):
        return None
    following = texts[start + 1].lower()
    if following in closed()["article"] and start + 2 < len(texts):
        scale = words().get(texts[start + 2].lower())
        if scale is not None and scale.kind in ("scale", "unit_scale") and len(texts[start + 2]) > 2:
            return _scaled(texts, start + 2, known.low, known.low, "words")
        return None
    counted = closed()["partitive"] | (closed()["determiner_after_half"] if known.low == 0.5 else frozenset())
    if following in counted:
        return Number(start + 1, known.low, known.low, "fraction")
    return None


_READERS: Mapping[Class, Callable[[Sequence[str], int, NumberWord], Number | None]] = {
    "unit": _spelt,
    "ten": _spelt,
    "vague": _vague,
    "vague_few": _few,
    "fraction": _half,
}
