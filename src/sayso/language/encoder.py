"""Runs the network over a document: words to pieces, pieces to windows, windows to scores.

A batch never holds windows of two documents, so a document gives the same scores read alone or among thousands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from sayso.language.pieces import pieces as cut
from sayso.language.pieces import vocabulary
from sayso.language.shapes import shape_ids
from sayso.language.words import SENTENCE_END
from sayso.records import Span

CLS, SEP, UNKNOWN = 101, 102, 100  # of the encoder's vocabulary
LONGEST_WORD = 8  # pieces a word may have; as in training
WINDOW = 160  # pieces; the longest windows of the training
BATCH = 1024  # pieces; larger batches leave the cache
CACHE = 200_000  # words whose pieces are remembered

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """The network's outputs for one window of words [first, last)."""

    first: int
    last: int
    tags: Floats  #: [words, labels of all taggers], logits
    arcs: Floats  #: [dependents, heads]; a root is its own head
    deprels: Floats  #: [words, relations], for the likeliest head
    anchors: NDArray[np.int64]  #: word index of each anchor, relative to `first`
    links: Floats  #: [anchors, words, relations], logits


@dataclass(frozen=True, slots=True)
class _About:
    """What the network is told of each word of a document."""

    pieces: list[list[int]]
    shapes: list[int]
    starts: NDArray[np.int64]
    wanted: NDArray[np.int64]


class Encoder:
    """The ONNX graph and the vocabulary, opened once; safe to share between threads."""

    def __init__(self, folder: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            folder / "sayso-en.onnx", sess_options=options, providers=["CPUExecutionProvider"]
        )
        self._vocabulary = vocabulary(folder / "vocab.txt")
        self._pieces: dict[str, list[int]] = {}

    def run(
        self,
        text: str,
        words: Sequence[Span],
        paragraphs: Sequence[int],
        starts: NDArray[np.int64],
        wanted: NDArray[np.int64],
    ) -> Iterator[Scores]:
        """Scores of every window, in text order.

        `paragraphs`: indices of the words that open one. `starts` [words]: 1 a sentence begins here, 0 none does, -1
        the network decides. `wanted` [words]: 1 where links are wanted whether or not the network sees an anchor.
        """
        pieces = self._cut([text[s:e] for s, e in words])
        about = _About(pieces, shape_ids(text, words, paragraphs), starts, wanted)
        bounds = list(_windows(text, words, paragraphs, [len(p) for p in pieces]))
        done: dict[int, Scores] = {}
        for batch in _batches(bounds, [len(p) for p in pieces]):
            for scores in self._batch(batch, about):
                done[scores.first] = scores
        for first, _ in bounds:
            yield done[first]

    def _cut(self, words: list[str]) -> list[list[int]]:
        """The pieces of each word; most words have been seen before."""
        if len(self._pieces) > CACHE:
            self._pieces = {}
        known = self._pieces
        for word in words:
            if word not in known:
                known[word] = cut(word, self._vocabulary)[:LONGEST_WORD] or [UNKNOWN]
        return [known[w] for w in words]

    def _batch(self, rows: list[tuple[int, int]], about: _About) -> Iterator[Scores]:
        pieces = about.pieces
        counts = np.array([last - first for first, last in rows], np.int64)
        longest = 2 + max(sum(map(len, pieces[first:last])) for first, last in rows)
        ids = np.zeros((len(rows), longest), np.int64)
        shape, mask = np.zeros_like(ids), np.zeros_like(ids)
        firsts = np.zeros((len(rows), int(counts.max())), np.int64)
        begin, wanted = np.full_like(firsts, -1), np.zeros_like(firsts)
        for i, (first, last) in enumerate(rows):
            flat = [CLS, *(p for w in pieces[first:last] for p in w), SEP]
            ids[i, : len(flat)], mask[i, : len(flat)] = flat, 1
            lengths = np.array([len(w) for w in pieces[first:last]])
            firsts[i, : last - first] = 1 + np.concatenate(([0], np.cumsum(lengths)[:-1]))
            shape[i, 1 : len(flat) - 1] = np.repeat(about.shapes[first:last], lengths)
            begin[i, : last - first], wanted[i, : last - first] = about.starts[first:last], about.wanted[first:last]
        feeds = {
            "pieces": ids,
            "shapes": shape,
            "mask": mask,
            "firsts": firsts,
            "starts": begin,
            "wanted": wanted,
            "counts": counts,
        }
        tags, arcs, deprels, at, links = self._session.run(None, feeds)
        for i, (first, last) in enumerate(rows):
            n = last - first
            mine = at[:, 0] == i
            yield Scores(first, last, tags[i, :n], arcs[i, :n, :n], deprels[i, :n], at[mine, 1], links[mine, :n])


def _windows(
    text: str, words: Sequence[Span], paragraphs: Sequence[int], lengths: list[int]
) -> Iterator[tuple[int, int]]:
    """Word ranges of at most WINDOW pieces: whole paragraphs where they fit, else whole sentences, else what fits."""
    total = np.concatenate(([0], np.cumsum(lengths)))
    room = WINDOW - 2
    first = 0
    bounds = sorted({*paragraphs, len(words)} - {0})
    last_fit = 0
    for bound in bounds:
        if total[bound] - total[first] <= room:
            last_fit = bound
            continue
        if last_fit > first:
            yield first, last_fit
            first = last_fit
        while total[bound] - total[first] > room:
            most = int(np.searchsorted(total, total[first] + room, "right")) - 1
            cut = _sentence_cut(text, words, first, max(most, first + 1))
            yield first, cut
            first = cut
        last_fit = bound
    if first < len(words):
        yield first, len(words)


def _sentence_cut(text: str, words: Sequence[Span], first: int, most: int) -> int:
    """The last word index up to `most` at which a sentence seems to begin, else `most`."""
    base, limit = words[first][0], words[most - 1][1] + 1
    ends = [m.end() for m in SENTENCE_END.finditer(text, base, min(limit + 1, len(text)))]
    starts = {s: i for i, (s, _) in enumerate(words[first:most], first)}
    cuts = [starts[e] for e in ends if e in starts and starts[e] > first]
    return cuts[-1] if cuts else most


def _batches(bounds: list[tuple[int, int]], lengths: list[int]) -> Iterator[list[tuple[int, int]]]:
    """Windows of like length together, so that little is padding."""
    size = {b: 2 + sum(lengths[b[0] : b[1]]) for b in bounds}
    batch: list[tuple[int, int]] = []
    for b in sorted(bounds, key=lambda b: (size[b], b)):
        if batch and (len(batch) + 1) * size[b] > BATCH:
            yield batch
            batch = []
        batch.append(b)
    if batch:
        yield batch
