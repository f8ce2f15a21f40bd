"""Which words each record of a reading rests on, by role, and the text cut where any of them begins or ends.

Marks overlap freely: a name inside a source inside a content. A piece carries all the marks that cover it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.records import Event, Reading, Span, Statement


@dataclass(frozen=True, slots=True)
class Mark:
    id: str  #: of the record: `s1`, `e3`; the n-th wording, which has no id, is `w1`, `w2` …
    role: str  #: `source`, `cue`, `content`, `trigger`, `actor` …
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks throughout."""

    span: Span
    marks: tuple[Mark, ...]


def marks(reading: Reading) -> tuple[Mark, ...]:
    """All marks of a reading, in the order of its lists."""
    found: list[Mark] = []
    spans_of = {place.id: place.span for place in reading.places} | {time.id: time.span for time in reading.times}
    for statement in reading.statements:
        found += _of_statement(statement, spans_of)
    for event in reading.events:
        found += _of_event(event, spans_of)
    for actor in reading.actors:
        found += [Mark(actor.id, "mention", span) for span in actor.mentions]
        found += [Mark(actor.id, "descriptor", descriptor.span) for descriptor in actor.descriptors]
    found += [Mark(place.id, "place", place.span) for place in reading.places]
    found += [Mark(time.id, "time", time.span) for time in reading.times]
    found += [Mark(quantity.id, "quantity", quantity.span) for quantity in reading.quantities]
    found += [Mark(f"w{number}", "wording", word.span) for number, word in enumerate(reading.wording, start=1)]
    return tuple(found)


def _of_statement(statement: Statement, spans_of: dict[str, Span]) -> Iterator[Mark]:
    for role, spans in (
        ("source", statement.source.spans),
        ("cue", statement.cue.spans if statement.cue else ()),
        ("content", statement.content.spans),
        ("via", tuple(party.span for party in statement.via)),
        ("addressee", (statement.addressee.span,) if statement.addressee else ()),
        ("time", _cited(statement.time, spans_of)),
        ("place", _cited(statement.place, spans_of)),
    ):
        yield from (Mark(statement.id, role, span) for span in spans)


def _of_event(event: Event, spans_of: dict[str, Span]) -> Iterator[Mark]:
    magnitude = event.magnitude
    for role, spans in (
        ("trigger", (event.trigger.span,)),
        ("actor", tuple(party.span for party in event.actors)),
        ("recipient", tuple(party.span for party in event.recipients)),
        ("instrument", (event.instrument.span,) if event.instrument else ()),
        ("killed", magnitude.killed.spans if magnitude.killed else ()),
        ("injured", magnitude.injured.spans if magnitude.injured else ()),
        ("size", magnitude.size.spans if magnitude.size else ()),
        ("responsibility", event.responsibility.spans),
        ("time", _cited(event.time, spans_of)),
        ("place", _cited(event.place, spans_of)),
        ("evidence", event.evidence),
    ):
        yield from (Mark(event.id, role, span) for span in spans)


def _cited(id_: str | None, spans_of: dict[str, Span]) -> tuple[Span, ...]:
    return (spans_of[id_],) if id_ in spans_of else ()


def pieces(within: Span, marks_: Iterable[Mark]) -> Iterator[Piece]:
    """The text of `within`, cut at every border of a mark; the pieces follow each other without gap or overlap.

    >>> two = [Mark("s1", "cue", (2, 5)), Mark("e1", "trigger", (4, 12))]
    >>> [(piece.span, len(piece.marks)) for piece in pieces((0, 9), two)]
    [((0, 2), 0), ((2, 4), 1), ((4, 5), 2), ((5, 9), 1)]
    """
    low, high = within
    opening, closing = defaultdict(list), defaultdict(list)
    for mark in marks_:
        start, end = max(mark.span[0], low), min(mark.span[1], high)
        if start < end:
            opening[start].append(mark)
            closing[end].append(mark)
    active: dict[Mark, None] = {}  # in the order in which they opened
    here = low
    for border in sorted({*opening, *closing, high}):
        if border > here:
            yield Piece((here, border), tuple(active))
            here = border
        for mark in closing[border]:
            active.pop(mark, None)
        active.update(dict.fromkeys(opening[border]))
