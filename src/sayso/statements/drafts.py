"""A statement before it has an id: word indices and scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso.records import Trace
from sayso.statements.cues import CueMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    cue: CueMention | None
    source: tuple[int, ...]
    content: tuple[int, ...]  #: untrimmed
    score: float
    trace: Mapping[str, Trace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """Words that fill a role of a cue, and what says so: `model:…` or `rule:…`."""

    words: tuple[int, ...] = ()
    score: float = 0.0
    by: str = ""
