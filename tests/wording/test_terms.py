"""The table of terms: in order, and even-handed."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from sayso.wording.terms import pieces, terms

TABLE = (files("sayso") / "data" / "en" / "wording.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines()))


def test_the_table_has_no_empty_cell_where_one_is_needed() -> None:
    needed = ("term", "kind", "category", "target", "source")
    assert [row["term"] for row in ROWS if not all(row[name] for name in needed)] == []


def test_no_term_stands_twice_with_the_same_part_of_speech() -> None:
    count = Counter((term.pieces, upos) for term in terms() for upos in term.upos or {""})
    assert [key for key, times in count.items() if times > 1] == []


def test_words_that_give_another_sense_are_single_words() -> None:
    """They are compared with one word at a time: one of two words would never match."""
    assert [(term.term, word) for term in terms() for word in term.unless if len(pieces(word)) != 1] == []


def test_every_source_is_explained_in_the_documentation() -> None:
    documentation = (Path(__file__).parents[2] / "docs" / "wording.md").read_text(encoding="utf-8")
    sources = {source.strip() for row in ROWS for source in row["source"].split(";")}
    assert sorted(source for source in sources if f"| {source} |" not in documentation) == []


@pytest.mark.parametrize(
    ("one_side", "other_side"),
    [
        ("terrorist", "freedom fighter"),
        ("Judea and Samaria", "apartheid wall"),
        ("special military operation", "full-scale invasion"),
        ("Indian-occupied Kashmir", "Pakistan-occupied Kashmir"),
        ("security prisoner", "hero prisoner"),
        ("illegal alien", "undocumented immigrant"),
        ("pro-life", "pro-choice"),
        ("radical left", "radical right"),
        ("Nazi", "orc"),
        ("re-education camp", "vocational training centre"),
        ("liberated", "temporarily occupied"),
        ("pro-Russian", "Western-backed"),
        ("death tax", "job creator"),
    ],
)
def test_where_one_sides_word_is_listed_the_others_is_too(one_side: str, other_side: str) -> None:
    listed = {row["term"] for row in ROWS}
    assert {one_side, other_side} <= listed


def test_pieces_split_hyphens_and_possessives() -> None:
    assert pieces("so-called people’s militia") == ("so", "called", "people", "'s", "militia")
    assert pieces("U.S.-backed") == ("u.s.", "backed")
