"""The terms of `data/en/wording.csv`, ready to be looked up by their first piece.

A *piece* is a word, or a part of a word between hyphens, in lower case: "so-called" has two, and so has "people's".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from sayso.errors import DataError
from sayso.records import WordingKind

Target = Literal["self", "modified", "object", "subject", "holder", "doer", "none"]
"""Where in the sentence the one described stands, seen from the term:

- `self`: the term is a noun for them ("the terrorists", "terrorist groups", "X is a terrorist")
- `modified`: the noun that the term modifies ("their brutal leader", "the so-called republic")
- `object`: what is acted upon ("neutralised ten men", "ten men were neutralised")
- `subject`: who does or says it ("the ministry claimed")
- `holder`: who has or does what the noun names ("the Orc regime", "the regime of Mordor", "Mordor's aggression")
- `doer`: the same, for nouns whose "of" names the other side ("the occupation of Gondor by Mordor"); a verb's subject
- `none`: nobody, or nobody that the syntax tells
"""

HYPHENS = "-‐‑–"
GAP = "…"  #: in a pattern: one to four words of any kind
_PIECES = re.compile(r"…|['’]s\b|[^\s\-‐‑–]+?(?=['’]s\b)|[^\s\-‐‑–]+")
_COLUMNS = ("term", "variants", "kind", "category", "upos", "target", "unless", "counterpart", "note", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    pieces: tuple[str, ...]  #: lemmas or forms, lower case; `GAP` stands for one to four words
    joined: frozenset[int]  #: pieces with no white space before them: "would-be" is not "would be"
    term: str  #: the row's headword
    kind: WordingKind
    category: str
    upos: frozenset[str]  #: parts of speech a one-piece term may have; empty = any
    target: Target
    unless: frozenset[str]  #: lemmas or forms near by that give the term another sense
    counterpart: tuple[str, ...]  #: what others call the same
    source: str


def pieces(text: str) -> tuple[str, ...]:
    """The pieces of a pattern or a word.

    >>> pieces("so-called people’s militia")
    ('so', 'called', 'people', "'s", 'militia')
    """
    return tuple(piece.replace("’", "'") for piece in _PIECES.findall(text.lower()))


@cache
def terms() -> tuple[Term, ...]:
    """Every pattern of the table, headwords and variants. Raises: DataError: a row that is not in order."""
    table = (files("sayso") / "data" / "en" / "wording.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    if tuple(rows.fieldnames or ()) != _COLUMNS:
        raise DataError(f"wording.csv has the columns {rows.fieldnames}", remedy=f"they must be {', '.join(_COLUMNS)}")
    return tuple(term for row in rows for term in _patterns(row))


@cache
def terms_by_first_piece() -> Mapping[str, tuple[Term, ...]]:
    """First piece → its terms, those with most pieces first."""
    index: dict[str, list[Term]] = {}
    for term in terms():
        index.setdefault(term.pieces[0], []).append(term)
    return {piece: tuple(sorted(same, key=lambda term: -len(term.pieces))) for piece, same in index.items()}


def _patterns(row: Mapping[str, str]) -> list[Term]:
    kind, target = row["kind"], row["target"]
    if kind not in get_args(WordingKind) or target not in get_args(Target):
        raise DataError(
            f"wording.csv, term {row['term']!r}: kind {kind!r} or target {target!r} is not known",
            remedy=f"kinds are {', '.join(get_args(WordingKind))}; targets are {', '.join(get_args(Target))}",
        )
    return [
        Term(
            pieces=pieces(pattern),
            joined=_joined(pattern),
            term=row["term"],
            kind=cast(WordingKind, kind),
            category=row["category"],
            upos=frozenset(row["upos"].split()),
            target=cast(Target, target),
            unless=frozenset(_list(row["unless"])),
            counterpart=tuple(_list(row["counterpart"])),
            source=row["source"],
        )
        for pattern in (row["term"], *_list(row["variants"]))
    ]


def _joined(pattern: str) -> frozenset[int]:
    """The pieces that a hyphen joins to the piece before."""
    starts = [match.start() for match in _PIECES.finditer(pattern)]
    return frozenset(index for index, start in enumerate(starts) if start and pattern[start - 1] in HYPHENS)


def _list(cell: str) -> list[str]:
    return [entry.strip() for entry in cell.split(";") if entry.strip()]
