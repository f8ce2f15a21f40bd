"""Running text with character annotations: words by sayso's own splitter, windows by paragraph, spans to words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import numpy as np
from annotated import Annotated

from sayso.language.words import SENTENCE_END, split
from sayso.records import Span

BREAK = re.compile(r"\n\s*")


def annotated(name: str, text: str) -> Annotated:
    """A document whose units are sentences (by punctuation) and whose paragraphs begin after line breaks."""
    words = split(text)
    starts = np.array([s for s, _ in words])
    paragraphs = _first_words(starts, [m.end() for m in BREAK.finditer(text)])
    units = _first_words(
        starts, [*(m.end() for m in BREAK.finditer(text)), *(m.end() for m in SENTENCE_END.finditer(text))]
    )
    return Annotated(name, text, words, units, paragraphs)


def _first_words(starts: np.ndarray, offsets: Iterable[int]) -> list[int]:
    at = {int(i) for i in np.searchsorted(starts, sorted(offsets)) if i < len(starts)}
    return sorted(at | {0})


def words_in(document: Annotated, spans: Iterable[Span | list[int]]) -> list[int]:
    """Indices of the words that overlap any of the character spans."""
    found: set[int] = set()
    for start, end in spans:
        first = bisect_right(document.words, start, key=lambda w: w[1])
        found.update(range(first, bisect_left(document.words, end, key=lambda w: w[0])))
    return sorted(found)


def paint(
    tags: np.ndarray, labels: tuple[str, ...], label: str, document: Annotated, spans: Iterable[Span | list[int]]
) -> None:
    """Writes B-/I- labels of one kind; each character span is one run (GUM and PolNeAR keep touching pieces apart)."""
    for span in spans:
        for k, i in enumerate(words_in(document, [span])):
            tags[i] = labels.index(("B-" if k == 0 else "I-") + label)
