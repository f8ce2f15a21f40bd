"""Why a reading says what it says: the fields of a record with their words, what concluded them, what else might be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sayso.coherence import NUMBERED, REFERENCES, SPAN_FIELDS
from sayso.errors import UsageError, shown
from sayso.export import captions
from sayso.export.captions import Cited
from sayso.export.table import plain
from sayso.records import Reading, Span, Statement, Trace
from sayso.schema import json_schema, to_dict

NAME_WIDTH = 16  # of a field: `responsibility`, the longest, and a gap
WORDS = 200  # characters of evidence shown: two or three lines; the offsets tell the rest
CANDIDATES = 5  # best first: what comes after the fifth explains nothing
OPENED = (
    "cue",
    "magnitude",
    "responsibility",
    "source",
)  # records inside a record whose own fields are concluded one by one
OWN = (*SPAN_FIELDS, "id", "text", "trace")  # fields that are a record's words, not a conclusion of their own


@dataclass(frozen=True, slots=True)
class Ground:
    """One field of a record and what it stands on."""

    field: str
    value: str  #: for a person; empty where it is unknown
    spans: tuple[Span, ...]
    trace: Trace | None


def grounds(reading: Reading, id_: str) -> tuple[Ground, ...]:
    """The fields of the record `id_` in the order of the contract, then what else its trace tells.

    Raises: UsageError: there is no such record in this reading.
    """
    cited = captions.cited(reading)
    record = cited.by_id.get(id_)
    if record is None:
        there = ", ".join(f"{ids[0]}–{ids[-1]}" if len(ids) > 1 else ids[0] for ids in _by_kind(cited)) or "nothing"
        raise UsageError(f"there is no {shown(id_)} in this reading", remedy=f"there is {there}")
    found = tuple(_grounds(record, "", record.trace, cited))
    named = {key for ground in found for key in (ground.field, ground.field.rpartition(".")[2])}
    rest = (Ground(key, "", trace.spans, trace) for key, trace in record.trace.items() if key not in named)
    return (*found, *rest)


def view(reading: Reading, id_: str) -> RenderableType:
    """The grounds of one record for a rich console."""
    record = captions.cited(reading).by_id.get(id_)
    head = Text(id_, style="bold cyan")
    for word in (getattr(record, "type", None), getattr(record, "mode", None), getattr(record, "name", None)):
        head.append(f"  {plain(word)}" if word else "")
    lines = Table.grid(padding=(0, 1))
    lines.add_column(min_width=NAME_WIDTH, no_wrap=True)
    lines.add_column(ratio=1, overflow="fold")
    for ground in grounds(reading, id_):
        depth = "  " * (1 + ground.field.count("."))
        name = Text(depth + ground.field.rpartition(".")[2], style="bold")
        lines.add_row(name, Group(*_lines(ground, reading.document.text)))
    return Group(head, lines, Text())


def record(reading: Reading, id_: str) -> dict[str, Any]:
    """The same for a program: field → value, words, by, score, why, candidates."""
    found = grounds(reading, id_)
    encoded = next(one for name in NUMBERED for one in to_dict(reading)[name] if one["id"] == id_)
    return {
        "id": id_,
        "fields": {
            ground.field: {
                "value": _at(encoded, ground.field),
                "words": [{"span": list(span), "text": reading.document.text[slice(*span)]} for span in ground.spans],
                "by": ground.trace.by if ground.trace else None,
                "score": ground.trace.score if ground.trace else None,
                "why": ground.trace.why if ground.trace else "",
                "candidates": list(ground.trace.candidates) if ground.trace else [],
            }
            for ground in found
        },
    }


def _at(record: Any, path: str) -> Any:
    """The field `magnitude.killed` of a JSON record; None where a trace tells of what is no field."""
    for name in path.split("."):
        record = record.get(name) if isinstance(record, dict) else None
    return record


def _by_kind(cited: Cited) -> list[list[str]]:
    kinds: dict[str, list[str]] = {}
    for id_ in cited.by_id:
        kinds.setdefault(id_[:1], []).append(id_)
    return list(kinds.values())


def _grounds(record: Any, prefix: str, traces: Mapping[str, Trace], cited: Cited) -> Iterator[Ground]:
    for field in (field.name for field in fields(record) if field.name in SPAN_FIELDS and not prefix):
        yield Ground(field, "", _spans(record), traces.get(field))
    for field in _in_order(record):
        value, name = getattr(record, field), f"{prefix}{field}"
        trace = traces.get(name) or traces.get(field)
        named = cited.by_id.get(value) if field in ("place", "time") else None
        yield Ground(name, _value(field, value, cited), (trace and trace.spans) or _spans(named or value), trace)
        if field in OPENED and is_dataclass(value):
            yield from _grounds(value, f"{name}.", {key: one for key, one in traces.items() if key != field}, cited)


def _in_order(record: Any) -> list[str]:
    """Fields that are conclusions, as the contract orders them."""
    there = {field.name for field in fields(record)}
    return [
        name for name in json_schema()["$defs"][type(record).__name__]["properties"] if name in there.difference(OWN)
    ]


def _value(name: str, value: Any, cited: Cited) -> str:
    if isinstance(value, tuple):
        return ", ".join(_value(name, item, cited) for item in value)
    if is_dataclass(value):
        actor = getattr(value, "actor", None)
        words = getattr(value, "text", "") or ""
        return (
            f"{words} = {actor} {captions.cast_name(cited, actor) or ''}".rstrip() if actor else words or _number(value)
        )
    if name in REFERENCES and isinstance(value, str) and value in cited.by_id:
        named = cited.by_id[value]
        said = isinstance(named, Statement)
        caption = captions.speaker(cited, named) if said else getattr(named, "name", None) or _words(named)
        return f"{value} {caption}"
    if value is None or value is False:
        return ""
    return f"{value:.2f}" if name == "score" else "yes" if value is True else str(value)


def _words(record: Any) -> str:
    return str(record.trigger.text) if hasattr(record, "trigger") else str(getattr(record, "text", ""))


def _number(value: Any) -> str:
    return captions.number(value) if hasattr(value, "min") else ""


def _spans(value: Any) -> tuple[Span, ...]:
    """The words of a value: its own spans, or those of the mentions in it."""
    if isinstance(value, tuple):
        return tuple(span for item in value if is_dataclass(item) for span in _spans(item))
    if not is_dataclass(value):
        return ()
    one = getattr(value, "span", None)
    many = getattr(value, "spans", None) or getattr(value, "mentions", None) or getattr(value, "evidence", None) or ()
    return (one,) if one else tuple(many)


def _lines(ground: Ground, text: str) -> Iterator[Text]:
    value = plain(ground.value)
    evidence = [(plain(captions.shortened(text[start:end], WORDS)), f"[{start}, {end})") for start, end in ground.spans]
    if [words for words, _ in evidence] == [value]:
        yield Text(value).append(f"  {evidence[0][1]}", style="dim")
    else:
        if value or not evidence:
            yield Text(value or captions.NOBODY)
        yield from (
            Text(f"“{words}”", style="green").append(f"  {offsets}", style="dim") for words, offsets in evidence
        )
    if ground.trace:
        by = Text("by ", style="dim").append(plain(ground.trace.by), style="cyan")
        yield by.append("" if ground.trace.score is None else f"  {ground.trace.score:.2f}")
        if ground.trace.why:
            yield Text("because ", style="dim").append(plain(ground.trace.why))
        if ground.trace.candidates:
            others = " | ".join(map(_candidate, ground.trace.candidates[:CANDIDATES]))
            yield Text("considered ", style="dim").append(others)


def _candidate(candidate: Any) -> str:
    if isinstance(candidate, dict | list | tuple):
        return " ".join(
            plain(str(value)) for value in (candidate.values() if isinstance(candidate, dict) else candidate)
        )
    return plain(candidate if isinstance(candidate, str) else json.dumps(candidate, ensure_ascii=False, default=str))
