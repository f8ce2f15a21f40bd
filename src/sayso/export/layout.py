"""How the one who asked wants to see readings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    layers: tuple[str, ...] = ()  #: `tokens`, `trace`; see `sayso.schema.LAYERS`
    width: int = 100  #: columns of a table
    colour: bool = False  #: whether a table may hold ANSI escapes
