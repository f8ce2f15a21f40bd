"""Does sayso live well in a spaCy pipeline? Skipped where spaCy is not installed."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import types
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osgiliath import READING, TEXT, words
from sayso.errors import DocumentError
from sayso.records import Document, Failure, Reading

spacy = pytest.importorskip("spacy")
tokens = pytest.importorskip("spacy.tokens")

PLAIN = replace(READING, tokens=None, predicates=None)


class Archivist:
    """A reader that knows one article by heart, and cannot read what is in the Black Speech."""

    def __init__(self) -> None:
        self.asked: list[Document] = []

    def read_many(
        self, documents: Iterable[Document | Failure], *, layers: tuple[str, ...] = ()
    ) -> Iterator[Reading | Failure]:
        for document in documents:
            if isinstance(document, Failure):
                yield document
                continue
            self.asked.append(document)
            if document.text == TEXT:
                yield replace(PLAIN, document=replace(PLAIN.document, published=document.published))
            elif "gimbatul" in document.text:
                yield Failure(id=document.id, line=None, error="the text is not English")
            else:
                yield Reading(sayso=PLAIN.sayso, model=PLAIN.model, document=document)


@pytest.fixture
def archivist(monkeypatch: pytest.MonkeyPatch) -> Archivist:
    archivist = Archivist()
    module = types.ModuleType("sayso.reader")
    module.load = lambda path=None: archivist  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sayso.reader", module)
    return archivist


@pytest.fixture
def nlp(archivist: Archivist) -> Any:
    import sayso.spacy  # noqa: F401  registers the factory, as the entry point does after installation

    nlp = spacy.blank("en")
    nlp.add_pipe("sayso")
    return nlp


def test_a_document_carries_its_reading(nlp: Any) -> None:
    doc = nlp(TEXT)
    assert [event.type for event in doc._.sayso.events] == ["MOBILIZE", "ASSAULT", "ACCUSE", "MOBILIZE", "ASSAULT"]
    assert doc._.sayso is doc._.sayso, "made once"


def test_span_groups_name_the_words_by_role(nlp: Any) -> None:
    doc = nlp(TEXT)
    triggers = [(span.text, span.label_, span.id_) for span in doc.spans["sayso:trigger"]]
    assert triggers[1] == ("killed", "ASSAULT", "e2")
    assert [span.text for span in doc.spans["sayso:source"]][1] == words("s2.source")


def test_a_cue_and_a_trigger_on_one_word_are_both_kept(nlp: Any) -> None:
    doc = nlp(TEXT)
    assert "told" in [span.text for span in doc.spans["sayso:cue"]]
    assert "told" in [span.text for span in doc.spans["sayso:trigger"]]


def test_the_day_of_publication_reaches_the_reader(nlp: Any, archivist: Archivist) -> None:
    doc = nlp.make_doc(TEXT)
    doc._.published = "2019-03-08"
    assert nlp(doc)._.sayso.document.published == "2019-03-08"
    assert archivist.asked[0].published == "2019-03-08"


def test_a_day_that_is_none_is_an_error_of_that_document(nlp: Any) -> None:
    doc = nlp.make_doc(TEXT)
    doc._.published = "2019-02-30"
    with pytest.raises(DocumentError, match="2019-02-30"):
        nlp(doc)


def test_a_stream_keeps_its_order_and_its_contexts(nlp: Any) -> None:
    texts = [("Short.", 1), (TEXT, 2), ("Shorter.", 3)]
    found = [(len(doc._.sayso.events), context) for doc, context in nlp.pipe(texts, as_tuples=True)]
    assert found == [(0, 1), (5, 2), (0, 3)]


def test_a_reading_survives_being_stored(nlp: Any) -> None:
    box = tokens.DocBin(store_user_data=True)
    box.add(nlp(TEXT))
    (doc,) = tokens.DocBin().from_bytes(box.to_bytes()).get_docs(nlp.vocab)
    assert doc._.sayso.statements == PLAIN.statements
    assert [span.id_ for span in doc.spans["sayso:trigger"]] == ["e1", "e2", "e3", "e4", "e5"]


def test_a_document_that_was_not_read_has_no_reading(nlp: Any) -> None:
    assert nlp.make_doc(TEXT)._.sayso is None


def test_what_cannot_be_read_is_an_error_that_the_pipeline_may_handle(nlp: Any) -> None:
    with pytest.raises(DocumentError, match="not English"):
        nlp("Ash nazg gimbatul")


def test_a_stream_goes_on_where_its_owner_wants_it_to(nlp: Any) -> None:
    unread: list[str] = []
    nlp.set_error_handler(lambda name, component, docs, error: unread.append(f"{name}: {docs[0].text}: {error}"))
    texts = ["Ash nazg gimbatul", TEXT]
    assert [doc.text for doc in nlp.pipe(texts)] == [TEXT]
    assert unread == ["sayso: Ash nazg gimbatul: the text is not English"]


def test_after_installation_the_name_is_enough(tmp_path: Path) -> None:
    """The entry point of pyproject.toml, in a package's metadata as pip would write it."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    metadata = tmp_path / "sayso_entry-0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: sayso-entry\nVersion: 0\n")
    points = project["entry-points"]["spacy_factories"].items()
    (metadata / "entry_points.txt").write_text(
        "[spacy_factories]\n" + "".join(f"{name} = {at}\n" for name, at in points)
    )
    code = "import spacy; print(spacy.blank('en').get_factory_meta('sayso').assigns)"
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "doc._.sayso" in done.stdout, done.stderr


def test_the_pipeline_can_be_saved_and_loaded(nlp: Any, tmp_path: Any) -> None:
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)(TEXT)._.sayso.events == PLAIN.events


def test_offsets_are_those_of_the_text_beyond_the_basic_plane(nlp: Any) -> None:
    doc = nlp(TEXT)
    for event in doc._.sayso.events:
        assert doc.text[slice(*event.trigger.span)] == event.trigger.text
