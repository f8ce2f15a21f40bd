"""Names in Wikipedia articles on politics (CrossNER, Liu et al. 2021; MIT, text Wikipedia)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotated import IGNORE, Annotated
from labels import NAMES

from corpora.factuality import joined
from corpora.treebank import lines


def read(folder: Path, split: str) -> Iterator[Annotated]:
    for row in lines(folder / f"language/ner.crossner_politics_{split}.jsonl.gz"):
        text, words = joined(row["tokens"])
        d = Annotated(row["sent_id"], text, words, [0], [0])
        tags = d.blank("name", 0)
        for s in row["spans"]:
            for i in range(s["start"], s["end"]):
                known = s["type"] in ("PER", "ORG", "LOC")
                tags[i] = NAMES.index(("B-" if i == s["start"] else "I-") + s["type"]) if known else IGNORE
        yield d
