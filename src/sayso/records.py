"""Every noun of sayso: the frozen records that the stages take and give.

Two families:

- **The reading** (`Document` … `Reading`): the public record, `sayso.reading/1`. Field names and value sets are fixed;
  `to_dict` and `from_dict` in `sayso.schema` turn it into JSON and back.
- **The analysis** (`Word` … `Analysis`): what the language model saw in the text, private to sayso.

Spans are `(start, end)` offsets in Unicode code points into `Document.text`, end exclusive. Word indices are named
`word…` or typed `WordRange`. Unknown is `None` or an empty tuple, never a guess.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Span = tuple[int, int]  #: code points into the document's text, end exclusive
WordRange = tuple[int, int]  #: indices into `Analysis.words`, end exclusive

SegmentKind = Literal["title", "heading", "paragraph", "caption", "byline"]
SourceKind = Literal["named", "nominal", "pronoun", "unnamed", "implicit"]
Act = Literal[
    "say", "announce", "claim", "deny", "reject", "accuse", "threaten", "promise", "demand",
    "warn", "praise", "question", "report", "believe", "intend", "other",
]  # fmt: skip
Manner = Literal["direct", "indirect", "mixed"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["occurred", "ongoing", "planned", "threatened", "requested", "hypothetical", "denied", "unknown"]
ActorKind = Literal["person", "group", "organization", "government", "country", "population", "unknown"]
PlaceKind = Literal["country", "admin1", "admin2", "city", "facility", "natural", "region"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
WordingKind = Literal["label", "hedge", "loaded"]
EntityLabel = Literal["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "OTHER"]


# ----------------------------------------------------------------------------------- why a value holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What concluded one field's value, from which words, against what."""

    by: str  #: `rule:en/time/weekday-latest`, `model:roles`, `registry:…`
    score: float | None = None  #: probability in [0, 1]; None where a rule holds or does not
    spans: tuple[Span, ...] = ()  #: the words it rests on
    why: str = ""  #: one sentence for a person
    candidates: tuple[Any, ...] = ()  #: what else was considered, best first; JSON values


