"""Readings out: each format is a function from readings to pieces of a file, in order, as they come.

    def write(items: Iterable[Reading | Failure], layout: Layout) -> Iterator[str | bytes]

A `Failure` stands where a document could not be read; a format shows it there and drops nothing. A `str` is written
as UTF-8. More formats come from other packages through the entry points `sayso.formats`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from sayso import plugins
from sayso.errors import ExportError, shown
from sayso.export.layout import Layout
from sayso.records import Failure, Reading

Format = Callable[[Iterable[Reading | Failure], Layout], Iterator[str | bytes]]

GROUP = "sayso.formats"
OWN = {
    "table": "sayso.export.table:write",
    "json": "sayso.export.json:write",
    "jsonl": "sayso.export.json:write_lines",
    "html": "sayso.export.html:write",
}

__all__ = ["Format", "Layout", "format_named", "formats"]


def formats() -> tuple[str, ...]:
    """Names of all formats: sayso's own, then those of installed plug-ins."""
    return (*OWN, *plugins.names(GROUP, own=OWN))


def format_named(name: str) -> Format:
    """The function that writes the format. Raises: ExportError: there is none of that name."""
    if name in OWN:
        module, _, function = OWN[name].partition(":")
        own: Format = getattr(import_module(module), function)
        return own
    if name not in formats():
        raise ExportError(f"there is no format {shown(name)}", remedy=f"the formats are {', '.join(formats())}")
    loaded: Format = plugins.load(GROUP, name, own=OWN)
    return loaded
