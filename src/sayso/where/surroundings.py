"""What do the words in and around a toponym say about the place? Pure functions over the text.

- its *core*: `Idlib` in "Idlib province", `Aleppo` in "Aleppo University", `Iraq` in "northern Iraq";
- the *kind* that a place word gives it: province, county, river …;
- its *parents*, the larger places named beside it: "Pandi, Bulacan", "Kasur in Punjab", "Syria's city of Hama".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sayso.records import Span
from sayso.where import tables
from sayso.where.folding import fold
from sayso.where.tables import LONGEST_PLACE_WORD, WordKind

_DIRECTIONS = (
    r"(?:(?:far|deep|rural|central|greater|upper|lower|downtown|mainland|occupied|northern|southern|eastern|western|"
    r"(?:north|south)[ -]?(?:east|west)(?:ern)?|north|south|east|west|mid)[ -](?:and |& )?)+"
)
_DIRECTED = re.compile(rf"(?:the )?({_DIRECTIONS})(?=[^\W\d_])(?P<core>.+)$", re.IGNORECASE)
_CAPITAL = r"[^\W\d_a-zß-ÿ][\w’'‘`.-]*"
_NAME = (
    rf"(?:the\s+)?(?:{_CAPITAL}|[ae][a-z]-{_CAPITAL})"
    rf"(?:(?:\s+(?:of|and|the|de|del|la|el|al|ez|az)\b){{0,2}}[ -](?:{_CAPITAL}|[ae][a-z]-{_CAPITAL})){{0,4}}"
)
_COMMA_PARENT = re.compile(rf"[’']?,\s+(?:in\s+)?(?:{_DIRECTIONS})?\s*({_NAME})", re.UNICODE)
_IN_PARENT = re.compile(
    rf"(?:\s+[a-z]+){{0,2}}?,?\s+(?:in|of)\s+(?:the\s+)?(?:[a-z]+\s+){{0,3}}?(?:{_DIRECTIONS})?\s*({_NAME})"
)
_BRACKET_PARENT = re.compile(rf"\s+\(({_NAME})\)")
_POSSESSOR = re.compile(rf"({_NAME})['’]s?\s+(?:[a-z-]+\s+){{0,5}}(?:[Pp]rovince of\s+)?$")
_ADJECTIVE = re.compile(rf"({_CAPITAL}(?:\s+{_CAPITAL})?)\s+(?:[a-z-]+\s+){{0,3}}(?:of\s+)?$")
_BORDER = re.compile(r"^(?:the )?(?P<a>.+?)\s*[-–—]\s*(?P<b>.+?) (?:border|frontier|boundary)\w*$")
_POSSESSIVE = re.compile(r"['’]s?$")

_EDGE_AFTER = re.compile(r"^ [ \w’'-]{0,40}")
_EDGE_BEFORE = re.compile(r"(?<![\w’'-])[\w’'-][ \w’'-]{0,40} $")

#: how far from the name its words of place are looked for, in characters
REACH = 90
EDGE = 42  # characters, room for the longest place word


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to take a toponym's words."""

    core: str  #: the name to look up
    kind: WordKind | None = None  #: what its place word says, None without one
    inferred: bool = False  #: the core is where the facility is, not the facility itself
    part: bool = False  #: a part of the core's place is meant (northern Iraq)
    stripped: bool = False  #: the place word stood in the name and was taken off


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """A larger place named beside the toponym."""

    text: str
    span: Span
    cue: str  #: `comma`, `in`, `bracket`, `possessive` or `adjective`


@lru_cache(maxsize=2048)
def readings(text: str, outside: WordKind | None = None) -> tuple[Reading, ...]:
    """The ways to take the toponym `text`, most literal first; `outside` is what a place word beside it says."""
    name = _POSSESSIVE.sub("", text.strip())
    found = [Reading(core=name, kind=outside)]
    for kind, core in _without_place_words(name):
        found.append(Reading(core=core, kind=kind, inferred=kind in ("facility", "street"), stripped=True))
    directed = _DIRECTED.match(name)
    if directed:
        found.append(Reading(core=directed["core"], kind=outside, part=True))
        for kind, core in _without_place_words(directed["core"]):
            found.append(
                Reading(core=core, kind=kind, inferred=kind in ("facility", "street"), part=True, stripped=True)
            )
    return tuple(dict.fromkeys(found))


