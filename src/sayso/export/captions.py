"""Short words for the people and things of a reading: who speaks, who did it, on whose say-so, when and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sayso.records import Actor, Count, Event, Party, Place, Quantity, Reading, Statement, Time

Kind = TypeVar("Kind", Actor, Place, Time, Statement)

OWN_VOICE = "the publisher"  # what is stated in nobody's name is the publisher's own word
NOBODY = "—"


@dataclass(frozen=True, slots=True)
class Cited:
    """A reading's records by id."""

    reading: Reading
    by_id: dict[str, Any]


def cited(reading: Reading) -> Cited:
    lists = (reading.statements, reading.events, reading.actors, reading.places, reading.times, reading.quantities)
    return Cited(reading, {record.id: record for records in lists for record in records})


def _found(cited_: Cited, id_: str | None, kind: type[Kind]) -> Kind | None:
    record = cited_.by_id.get(id_ or "")
    return record if isinstance(record, kind) else None


def name(cited_: Cited, party: Party) -> str:
    """The cast member's name where it is known, else the words."""
    return cast_name(cited_, party.actor) or party.text


def cast_name(cited_: Cited, actor: str | None) -> str | None:
    found = _found(cited_, actor, Actor)
    return None if found is None else found.name


def names(cited_: Cited, parties: Iterable[Party]) -> str:
    """Names of the parties, each once."""
    return ", ".join(dict.fromkeys(name(cited_, party) for party in parties))


def speaker(cited_: Cited, statement: Statement) -> str:
    """Whose statement it is: `Húrin (“He”)` for a pronoun, the words for a source without a name."""
    words, known = statement.source.text, cast_name(cited_, statement.source.actor)
    if known is None:
        return words or "not said"
    return known if not words or known in words or statement.source.kind == "named" else f"{known} (“{words}”)"


def sides(cited_: Cited, event: Event) -> str:
    """`Mordor → guards`; what is not said is a dash."""
    actors, recipients = names(cited_, event.actors), names(cited_, event.recipients)
    return f"{actors or NOBODY} → {recipients}" if recipients else actors or NOBODY


def kind(event: Event) -> str:
    """`ASSAULT · explosives`."""
    return f"{event.type} · {event.mode}" if event.mode else event.type


def when(cited_: Cited, time: str | None) -> str | None:
    """The resolved TIMEX3 value, else the words."""
    found = _found(cited_, time, Time)
    return None if found is None else found.value or found.text


def where(cited_: Cited, place: str | None) -> str | None:
    found = _found(cited_, place, Place)
    if found is None:
        return None
    return f"{found.name}, {found.country}" if found.country and found.kind != "country" else found.name


def say_so(cited_: Cited, event: Event) -> str:
    """On whose say-so: the publisher's own voice, or the speaker and the statement."""
    if event.stated_in is None:
        return OWN_VOICE
    statement = _found(cited_, event.stated_in, Statement)
    return event.stated_in if statement is None else f"{speaker(cited_, statement)} ({event.stated_in})"


def denials(cited_: Cited, event: Event) -> str:
    """Who denies it in this document: `Mordor (s1)`; empty where nobody does."""
    found = ((id_, _found(cited_, id_, Statement)) for id_ in event.disputed_by)
    return ", ".join(id_ if said is None else f"{speaker(cited_, said)} ({id_})" for id_, said in found)


def toll(event: Event) -> str:
    """`3 killed, 5–8 injured, 400 or more taking part`; empty where there is none."""
    magnitude = event.magnitude
    counted = (("killed", magnitude.killed), ("injured", magnitude.injured), ("taking part", magnitude.size))
    return ", ".join(f"{number(count)} {what}" for what, count in counted if count)


def responsibility(cited_: Cited, event: Event) -> str:
    """Who claims or denies having done it; `nobody has claimed it` only where the text says so."""
    said = event.responsibility
    parts = [
        f"{verb} by {', '.join(cast_name(cited_, actor) or actor for actor in actors)}"
        for verb, actors in (("claimed", said.claimed_by), ("denied", said.denied_by))
        if actors
    ]
    return ", ".join([*parts, *(["nobody has claimed it"] if said.unclaimed else [])])


def shortened(text: str, limit: int) -> str:
    """`text` on one line, cut between words where it is longer than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut) + "…"


def number(count: Count | Quantity | None) -> str:
    """`3`, `5–8`, `400 or more`, `at most 20`; empty where there is no number at all."""
    if count is None or (count.min is None and count.max is None):
        return ""
    if count.min == count.max:
        return f"{count.min:g}"
    if count.max is None:
        return f"{count.min:g} or more"
    return f"at most {count.max:g}" if count.min is None else f"{count.min:g}–{count.max:g}"
