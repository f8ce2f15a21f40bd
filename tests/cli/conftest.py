"""The command line with a reader that needs no model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result

from osgiliath import READING
from sayso.cli import sayso
from sayso.records import Document, Failure, Reading


class Archivist:
    """Reads every document as the one article it knows, under the document's own id; notes what was asked of it."""

    def __init__(self) -> None:
        self.layers: tuple[str, ...] = ()
        self.asked: list[Document] = []

    def read_many(
        self, documents: Iterable[Document | Failure], *, layers: tuple[str, ...] = ()
    ) -> Iterator[Reading | Failure]:
        self.layers = layers
        for document in documents:
            if isinstance(document, Failure):
                yield document
                continue
            self.asked.append(document)
            if "PALANTIR" in document.text:
                raise KeyboardInterrupt
            known = replace(READING.document, id=document.id, published=document.published)
            yield replace(READING, document=known, tokens=READING.tokens if "tokens" in layers else None)


@pytest.fixture
def archivist() -> Archivist:
    return Archivist()


@pytest.fixture
def run(archivist: Archivist) -> Callable[..., Result]:
    """Runs `sayso …` with text or bytes on standard input; the result has `exit_code`, `stdout` and `stderr`."""

    def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(sayso, list(map(str, arguments)), input=stdin, obj=lambda: archivist)

    return run
