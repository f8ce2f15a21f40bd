"""What do the words in and around a toponym say about the place? Pure functions over the text.

- its *core*: `Idlib` in "Idlib province", `Aleppo` in "Aleppo University", `Iraq` in "northern Iraq";
- the *kind* that a place word gives it: province, county, river …;
- its *parents*, the larger places named beside it: "Pandi, Bulacan", "Kasur in Punjab", "Syria's city of Hama".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.records import Span
from sayso.where import tables
from sayso.where.folding import fold
from sayso.where.tables import WordKind

_DIRECTIONS = (
    r"(?:(?:far|deep|rural|central|greater|upper|lower|downtown|mainland|occupied|northern|southern|eastern|western|"
    r"(?:north|south)[ -]?(?:east|west)(?:ern)?|north|south|east|west|mid)[ -]?(?:and |& )?)+"
)
_DIRECTED = re.compile(rf"(?:the )?({_DIRECTIONS})\s*(?=[^\W\d_])(?P<core>.+)$", re.IGNORECASE)
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

#: how far from the name its words of place are looked for, in characters
REACH = 90


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


def readings(text: str, before: str = "", after: str = "") -> tuple[Reading, ...]:
    """The ways to take the toponym `text`, most literal first; `before` and `after` are the text beside it."""
    name = _POSSESSIVE.sub("", text.strip())
    outside = _kind_beside(before, after)
    found = [Reading(core=name, kind=outside)]
    for kind, core in _without_place_words(name):
        found.append(Reading(core=core, kind=kind, inferred=kind in ("facility", "street"), stripped=True))
    directed = _DIRECTED.match(name)
    if directed:
        found.append(Reading(core=directed["core"], kind=outside, part=True))
        for kind, core in _without_place_words(directed["core"]):
            found.append(Reading(core=core, kind=kind, inferred=kind in ("facility", "street"), part=True, stripped=True))
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


def _kind_beside(before: str, after: str) -> WordKind | None:
    key_after, key_before = _edge(after, first=True), _edge(before, first=False)
    for word in tables.place_words():
        if word.after and word.kind not in ("street", "facility") and _starts(key_after, word.words):
            return word.kind
        if word.before and (key_before.endswith(f" {word.words}") or key_before.endswith(f" {word.words} of")):
            return word.kind
    return None


def _edge(text: str, *, first: bool) -> str:
    """The folded words next to the toponym, up to the next punctuation."""
    if first:
        match = re.match(r"[ \w’'-]{0,40}", text)
        return fold(match[0]) if match and match[0][:1] == " " else ""
    match = re.search(r"[ \w’'-]{0,40}$", text)
    return " " + fold(match[0]) if match and match[0][-1:] == " " else ""


def _starts(key: str, words: str) -> bool:
    return key == words or key.startswith(words + " ")


def _without_place_words(name: str) -> Iterator[tuple[WordKind, str]]:
    """(kind, what is left) for each place word at the name's end or beginning; longest word first."""
    key = fold(name)
    for word in tables.place_words():
        size = len(word.words.split())
        parts = name.split()
        if len(parts) <= size:
            continue
        if word.after and key.endswith(" " + word.words) and fold(" ".join(parts[-size:])) == word.words:
            yield word.kind, " ".join(parts[:-size])
        elif word.before and key.startswith(word.words + " "):
            rest = parts[size:]
            if rest and rest[0].lower() == "of":
                rest = rest[1:]
            if rest:
                yield word.kind, " ".join(rest)
