"""No text makes the time stage slow: a pattern has no repetition, so a match costs what its words cost."""

from __future__ import annotations

import time

import pytest

from sayso.records import Analysis, Document
from sayso.when import find
from sayso.when.rules import load

LENGTH = 50_000
SECONDS = 5.0  # a slow machine takes under one; what backtracks takes hours


@pytest.mark.parametrize(
    "unit",
    ["1", "a ", "the ", "1,", "one ", "1990-", "two or ", "the early ", "May ", "12:", "twenty-", "a couple of ", " ",
     "\n", "1/2 ", "10 to ", "about the end of the ", "Monday, ", "a.m. ", "'", "few ", "the first half of the "],
)  # fmt: skip
def test_fifty_thousand_hostile_characters_are_read_at_once(unit: str) -> None:
    text = (unit * LENGTH)[:LENGTH]
    document = Document(id="d", text=text, sha256="", published="2024-03-08")
    began = time.process_time()
    find(Analysis(document=document, words=(), sentences=()))
    assert time.process_time() - began < SECONDS


def test_no_compiled_pattern_repeats_without_an_end() -> None:
    for rule in load().rules:
        bare = rule.source.replace(r"\+", "").replace(r"\*", "")
        assert "*" not in bare and "+" not in bare, rule.name
