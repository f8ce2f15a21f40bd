"""The dependency tree downwards: which words hang on a word."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.records import Analysis

Children = Sequence[Sequence[int]]  #: word → the words whose head it is, in text order


def children(analysis: Analysis) -> Children:
    below: list[list[int]] = [[] for _ in analysis.words]
    for index, word in enumerate(analysis.words):
        if word.head is not None:
            below[word.head].append(index)
    return below


def relation(analysis: Analysis, word: int) -> str:
    """The UD relation to the head without its subtype: `nsubj` for `nsubj:pass`."""
    return analysis.words[word].deprel.partition(":")[0]