def border_parties(text: str) -> tuple[str, str] | None:
    """The two sides of "the Syrian–Turkish border"; None where the words are not of that form."""
    match = _BORDER.match(text)
    return (match["a"], match["b"]) if match else None


def parents(text: str, span: Span) -> Iterator[Parent]:
    """Larger places that the text may be naming for the toponym at `span`, each to be looked up; longest name first."""
    after = text[span[1] : span[1] + REACH]
    for cue, pattern in (("comma", _COMMA_PARENT), ("bracket", _BRACKET_PARENT), ("in", _IN_PARENT)):
        match = pattern.match(after)
        if match:
            start = span[1] + match.start(1)
            yield from _shortenings(match[1], start, cue, from_right=True)
    start = max(0, span[0] - REACH)
    before = text[start : span[0]]
    for cue, pattern in (("possessive", _POSSESSOR), ("adjective", _ADJECTIVE)):
        match = pattern.search(before)
        if match:
            yield from _shortenings(match[1], start + match.start(1), cue, from_right=False)


def _shortenings(name: str, start: int, cue: str, *, from_right: bool) -> Iterator[Parent]:
    """`name`, then with one word less, and so on; words fall off at the end that lies away from the toponym."""
    name = _POSSESSIVE.sub("", name)
    words = list(re.finditer(r"\S+", name))
    for count in range(len(words), 0, -1):
        kept = words[:count] if from_right else words[-count:]
        first, last = kept[0].start(), kept[-1].end()
        yield Parent(text=name[first:last].rstrip(","), span=(start + first, start + last), cue=cue)


def kind_beside(text: str, span: Span) -> WordKind | None:
    """What a place word right after the toponym, or right before it ("the province of"), says."""
    following = _edge(text[span[1] : span[1] + EDGE], first=True)
    for size in range(min(LONGEST_PLACE_WORD, len(following)), 0, -1):
        word = tables.place_words().get(" ".join(following[:size]))
        if word and word.after and word.kind not in ("street", "facility"):
            return word.kind
    preceding = _edge(text[max(0, span[0] - EDGE) : span[0]], first=False)
    if preceding[-1:] == ["of"]:
        del preceding[-1]
    for size in range(min(LONGEST_PLACE_WORD, len(preceding)), 0, -1):
        word = tables.place_words().get(" ".join(preceding[-size:]))
        if word and word.before:
            return word.kind
    return None


def _edge(text: str, *, first: bool) -> list[str]:
    """The folded words next to the toponym, up to the next punctuation, nearest `LONGEST_PLACE_WORD` and one more."""
    match = (_EDGE_AFTER if first else _EDGE_BEFORE).search(text)
    if match is None:
        return []
    words = match[0].lower().split()
    return words[: LONGEST_PLACE_WORD + 1] if first else words[-LONGEST_PLACE_WORD - 1 :]


@lru_cache(maxsize=2048)
def _without_place_words(name: str) -> tuple[tuple[WordKind, str], ...]:
    """(kind, what is left) for each place word at the name's end or beginning; longest word first."""
    parts = name.split()
    folded = [fold(part) for part in parts]
    found: list[tuple[WordKind, str]] = []
    for size in range(min(LONGEST_PLACE_WORD, len(parts) - 1), 0, -1):
        last = tables.place_words().get(" ".join(folded[-size:]))
        if last and last.after:
            found.append((last.kind, " ".join(parts[:-size])))
        first = tables.place_words().get(" ".join(folded[:size]))
        rest = parts[size:]
        if rest[0].lower() == "of":
            del rest[0]
        if first and first.before and rest:
            found.append((first.kind, " ".join(rest)))
    return tuple(found)
