"""Time expressions: TimeBank, AQUAINT and WikiWars.

The first two have no split of their own: documents of fold 1 (`fold`) are kept for measuring and never trained on.
Source: TempEval-3 training set (TimeBank 1.2, AQUAINT; news text of the agencies); WikiWars 1.0.4 (CC BY-SA 3.0).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from annotated import Annotated
from labels import TIMES

from corpora.running_text import annotated, paint
from corpora.treebank import lines


def fold(document_id: str) -> int:
    """0: trained on, 1: kept for measuring."""
    return crc32(document_id.encode()) % 2


def read(folder: Path, name: str, which: int | None = 0) -> Iterator[Annotated]:
    """`name`: timebank, aquaint or wikiwars; `which` fold, None for all documents."""
    for row in lines(folder / f"time/{name}.jsonl.gz"):
        if which is not None and fold(row["id"]) != which:
            continue
        d = annotated(row["id"], row["text"])
        tags = d.blank("time", 0)
        for t in row["timexes"]:
            kind = _type_of(t["value"] or "") if name == "wikiwars" else t["type"]
            paint(tags, TIMES, kind, d, [(t["start"], t["end"])])
        yield d


def _type_of(value: str) -> str:
    """WikiWars calls everything DATE; its values tell durations and times of day."""
    return "DURATION" if value.startswith("P") and value[1:2].isdigit() else "TIME" if "T" in value else "DATE"
