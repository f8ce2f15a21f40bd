"""Which label each output of the network stands for, read from `model.toml` beside the weights."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Labels:
    name: str
    version: str
    taggers: dict[str, tuple[str, ...]]  #: in the order of the columns of the `tags` output
    columns: dict[str, slice]  #: tagger → its columns
    deprels: tuple[str, ...]
    relations: tuple[str, ...]
    transitions: dict[
        str, NDArray[np.float32]
    ]  #: tagger → log-probability of label j after label i, weighted; row -1: at a start


def read(path: Path) -> Labels:
    """Raises `FileNotFoundError` where there is no model."""
    table = tomllib.loads(path.read_text("utf-8"))
    taggers = {t["name"]: tuple(t["labels"]) for t in table["taggers"]}
    columns: dict[str, slice] = {}
    at = 0
    for name, labels in taggers.items():
        columns[name] = slice(at, at + len(labels))
        at += len(labels)
    return Labels(
        name=table["name"],
        version=table["version"],
        taggers=taggers,
        columns=columns,
        deprels=tuple(table["deprels"]),
        relations=tuple(table["relations"]),
        transitions={n: np.asarray(m, np.float32) for n, m in table["transitions"].items()},
    )
