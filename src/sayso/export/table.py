"""Readings as tables for a terminal: who says what, what happened on whose say-so, the cast, the places.

A document may hold anything: no character of it reaches the terminal as a command, and none as rich's markup.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from sayso.export import captions
from sayso.export.captions import Cited
from sayso.export.layout import Layout
from sayso.records import Event, Failure, Place, Reading, Statement

CONTENT = (
    160  # characters of a statement's content: three to five lines of its column, the whole is in the other formats
)
STATUS_STYLES = {
    "denied": "red",
    "threatened": "red",
    "planned": "yellow",
    "requested": "yellow",
    "hypothetical": "yellow",
}

# Controls, ESC among them; characters that override the direction of writing; halves of surrogate pairs.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
INVISIBLE = re.compile("[\u061c\u200e\u200f\ufeff]")  # direction marks and byte-order marks: no harm, no width


def write(items: Iterable[Reading | Failure], layout: Layout) -> Iterator[str]:
    """One block of tables a document, no line wider than `layout.width`."""
    for item in items:
        yield printed(failure(item) if isinstance(item, Failure) else view(item), layout)


def view(reading: Reading) -> RenderableType:
    """The reading for a rich console."""
    cited = captions.cited(reading)
    parts: list[RenderableType] = [_heading(reading)]
    for name, table in (
        ("Statements", _statements(cited)),
        ("Events", _events(cited)),
        ("Cast", _cast(cited)),
        ("Places", _places(cited)),
    ):
        parts += [
            Text(),
            Text(f"{name} ({table.row_count})", style="bold"),
            table if table.row_count else Text("  none"),
        ]
    notes = [Text("note: ", style="dim").append(plain(note)) for note in reading.notes]
    return Group(*parts, *notes, Text())


def failure(failed: Failure) -> RenderableType:
    where = f" (line {failed.line})" if failed.line else ""
    return Group(Text(f"✗ {plain(failed.id or 'document')}{where}: {plain(failed.error)}", style="red"), Text())


def plain(text: str) -> str:
    """`text` on one line, with a visible sign for each character that a terminal would obey instead of show.

    >>> plain("a\\x1b[31m\\nb")
    'a�[31m b'
    """
    return UNPRINTABLE.sub("�", INVISIBLE.sub("", re.sub(r"\s+", " ", text)))


def printed(renderable: RenderableType, layout: Layout) -> str:
    paper = io.StringIO()
    console = Console(
        file=paper,
        width=layout.width,
        force_terminal=layout.colour,
        color_system="standard" if layout.colour else None,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    console.print(renderable)
    return "".join(line.rstrip() + "\n" for line in paper.getvalue().splitlines())


def _heading(reading: Reading) -> RenderableType:
    document = reading.document
    known = [document.publisher, document.published or "date unknown", document.url or document.id]
    return Group(
        Text(plain(document.title or document.id), style="bold underline"),
        Text(plain(" · ".join(part for part in known if part)), style="dim"),
    )


def _table(*columns: tuple[str, int]) -> Table:
    """A table whose columns share the width in the given proportions; 0 is for ids and codes, as wide as they are."""
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), header_style="dim", show_edge=False)
    for name, ratio in columns:
        style = "" if name else "cyan"
        table.add_column(name, ratio=ratio or None, no_wrap=not ratio, overflow="fold", style=style)
    return table


def _row(table: Table, cells: Sequence[str | Text], *, style: str = "") -> None:
    table.add_row(*(cell if isinstance(cell, Text) else Text(plain(cell)) for cell in cells), style=style)


def _statements(cited: Cited) -> Table:
    table = _table(("", 0), ("Who", 5), ("Act", 0), ("What", 11), ("How", 5))
    for statement in cited.reading.statements:
        act = statement.cue.act if statement.cue else captions.NOBODY
        what = captions.shortened(statement.content.text, CONTENT)
        _row(table, (statement.id, captions.speaker(cited, statement), act, what, _how(cited, statement)))
    return table


def _how(cited: Cited, statement: Statement) -> str:
    parts: list[str] = [statement.manner]
    if statement.within:
        parts.append(f"within {statement.within}")
    if statement.via:
        parts.append(f"via {captions.names(cited, statement.via)}")
    if statement.addressee:
        parts.append(f"to {captions.name(cited, statement.addressee)}")
    return ", ".join(parts)


def _events(cited: Cited) -> Table:
    table = _table(("", 0), ("What", 6), ("Who → whom", 6), ("Status", 0), ("When, where", 6), ("On whose say-so", 7))
    for event in cited.reading.events:
        what = Text("\n".join(plain(part) for part in (captions.kind(event), f"“{event.trigger.text}”")))
        status = Text(event.status, style=STATUS_STYLES.get(event.status, ""))
        if event.same_as:
            status = Text(f"same as {event.same_as}")
        cells = (
            event.id,
            what,
            captions.sides(cited, event),
            status,
            _setting(cited, event),
            _word_for_it(cited, event),
        )
        _row(table, cells, style="dim" if event.same_as else "")
    return table


def _setting(cited: Cited, event: Event) -> Text:
    parts = (captions.when(cited, event.time), captions.where(cited, event.place), captions.toll(event))
    return Text("\n".join(plain(part) for part in parts if part) or captions.NOBODY)


def _word_for_it(cited: Cited, event: Event) -> Text:
    parts = [captions.say_so(cited, event)]
    if denied := captions.denials(cited, event):
        parts.append(f"denied by {denied}")
    if said := captions.responsibility(cited, event):
        parts.append(said)
    return Text("\n".join(plain(part) for part in parts))


def _cast(cited: Cited) -> Table:
    table = _table(("", 0), ("Name", 8), ("Kind", 0), ("Country, roles", 5), ("Known as", 8), ("Mentions", 0))
    for actor in cited.reading.actors:
        codes = " ".join(filter(None, (actor.country, *actor.roles)))
        known_as = ", ".join(dict.fromkeys((*(one.text for one in actor.descriptors), *actor.aliases)))
        belongs = ", ".join(captions.cast_name(cited, one) or one for one in actor.member_of)
        known_as = "; ".join(filter(None, (known_as, f"of {belongs}" if belongs else "")))
        kind = f"former {actor.kind}" if actor.former else actor.kind
        _row(table, (actor.id, actor.name, kind, codes or captions.NOBODY, known_as, str(len(actor.mentions))))
    return table


def _places(cited: Cited) -> Table:
    """Each place once, under the id of its first mention."""
    columns = (("In the text", 5), ("Place", 5), ("Kind", 0), ("Country, province", 6), ("Latitude, longitude", 6))
    table = _table(("", 0), *columns, ("Mentions", 0))
    mentions: dict[tuple[object, ...], list[Place]] = {}
    for place in cited.reading.places:
        mentions.setdefault((place.geonames, place.name, place.kind, place.country), []).append(place)
    for places in mentions.values():
        place = places[0]
        region = ", ".join(filter(None, (place.country, place.admin1)))
        point = captions.NOBODY
        if place.lat is not None and place.lon is not None:
            point = f"{place.lat:g}, {place.lon:g}" + (f" ± {place.precision_km:g} km" if place.precision_km else "")
        words = ", ".join(dict.fromkeys(mention.text for mention in places))
        cells = (place.id, words, place.name, place.kind, region or captions.NOBODY, point, str(len(places)))
        _row(table, cells)
    return table
