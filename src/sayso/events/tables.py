"""What do we know about words for events? The tables of `data/en` and `data/plover`, read once, when asked for."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast, get_args

from sayso.records import EventType

TYPES: tuple[EventType, ...] = get_args(EventType)


@dataclass(frozen=True, slots=True)
class Sense:
    """One row of `event_triggers.csv`: a word that may mean an event, and where its parties then stand."""

    lemma: str
    conditions: tuple[str, ...]  #: `prt:out`, `obj:fire|shot`, `-prep:at`; all must hold
    type: EventType
    mode: str | None
    weight: float  #: how often the word, used so in news, is an event of this type
    actor: tuple[str, ...]  #: places in the sentence, tried in order; empty: the type's default
    recipient: tuple[str, ...]

    @property
    def name(self) -> str:
        return "rule:en/event_triggers/" + "+".join((self.lemma, *self.conditions))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the parties of a type stand by default."""

    actor: tuple[str, ...]
    recipient: tuple[str, ...]


def rows(folder: str, name: str) -> Iterator[dict[str, str]]:
    text = files("sayso.data").joinpath(folder, name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def toml(folder: str, name: str) -> dict[str, Any]:
    return tomllib.loads(files("sayso.data").joinpath(folder, name).read_text(encoding="utf-8"))


def event_type(name: str) -> EventType:
    if name not in TYPES:
        raise ValueError(f"{name!r} is not a PLOVER event type; the types are {', '.join(TYPES)}")
    return name


@cache
def senses() -> Mapping[tuple[str, str], tuple[Sense, ...]]:
    """(lemma, part of speech) → the word's senses, those with more conditions first."""
    found: dict[tuple[str, str], list[Sense]] = defaultdict(list)
    for row in rows("en", "event_triggers.csv"):
        sense = Sense(
            lemma=row["lemma"],
            conditions=tuple(row["conditions"].split()),
            type=event_type(row["type"]),
            mode=row["mode"] or None,
            weight=float(row["weight"]),
            actor=tuple(row["actor"].split()),
            recipient=tuple(row["recipient"].split()),
        )
        found[row["lemma"], row["pos"]].append(sense)
    return {key: tuple(sorted(group, key=lambda s: (-len(s.conditions), -s.weight))) for key, group in found.items()}


@cache
def frames() -> Mapping[tuple[str, str], Frame]:
    """(PLOVER type, `VERB` or `NOUN`) → default places of its parties."""
    table = toml("en", "event_frames.toml")
    return {
        (event, pos): Frame(tuple(entry["actor"]), tuple(entry["recipient"]))
        for event, by_pos in table.items()
        for pos, entry in by_pos.items()
    }


@cache
def words() -> Mapping[str, Any]:
    """`events.toml` with every list as a frozenset: look-ups by lemma."""
    return cast(Mapping[str, Any], _frozen(toml("en", "events.toml")))


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    return frozenset(value) if isinstance(value, list) else value


@cache
def decision() -> Mapping[str, float]:
    """`event_decision.toml`: how much each witness to an event counts."""
    return toml("en", "event_decision.toml")


@cache
def modes() -> Mapping[str, Mapping[str, float | None]]:
    """PLOVER type → mode → its conflict-cooperation score; None where none is published."""
    found: dict[str, dict[str, float | None]] = {event: {} for event in TYPES}
    for row in rows("plover", "modes.csv"):
        found[row["type"]][row["mode"]] = float(row["score"]) if row["score"] else None
    return found


@cache
def types() -> Mapping[str, Mapping[str, Any]]:
    """PLOVER type → quad class, score, whether it needs a recipient, and what it means."""
    return toml("plover", "types.toml")


@cache
def contexts() -> tuple[str, ...]:
    return tuple(row["context"] for row in rows("plover", "contexts.csv"))


@cache
def context_cues() -> Mapping[str, tuple[str, ...]]:
    """Lemma → PLOVER contexts that the word speaks for."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows("en", "event_contexts.csv"):
        found[row["lemma"]].append(row["context"])
    return {lemma: tuple(group) for lemma, group in found.items()}


@cache
def instruments() -> Mapping[str, str]:
    """Lemma of a weapon or its bearer → mode of an ASSAULT with it."""
    return {row["lemma"]: row["mode"] for row in rows("en", "event_instruments.csv")}


@cache
def agent_nouns() -> frozenset[str]:
    """Last words of the nouns that name persons, groups, organizations, governments and populations."""
    names = (row["noun"].lower() for row in rows("en", "agents.csv"))
    return frozenset(form for name in names if name for form in _singular(name.split()[-1]))


def _singular(word: str) -> tuple[str, ...]:
    return (word, word.removesuffix("s")) if word.endswith("s") and not word.endswith("ss") else (word,)


@cache
def casualties() -> Mapping[tuple[str, str], tuple[str, str]]:
    """(lemma, part of speech) → (`killed`, `injured` or `harmed`; where in the sentence the people stand)."""
    return {(row["lemma"], row["pos"]): (row["effect"], row["where"]) for row in rows("en", "event_casualties.csv")}
