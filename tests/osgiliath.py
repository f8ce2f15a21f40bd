"""A reading written by hand, for the tests of what shows, stores and exports readings.

The article and its spans are one marked-up text, `[s2.cue said]`, so that no offset is counted by hand. A name that
is used twice has two spans.
"""

from __future__ import annotations

import hashlib
import re

from sayso.records import (
    Actor,
    Argument,
    Content,
    Count,
    Cue,
    Document,
    Entity,
    Event,
    Magnitude,
    Model,
    Party,
    Phrase,
    Place,
    PredicateLayer,
    Quantity,
    Reading,
    Responsibility,
    Segment,
    Source,
    Span,
    Statement,
    Time,
    TokenLayer,
    Trace,
    Wording,
)

ARTICLE = (
    "[title [s1.source Mordor] [s1.cue denies] [s1.content [e1.trigger crossing] the [p1 Anduin]]]\n\n"
    "[byline By Ioreth of Lossarnach]\n\n"
    "[one [s2.content A [e2.instrument wagon bomb] [e2.trigger killed] [e2.killed three] [e2.recipient guards] at the "
    "[p2 Osgiliath bridge] on [t1 Thursday evening]], [s2.source [a7 the Steward]'s [a3.descriptor spokesman] Húrin] "
    "[s2.cue said].]\n\n"
    "[two [s3.content “[e3.actor Mordor] sent the orcs who did this,”] [s3.source Húrin] [s3.cue told] the "
    "[s3.addressee Courier of Minas Tirith] on [t2 Friday]. [s4.source He] [s4.cue said] [s4.content "
    "[s5.via the beacon-wardens] had passed on that [s5.source scouts] [s5.cue reported] [s5.content "
    "[q1 about 400 [e4.actor orcs]] were [e4.trigger massing] near [p3 Cair Andros]]].]\n\n"
    "[three No [group group] has claimed responsibility for the [e5.trigger bombing]. Gondor's council calls the "
    "attackers [w1 bandits] & <knaves> 🐎.]"
)


def marked(text: str) -> tuple[str, dict[str, tuple[Span, ...]]]:
    """The text without its marks, and the spans of every name.

    >>> marked("[who Gondor] sent [what [who its] troops]")
    ('Gondor sent its troops', {'who': ((0, 6), (12, 15)), 'what': ((12, 22),)})
    """
    plain, open_marks, spans = "", [], {}
    for piece in re.findall(r"\[[\w.]+ |\]|[^\[\]]+", text):
        if piece.startswith("["):
            open_marks.append((piece[1:-1], len(plain)))
            spans.setdefault(piece[1:-1], ())
        elif piece == "]":
            name, start = open_marks.pop()
            spans[name] += ((start, len(plain)),)
        else:
            plain += piece
    return plain, spans


TEXT, SPANS = marked(ARTICLE)


def words(name: str) -> str:
    return " … ".join(TEXT[start:end] for start, end in SPANS[name])


def phrase(name: str) -> Phrase:
    return Phrase(span=SPANS[name][0], text=words(name))


def party(name: str, actor: str | None = None) -> Party:
    return Party(span=SPANS[name][0], text=words(name), actor=actor)


def source(name: str, actor: str | None, kind: str) -> Source:
    return Source(spans=SPANS[name], text=words(name), actor=actor, kind=kind)


def cue(name: str, lemma: str, act: str) -> Cue:
    return Cue(spans=SPANS[name], text=words(name), lemma=lemma, act=act)


def content(name: str) -> Content:
    return Content(spans=SPANS[name], text=words(name))


def segment(kind: str, name: str) -> Segment:
    return Segment(kind=kind, start=SPANS[name][0][0], end=SPANS[name][0][1])


DOCUMENT = Document(
    id="courier-1",
    text=TEXT,
    sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    title=words("title"),
    publisher="Courier of Minas Tirith",
    published="3019-03-08",
    segments=(
        segment("title", "title"),
        segment("byline", "byline"),
        segment("paragraph", "one"),
        segment("paragraph", "two"),
        segment("paragraph", "three"),
    ),
)

