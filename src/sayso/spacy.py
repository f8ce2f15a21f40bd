"""sayso in a spaCy pipeline: `nlp.add_pipe("sayso")`. Needs the extra: `pip install sayso[spacy]`.

    nlp = spacy.blank("en")
    nlp.add_pipe("sayso")
    doc = nlp.make_doc("Gondor denied on Friday that its troops had crossed the Anduin.")
    doc._.published = "2019-03-08"
    doc = nlp(doc)
    doc._.sayso.events            # the Reading: offsets are those of doc.text
    doc.spans["sayso:trigger"]    # span groups, one a role; label = what it is, id_ = record: ASSAULT, e1

spaCy's tokens are not used: sayso reads the text. A span that begins or ends within a spaCy token is widened to whole
tokens in the span groups; the reading has its exact words. The reading travels with the document (`to_bytes`,
`DocBin` with user data, pickle) as JSON, and is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import DocumentError, SaysoError
from sayso.export.marks import marks
from sayso.intake import from_text
from sayso.records import Document, Failure, Reading
from sayso.schema import from_json, to_json

if TYPE_CHECKING:
    from sayso.reader import Reader

try:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.util import raise_error
except ImportError as error:
    raise ImportError("sayso.spacy needs spaCy: pip install 'sayso[spacy]'") from error

KEY = "sayso"  # in `Doc.user_data`
GROUP = "sayso:"  # before a role, in `Doc.spans`
ErrorHandler = Callable[[str, Any, list[Doc], Exception], None]

ROLES = ("source", "cue", "content", "trigger", "actor", "recipient", "instrument", "place", "time", "mention")
KEPT = 256  # readings held after they were asked for: a batch of spaCy's default size


@Language.factory("sayso", default_config={"model": None, "layers": []}, assigns=["doc._.sayso", "doc.spans"])
def make(nlp: Language, name: str, model: str | None, layers: list[str]) -> Component:
    """The pipe. `model`: another language model than the one installed; `layers`: `tokens`, `trace`."""
    from sayso.reader import load

    return Component(load(Path(model) if model else None), tuple(layers))


class Component:
    """Reads the text of spaCy documents."""

    def __init__(self, reader: Reader, layers: tuple[str, ...] = ()) -> None:
        self._reader = reader
        self._layers = layers
        self._handle = raise_error
        _extend()

    def __call__(self, doc: Doc) -> Doc:
        """The document with its reading. Raises: SaysoError: it cannot be read."""
        (reading,) = self._reader.read_many((document(doc),), layers=self._layers)
        return self._read(doc, reading)

    def set_error_handler(self, handler: ErrorHandler) -> None:
        """What happens to a document of a stream that cannot be read; by default, its error ends the stream."""
        self._handle = handler

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        docs, to_read = tee(stream)
        readings = self._reader.read_many((document(doc) for doc in to_read), layers=self._layers)
        for doc, reading in zip(docs, readings, strict=True):
            try:
                done = self._read(doc, reading)
            except SaysoError as error:
                self._handle(KEY, self, [doc], error)
            else:
                yield done

    def _read(self, doc: Doc, reading: Reading | Failure) -> Doc:
        if isinstance(reading, Failure):
            raise DocumentError(reading.error)
        return assigned(doc, reading, self._layers)


def document(doc: Doc) -> Document | Failure:
    """The spaCy document as sayso's: its offsets are those of `doc.text`; `doc._.published` dates it."""
    try:
        return from_text(doc.text, published=doc._.published)
    except DocumentError as error:
        return Failure(id=None, line=None, error=str(error))


def assigned(doc: Doc, reading: Reading, layers: tuple[str, ...] = ()) -> Doc:
    """`doc` with the reading and the span groups in place."""
    doc.user_data[KEY] = to_json(reading, layers=layers)
    kinds = _kinds(reading)
    groups: dict[str, list[Any]] = {role: [] for role in ROLES}
    for mark in marks(reading):
        if mark.role in groups:
            span = doc.char_span(*mark.span, label=kinds.get(mark.id, ""), alignment_mode="expand", span_id=mark.id)
            if span is not None:
                groups[mark.role].append(span)
    for role, spans in groups.items():
        doc.spans[GROUP + role] = spans
    return doc


def _kinds(reading: Reading) -> dict[str, str]:
    """What each record is, by id: an act, a PLOVER type, a kind of actor or place, a TIMEX3 type."""
    kinds: dict[str, str] = {one.id: one.cue.act for one in reading.statements if one.cue}
    kinds |= {one.id: one.type for one in reading.events} | {one.id: one.type for one in reading.times}
    return kinds | {one.id: one.kind for one in reading.actors} | {one.id: one.kind for one in reading.places}


def _extend() -> None:
    """`doc._.sayso` and `doc._.published`; asking twice is no error, another component of that name is."""
    if not Doc.has_extension("sayso"):
        Doc.set_extension("sayso", getter=_reading)
    if not Doc.has_extension("published"):
        Doc.set_extension("published", default=None)


def _reading(doc: Doc) -> Reading | None:
    """The reading of a document, None where it was not read."""
    text = doc.user_data.get(KEY)
    return None if text is None else _from_json(text)


@lru_cache(maxsize=KEPT)
def _from_json(text: str) -> Reading:
    reading = from_json(text)
    if isinstance(reading, Failure):
        raise SaysoError(f"the document carries an error record: {reading.error}")
    return reading
