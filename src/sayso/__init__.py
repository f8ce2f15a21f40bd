"""Reads news and says who did what to whom, when and where, and on whose say-so.

    >>> import sayso
    >>> reading = sayso.read("Gondor denied that its troops had crossed the Anduin.")  # doctest: +SKIP
    >>> [(statement.source.text, statement.cue.act) for statement in reading.statements]  # doctest: +SKIP
    [('Gondor', 'deny')]

Ten names; all else is found in the module named after its question. Nothing is loaded before it is used.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from sayso.errors import SaysoError
    from sayso.reader import Reader, load
    from sayso.records import Document, Failure, Reading
    from sayso.schema import from_dict, to_dict

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Failure",
    "Reader",
    "Reading",
    "SaysoError",
    "from_dict",
    "load",
    "read",
    "read_many",
    "to_dict",
]

_HOME = {
    "load": "reader",
    "Reader": "reader",
    "Document": "records",
    "Failure": "records",
    "Reading": "records",
    "SaysoError": "errors",
    "from_dict": "schema",
    "to_dict": "schema",
}


def read(document: Document | str, *, layers: Sequence[str] = (), **about: Any) -> Reading:
    """The reading of a document or of a text, with the installed model, which is loaded once and kept.

    `about`: what is known of a bare text (`published`, `title`, `url`, `publisher`, `author`, `id`). `layers`: `tokens`
    to keep words and predicates, `trace` to keep why each value holds. Raises: SaysoError: the text cannot be read.
    """
    return _installed().read(document, layers=layers, **about)


def read_many(documents: Iterable[Document | Failure], *, layers: Sequence[str] = ()) -> Iterator[Reading | Failure]:
    """Readings in the order of the documents, one at a time; `sayso.intake.from_paths` gives documents.

    A document that cannot be read gives a `Failure` in its place.
    """
    return _installed().read_many(documents, layers=layers)


@cache
def _installed() -> Reader:
    from sayso.reader import load

    return load()


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}; it has {', '.join(__all__)}")
    value = getattr(import_module(f"sayso.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