STATEMENTS = (
    Statement(
        id="s1",
        source=source("s1.source", "a1", "named"),
        cue=cue("s1.cue", "deny", "deny"),
        content=content("s1.content"),
        manner="indirect",
        score=0.91,
    ),
    Statement(
        id="s2",
        source=source("s2.source", "a3", "named"),
        cue=cue("s2.cue", "say", "say"),
        content=content("s2.content"),
        manner="indirect",
        score=0.97,
        trace={
            "source": Trace(
                by="model:attribution", score=0.97, spans=SPANS["s2.source"], why="linked to the cue “said”"
            ),
            "cue.act": Trace(
                by="rule:en/statements/act-of-lemma", spans=SPANS["s2.cue"], why="“say” is a plain report"
            ),
        },
    ),
    Statement(
        id="s3",
        source=source("s3.source", "a3", "named"),
        cue=cue("s3.cue", "tell", "accuse"),
        content=content("s3.content"),
        manner="direct",
        score=0.99,
        addressee=party("s3.addressee", "a4"),
        time="t2",
    ),
    Statement(
        id="s4",
        source=source("s4.source", "a3", "pronoun"),
        cue=cue("s4.cue", "say", "say"),
        content=content("s4.content"),
        manner="indirect",
        score=0.93,
    ),
    Statement(
        id="s5",
        source=source("s5.source", None, "unnamed"),
        cue=cue("s5.cue", "report", "report"),
        content=content("s5.content"),
        manner="indirect",
        score=0.71,
        via=(party("s5.via", "a5"),),
        within="s4",
    ),
)

EVENTS = (
    Event(
        id="e1",
        type="MOBILIZE",
        mode="troops",
        contexts=("military", "territory"),
        trigger=phrase("e1.trigger"),
        status="denied",
        evidence=SPANS["s1.content"],
        score=0.82,
        actors=(party("s1.source", "a1"),),
        place="p1",
        stated_in="s1",
    ),
    Event(
        id="e2",
        type="ASSAULT",
        mode="explosives",
        contexts=("terrorism",),
        trigger=phrase("e2.trigger"),
        status="occurred",
        evidence=SPANS["s2.content"],
        score=0.95,
        recipients=(party("e2.recipient", "a2"),),
        instrument=phrase("e2.instrument"),
        place="p2",
        time="t1",
        stated_in="s2",
        magnitude=Magnitude(killed=Count(min=3, max=3, spans=SPANS["e2.killed"])),
        responsibility=Responsibility(unclaimed=True, spans=SPANS["three"]),
        trace={
            "type": Trace(
                by="model:triggers",
                score=0.95,
                spans=SPANS["e2.trigger"],
                why="the word “killed” in this sentence",
                candidates=({"type": "ASSAULT", "score": 0.95}, {"type": "COERCE", "score": 0.03}),
            ),
            "place": Trace(by="rule:en/events/place-in-clause", spans=SPANS["p2"], why="a place in the same clause"),
        },
    ),
    Event(
        id="e3",
        type="ACCUSE",
        mode="allege",
        trigger=phrase("s3.cue"),
        status="occurred",
        evidence=SPANS["s3.content"] + SPANS["s3.cue"],
        score=0.6,
        actors=(party("s3.source", "a3"),),
        recipients=(party("e3.actor", "a1"),),
        time="t2",
    ),
    Event(
        id="e4",
        type="MOBILIZE",
        mode="troops",
        trigger=phrase("e4.trigger"),
        status="ongoing",
        evidence=SPANS["s5.content"],
        score=0.77,
        actors=(party("e4.actor", "a6"),),
        place="p3",
        stated_in="s5",
        disputed_by=("s1",),
        magnitude=Magnitude(size=Count(min=400, max=None, spans=SPANS["q1"])),
    ),
    Event(
        id="e5",
        type="ASSAULT",
        mode="explosives",
        trigger=phrase("e5.trigger"),
        status="occurred",
        evidence=SPANS["three"],
        score=0.88,
        same_as="e2",
    ),
)

