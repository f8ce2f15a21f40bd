"""JSON Lines → documents: one `{"id", "text", "published", "title", "url", "publisher"}` a line, only `text` required.

A line that cannot be read gives a `Failure` with its number in the document's place, and the reading goes on. `author`
and `language` are understood too; other fields are left alone, so that a project's own data can stay in its lines.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from sayso.errors import BadRecord, DocumentError, TooLarge, shown
from sayso.intake import dates
from sayso.intake.document import from_text, storable
from sayso.records import Document, Failure

MAX_LINE = 20_000_000  # bytes: four for each character of the longest text
OPTIONAL = ("published", "title", "url", "publisher", "author")

_SHAPE = 'a line is one object such as {"id": "1", "text": "…", "published": "2024-03-08"}'


def from_jsonl(
    lines: Iterable[bytes | str], published: str | dt.date | None = None, *, name: str = ""
) -> Iterator[Document | Failure]:
    """A document or a failure for each line that is not blank, in order, one at a time.

    `published` dates the records that have no date of their own. `name` (a file) is put before the messages.
    Raises `BadDate` at once if `published` is none; of a line, everything wrong is a `Failure`.
    """
    default = dates.iso(published) if published else None
    return _documents(lines, default, f"{name}: " if name else "")


def _documents(lines: Iterable[bytes | str], default: str | None, prefix: str) -> Iterator[Document | Failure]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        id: str | None = None
        try:
            record = _record(line)
            id = _id(record)
            yield _document(record, id, default)
        except DocumentError as error:
            yield Failure(id=id, line=number, error=f"{prefix}line {number}: {error}")


def bounded_lines(stream: IO[bytes] | IO[str], limit: int = MAX_LINE) -> Iterator[bytes | str]:
    """The lines of `stream`. Of a line over `limit`, only `limit` + 1 bytes are kept: enough to see that it is."""
    while line := stream.readline(limit + 1):
        if len(line) > limit:
            rest = line
            while rest and rest[-1:] not in (b"\n", "\n"):
                rest = stream.readline(limit)
        yield line


def _record(line: bytes | str) -> Mapping[str, Any]:
    if len(line) > MAX_LINE:
        raise TooLarge(f"the line is longer than {MAX_LINE:,} bytes", remedy="write one article a line")
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff")
        record = json.loads(text)
    except UnicodeDecodeError as error:
        raise BadRecord(f"not UTF-8 (byte {error.start + 1})", remedy="JSON Lines are written in UTF-8") from None
    except json.JSONDecodeError as error:
        where = f"{error.msg}, at character {error.pos + 1} of {shown(error.doc.strip())}"
        raise BadRecord(f"not JSON ({where})", remedy=_SHAPE) from None
    except RecursionError:
        raise BadRecord("JSON that is nested too deeply", remedy=_SHAPE) from None
    except ValueError as error:
        raise BadRecord(f"not JSON ({error})", remedy=_SHAPE) from None
    if not isinstance(record, dict):
        raise BadRecord(f"{_kind(record)} where an object is expected", remedy=_SHAPE)
    return record


def _id(record: Mapping[str, Any]) -> str | None:
    """The record's id as text; numbers are common as ids and taken as they are written."""
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise BadRecord(f'"id" is {_kind(value)}, not a text', remedy="write the id in quotes, or leave it out")
    return storable(value)[0] if value else None


def _document(record: Mapping[str, Any], id: str | None, default: str | None) -> Document:
    if "text" not in record:
        raise BadRecord('there is no "text"', remedy=_SHAPE)
    if not isinstance(record["text"], str):
        raise BadRecord(f'"text" is {_kind(record["text"])}, not a text', remedy=_SHAPE)
    values = {field: _optional(record, field) for field in OPTIONAL}
    language = _optional(record, "language")
    if language and language.lower().replace("_", "-").split("-")[0] not in ("en", "eng", "english"):
        raise BadRecord(f'"language" is {shown(language)}', remedy="sayso reads English: en")
    return from_text(
        record["text"],
        id=id,
        title=values["title"],
        url=values["url"],
        publisher=values["publisher"],
        author=values["author"],
        published=values["published"] or default,
    )


def _optional(record: Mapping[str, Any], field: str) -> str | None:
    value = record.get(field)
    if value is not None and not isinstance(value, str):
        raise BadRecord(f'"{field}" is {_kind(value)}, not a text', remedy="write it in quotes, or leave it out")
    return value or None


def _kind(value: object) -> str:
    """What a JSON value is, as a person would say it."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case _:
            return "an object"
