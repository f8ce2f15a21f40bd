"""How is a phrase about an actor made? Its division at prepositions, and the runs of words that are known.

Words come divided as UD divides them: hyphens and possessives are words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from sayso.who import lexicon
from sayso.who.folding import fold
from sayso.who.lexicon import LONGEST_NOUN, Agent
from sayso.who.registry import CountryName, Entry, Registry

Locate = Callable[[str], str | None]  #: a place name → ISO 3166-1 alpha-3

LONGEST_PLACE = 4  # words; "Rostov - on - Don" has more, and is found by its first
HYPHENS = 2  # words by which a name may be longer here than in the registry: "Jaish-e-Mohammed" has two hyphens

_TOKEN = re.compile(r"[^\W_](?:[\w.&]|['’](?!s\b))*|['’]s?\b|['’]|[^\w\s]")
_JOINED = re.compile(r" (['’]s?)(?= |$)| ?(-) ?")
_CUT = frozenset(",;:()[]–—")
_DASHES = frozenset("-–‑")
_POSSESSIVE = ("'s", "’s", "'", "’")
_LOOSE = frozenset((*_POSSESSIVE, "-"))


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a phrase's names are looked up, and for which date."""

    registry: Registry
    on: date | None = None
    locate: Locate | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a noun phrase's words and what it is known as."""

    start: int
    end: int
    text: str
    entry: Entry | None = None
    country: CountryName | None = None
    agent: Agent | None = None
    modifier: str | None = None  #: sector
    tied: bool = False  #: "Iranian-backed", "EU-led": says who stands behind, not who it is


@dataclass(frozen=True, slots=True)
class Segment:
    """A noun phrase within a phrase and the word that leads it in: "", "of", "in", "," …"""

    lead: str
    words: tuple[str, ...]


def tokens(phrase: str) -> list[str]:
    """Words as UD divides them.

    >>> tokens("Britain's pro-peace M.P.")
    ['Britain', "'s", 'pro', '-', 'peace', 'M.P.']
    """
    return _TOKEN.findall(phrase.replace("-", " - "))


def spell(words: Sequence[str]) -> str:
    """Words as one writes them: clitics and hyphens joined to what stands before."""
    text = " ".join(words)
    return text if _LOOSE.isdisjoint(words) else _JOINED.sub(lambda found: found[1] or found[2], text)


def segments(words: Sequence[str], registry: Registry) -> list[Segment]:
    """The phrase cut before prepositions, at commas and at relative pronouns; names stay whole (Bank of England)."""
    closed = lexicon.load().words
    leads, parts = [""], [list[str]()]
    position = 0
    while position < len(words):
        word = words[position]
        lower = word.lower()
        length = _whole_name(words, position, registry)
        if length:
            parts[-1].extend(words[position : position + length])
        elif lower in closed["preposition"] and not (word[:1].isupper() and parts[-1]):
            leads.append(lower)
            parts.append([])
        elif word in _CUT or (lower in closed["relative"] and not word.isupper()):
            leads.append(",")
            parts.append([])
        else:
            parts[-1].append(word)
        position += length or 1
    found = [Segment(lead, tuple(part)) for lead, part in zip(leads, parts, strict=True)]
    return [segment for segment in found if segment.words]


def _whole_name(words: Sequence[str], start: int, registry: Registry) -> int:
    """Words of a registered name or role noun with a preposition in it that begins at `start`, or 0."""
    reach = _reach(words[start], registry)
    if reach < 3:
        return 0
    prepositions = lexicon.load().words["preposition"]
    for end in range(min(len(words), start + reach), start + 2, -1):
        if not any(word.lower() in prepositions for word in words[start:end]):
            continue
        spelling = spell(words[start:end])
        key = fold(spelling)
        if registry.find(key, spelling) or registry.country(key, spelling) or lexicon.agent(key):
            return end - start
    return 0


def _reach(word: str, registry: Registry) -> int:
    """How many words a known name or noun that begins with `word` may have."""
    first = fold(word)
    if not first:
        return 0
    longest = max(registry.longest.get(first[0], 1), lexicon.load().longest.get(first[0], 1))
    return longest + HYPHENS if longest > 1 else 1


