"""Readings as JSON: one value for people and small programs, one line each for pipes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from sayso.export.layout import Layout
from sayso.records import Failure, Reading
from sayso.schema import to_json

INDENT = 2


def write(items: Iterable[Reading | Failure], layout: Layout) -> Iterator[str]:
    """One reading as an object; several, or none, as an array of objects."""
    coming = iter(items)
    first_two = list(islice(coming, 2))
    if len(first_two) == 1:
        yield to_json(first_two[0], layers=layout.layers, indent=INDENT) + "\n"
        return
    opening = "["
    for item in chain(first_two, coming):
        yield f"{opening}\n{to_json(item, layers=layout.layers, indent=INDENT)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def write_lines(items: Iterable[Reading | Failure], layout: Layout) -> Iterator[str]:
    """JSON Lines: one reading, or one `sayso.error/1`, a line, in the order they come."""
    for item in items:
        yield to_json(item, layers=layout.layers) + "\n"
