"""Is this the event that was told before? Mentions of one event in one document, so that it counts once.

Each pair of mentions of one type gathers log odds from what they share and in what they differ
(`data/en/event_repeats.toml`, fitted on annotated news). A mention is joined to the likeliest earlier one, if that is
likely enough; chains end at the first mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.events import tables
from sayso.events.parties import phrase_words
from sayso.events.status import happened
from sayso.events.tree import Tree
from sayso.events.triggers import odds
from sayso.records import Event, Trace

FAR = 8  # sentences
TITLE = 120  # characters: a trigger before this stands in a title or a first line


@dataclass(frozen=True, slots=True)
class Side:
    """The parties of one role in one mention, as the comparison sees them."""

    words: frozenset[str]  #: content words of their phrases; empty where nobody is named
    pronouns: bool  #: they are pronouns only


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An event with what the comparison needs of its words."""

    event: Event
    head: int
    lemma: str
    sentence: int
    definite: bool
    actors: Side
    recipients: Side


def mention(tree: Tree, event: Event, head: int, parties: tuple[Sequence[int], Sequence[int]]) -> Mention:
    """`parties`: the head words of the actors and of the recipients."""
    determiners = {tree.lemma(child) for child in tree.kids(head, "det", "nmod:poss")}
    return Mention(
        event=event,
        head=head,
        lemma=tree.lemma(head),
        sentence=tree.words[head].sentence,
        definite=not determiners.isdisjoint(_weights()["words"]["definite"]),
        actors=_side(tree, parties[0]),
        recipients=_side(tree, parties[1]),
    )


def _side(tree: Tree, heads: Sequence[int]) -> Side:
    words = {tree.lemma(word) for head in heads for word in range(*phrase_words(tree, head))}
    pronouns = bool(heads) and all(tree.words[head].upos == "PRON" for head in heads)
    return Side(frozenset(words.difference(_weights()["words"]["empty"])), pronouns)


@cache
def _weights() -> dict[str, Any]:
    return tables.toml("en", "event_repeats.toml")


def earlier(mention: Mention, before: Sequence[Mention]) -> tuple[Mention, Trace] | None:
    """The first mention of the same event, if one of the mentions before is likely to be it."""
    best: tuple[float, Mention, list[str]] | None = None
    adds = _weights()["adds"]
    for other in before:
        if other.event.type != mention.event.type:
            continue
        observed = list(_observations(mention, other))
        likely = odds(_weights()["intercept"] + sum(adds[name] for name in observed))
        if likely >= _weights()["enough"] and (best is None or likely > best[0]):
            best = likely, other, observed
    if best is None:
        return None
    likely, other, observed = best
    by_id = {known.event.id: known for known in before}
    first = by_id.get(other.event.same_as or "", other)
    why = ", ".join(name.replace("_", " ") for name in observed)
    spans = (other.event.trigger.span,)
    return first, Trace(by="rule:en/event_repeats", score=round(likely, 4), spans=spans, why=why)


def _observations(one: Mention, other: Mention) -> Iterator[str]:
    """The names of `event_repeats.toml` that hold of a mention and an earlier one of its type."""
    a, b = one.event, other.event
    same_word = one.lemma == other.lemma
    actor, recipient = _compared(one.actors, other.actors), _compared(one.recipients, other.recipients)
    holds = {
        "same_word": same_word,
        "definite": one.definite,
        "definite_same_word": one.definite and same_word,
        f"{actor}_actor": actor in {"same", "other", "no"},
        "actor_pronoun": actor == "pronoun",
        f"{recipient}_recipient": recipient in {"same", "other", "no"},
        "recipient_pronoun": recipient == "pronoun",
        "same_parties": actor == recipient == "same",
        "other_status": a.status != b.status and not (happened(a.status) and happened(b.status)),
        "one_sentence": one.sentence == other.sentence,
        "far": one.sentence - other.sentence > FAR,
        "in_title": b.trigger.span[0] < TITLE,
        "saying": same_word and one.lemma in _weights()["words"]["saying"],
        "verbal": a.type in _weights()["words"]["verbal"],
    }
    yield from (name for name, held in holds.items() if held)
    for name, mine, theirs in (("mode", a.mode, b.mode), ("place", a.place, b.place), ("time", a.time, b.time)):
        if mine and theirs:
            yield f"same_{name}" if mine == theirs else f"other_{name}"


def _compared(one: Side, other: Side) -> str:
    """How the parties of two mentions compare: `same`, `other`, `pronoun`, or `no` where one side names nobody."""
    if one.pronouns or other.pronouns:
        return "pronoun"
    if not one.words or not other.words:
        return "no"
    return "same" if one.words & other.words else "other"
