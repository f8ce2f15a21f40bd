"""The language model: a document in, an `Analysis` out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from sayso.language import heads
from sayso.language.decode import Decoding, Told
from sayso.language.encoder import Encoder, Scores
from sayso.language.labels import Labels, read
from sayso.language.lemmas import Edit
from sayso.language.words import split
from sayso.records import Analysis, Document, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of a text beforehand: its words, and perhaps its sentences and predicates (word indices)."""

    words: tuple[Span, ...]
    sentence_starts: frozenset[int] | None = None
    predicates: frozenset[int] | None = None


class LanguageModel:
    """sayso-en, opened. Safe to share between threads; each call works on its own data."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        """Raises `FileNotFoundError` where the model's files are missing."""
        self.labels: Labels = read(folder / "model.toml")
        self._edits = tuple(Edit.read(script) for script in self.labels.taggers["lemma"])
        self.encoder = Encoder(folder, threads or len(os.sched_getaffinity(0)))

    def analyse(self, document: Document, given: Given | None = None) -> Analysis:
        """The analysis of a document. What is `given` (words, sentences, predicates) is taken as it is."""
        spans = list(given.words) if given else split(document.text)
        paragraphs = _paragraph_words(document, spans)
        told = Told.of(len(spans), given.sentence_starts, given.predicates) if given else Told.of(len(spans))
        if given is None or given.sentence_starts is None:
            told.starts[paragraphs] = 1
        decoding = Decoding(self.labels, self._edits, document, spans, told)
        if spans:
            windows = list(
                self.encoder.run(document.text, spans, paragraphs, told.starts, np.maximum(told.predicates, 0))
            )
            paths = self._paths(windows)
            for i, scores in enumerate(windows):
                decoding.add(scores, {name: p[i] for name, p in paths.items()})
        return decoding.analysis()

    def _paths(self, windows: list[Scores]) -> dict[str, list[heads.Path]]:
        """Of every BIO tagger, the best path through each window."""
        found = {}
        for tagger, transitions in self.labels.transitions.items():
            p = [heads.softmax(w.tags[:, self.labels.columns[tagger]]) for w in windows]
            found[tagger] = list(zip(heads.viterbi([np.log(x + 1e-9) for x in p], transitions), p, strict=True))
        return found


def _paragraph_words(document: Document, spans: list[Span]) -> list[int]:
    """Indices of the words that open a segment, or a line where there are no segments."""
    offsets = [s.start for s in document.segments]
    if not offsets:
        offsets = [i + 1 for i, (a, b) in enumerate(pairwise(document.text)) if a == "\n" and b != "\n"]
    starts = np.array([s for s, _ in spans])
    return sorted({int(i) for i in np.searchsorted(starts, offsets) if i < len(spans)} | ({0} if spans else set()))