# ---------------------------------------------------------------------------------------- the document


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    kind: SegmentKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as read, fixed from here on, and what is known about it."""

    id: str
    text: str
    sha256: str  #: of the text's UTF-8 bytes
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None  #: ISO date or datetime; anchors relative dates
    language: str = "en"
    segments: tuple[Segment, ...] = ()  #: in text order, not overlapping; gaps are white space
    notes: tuple[str, ...] = ()  #: what a person should know about how it was read


# ------------------------------------------------------------------------------------------ statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says it, as the text has it; `actor` is whom the words stand for."""

    spans: tuple[Span, ...] = ()
    text: str = ""  #: the slices, joined by " … "
    actor: str | None = None
    kind: SourceKind = "implicit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    spans: tuple[Span, ...]
    text: str
    lemma: str
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    spans: tuple[Span, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A mention in a role (actor, recipient, channel, addressee) and the cast member it stands for."""

    span: Span
    text: str
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    id: str
    source: Source
    cue: Cue | None
    content: Content
    manner: Manner
    score: float
    via: tuple[Party, ...] = ()  #: the channels it came through, nearest first
    addressee: Party | None = None
    time: str | None = None
    place: str | None = None
    within: str | None = None  #: the statement that this one is part of
    negated: bool = False  #: the text says that it was not said: "did not say", "no group has claimed"
    trace: Mapping[str, Trace] = field(default_factory=dict, compare=False)


# ---------------------------------------------------------------------------------------------- events


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that fill a slot and stand for nothing else: a trigger, an instrument, a descriptor."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of people as a range; None is an open end."""

    min: int | None
    max: int | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Magnitude:
    killed: Count | None = None
    injured: Count | None = None
    size: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    claimed_by: tuple[str, ...] = ()  #: actor ids
    denied_by: tuple[str, ...] = ()  #: actor ids
    unclaimed: bool = False  #: the text says that nobody claimed it
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    id: str
    type: EventType
    trigger: Phrase
    status: Status
    evidence: tuple[Span, ...]
    score: float
    mode: str | None = None  #: PLOVER mode, without the type
    contexts: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()  #: who did it
    recipients: tuple[Party, ...] = ()  #: to whom
    instrument: Phrase | None = None
    place: str | None = None
    time: str | None = None
    stated_in: str | None = None  #: on whose say-so; None = the publisher's own voice
    disputed_by: tuple[str, ...] = ()  #: statement ids
    magnitude: Magnitude = Magnitude()
    responsibility: Responsibility = Responsibility()
    same_as: str | None = None
    part_of: str | None = None
    trace: Mapping[str, Trace] = field(default_factory=dict, compare=False)


# ----------------------------------------------------------------- cast, places, times, amounts, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One real-world actor of the document, all its mentions joined."""

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Span, ...]
    registry: str | None = None
    country: str | None = None  #: ISO 3166-1 alpha-3, or PLOVER's IGO, UNO, EUR, NGO, ISM, IMG, MNC
    roles: tuple[str, ...] = ()  #: PLOVER sector codes, most specific first
    aliases: tuple[str, ...] = ()
    descriptors: tuple[Phrase, ...] = ()
    member_of: tuple[str, ...] = ()
    former: bool = False
    trace: Mapping[str, Trace] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    id: str
    span: Span
    text: str
    name: str  #: the gazetteer's name, or the text's where the gazetteer has none
    kind: PlaceKind
    geonames: int | None = None
    country: str | None = None  #: ISO 3166-1 alpha-3
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision_km: float | None = None  #: radius around the point in which the place lies
    score: float = 0.0
    trace: Mapping[str, Trace] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A TIMEX3 expression. `begin` and `end` are ISO, end exclusive where it has a clock time, inclusive for dates."""

    id: str
    span: Span
    text: str
    type: TimeType
    value: str | None
    mod: str | None = None
    begin: str | None = None
    end: str | None = None
    anchor: str | None = None  #: `published`, the id of another time, or None
    trace: Mapping[str, Trace] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    id: str
    span: Span
    text: str
    min: float | None
    max: float | None
    approximate: bool
    unit: str | None = None
    of: str | None = None  #: actor id of what is counted
    trace: Mapping[str, Trace] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    span: Span
    text: str
    kind: WordingKind
    about: str | None = None  #: actor id
    statement: str | None = None  #: whose word it is; None = the publisher's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    span: Span
    text: str
    label: EntityLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    span: Span
    role: str  #: ARG0 … ARG5, ARGM-TMP …


@dataclass(frozen=True, slots=True, kw_only=True)
class PredicateLayer:
    token: int
    roleset: str | None
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLayer:
    span: Span
    lemma: str
    pos: str
    head: int | None
    dep: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What sayso says about a document."""

    sayso: str  #: version of the software
    model: Model
    document: Document
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    wording: tuple[Wording, ...] = ()
    entities: tuple[Entity, ...] = ()
    sentences: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    tokens: tuple[TokenLayer, ...] | None = None
    predicates: tuple[PredicateLayer, ...] | None = None

    def to_dict(self, *, layers: Collection[str] = ()) -> dict[str, Any]:
        """The public record; see `sayso.schema.to_dict`."""
        from sayso.schema import to_dict

        return to_dict(self, layers=layers)

    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> Reading | Failure:
        """The reading that `to_dict` made `record` of; see `sayso.schema.from_dict`."""
        from sayso.schema import from_dict

        return from_dict(record)

    def _repr_html_(self) -> str:
        from sayso.export.html import fragment

        return fragment(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The record that stands in a document's place when it could not be read (`sayso.error/1`)."""

    id: str | None
    line: int | None
    error: str


# ---------------------------------------------------------------------------------------- the analysis


@dataclass(frozen=True, slots=True)
class Word:
    """A UD syntactic word. `head` is an index into `Analysis.words`, None for a sentence's root."""

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    head: int | None
    deprel: str
    sentence: int  #: index into `Analysis.sentences`


@dataclass(frozen=True, slots=True)
class Tagged:
    """A run of words with a label and its probability."""

    words: WordRange
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Link:
    """A word related to an anchor word, with the probability of the relation."""

    word: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What the language model saw. All indices are into `words`; every tuple is in text order."""

    document: Document
    words: tuple[Word, ...]
    sentences: tuple[WordRange, ...]
    names: tuple[Tagged, ...] = ()  #: PER, ORG, LOC, OTH (nationalities, faiths, products …)
    times: tuple[Tagged, ...] = ()  #: DATE, TIME, DURATION, SET
    attribution: tuple[Tagged, ...] = ()  #: source, cue, content of the outermost layer; never overlapping
    cues: tuple[Tagged, ...] = ()  #: cues of every layer
    triggers: tuple[Tagged, ...] = ()  #: PLOVER types
    #: trigger's first word → PLOVER mode (`ASSAULT-aerial`) → probability
    modes: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    #: trigger's first word → status → probability
    statuses: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    #: cue's first word → act → probability
    acts: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    #: predicate or trigger → -3 (did not happen) … 3 (did)
    factuality: Mapping[int, float] = field(default_factory=dict)
    predicates: tuple[int, ...] = ()  #: words that have semantic roles
    links: Mapping[tuple[int, str], tuple[Link, ...]] = field(default_factory=dict)
    """(anchor word, relation) → words, best first. Relations and their anchors:

    - `ARG0` … `ARG5`, `ARGM-…`: predicate → head word of the argument
    - `source`, `content`: cue's first word → every word of its source, its content
    - `actor`, `recipient`, `instrument`, `place`, `time`: trigger's first word → every word of the filler
    - `antecedent`: pronoun or head of a definite noun phrase → head words of earlier mentions of the same thing
    """
