"""Factuality of predicates in newswire, -3 (did not happen) to 3 (did): UW (Lee et al. 2015) and MEANTIME."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from annotated import Annotated

from corpora.treebank import lines
from sayso.records import Span

GLUED = frozenset(
    [
        ".",
        ",",
        ";",
        ":",
        "!",
        "?",
        ")",
        "]",
        "}",
        "%",
        "'",
        "''",
        "’",
        "”",
        "n't",
        "'s",
        "'re",
        "'ve",
        "'ll",
        "'d",
        "'m",
        "’s",
    ]
)
OPENING = frozenset(["(", "[", "$", "-", "“", "``"])


def joined(tokens: list[str]) -> tuple[str, list[Span]]:
    """A text for a bare token list, spaced as a printer would."""
    text, words, quoted, before = "", [], False, ""
    for t in tokens:
        closes = t == '"' and quoted
        opened_before = before == '"' and quoted
        if t == '"':
            quoted = not quoted
        glue = not text or t in GLUED or closes or before in OPENING or opened_before or t == "-"
        text += ("" if glue else " ") + t
        words.append((len(text) - len(t), len(text)))
        before = t
    return text, words


def read(folder: Path, name: str, split: str) -> Iterator[Annotated]:
    for row in lines(folder / f"factuality/{name}.{split}.jsonl.gz"):
        text, words = joined(row["tokens"])
        if not words or len(words) > 90:
            continue
        d = Annotated(row["id"], text, words, [0], [0])
        d.factuality = np.full(len(words), np.nan, np.float32)
        for start, _, value in row["preds"]:
            d.factuality[start] = value
        yield d
