"""When are two spellings the same name? Folding of words and names for comparison.

Three grades: `fold` (case, accents, full stops), `skeleton` (what transliterations of one name share), and
`acronym_of` (initials). Nothing here looks at a registry or a document.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_JOINERS = str.maketrans({"-": " ", "–": " ", "—": " ", "‑": " ", "/": " "})
_DROPPED = re.compile(r"[.\u2019'`ʼ‘\"“”]")
#: articles of Arabic names and particles that newspapers keep, drop or join: al-Assad, Al Assad, Assad
_ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "ad", "an", "ar", "at", "az"})
#: letters that transliterations exchange, most specific first
_EXCHANGED = (
    ("tch", "c"), ("sch", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("ch", "c"),
    ("sh", "s"), ("zh", "z"), ("ck", "k"), ("ts", "z"), ("dj", "j"), ("q", "k"), ("w", "v"), ("x", "ks"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")
#: names that differ in the first letter by transliteration only
_FIRST = {"g": "k", "q": "k", "j": "j", "y": "j"}
_NO_LETTERS = re.compile(r"[^\w]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> tuple[str, ...]:
    """Words of a phrase without case, accents, full stops or hyphens: `"U.S.-led"` → `("us", "led")`."""
    plain = unicodedata.normalize("NFKD", _DROPPED.sub("", text).translate(_JOINERS)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(part for part in (_NO_LETTERS.sub("", word) for word in plain.split()) if part)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants that spellings of one transliterated name share: Qaddafi, Gaddafi and Kadhafi are `kdf`.

    Only for words of four letters or more; shorter words are returned folded, since too many names share them.
    """
    folded = "".join(fold(word))
    if len(folded) < 4:
        return folded
    first = _FIRST.get(folded[0], folded[0])
    for spelling, sound in _EXCHANGED:
        folded = folded.replace(spelling, sound)
    body = _DOUBLED.sub(r"\1", _VOWELS.sub("", folded[1:] if folded[0] not in "aeiou" else folded))
    return first + body if folded[0] not in "aeiou" else "a" + body


def without_articles(words: tuple[str, ...]) -> tuple[str, ...]:
    """A folded name without the articles that are written or not: `("bashar", "al", "assad")` → Bashar Assad."""
    kept = tuple(word for word in words if word not in _ARTICLES)
    return kept or words


def acronym_of(short: str, name: str) -> bool:
    """Is `short` made of the initials of `name`, with or without its small words? `SDF` of Syrian Democratic Forces."""
    letters = "".join(fold(short))
    if not 2 <= len(letters) <= 8 or " " in short.strip() or sum(map(str.isupper, short)) < 2:
        return False
    words = [word for word in re.split(r"[\s\-–/]+", name) if word[:1].isalnum()]
    capitals = "".join("".join(fold(word))[:1] for word in words if word[:1].isupper())
    every = "".join("".join(fold(word))[:1] for word in words)
    return letters in (capitals, every)


def same_spelling(one: str, other: str) -> bool:
    """Are two single words spellings of one name?"""
    first, second = "".join(fold(one)), "".join(fold(other))
    if first == second:
        return True
    if min(len(first), len(second)) < 6:
        return False
    return skeleton(one) == skeleton(other) and abs(len(first) - len(second)) <= 3 and len(skeleton(one)) >= 3