ACTORS = (
    Actor(
        id="a1",
        name="Mordor",
        kind="country",
        mentions=SPANS["s1.source"] + SPANS["e3.actor"],
        registry="mordor",
        roles=("GOV",),
        aliases=("the Black Land",),
    ),
    Actor(id="a2", name="guards", kind="group", mentions=SPANS["e2.recipient"], roles=("MIL",)),
    Actor(
        id="a3",
        name="Húrin",
        kind="person",
        mentions=SPANS["s2.source"] + SPANS["s3.source"] + SPANS["s4.source"],
        roles=("GOV",),
        descriptors=(phrase("a3.descriptor"),),
        member_of=("a7",),
    ),
    Actor(id="a4", name="Courier of Minas Tirith", kind="organization", mentions=SPANS["s3.addressee"], roles=("JRN",)),
    Actor(id="a5", name="the beacon-wardens", kind="group", mentions=SPANS["s5.via"]),
    Actor(id="a6", name="orcs", kind="group", mentions=SPANS["e4.actor"], roles=("UAF",)),
    Actor(id="a7", name="the Steward", kind="government", mentions=SPANS["a7"]),
)

PLACES = (
    Place(id="p1", span=SPANS["p1"][0], text="Anduin", name="Anduin", kind="natural", score=0.8),
    Place(
        id="p2",
        span=SPANS["p2"][0],
        text="Osgiliath bridge",
        name="Osgiliath",
        kind="facility",
        geonames=3019,
        country="GON",
        admin1="Ithilien",
        lat=44.1,
        lon=12.25,
        precision_km=1,
        score=0.93,
    ),
    Place(id="p3", span=SPANS["p3"][0], text="Cair Andros", name="Cair Andros", kind="natural", score=0.7),
)

TIMES = (
    Time(
        id="t1",
        span=SPANS["t1"][0],
        text="Thursday evening",
        type="TIME",
        value="3019-03-07TEV",
        begin="3019-03-07T18:00",
        end="3019-03-08T00:00",
        anchor="published",
        trace={
            "value": Trace(
                by="rule:en/time/weekday-latest",
                spans=SPANS["t1"],
                why="the last Thursday before the day of publication",
                candidates=("3019-03-07", "3019-03-14"),
            )
        },
    ),
    Time(
        id="t2",
        span=SPANS["t2"][0],
        text="Friday",
        type="DATE",
        value="3019-03-08",
        begin="3019-03-08",
        end="3019-03-08",
        anchor="published",
    ),
)

READING = Reading(
    sayso="0.1.0",
    model=Model(name="sayso-en", version="0-test"),
    document=DOCUMENT,
    statements=STATEMENTS,
    events=EVENTS,
    actors=ACTORS,
    places=PLACES,
    times=TIMES,
    quantities=(
        Quantity(
            id="q1",
            span=SPANS["q1"][0],
            text=words("q1"),
            min=400,
            max=400,
            approximate=True,
            unit="orc",
            of="a6",
        ),
    ),
    wording=(Wording(span=SPANS["w1"][0], text="bandits", kind="label", about="a6"),),
    entities=(Entity(span=SPANS["p1"][0], text="Anduin", label="LOC"),),
    sentences=(SPANS["title"][0], SPANS["byline"][0], SPANS["one"][0], SPANS["two"][0], SPANS["three"][0]),
    notes=("no address was given for this document",),
    tokens=(
        TokenLayer(span=SPANS["s1.source"][0], lemma="Mordor", pos="PROPN", head=1, dep="nsubj"),
        TokenLayer(span=SPANS["s1.cue"][0], lemma="deny", pos="VERB", head=None, dep="root"),
    ),
    predicates=(
        PredicateLayer(
            token=1,
            roleset="deny.01",
            arguments=(Argument(span=SPANS["s1.source"][0], role="ARG0"),),
        ),
    ),
)
