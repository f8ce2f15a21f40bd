"""In which order is a document read? The only file that knows: language, values, statements, events, cast, wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sayso import amounts, events, intake, language, statements, when, where, who, wording
from sayso.errors import SaysoError
from sayso.language.model import LanguageModel
from sayso.records import (
    Analysis,
    Argument,
    Document,
    Entity,
    EntityLabel,
    Event,
    Failure,
    Model,
    Party,
    Place,
    PredicateLayer,
    Quantity,
    Reading,
    Span,
    Statement,
    TokenLayer,
)

GEOPOLITICAL = frozenset({"country", "admin1", "admin2", "city"})


@dataclass(frozen=True, slots=True)
class Reader:
    """sayso, opened: the model, the gazetteer and the registry. Made by `sayso.load`; safe to share between threads."""

    model: LanguageModel
    gazetteer: where.Gazetteer
    registry: who.Registry
    version: str

    def read(self, document: Document | str, *, layers: Sequence[str] = (), **about: Any) -> Reading:
        """The reading of a document or of a text.

        `about`: what is known of a bare text (`published`, `title`, `url`, `publisher`, `author`, `id`). `layers`:
        `tokens` keeps words and predicates. Raises `SaysoError` where the text cannot be read.
        """
        if isinstance(document, str):
            document = intake.from_text(document, **about)
        analysis = self.model.analyse(document)
        times = when.find(analysis)
        places = where.find(analysis, self.gazetteer)
        quantities = amounts.find(analysis, times)
        said = statements.find(analysis, times, places)
        happened = events.find(analysis, said, times, places, quantities)
        cast = who.cast(analysis, _mentions(said, happened), places, self.registry)
        said = tuple(_with_actors(s, cast.by_span) for s in said)
        happened = tuple(_event_with_actors(e, cast.by_span) for e in happened)
        reading = Reading(
            sayso=self.version,
            model=Model(name=self.model.labels.name, version=self.model.labels.version),
            document=document,
            statements=said,
            events=happened,
            actors=cast.actors,
            places=places,
            times=times,
            quantities=tuple(_counted(q, cast.by_span) for q in quantities),
            wording=wording.find(analysis, said, cast.actors),
            entities=_entities(analysis, places),
            sentences=tuple((analysis.words[a].start, analysis.words[b - 1].end) for a, b in analysis.sentences),
            notes=document.notes,
        )
        if "tokens" in layers:
            reading = replace(reading, tokens=_tokens(analysis), predicates=_predicates(analysis))
        return reading

    def read_many(
        self, documents: Iterable[Document | Failure], *, layers: Sequence[str] = ()
    ) -> Iterator[Reading | Failure]:
        """Readings in the order of the documents, one at a time; a `Failure` in place of what cannot be read."""
        for document in documents:
            if isinstance(document, Failure):
                yield document
                continue
            try:
                yield self.read(document, layers=layers)
            except SaysoError as error:
                yield Failure(id=document.id, line=None, error=str(error))


def load(path: Path | str | None = None, *, threads: int | None = None) -> Reader:
    """Opens sayso. `path`: a folder with another model. Raises `SaysoError` where model or gazetteer is missing."""
    from sayso import __version__

    return Reader(
        model=language.load(Path(path) if path else None, threads=threads),
        gazetteer=where.open_gazetteer(),
        registry=who.load_registry(),
        version=__version__,
    )


def _mentions(said: Sequence[Statement], happened: Sequence[Event]) -> tuple[Span, ...]:
    """Every span that stands for somebody, in text order."""
    spans = {span for s in said for span in s.source.spans[:1]}
    spans |= {p.span for s in said for p in (*s.via, *((s.addressee,) if s.addressee else ()))}
    spans |= {p.span for e in happened for p in (*e.actors, *e.recipients)}
    return tuple(sorted(spans))


def _with_actors(s: Statement, by_span: Mapping[Span, str]) -> Statement:
    source = replace(s.source, actor=by_span.get(s.source.spans[0])) if s.source.spans else s.source
    return replace(
        s,
        source=source,
        via=tuple(_party(p, by_span) for p in s.via),
        addressee=_party(s.addressee, by_span) if s.addressee else None,
    )


def _event_with_actors(e: Event, by_span: Mapping[Span, str]) -> Event:
    return replace(
        e,
        actors=tuple(_party(p, by_span) for p in e.actors),
        recipients=tuple(_party(p, by_span) for p in e.recipients),
    )


def _party(party: Party, by_span: Mapping[Span, str]) -> Party:
    return replace(party, actor=by_span.get(party.span))


def _counted(q: Quantity, by_span: Mapping[Span, str]) -> Quantity:
    return replace(q, of=by_span.get(q.span)) if q.of is None else q


def _entities(analysis: Analysis, places: Sequence[Place]) -> tuple[Entity, ...]:
    """Names with the contract's labels: the gazetteer tells a city from a river, word class a people from a product."""
    kinds = {p.span: p.kind for p in places}
    found = []
    for name in analysis.names:
        words = analysis.words[name.words[0] : name.words[1]]
        span = (words[0].start, words[-1].end)
        found.append(
            Entity(
                span=span,
                text=analysis.document.text[slice(*span)],
                label=_label(name.label, kinds.get(span), words[-1].upos),
            )
        )
    return tuple(found)


def _label(label: str, kind: str | None, upos: str) -> EntityLabel:
    if label == "LOC":
        return "GPE" if kind in GEOPOLITICAL else "FAC" if kind == "facility" else "LOC"
    if label == "OTH":
        return "NORP" if upos == "ADJ" else "OTHER"
    return "PER" if label == "PER" else "ORG"


def _tokens(analysis: Analysis) -> tuple[TokenLayer, ...]:
    return tuple(
        TokenLayer(span=(w.start, w.end), lemma=w.lemma, pos=w.upos, head=w.head, dep=w.deprel) for w in analysis.words
    )


def _predicates(analysis: Analysis) -> tuple[PredicateLayer, ...]:
    """Arguments as the subtrees of their head words."""
    bounds = _subtrees(analysis)
    layers = []
    for predicate in analysis.predicates:
        arguments = [
            Argument(span=bounds[link.word], role=relation)
            for (anchor, relation), links in analysis.links.items()
            if anchor == predicate and "ARG" in relation
            for link in links
        ]
        layers.append(
            PredicateLayer(
                token=predicate, roleset=None, arguments=tuple(sorted(arguments, key=lambda a: (a.span, a.role)))
            )
        )
    return tuple(layers)


def _subtrees(analysis: Analysis) -> list[Span]:
    """The span from the first to the last word below each word."""
    low, high = list(range(len(analysis.words))), list(range(len(analysis.words)))
    for i, word in enumerate(analysis.words):
        at = word.head
        while at is not None:
            low[at], high[at] = min(low[at], i), max(high[at], i)
            at = analysis.words[at].head
    return [(analysis.words[a].start, analysis.words[b].end) for a, b in zip(low, high, strict=True)]
