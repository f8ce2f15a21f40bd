"""Where does the text name places? From the gazetteer and how the words are written; with the model's names if any.

A toponym is the longest run of capitalised words that the gazetteer knows, with the place words around it ("northern
Aleppo province", "Kabul University"). What speaks against a place is kept as `doubts` for `choose` to weigh: the words
stand inside a longer name, follow a person's title, are a common English word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from sayso.records import Analysis, Place, Span, Tagged
from sayso.where import tables
from sayso.where.folding import fold
from sayso.where.gazetteer import Gazetteer
from sayso.where.resolve import Mention

LONGEST_NAME = 6  # words; "Democratic Republic of the Congo" has five
SEEN = 0.6  # probability from which a place that the model sees is kept, even if the gazetteer cannot settle it
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_SENTENCE_END = re.compile(r"(?:[.!?:;][\"”’')\]]*\s+|\n\s*|^[\"“‘'(\[]*|[\"“‘]\s*)$")
_JOINED = frozenset({" ", "-", "'", "’", "‘", "`", "–"})
#: "St. Louis", "Mt. Pleasant": the only full stops inside a name apart from N.C. and the like
_ABBREVIATED = frozenset({"st", "ste", "mt", "ft", "pt"})


class Token(NamedTuple):
    text: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists that speak for or against a place."""

    prepositions: frozenset[str]
    connectors: frozenset[str]
    directions: frozenset[str]
    not_names: frozenset[str]
    saying: frozenset[str]
    titles: frozenset[str]
    places: frozenset[str]
    common: frozenset[str]  #: English words that are also names of places
    persons: frozenset[str]  #: names of people that are also names of places


@cache
def words() -> Words:
    lists: dict[str, set[str]] = {}
    for row in tables.rows("place_cues.csv"):
        lists.setdefault(row["list"], set()).add(row["word"])
    return Words(
        prepositions=frozenset(lists["preposition"]),
        connectors=frozenset(lists["connector"]),
        directions=frozenset(lists["direction"]),
        not_names=frozenset(lists["common"]) | {row["name"].lower() for row in tables.rows("not_places.csv")},
        saying=frozenset(lists["saying"]),
        titles=frozenset(row["title"] for row in tables.rows("titles.csv")) | frozenset(lists["title"]),
        places=frozenset(tables.place_words()),
        common=frozenset(row["word"] for row in tables.rows("place_homonyms.csv") if row["use"] == "common"),
        persons=frozenset(row["word"] for row in tables.rows("place_homonyms.csv") if row["use"] == "person")
        | frozenset(row["name"] for row in tables.rows("given_names.csv")),
    )


def tokens(text: str) -> list[Token]:
    return [Token(match[0], match.start(), match.end(), match[0][0].isupper()) for match in _TOKEN.finditer(text)]


