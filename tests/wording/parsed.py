"""Sentences with their syntax written beside them, for tests that need no language model.

A word is `form/UPOS/relation/head`, its lemma after a tilde where it is not the form in lower case:
`rangers~ranger/NOUN/obj/2`. Heads count from 1 within the sentence, 0 is the root. A word that begins with `+` has no
white space before it.
"""

from __future__ import annotations

import hashlib

from sayso.records import Actor, Analysis, Content, Cue, Document, Source, Span, Statement, Tagged, Word


def parsed(*sentences: str, names: tuple[str, ...] = ()) -> Analysis:
    text, words, ranges = "", [], []
    for number, sentence in enumerate(sentences):
        first = len(words)
        for written in sentence.split():
            joined = written.startswith("+")
            form_and_lemma, upos, relation, head = written.removeprefix("+").rsplit("/", 3)
            form, _, lemma = form_and_lemma.partition("~")
            text += "" if joined or not text else " "
            above = None if head == "0" else first + int(head) - 1
            words.append(
                Word(len(text), len(text) + len(form), form, lemma or form.lower(), upos, above, relation, number)
            )
            text += form
        ranges.append((first, len(words)))
    document = Document(id="d", text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    analysis = Analysis(document=document, words=tuple(words), sentences=tuple(ranges))
    spans = [place(analysis, name) for name in names]
    tagged = tuple(
        Tagged((min(inside), max(inside) + 1), "ORG", 1.0)
        for inside in ([i for i, w in enumerate(words) if s <= w.start and w.end <= e] for s, e in spans)
    )
    return Analysis(document=document, words=tuple(words), sentences=tuple(ranges), names=tagged)


def place(analysis: Analysis, words: str) -> Span:
    start = analysis.document.text.index(words)
    return start, start + len(words)


def cast(analysis: Analysis, **mentions: str) -> tuple[Actor, ...]:
    """`cast(analysis, a1="Gondor")`: actors by id, with where they are mentioned."""
    return tuple(
        Actor(id=actor, name=words, kind="unknown", mentions=(place(analysis, words),))
        for actor, words in mentions.items()
    )


def statement(
    analysis: Analysis, id: str, content: str, *, cue: str | None = None, within: str | None = None
) -> Statement:
    return Statement(
        id=id,
        source=Source(),
        cue=None if cue is None else Cue(spans=(place(analysis, cue),), text=cue, lemma=cue, act="say"),
        content=Content(spans=(place(analysis, content),), text=content),
        manner="indirect",
        score=1.0,
        within=within,
    )
