"""The tree of errors: everything that sayso raises on purpose.

A message says what happened, with which value, and what to do about it:

    >>> str(BadDate("the publication date '2024-02-30' is not a day of the calendar", remedy="write it as YYYY-MM-DD"))
    "the publication date '2024-02-30' is not a day of the calendar: write it as YYYY-MM-DD"

    SaysoError
    ├── UsageError          the caller asked for something that is not possible
    ├── DocumentError       one document cannot be read; the others can
    │   ├── Unreadable      the file, folder or stream could not be opened or read
    │   ├── NotText         binary, or a format that is not read
    │   ├── EmptyDocument   no text in it
    │   ├── TooLarge        over a documented limit
    │   ├── NotEnglish      another language
    │   ├── NoArticle       a web page without an article
    │   │   └── LoginWall   … because it asks for a login
    │   ├── BadRecord       a JSON line that is not a document record
    │   ├── BadDate         a publication date that is none
    │   └── FetchError      an address that could not be fetched
    │       └── AddressRefused   … and is not tried: private network, other scheme
    ├── DataError           a table or model file that sayso needs is missing or damaged
    │   └── ModelError
    ├── SchemaError         JSON that is not a reading
    ├── StoreError          the store refuses, or is not what it should be
    ├── ExportError
    └── PluginError
"""

# ruff: noqa: N818  a name says what is wrong with the document, and the base class that it is an error

from __future__ import annotations

from typing import ClassVar

SHOWN = 60  # characters of a value in a message: enough to recognise it, short enough for one line


def shown(value: object, limit: int = SHOWN) -> str:
    """`value` as it may stand in a message: quoted, control characters escaped, cut to `limit` characters.

    >>> shown("a" * 100, limit=5)
    "'aaaaa…'"
    """
    text = value if isinstance(value, str) else repr(value)
    cut = text if len(text) <= limit else text[:limit] + "…"
    quoted = repr(cut) if isinstance(value, str) else cut
    return quoted.encode("utf-8", "backslashreplace").decode("utf-8")


class SaysoError(Exception):
    """Root of the tree. `what` happened and, where there is one, the `remedy`."""

    exit_status: ClassVar[int] = 1  #: of the command line, when the error ends the run

    def __init__(self, what: str, *, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}: {self.remedy}" if self.remedy else self.what

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.remedy))


def _rebuild(kind: type[SaysoError], what: str, remedy: str) -> SaysoError:
    """Called by pickle: errors travel between the processes of a run."""
    return kind(what, remedy=remedy)


class UsageError(SaysoError):
    """The caller asked for something that is not possible: an unknown value, options that exclude each other."""

    exit_status = 2


class DocumentError(SaysoError):
    """One document cannot be read. A run reports it in the document's place and goes on."""


class Unreadable(DocumentError):
    """The file, folder or stream could not be opened or read."""


class NotText(DocumentError):
    """Binary data, or a format that sayso does not read."""


class EmptyDocument(DocumentError):
    """There are no words in it."""


class TooLarge(DocumentError):
    """Over a documented limit."""


class NotEnglish(DocumentError):
    """The text is in a language that sayso does not read."""


class NoArticle(DocumentError):
    """A web page in which no article was found."""


class LoginWall(NoArticle):
    """A web page that asks for a login or a subscription instead of showing an article."""


class BadRecord(DocumentError):
    """A line of JSON Lines that is not a document record."""


class BadDate(DocumentError):
    """A publication date that is not a date, or not an unambiguous one."""


class FetchError(DocumentError):
    """An address that could not be fetched."""


class AddressRefused(FetchError):
    """An address that is not tried: another scheme than http(s), or a host in a private network."""


class DataError(SaysoError):
    """A table or file that sayso needs is missing or damaged."""


class ModelError(DataError):
    """The language model is missing, damaged or of another version."""


class SchemaError(SaysoError):
    """JSON that does not follow the public record `sayso.reading/1`."""


class StoreError(SaysoError):
    """The store cannot be opened, is of another version, or would lose something."""


class ExportError(SaysoError):
    """A reading cannot be written in the form asked for."""


class PluginError(SaysoError):
    """A plug-in that could not be loaded or gave something that is not what it promised."""
