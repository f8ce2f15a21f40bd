"""PolNeAR (outermost attributions in US political news) and GUM's attribution relations (any layer, discourse level).

Source: Newell, Margolin & Ruths 2018 (PolNeAR; no licence stated); GUM 11 eRST, CC BY 4.0 for its open genres.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotated import IGNORE, Annotated, Link
from labels import ATTRIBUTION

from corpora.running_text import annotated, paint, words_in
from corpora.treebank import lines


def read_polnear(folder: Path, split: str) -> Iterator[Annotated]:
    for row in lines(folder / f"attribution/polnear.{split}.jsonl.gz"):
        d = annotated(row["id"], row["text"])
        tags, cues = d.blank("attribution", 0), d.blank("cue", 0)
        for a in row["attributions"]:
            for kind in ("content", "source", "cue"):
                paint(tags, ATTRIBUTION, kind, d, a[kind])
            cues[words_in(d, a["content"])] = IGNORE  # nested attributions are not annotated there
            _link(d, a, (0, len(d.words)))
        for a in row["attributions"]:
            cues[words_in(d, a["cue"])] = IGNORE
            for i in words_in(d, a["cue"])[-1:]:
                cues[i] = 1
        yield d


def read_gum(folder: Path, split: str) -> Iterator[Annotated]:
    barred = set((folder / "language/nc_docs.txt").read_text().split())
    for row in lines(folder / f"attribution/gum.{split}.jsonl.gz"):
        if row["id"] in barred:
            continue
        d = annotated(row["id"], row["text"])
        cues = d.blank("cue")
        for a in row["attributions"]:
            for i in words_in(d, a["cue"])[-1:]:
                cues[i] = 1
            _link(d, a, (0, len(d.words)))
        if d.links:
            yield d


def _link(d: Annotated, a: dict, scope: tuple[int, int]) -> None:
    cue = words_in(d, a["cue"])
    if cue:
        targets = {"source": words_in(d, a["source"]), "content": words_in(d, a["content"])}
        d.links.append(Link(cue[-1], "attribution", targets, scope))
