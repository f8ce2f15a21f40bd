"""A statement before it has an id: word indices and scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sayso.records import Trace
from sayso.statements.cues import CueMention

Origin = Literal[
    "tagged",  # the model tagged its cue
    "hedge",  # an adverb or passive that the model did not tag
    "governed",  # content or quotation with a verb of saying that the tree has over it
    "labelled",  # a name after a dash or before a colon stands by it
    "continuing",  # a quotation after another: its speaker goes on
    "speakerless",  # a quotation that nothing gives a speaker
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    cue: CueMention | None
    source: tuple[int, ...]
    content: tuple[int, ...]  #: untrimmed
    score: float
    origin: Origin = "tagged"
    trace: Mapping[str, Trace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """Words that fill a role of a cue, and what says so: `model:…` or `rule:…`."""

    words: tuple[int, ...] = ()
    score: float = 0.0
    by: str = ""
