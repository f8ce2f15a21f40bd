"""What happened? The order in which the events of a document are decided; each question has a file of its own.

triggers → parties → status → say-so → mode, instrument, contexts → place, time → magnitude → repeats, responsibility
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.events import magnitude, roles, same, sayso, setting, status, triggers, types
from sayso.events.parties import party
from sayso.events.roles import Filler
from sayso.events.same import Mention
from sayso.events.tree import Tree, clause, plant, subtree
from sayso.events.triggers import Trigger
from sayso.records import (
    Analysis,
    Event,
    Party,
    Phrase,
    Place,
    Quantity,
    Responsibility,
    Span,
    Statement,
    Time,
    Trace,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that the events of one document are decided from."""

    analysis: Analysis
    tree: Tree
    statements: Sequence[Statement]
    times: Sequence[Time]
    places: Sequence[Place]
    quantities: Sequence[Quantity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The parties of one event."""

    actors: Sequence[Filler]
    recipients: Sequence[Filler]

    @property
    def heads(self) -> tuple[int, ...]:
        return tuple(filler.head for filler in (*self.actors, *self.recipients))


def find(
    analysis: Analysis,
    statements: Sequence[Statement],
    times: Sequence[Time],
    places: Sequence[Place],
    quantities: Sequence[Quantity],
) -> tuple[Event, ...]:
    """The events of a document in text order, ids `e1`, `e2` …; parties as words, their actors still unknown."""
    scene = Scene(
        analysis=analysis,
        tree=plant(analysis),
        statements=statements,
        times=times,
        places=places,
        quantities=quantities,
    )
    mentions: list[Mention] = []
    by_id = {statement.id: statement for statement in statements}
    for number, trigger in enumerate(triggers.find(analysis, scene.tree, statements), start=1):
        actors, recipients = roles.parties(analysis, scene.tree, trigger, by_id.get(trigger.statement or ""))
        event = _event(scene, trigger, Cast(actors=actors, recipients=recipients), f"e{number}")
        heads = [filler.head for filler in actors], [filler.head for filler in recipients]
        mentions.append(_joined(same.mention(scene.tree, event, trigger.head, heads), mentions))
    return _with_responsibility(scene, mentions)


def _event(scene: Scene, trigger: Trigger, cast: Cast, id: str) -> Event:
    """One event with everything but its relation to other events."""
    analysis, tree, text, first = scene.analysis, scene.tree, scene.analysis.document.text, trigger.words[0]
    within = sayso.stated_in(tree, trigger, scene.statements)
    state, why_status = status.decide(tree, trigger, analysis.statuses.get(first), within)
    instrument, why_instrument = types.instrument_of(analysis, tree, trigger) or (None, None)
    mode, why_mode = types.mode_of(tree, trigger, analysis.modes.get(first), instrument) or (None, None)
    place, why_place = setting.place_of(analysis, tree, trigger, scene.places) or (None, None)
    time, why_time = setting.time_of(analysis, tree, trigger, scene.times) or (None, None)
    start, end = tree.span(trigger.words)
    reasons = {
        "type": Trace(by=trigger.by, score=trigger.score, spans=((start, end),)),
        "mode": why_mode,
        "actors": _why_party(tree, cast.actors),
        "recipients": _why_party(tree, cast.recipients),
        "instrument": why_instrument,
        "place": why_place,
        "time": why_time,
        "status": why_status,
        "stated_in": Trace(by="rule:en/events/innermost-content", spans=within.content.spans) if within else None,
    }
    return Event(
        id=id,
        type=trigger.type,
        mode=mode,
        contexts=types.contexts_of(tree, trigger, mode),
        trigger=Phrase(span=(start, end), text=text[start:end]),
        actors=_parties(tree, cast.actors, text),
        recipients=_parties(tree, cast.recipients, text),
        instrument=instrument,
        place=place,
        time=time,
        status=state,
        stated_in=within.id if within else None,
        disputed_by=tuple(s.id for s in sayso.disputes(tree, trigger, cast.heads, scene.statements)),
        magnitude=magnitude.of_event(tree, trigger, cast.actors, scene.quantities),
        evidence=(_evidence(tree, trigger),),
        score=round(trigger.score, 4),
        trace={field: reason for field, reason in reasons.items() if reason is not None},
    )


def _parties(tree: Tree, fillers: Sequence[Filler], text: str) -> tuple[Party, ...]:
    found = {(made := party(tree, filler.head, text)).span: made for filler in fillers}
    return tuple(found.values())


def _why_party(tree: Tree, fillers: Sequence[Filler]) -> Trace | None:
    if not fillers:
        return None
    routes = sorted({route for filler in fillers for route in filler.routes})
    words = tuple((tree.words[f.head].start, tree.words[f.head].end) for f in fillers)
    by = "model:links" if "model" in routes else "rule:en/event_frames" if "tree" in routes else "model:roles"
    agreement = min(min(filler.weight, 1.0) for filler in fillers)
    return Trace(by=by, score=round(agreement, 4), spans=words, why="named by " + " and ".join(routes))


def _evidence(tree: Tree, trigger: Trigger) -> Span:
    """The clause that an event was read from, within its sentence."""
    words = subtree(tree, clause(tree, trigger.head)) | set(range(*trigger.words))
    return tree.words[min(words)].start, tree.words[max(words)].end


def _joined(mention: Mention, before: Sequence[Mention]) -> Mention:
    """The mention, its event pointing to the earlier one that it repeats."""
    found = same.earlier(mention, before)
    if found is None:
        return mention
    first, trace = found
    event = replace(mention.event, same_as=first.event.id, trace={**mention.event.trace, "same_as": trace})
    for role in ("actors", "recipients"):
        event = _inherited(event, first.event, role)
    return replace(mention, event=event)


def _inherited(event: Event, first: Event, role: str) -> Event:
    """A repeated mention that names nobody has the parties that the first mention names."""
    known: tuple[Party, ...] = getattr(first, role)
    if getattr(event, role) or not known:
        return event
    spans = tuple(party.span for party in known)
    trace = Trace(by="rule:en/event_repeats", spans=spans, why=f"as in {first.id}, which this repeats")
    trace_of: dict[str, Trace] = {**event.trace, role: trace}
    return (
        replace(event, actors=known, trace=trace_of)
        if role == "actors"
        else replace(event, recipients=known, trace=trace_of)
    )


def _with_responsibility(scene: Scene, mentions: Sequence[Mention]) -> tuple[Event, ...]:
    """The events, the nearest ASSAULT before each word on responsibility carrying what it says."""
    events = [mention.event for mention in mentions]
    tree = scene.tree
    for word, kind, said in sayso.responsibilities(tree):
        before = [i for i, m in enumerate(mentions) if m.event.type == "ASSAULT" and _near(tree, m.head, word)]
        if not before:
            continue
        chosen = max(
            before, key=lambda i: (tree.words[mentions[i].head].sentence, mentions[i].event.same_as is None, i)
        )
        statement = sayso.innermost(scene.statements, tree.words[word].start)
        trace = Trace(
            by=f"rule:en/events/responsibility-{kind}",
            spans=said.spans,
            why=f"responsibility is {kind}",
            candidates=(statement.id,) if statement else (),
        )
        old = events[chosen].responsibility
        joined = Responsibility(unclaimed=old.unclaimed or said.unclaimed, spans=(*old.spans, *said.spans))
        reasons = {**events[chosen].trace, "responsibility": trace}
        events[chosen] = replace(events[chosen], responsibility=joined, trace=reasons)
    return tuple(events)


def _near(tree: Tree, head: int, word: int) -> bool:
    """In the same sentence, or in one of the three before."""
    return 0 <= tree.words[word].sentence - tree.words[head].sentence <= 3
