"""What a corpus says about a document, cut into windows and collated into batches.

Every corpus reader in `corpora/` yields `Annotated` documents: words as character spans and whatever layers it has.
What a corpus does not annotate stays `IGNORE` and costs nothing, so one network learns from all of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import torch
from labels import Labels

from sayso.language.pieces import pieces
from sayso.language.shapes import shape_ids
from sayso.records import Span

IGNORE = -100
CLS, SEP, UNK = 101, 102, 100
LONGEST_WORD = 8  # pieces; addresses and hashes need no more


@dataclass(slots=True)
class Link:
    """An anchor word and the words related to it. Words in `scope` without a relation are negatives."""

    anchor: int
    group: str  # roles | attribution | participants | antecedent
    targets: dict[str, list[int]]  # relation → words
    scope: Span  # word range in which the annotation is complete


@dataclass(slots=True)
class Annotated:
    id: str
    text: str
    words: list[Span]
    units: list[int]  # word indices where a window may begin: sentences or paragraphs; the first is 0
    paragraphs: list[int]
    tags: dict[str, np.ndarray] = field(default_factory=dict)  # tagger → label of each word, or IGNORE
    heads: np.ndarray | None = None  # a root is its own head
    deprels: np.ndarray | None = None
    factuality: np.ndarray | None = None  # -3 … 3, NaN where unknown
    links: list[Link] = field(default_factory=list)
    pieces: list[list[int]] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)

    def blank(self, tagger: str, value: int = IGNORE) -> np.ndarray:
        """The (new or existing) labels of a tagger, one a word."""
        if tagger not in self.tags:
            self.tags[tagger] = np.full(len(self.words), value, np.int64)
        return self.tags[tagger]

    def prepare(self, vocabulary: Mapping[str, int]) -> None:
        """Cuts the words into pieces, as the product does."""
        self.pieces = [pieces(self.text[s:e], vocabulary)[:LONGEST_WORD] or [UNK] for s, e in self.words]
        self.shapes = shape_ids(self.text, self.words, self.paragraphs)


@dataclass(slots=True)
class Window:
    document: Annotated
    first: int
    last: int  # exclusive
    pieces: int


def windows(document: Annotated, limit: int, chance: random.Random | None = None) -> Iterator[Window]:
    """Consecutive units while their pieces fit into `limit`; a unit that is longer alone is cut where it must be."""
    lengths = [len(p) for p in document.pieces]
    ends = [*document.units[1:], len(document.words)]
    first, size = 0, 2
    bound = limit if chance is None else chance.randint(limit // 2, limit)
    position = 0
    for end in ends:
        length = sum(lengths[position:end])
        if position > first and size + length > bound:
            yield Window(document, first, position, size)
            first, size = position, 2
            bound = limit if chance is None else chance.randint(limit // 2, limit)
        while size + length > limit:  # a unit longer than a window
            cut, used = position, size
            while cut < end and used + lengths[cut] <= limit:
                used += lengths[cut]
                cut += 1
            yield Window(document, first, cut, used)
            length -= sum(lengths[position:cut])
            first, size, position = cut, 2, cut
        size += length
        position = end
    if position > first:
        yield Window(document, first, position, size)


@dataclass(slots=True)
class Batch:
    pieces: torch.Tensor
    shapes: torch.Tensor
    mask: torch.Tensor
    firsts: torch.Tensor
    words: torch.Tensor  # [batch, words] bool
    tags: dict[str, torch.Tensor]
    heads: torch.Tensor | None
    deprels: torch.Tensor | None
    factuality: torch.Tensor | None
    links: list[tuple[int, Link, int]]  # row, link, offset of the window's first word


def collate(rows: list[Window], labels: Labels) -> Batch:
    longest = max(r.pieces for r in rows)
    most = max(r.last - r.first for r in rows)
    pieces = np.zeros((len(rows), longest), np.int64)
    shapes, mask = np.zeros_like(pieces), np.zeros_like(pieces)
    firsts = np.zeros((len(rows), most), np.int64)
    words = np.zeros((len(rows), most), bool)
    names = {n for r in rows for n in r.document.tags}
    tags = {n: np.full((len(rows), most), IGNORE, np.int64) for n in names}
    heads = np.full((len(rows), most), IGNORE, np.int64)
    deprels = np.full((len(rows), most), IGNORE, np.int64)
    facts = np.full((len(rows), most), np.nan, np.float32)
    links: list[tuple[int, Link, int]] = []
    for i, r in enumerate(rows):
        d, count = r.document, r.last - r.first
        ids, at, shp = [CLS], [], [0]
        for w in range(r.first, r.last):
            at.append(len(ids))
            ids += d.pieces[w]
            shp += [d.shapes[w]] * len(d.pieces[w])
        ids.append(SEP)
        shp.append(0)
        pieces[i, : len(ids)], shapes[i, : len(ids)], mask[i, : len(ids)] = ids, shp, 1
        firsts[i, :count], words[i, :count] = at, True
        for n, values in d.tags.items():
            tags[n][i, :count] = values[r.first : r.last]
        if d.heads is not None and d.deprels is not None:
            h = d.heads[r.first : r.last] - r.first
            inside = (d.heads[r.first : r.last] >= 0) & (h >= 0) & (h < count)
            heads[i, :count] = np.where(inside, h, IGNORE)
            deprels[i, :count] = np.where(inside, d.deprels[r.first : r.last], IGNORE)
        if d.factuality is not None:
            facts[i, :count] = d.factuality[r.first : r.last]
        links += [(i, k, r.first) for k in d.links if r.first <= k.anchor < r.last]
    tensor = torch.from_numpy
    return Batch(
        pieces=tensor(pieces), shapes=tensor(shapes), mask=tensor(mask), firsts=tensor(firsts), words=tensor(words),
        tags={n: tensor(t) for n, t in tags.items() if (t != IGNORE).any()},
        heads=tensor(heads) if (heads != IGNORE).any() else None,
        deprels=tensor(deprels) if (heads != IGNORE).any() else None,
        factuality=tensor(facts) if not np.isnan(facts).all() else None,
        links=links,
    )  # fmt: skip
