"""Quantities of a document: number, bounds, unit, and what is counted.

Bounds are what the words say and no more: "up to 24" is {0, 24}, "more than 700" {700, None}, "dozens" {24, None},
"about 400" {400, 400} and approximate. Numbers that belong to times and names are left to them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Literal

from sayso.amounts import numbers
from sayso.amounts.numbers import Number, closed
from sayso.records import Analysis, Quantity, Time, Trace, Word

Effect = Literal["about", "below", "more", "min", "max", "less", "exact"]

LONGEST_BOUND = 5  # words of the longest row of quantity_bounds.csv
REACH = 5  # words between a number and the noun it counts: "24 heavily armed foreign fighters"


@dataclass(frozen=True, slots=True)
class Unit:
    unit: str
    kind: str  #: length, mass, volume, area, ratio, money, currency …


@dataclass(frozen=True, slots=True)
class _Amount:
    """A quantity being put together; positions are word indices."""

    start: int
    end: int
    low: float | None
    high: float | None
    approximate: bool = False
    rule: str = ""
    why: str = ""
    unit: str | None = None


@cache
def bounds() -> Mapping[tuple[str, ...], Effect]:
    return {tuple(row["phrase"].split()): row["effect"] for row in numbers.rows("quantity_bounds.csv")}  # type: ignore[misc]


@cache
def bounds_after() -> Mapping[tuple[str, ...], Effect]:
    return {tuple(row["phrase"].split()): row["effect"] for row in numbers.rows("quantity_bounds_after.csv")}  # type: ignore[misc]


@cache
def units() -> Mapping[str, Unit]:
    return {row["word"]: Unit(row["unit"], row["kind"]) for row in numbers.rows("units.csv")}


def find(analysis: Analysis, times: Sequence[Time]) -> tuple[Quantity, ...]:
    """Every quantity in text order, ids `q1`…; `of` is left for the reader, who knows the actors."""
    taken = _taken(analysis, times)
    found: list[_Amount] = []
    for first, last in analysis.sentences:
        texts = [word.text for word in analysis.words[first:last]]
        position = 0
        while position < len(texts):
            amount = None if taken[first + position] else _amount(analysis, texts, position, first, taken)
            if amount is None:
                position += 1
                continue
            found.append(amount)
            position = amount.end - first
    return tuple(_quantity(analysis, amount, f"q{number}") for number, amount in enumerate(found, start=1))


def _taken(analysis: Analysis, times: Sequence[Time]) -> list[bool]:
    """Words that belong to a time or to a name: "Group of 20", "F-16", "Article 5"."""
    taken = [False] * len(analysis.words)
    for name in analysis.names:
        for index in range(*name.words):
            taken[index] = True
    spans = [time.span for time in times] or [
        (analysis.words[time.words[0]].start, analysis.words[time.words[1] - 1].end) for time in analysis.times
    ]
    for index, word in enumerate(analysis.words):
        taken[index] = taken[index] or any(start < word.end and word.start < end for start, end in spans)
    return taken


def _amount(analysis: Analysis, texts: Sequence[str], at: int, first: int, taken: Sequence[bool]) -> _Amount | None:
    number = numbers.read(texts, at)
    if (
        number is None
        or any(taken[first + at : first + number.end])
        or _is_no_amount(analysis, texts, at, number, first)
    ):
        return None
    amount = _Amount(first + at, first + number.end, number.low, number.high, rule=number.rule)
    if number.rule == "fraction":
        amount = replace(amount, low=100 * number.low, high=100 * number.low, unit="%")
    if number.rule == "couple":
        amount = replace(amount, approximate=True)
    amount = _range(texts, number, amount, first)
    amount = _bounded(texts, at, amount)
    amount = _after(texts, amount, first)
    amount = _currency(texts, amount, first)
    return _counted(analysis, texts, amount, first, taken)


def _is_no_amount(analysis: Analysis, texts: Sequence[str], at: int, number: Number, first: int) -> bool:
    """Ages ("a 42-year-old", "Hill, 19,"), identifiers ("Article 5", "post 542"), bare years, "one" as a pronoun."""
    word = analysis.words[first + at]
    known = closed()
    before = texts[at - 1].lower() if at else ""
    after = [following.lower() for following in (*texts[number.end : number.end + 2], "", "")][:2]
    if after[0] in known["hyphen"] and after[1] in known["compound_after"]:
        return True
    if before in known["identifies"] or after[0] in known["not_amount_after"]:
        return True
    if word.text.lower() in known["pronoun_number"] and (
        word.upos in ("PRON", "DET", "NOUN") or word.deprel != "nummod"
    ):
        return True
    if word.upos == "ADV" and number.rule in ("vague", "fraction"):
        return True
    if number.rule in ("figure", "words") and _is_age_or_label(analysis, first + at, first + number.end):
        return True
    bare_year = (
        number.rule == "figure"
        and number.end == at + 1
        and len(word.text) == 4
        and word.text.isdigit()
        and 1500 <= number.low <= 2100
    )
    return bare_year and word.deprel not in ("nummod", "nsubj", "obj", "nsubj:pass")


def _is_age_or_label(analysis: Analysis, start: int, end: int) -> bool:
    """ "Daniel Hill, 19, said"; "she was six"; "post 542"."""
    words = analysis.words
    word = words[end - 1]
    head = word.head
    if head is not None and head == start - 1 and word.deprel == "nummod" and words[head].upos in ("NOUN", "PROPN"):
        return True
    enclosed = start > 0 and words[start - 1].text == "," and (end == len(words) or words[end].text in ",.")
    if (
        enclosed
        and head is not None
        and head < start
        and words[head].upos in ("PROPN", "NOUN")
        and word.deprel in ("appos", "nummod", "nmod", "parataxis")
    ):
        return True
    subject = [
        index
        for index in range(max(0, start - 4), start)
        if words[index].head == end - 1 and words[index].deprel == "nsubj"
    ]
    return any(words[index].upos == "PRON" for index in subject)


def _range(texts: Sequence[str], number: Number, amount: _Amount, first: int) -> _Amount:
    """10 to 15, 10-15, two or three, between 10 and 15, 3 to 4 million."""
    end = number.end
    if end + 1 >= len(texts) or number.rule in ("vague", "fraction", "couple"):
        return amount
    joiner = texts[end].lower()
    before = texts[amount.start - first - 1].lower() if amount.start > first else ""
    between = before in closed()["between"] and joiner in closed()["between_joins"]
    if not between and joiner not in closed()["range"]:
        return amount
    other = numbers.read(texts, end + 1)
    if other is None or other.high is None or other.rule not in ("figure", "words") or amount.low is None:
        return amount
    low, high = amount.low, other.high
    if (other.low >= 1000 > low and low <= _unscaled(texts, end + 1)) or (
        100 <= other.low < 1000 and low < 10 and _unscaled(texts, end + 1) < 10
    ):  # "3 to 4 million", "two or three hundred"
        low *= other.low / _unscaled(texts, end + 1)
    if not low < high:
        return amount
    start = amount.start - 1 if between or before in closed()["from"] else amount.start
    return replace(
        amount, start=start, end=first + other.end, low=low, high=high, rule="range", why=f"from {low:g} to {high:g}"
    )


def _unscaled(texts: Sequence[str], start: int) -> float:
    """The number at `start` without the scale after it: 4 of "4 million"."""
    value = numbers.figure(texts[start])
    if value is None:
        word = numbers.words().get(texts[start].lower())
        value = word.low if word is not None else 1.0
    return value or 1.0


def _bounded(texts: Sequence[str], at: int, amount: _Amount) -> _Amount:
    """The bound that stands before the number, if there is one; two may stand there ("at least about 20")."""
    position = (
        at - 1
        if amount.rule == "range" and at and texts[at - 1].lower() in closed()["between"] | closed()["from"]
        else at
    )
    while found := _bound_before(texts, position):
        length, effect = found
        phrase = " ".join(texts[position - length : position])
        amount = _apply(replace(amount, start=amount.start - length), effect, phrase)
        position -= length
    return amount


def _bound_before(texts: Sequence[str], position: int) -> tuple[int, Effect] | None:
    for length in range(min(LONGEST_BOUND, position), 0, -1):
        effect = bounds().get(tuple(text.lower() for text in texts[position - length : position]))
        if effect is not None:
            return length, effect
    return None


def _apply(amount: _Amount, effect: Effect, phrase: str) -> _Amount:
    rule, why = f"{effect}", f"“{phrase}”"
    if effect in ("about", "below"):
        return replace(amount, approximate=True, why=why)
    if effect in ("more", "min"):
        return replace(amount, high=None, rule=rule, why=why)
    if effect == "max":
        return replace(amount, low=0.0, rule=rule, why=why)
    if effect == "less":
        return replace(amount, low=0.0, high=amount.high if amount.high is not None else amount.low, rule=rule, why=why)
    return replace(amount, why=why)


def _after(texts: Sequence[str], amount: _Amount, first: int) -> _Amount:
    """20 or more, 20 or so, 20 or fewer, 20-odd, 200 plus."""
    position = amount.end - first
    for length in (2, 1):
        effect = bounds_after().get(tuple(text.lower() for text in texts[position : position + length]))
        if effect is not None:
            phrase = " ".join(texts[position : position + length])
            return _apply(replace(amount, end=amount.end + length), effect, phrase)
    return amount


def _currency(texts: Sequence[str], amount: _Amount, first: int) -> _Amount:
    before = texts[amount.start - first - 1].lower() if amount.start > first else ""
    known = units().get(before)
    if known is None or known.kind != "currency":
        return amount
    # "more than $5m": the bound stands before the sign
    return _bounded(texts, amount.start - 1 - first, replace(amount, start=amount.start - 1, unit=known.unit))


def _counted(analysis: Analysis, texts: Sequence[str], amount: _Amount, first: int, taken: Sequence[bool]) -> _Amount:
    """The unit, or the noun that is counted, and the words up to it."""
    position = amount.end - first
    for length in (2, 1):
        known = (
            units().get(" ".join(texts[position : position + length]).lower())
            if position + length <= len(texts)
            else None
        )
        if known is not None and known.kind != "currency" and not (amount.unit and known.kind == "length"):
            return replace(amount, end=amount.end + length, unit=known.unit)
    if amount.unit:
        return amount
    noun = _noun(analysis, amount, first + len(texts), taken)
    if noun is None:
        return amount
    return replace(amount, end=noun + 1, unit=_singular(analysis.words[noun]))


def _singular(noun: Word) -> str:
    """What is counted, in the singular: soldiers → soldier, people → person."""
    return _irregular().get(noun.text.lower()) or noun.lemma.lower() or noun.text.lower()


@cache
def _irregular() -> Mapping[str, str]:
    return {row["plural"]: row["singular"] for row in numbers.rows("irregular_plurals.csv")}


def _noun(analysis: Analysis, amount: _Amount, stop: int, taken: Sequence[bool]) -> int | None:
    """The noun that a number counts: the one it hangs on as a number, else the next ("dozens of people")."""
    words = analysis.words
    for index in range(amount.start, amount.end):
        head = words[index].head
        if (
            head is not None
            and words[index].deprel in ("nummod", "amod", "det")
            and amount.end <= head <= amount.end + REACH
            and words[head].upos in ("NOUN", "PROPN")
            and head < stop
        ):
            return head
    position = amount.end
    if position < stop and words[position].text.lower() in closed()["partitive"]:
        position += 1
    while position < min(stop, amount.end + REACH):
        word = words[position]
        if word.upos == "NOUN":
            following = words[position + 1] if position + 1 < stop else None
            if following is not None and word.deprel == "compound" and following.upos == "NOUN":
                position += 1
                continue
            return position
        if word.upos not in ("ADJ", "DET", "ADV", "PROPN", "PUNCT") or word.text in ".,;:()":
            return None
        position += 1
    return None


def _quantity(analysis: Analysis, amount: _Amount, identifier: str) -> Quantity:
    words = analysis.words
    start, end = words[amount.start].start, words[amount.end - 1].end
    why = amount.why or f"{amount.rule}: “{analysis.document.text[start:end]}”"
    said = Trace(by=f"rule:en/amounts/{amount.rule or 'figure'}", spans=((start, end),), why=why)
    trace = {"min": said, "max": said}
    if amount.unit:
        trace["unit"] = Trace(
            by="rule:en/amounts/unit",
            spans=((start, end),),
            why=f"“{analysis.document.text[start:end]}” counts “{amount.unit}”",
        )
    return Quantity(
        id=identifier, span=(start, end), text=analysis.document.text[start:end], min=amount.low, max=amount.high,
        approximate=amount.approximate, unit=amount.unit, trace=MappingProxyType(trace),
    )  # fmt: skip