def mentions(text: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Toponyms that the gazetteer suggests, in text order, not overlapping, each with its doubts."""
    everything = tokens(text)
    lower = {token.text for token in everything if not token.capital}
    found: list[tuple[Span, tuple[int, int], tuple[int, int]]] = []
    for first, last in _runs(text, everything):
        found.extend(_in_run(text, everything, first, last, gazetteer))
    surnames = {
        everything[last - 1].text
        for _, (_, to), (first, last) in found
        if last - first > 1 and to < last and _persons_name(everything[first:last])
    } | _surnames(text, everything)
    return tuple(
        Mention(
            span=span,
            text=text[span[0] : span[1]],
            found_by="gazetteer",
            doubts=_doubts(text, everything, part, run, lower, surnames),
        )
        for span, part, run in found
    )


# ----------------------------------------------------------------------------------------------------- capitalised runs


def _runs(text: str, everything: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Index ranges of tokens that may be one name: capitalised words, joined by spaces, hyphens or connectors."""
    count, last = len(everything), 0
    for index, token in enumerate(everything):
        if index < last or not (token.capital or _opens(text, everything, index)):
            continue
        last = index + 1
        while last < count:
            step = _reach(text, everything, last)
            if step is None:
                break
            last = step
        yield index, last


def _opens(text: str, everything: Sequence[Token], index: int) -> bool:
    """Whether an article opens a name here: *al*-Bab."""
    token = everything[index]
    if token.text not in words().connectors or index + 1 == len(everything):
        return False
    following = everything[index + 1]
    return following.capital and text[token.end : following.start] == "-"


def _reach(text: str, everything: Sequence[Token], at: int) -> int | None:
    """The end of the run if it goes on at token `at`: over at most two connectors to a capitalised word."""
    for step in range(3):
        if at + step >= len(everything):
            return None
        gap = text[everything[at + step - 1].end : everything[at + step].start]
        before = everything[at + step - 1].text.lower()
        if gap not in _JOINED and not (gap == ". " and before in _ABBREVIATED):
            return None
        if everything[at + step].capital:
            return at + step + 1
        if everything[at + step].text not in words().connectors:
            return None
    return None


def _in_run(
    text: str, everything: Sequence[Token], first: int, last: int, gazetteer: Gazetteer
) -> Iterator[tuple[Span, tuple[int, int], tuple[int, int]]]:
    """(span, the token range of the name, that of the run) of each known name in a run, leftmost longest first."""
    index = first
    while index < last:
        for end in range(min(last, index + LONGEST_NAME), index, -1):
            if not everything[end - 1].capital:
                continue
            start_char, end_char = everything[index].start, everything[end - 1].end
            name = text[start_char:end_char]
            if _known(name, gazetteer, text, end_char):
                if text[end_char : end_char + 1] == "." and name + "." in tables.abbreviations():
                    end_char += 1
                from_, to = _widened(everything, index, end, first, last)
                span = (everything[from_].start, max(end_char, everything[to - 1].end))
                yield span, (from_, to), (first, last)
                index = to
                break
        else:
            index += 1


def _known(name: str, gazetteer: Gazetteer, text: str, end: int) -> bool:
    abbreviation = tables.abbreviations().get(name) or tables.abbreviations().get(name + text[end : end + 1])
    if abbreviation:
        return bool(re.search(r",\s+$", text[: end - len(name)][-3:])) or not abbreviation.postal
    if len(name) < 3 and not (name.isupper() and gazetteer.country_code(name)):
        return False
    plain = name.lower()
    listed = words()
    unfit = (listed.not_names, listed.places, listed.titles, listed.directions)
    if any(plain in words_ for words_ in unfit) or plain.removeprefix("the ") in listed.places:
        return False
    if plain.startswith("the ") and not gazetteer.has_article(name):
        return False
    return gazetteer.has(name)


def _widened(everything: Sequence[Token], index: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The range with a direction before it and place words after it, as far as the run has them."""
    listed = words()
    if index > first and everything[index - 1].text.lower() in listed.directions:
        index -= 1
    for reach in (3, 2, 1):
        to = end + reach
        if to <= last and " ".join(token.text.lower() for token in everything[end:to]) in listed.places:
            return index, to
    return index, end


# ----------------------------------------------------------------------------------------------------------- its doubts


def _doubts(  # noqa: PLR0913 - what the document holds and where in it the name stands
    text: str,
    everything: Sequence[Token],
    part: tuple[int, int],
    run: tuple[int, int],
    lower: set[str],
    surnames: set[str],
) -> dict[str, float]:
    listed = words()
    first, to = part
    start = everything[first].start
    before = everything[first - 1].text if first else ""
    after = everything[to].text if to < len(everything) else ""
    opening = bool(_SENTENCE_END.search(text[max(0, start - 6) : start]))
    others = [
        token
        for index, token in enumerate(everything[run[0] : run[1]], run[0])
        if token.capital and not first <= index < to and not _starts_run(text, everything, index, run)
    ]
    single = to - first == 1
    word = everything[first].text
    doubts = {
        "in_name": float(any(token.text.lower() not in listed.titles for token in others)),
        "after_title": float(before.lower() in listed.titles),
        "after_preposition": float(before.lower() in listed.prepositions),
        "starts_sentence": float(opening and single),
        "common": float(single and (word.lower() in lower or word.lower() in listed.common)),
        "person": float(single and _plain(word) in listed.persons),
        "acronym": float(single and word.isupper() and 2 < len(word) <= 5 and not _shouting(everything, first)),
        "surname": float(single and word in surnames),
        "speaks": float(after in listed.saying and before.lower() not in listed.prepositions),
    }
    return {name: value for name, value in doubts.items() if value}


def _plain(word: str) -> str:
    return word.capitalize() if word.isupper() else word


def _shouting(everything: Sequence[Token], index: int) -> bool:
    """Whether the words beside are in capitals too, as in a headline or at a text's beginning."""
    beside = [*everything[max(0, index - 2) : index], *everything[index + 1 : index + 3]]
    return index == 0 or any(token.text.isupper() and len(token.text) > 3 for token in beside)


def _starts_run(text: str, everything: Sequence[Token], index: int, run: tuple[int, int]) -> bool:
    """Whether the token is only capitalised because a sentence starts with it: "In Paris", "Meanwhile Syria"."""
    token = everything[index]
    return (
        index == run[0]
        and bool(_SENTENCE_END.search(text[max(0, token.start - 6) : token.start]))
        and (token.text.lower() in words().prepositions or token.text.lower() in words().not_names)
    )


def _persons_name(run: Iterable[Token]) -> bool:
    return all(token.capital for token in run)


def _surnames(text: str, everything: Sequence[Token]) -> set[str]:
    """Words after a person's title: Mr. *Washington*, President *Lincoln*."""
    titles = words().titles
    return {
        token.text
        for before, token in pairwise(everything)
        if token.capital and before.text.lower() in titles and text[before.end : token.start] in (" ", ". ")
    }


# ------------------------------------------------------------------------------------------------ together with a model


def combined(analysis: Analysis, suggested: Sequence[Mention]) -> tuple[Mention, ...]:
    """The gazetteer's suggestions with what the model says of them, and the places that the model alone sees.

    The model's label does not decide: its probability becomes one more doubt (`model_person` …) for `choose` to weigh.
    """
    if not analysis.names:
        return tuple(suggested)
    names = [(name, _span(analysis, name)) for name in analysis.names]
    found = []
    for mention in suggested:
        opinion = _opinion(mention.span, names)
        by = "model" if opinion.get("model_place", 0.0) > SEEN else mention.found_by
        found.append(replace(mention, found_by=by, doubts={**mention.doubts, **opinion}))
    for name, span in names:
        if name.label == "LOC" and name.score > SEEN and not any(_overlap(mention.span, span) for mention in suggested):
            text = analysis.document.text[slice(*span)]
            found.append(Mention(span=span, text=text, found_by="model", doubts={"model_place": name.score}))
    return tuple(sorted(found, key=lambda mention: mention.span))


def _opinion(span: Span, names: Iterable[tuple[Tagged, Span]]) -> dict[str, float]:
    """What the model calls the words at `span`, with its probability; `model_silent` where it sees no name."""
    labels = {"LOC": "model_place", "PER": "model_person"}
    said = {labels.get(name.label, "model_other"): name.score for name, extent in names if _overlap(extent, span)}
    return said or {"model_silent": 1.0}


def _span(analysis: Analysis, name: Tagged) -> Span:
    first, last = name.words
    return analysis.words[first].start, analysis.words[last - 1].end


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def nationality_words(text: str) -> tuple[Mention, ...]:
    """The demonyms in the text, as given names of their countries: no places, but they name countries."""
    return tuple(
        Mention(span=(token.start, token.end), text=token.text)
        for token in tokens(text)
        if token.capital and fold(token.text) in tables.nationalities()
    )


def governments(analysis: Analysis, places: Iterable[Place]) -> frozenset[Span]:
    """The spans where a country or a capital speaks or acts for its government: "Moscow said", "Washington denied".

    Such a span is the subject of a word of saying; without a parse it stands right before one, after no preposition.
    """
    text = analysis.document.text
    listed = words()
    cues = {word for cue in (*analysis.cues, *analysis.attribution) if cue.label == "cue" for word in range(*cue.words)}
    subjects = {
        analysis.words[index].start
        for index, word in enumerate(analysis.words)
        if word.deprel.startswith("nsubj")
        and word.head is not None
        and (word.head in cues or analysis.words[word.head].text in listed.saying)
    }
    parsed = any(word.deprel.startswith("nsubj") for word in analysis.words)
    found = set()
    for place in places:
        if place.kind not in ("country", "city", "admin1") or not _capital_or_country(place):
            continue
        after = _TOKEN.match(text, place.span[1] + 1) if text[place.span[1] : place.span[1] + 1] == " " else None
        before = _TOKEN.findall(text[max(0, place.span[0] - 30) : place.span[0]])
        speaks = (
            after is not None and after[0] in listed.saying and (before or [""])[-1].lower() not in listed.prepositions
        )
        if any(place.span[0] <= start < place.span[1] for start in subjects) or (speaks and not parsed):
            found.add(place.span)
    return frozenset(found)


def _capital_or_country(place: Place) -> bool:
    if place.kind == "country":
        return True
    country = tables.countries().get(place.country or "")
    return country is not None and fold(place.name) in {
        fold(name) for name in (country.capital, *country.capital_aliases)
    }
