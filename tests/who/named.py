"""Sentences with their syntax and their names written beside them, for tests of the cast that need no language model.

A word is `form/UPOS/relation/head`, its lemma after a tilde where it is not the form in lower case:
`rangers~ranger/NOUN/obj/2`. Heads count from 1 within the sentence, 0 is the root. A word that begins with `+` has no
white space before it. `=PER` behind a word makes it part of a name; neighbours with the same label are one name. A
sentence that begins with `¶` begins a paragraph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sayso.records import Actor, Analysis, Document, Link, Segment, Span, Tagged, Word
from sayso.who import Cast, cast, load_registry

PUBLISHED = "2019-03-01"


def named(*sentences: str, links: Mapping[tuple[str, str], str] | None = None) -> Analysis:
    """`links`: (form of a word, relation) → the form of the word that the model links it to."""
    text, words, ranges, names, starts = "", [], [], [], [0]
    for number, sentence in enumerate(sentences):
        first = len(words)
        if sentence.startswith("¶") and text:
            text += "\n"
            starts.append(len(text) + 1)
        for written in sentence.removeprefix("¶").split():
            joined = written.startswith("+")
            entry, _, label = written.removeprefix("+").partition("=")
            form_and_lemma, upos, relation, head = entry.rsplit("/", 3)
            form, _, lemma = form_and_lemma.partition("~")
            text += "" if joined or not text or (text.endswith("\n") and len(text) == starts[-1]) else " "
            if label and names and names[-1].words[1] == len(words) and names[-1].label == label and words[-1:]:
                names[-1] = Tagged((names[-1].words[0], len(words) + 1), label, 0.9)
            elif label:
                names.append(Tagged((len(words), len(words) + 1), label, 0.9))
            above = None if head == "0" else first + int(head) - 1
            start = len(text)
            words.append(Word(start, start + len(form), form, lemma or form.lower(), upos, above, relation, number))
            text += form
        ranges.append((first, len(words)))
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    segments = tuple(Segment(kind="paragraph", start=start, end=end) for start, end in zip(starts, ends, strict=True))
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(id="d", text=text, sha256=digest, published=PUBLISHED, segments=segments)
    forms = [word.text for word in words]
    linked = {
        (forms.index(form), relation): (Link(forms.index(other), 0.95),)
        for (form, relation), other in (links or {}).items()
    }
    return Analysis(document=document, words=tuple(words), sentences=tuple(ranges), names=tuple(names), links=linked)


def span(analysis: Analysis, phrase: str, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = analysis.document.text.index(phrase, start + 1)
    return start, start + len(phrase)


def cast_of(analysis: Analysis, *phrases: str) -> Cast:
    """The cast when these phrases stand for somebody."""
    return cast(analysis, [span(analysis, phrase) for phrase in phrases], (), load_registry())


def actor(found: Cast, name: str) -> Actor:
    return next(one for one in found.actors if one.name == name)


def mentions(analysis: Analysis, one: Actor) -> list[str]:
    return [analysis.document.text[start:end] for start, end in one.mentions]