def pieces(words: Sequence[str], sources: Sources) -> list[Piece]:
    """What each run of words in one noun phrase is known as, longest first from the left."""
    found: list[Piece] = []
    position = 0
    while position < len(words):
        piece = _piece(words, position, sources.registry)
        if piece is None and sources.locate is not None and words[position][:1].isupper():
            piece = _located(words, position, sources.locate)
        if piece is None:
            position += 1
            continue
        position = piece.end
        if _is_inside_a_name(piece, words, found):
            # "Santa Marta Self Defense Forces" is not the body called Self-Defense Forces
            agent = agent_of(words[piece.start : piece.end])
            piece = Piece(piece.start, piece.end, piece.text, agent=agent) if agent is not None else None
        elif found and (agent := _namesake(piece, found[-1], words)) is not None:
            piece = Piece(piece.start, piece.end, piece.text, agent=agent)
        elif _is_tied(words, piece):
            position = piece.end + 2
            origin = words[piece.end + 1].lower() in lexicon.load().words["origin_tie"] and piece.country is not None
            piece = piece if origin else replace(piece, tied=True)
        if piece is not None:
            found.append(piece)
    return found


def _piece(words: Sequence[str], start: int, registry: Registry) -> Piece | None:
    for end in range(min(len(words), start + _reach(words[start], registry)), start, -1):
        if words[end - 1] in _POSSESSIVE or not fold(words[end - 1]):
            continue
        spelling = spell(words[start:end])
        key = fold(spelling)
        if entry := registry.find(key, spelling):
            return Piece(start, end, spelling, entry=entry)
        if agent := lexicon.agent(key):
            return Piece(start, end, spelling, agent=agent, modifier=lexicon.load().modifiers.get(key))
        if country := registry.country(key, spelling):
            return Piece(start, end, spelling, country=country)
        if spelling[:1].isupper() and (title := lexicon.title(key)):
            return Piece(start, end, spelling, agent=title)
        if sector := lexicon.load().modifiers.get(key):
            return Piece(start, end, spelling, modifier=sector)
    return None


def _namesake(piece: Piece, before: Piece, words: Sequence[str]) -> Agent | None:
    """ "Canadian Conservative Party" is not the registered one of another country: what sort of body it is."""
    if piece.entry is None or piece.entry.kind == "person" or before.country is None or before.tied:
        return None
    if piece.entry.country in (None, before.country.iso3) or before.end != piece.start:
        return None
    return agent_of(words[piece.start : piece.end])


def _located(words: Sequence[str], start: int, locate: Locate) -> Piece | None:
    end = start
    if words[start].lower() in lexicon.load().words["determiner"]:
        return None
    while end < len(words) and end - start < LONGEST_PLACE and words[end][:1].isupper():
        end += 1
    for stop in range(end, start, -1):
        spelling = spell(words[start:stop])
        if iso3 := locate(spelling):
            return Piece(start, stop, spelling, country=CountryName(iso3, "place", spelling, False))
    return None


def _is_tied(words: Sequence[str], piece: Piece) -> bool:
    after = words[piece.end : piece.end + 2]
    return len(after) == 2 and after[0] in _DASHES and after[1].lower() in lexicon.load().words["tie"]


def _is_inside_a_name(piece: Piece, words: Sequence[str], before: Sequence[Piece]) -> bool:
    """Is the registered name or place only a part of a longer name that nobody knows?"""
    if piece.entry is None and (piece.country is None or piece.country.form not in ("capital", "place")):
        return False
    previous = words[piece.start - 1] if piece.start else ""
    covered = any(known.end == piece.start for known in before)
    ordinary = previous.lower() in lexicon.load().words["determiner"] or fold(previous) in lexicon.load().titles
    if previous[:1].isupper() and not covered and not ordinary:
        return True
    following = words[piece.end] if piece.end < len(words) else ""
    if piece.end - piece.start > 1 or not following[:1].isupper():
        return False
    if piece.entry is not None and piece.entry.kind != "person":
        return False
    return agent_of(words[piece.end :]) is None and agent_of(words[piece.end : piece.end + 1]) is None


def agent_of(words: Sequence[str]) -> Agent | None:
    """The role noun that a noun phrase's last words name, the longest there is."""
    return _agent_of(tuple(words[-LONGEST_NOUN:]))


@lru_cache(maxsize=16384)
def _agent_of(words: tuple[str, ...]) -> Agent | None:
    for length in range(min(LONGEST_NOUN, len(words)), 0, -1):
        if found := lexicon.agent(fold(spell(words[-length:]))):
            return found
    return None


def without_determiners(words: Sequence[str]) -> Sequence[str]:
    """The words without "the", "about 400", "several", and without a closing possessive."""
    before = _before_a_noun()
    start, end = 0, len(words)
    while start < end and (words[start].lower() in before or words[start][:1].isdigit()):
        start += 1
    while end > start and words[end - 1] in _POSSESSIVE:
        end -= 1
    return words[start:end]


@cache
def _before_a_noun() -> frozenset[str]:
    closed = lexicon.load().words
    return closed["determiner"] | closed["quantity"] | {row["word"] for row in lexicon.rows("en", "numbers.csv")}
