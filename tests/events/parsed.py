"""Sentences with their syntax and their triggers written beside them, for tests of events that need no language model.

A word is `form/UPOS/relation/head`, its lemma after a tilde where it is not the form in lower case:
`rangers~ranger/NOUN/obj/2`. Heads count from 1 within the sentence, 0 is the root. A word that begins with `+` has no
white space before it. `=ASSAULT` behind a word makes it a trigger that the model saw.
"""

from __future__ import annotations

import hashlib

from sayso import events
from sayso.records import (
    Act,
    Analysis,
    Content,
    Cue,
    Document,
    Event,
    Link,
    Manner,
    Place,
    Quantity,
    Source,
    Span,
    Statement,
    Tagged,
    Time,
    Word,
)

SURE = 0.9  # the model's score of every trigger that is written with `=`


def parsed(*sentences: str, links: dict[tuple[str, str], str] | None = None) -> Analysis:
    """`links`: (trigger's form, relation) → the words that the model links to it."""
    text, words, ranges, triggers = "", [], [], []
    for number, sentence in enumerate(sentences):
        first = len(words)
        for written in sentence.split():
            joined = written.startswith("+")
            entry, _, event = written.removeprefix("+").partition("=")
            form_and_lemma, upos, relation, head = entry.rsplit("/", 3)
            form, _, lemma = form_and_lemma.partition("~")
            text += "" if joined or not text else " "
            above = None if head == "0" else first + int(head) - 1
            if event:
                triggers.append(Tagged((len(words), len(words) + 1), event, SURE))
            start, end = len(text), len(text) + len(form)
            words.append(Word(start, end, form, lemma or form.lower(), upos, above, relation, number))
            text += form
        ranges.append((first, len(words)))
    document = Document(id="d", text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    linked = {
        (_word(words, form), relation): tuple(
            Link(i, 0.9) for i, word in enumerate(words) if _covers(span(text, phrase), word)
        )
        for (form, relation), phrase in (links or {}).items()
    }
    return Analysis(
        document=document, words=tuple(words), sentences=tuple(ranges), triggers=tuple(triggers), links=linked
    )


def _word(words: list[Word], form: str) -> int:
    return next(i for i, word in enumerate(words) if word.text == form)


def _covers(outer: Span, word: Word) -> bool:
    return outer[0] <= word.start and word.end <= outer[1]


def span(text: str, phrase: str) -> Span:
    start = text.index(phrase)
    return start, start + len(phrase)


def statement(  # noqa: PLR0913  every part of a statement matters to some test
    analysis: Analysis, id: str, *, source: str, cue: str, content: str, act: Act = "say", manner: Manner = "indirect"
) -> Statement:
    text = analysis.document.text
    return Statement(
        id=id,
        source=Source(spans=(span(text, source),), text=source, kind="named"),
        cue=Cue(spans=(span(text, cue),), text=cue, lemma=cue, act=act),
        content=Content(spans=(span(text, content),), text=content),
        manner=manner,
        score=1.0,
    )


def place(analysis: Analysis, id: str, words: str) -> Place:
    return Place(id=id, span=span(analysis.document.text, words), text=words, name=words, kind="city")


def time(analysis: Analysis, id: str, words: str) -> Time:
    return Time(id=id, span=span(analysis.document.text, words), text=words, type="DATE", value=None)


def quantity(analysis: Analysis, id: str, words: str, low: int, high: int | None) -> Quantity:
    where = span(analysis.document.text, words)
    return Quantity(id=id, span=where, text=words, min=low, max=high, approximate=False)


def read(
    analysis: Analysis,
    *statements: Statement,
    places: tuple[Place, ...] = (),
    times: tuple[Time, ...] = (),
    quantities: tuple[Quantity, ...] = (),
) -> dict[str, Event]:
    """The events of an analysis by the words of their trigger."""
    return {event.trigger.text: event for event in events.find(analysis, statements, times, places, quantities)}


def actors(event: Event) -> list[str]:
    return [party.text for party in event.actors]


def recipients(event: Event) -> list[str]:
    return [party.text for party in event.recipients]
