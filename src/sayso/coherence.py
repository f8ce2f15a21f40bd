"""Does a reading hold together? What JSON Schema cannot say of it.

Every span lies in the text and every `text` beside a span is its slice; every id is used once and every reference
leads to a record of its reading; nothing is its own cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from sayso.records import Reading, Span

JOIN = " … "  # between the pieces of what is not contiguous

REFERENCES = {  # field of a record → the lists of the reading in which the id it holds must be
    "actor": ("actors",), "about": ("actors",), "of": ("actors",), "member_of": ("actors",),
    "claimed_by": ("actors",), "denied_by": ("actors",),
    "place": ("places",), "time": ("times",), "anchor": ("times",),
    "within": ("statements",), "stated_in": ("statements",), "disputed_by": ("statements",),
    "statement": ("statements",),
    "same_as": ("events",), "part_of": ("events",),
}  # fmt: skip
UPWARD = ("within", "same_as", "part_of")  # following these must come to an end
NUMBERED = ("statements", "events", "actors", "places", "times", "quantities")
SPAN_FIELDS = ("span", "spans", "evidence", "mentions", "sentences")


def problems(reading: Reading) -> Iterator[str]:
    """Sentences that each say one thing that does not hold, with its place; none where all is well.

    >>> from sayso.records import Document, Entity, Model
    >>> document = Document(id="d", text="Mordor", sha256="0" * 64)
    >>> torn = Entity(span=(0, 3), text="Mordor", label="GPE")
    >>> list(problems(Reading(sayso="0", model=Model(name="m", version="1"), document=document, entities=(torn,))))
    ["entities[0]: the text 'Mordor' is not what the spans say, 'Mor'"]
    """
    ids = {name: [record.id for record in getattr(reading, name)] for name in NUMBERED}
    for name, here in ids.items():
        for id_, times in Counter(here).items():
            if times > 1:
                yield f"{name}: the id {id_} is used {times} times"
    for name in (*NUMBERED, "wording", "entities", "tokens", "predicates"):
        for index, record in enumerate(getattr(reading, name) or ()):
            place = getattr(record, "id", f"{name}[{index}]")
            yield from _record(record, place, reading.document.text, {key: set(value) for key, value in ids.items()})
    yield from _spans(reading.sentences, "sentences", reading.document.text)
    yield from _segments(reading)
    yield from _tokens(reading)
    for name in ("statements", "events"):
        yield from _cycles(getattr(reading, name))


def _record(record: Any, place: str, text: str, ids: dict[str, set[str]]) -> Iterator[str]:
    spans = _own_spans(record)
    yield from _spans(spans, place, text)
    words = getattr(record, "text", None)
    if isinstance(words, str):
        said = JOIN.join(text[start:end] for start, end in spans)
        if words != said:
            yield f"{place}: the text {words!r} is not what the spans say, {said!r}"
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in REFERENCES:
            yield from _references(value, f"{place}.{field.name}", ids, REFERENCES[field.name])
        elif field.name == "trace":
            for key, trace in value.items():
                yield from _spans(trace.spans, f"{place}.trace.{key}", text)
        if is_dataclass(value):
            yield from _record(value, f"{place}.{field.name}", text, ids)
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            for index, item in enumerate(value):
                yield from _record(item, f"{place}.{field.name}[{index}]", text, ids)


def _own_spans(record: Any) -> tuple[Span, ...]:
    found: list[Span] = []
    for name in SPAN_FIELDS:
        value = getattr(record, name, None)
        if value is not None:
            found += [value] if name == "span" else value
    return tuple(found)


def _spans(spans: tuple[Span, ...], place: str, text: str) -> Iterator[str]:
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            yield f"{place}: the span [{start}, {end}] is empty or not within the text of {len(text)} characters"


def _references(value: object, place: str, ids: dict[str, set[str]], lists: tuple[str, ...]) -> Iterator[str]:
    held = value if isinstance(value, tuple) else (value,)
    for id_ in held:
        if isinstance(id_, str) and id_ != "published" and not any(id_ in ids[name] for name in lists):
            yield f"{place}: there is no {id_} in {' or '.join(lists)}"


def _segments(reading: Reading) -> Iterator[str]:
    before = 0
    for index, segment in enumerate(reading.document.segments):
        if not before <= segment.start <= segment.end <= len(reading.document.text):
            where = f"document.segments[{index}]: [{segment.start}, {segment.end}]"
            yield f"{where} overlaps the one before or leaves the text"
        before = segment.end


def _tokens(reading: Reading) -> Iterator[str]:
    count = len(reading.tokens or ())
    for index, token in enumerate(reading.tokens or ()):
        if token.head is not None and token.head >= count:
            yield f"tokens[{index}].head: {token.head}, but there are {count} tokens"
    for index, predicate in enumerate(reading.predicates or ()):
        if predicate.token >= count:
            yield f"predicates[{index}].token: {predicate.token}, but there are {count} tokens"


def _cycles(records: tuple[Any, ...]) -> Iterator[str]:
    for name in UPWARD:
        above = {record.id: getattr(record, name, None) for record in records}
        for id_, upper in above.items():
            seen, here = {id_}, upper
            while here in above and here not in seen:
                seen.add(here)
                here = above[here]
            if here == id_:
                yield f"{id_}.{name}: leads back to {id_}"
