"""How well does sayso tell what happened? One table, on development data.

    python benchmarks/events.py DATA_FOLDER [--json OUT] [--limit N]

DATA_FOLDER holds `events/news_events.dev.jsonl.gz` and `events/plover_gold.dev.jsonl.gz`.

Measures, in per cent:

- *news events*: events of real news, annotated in full by hand. Gold and predicted events are aligned one to one:
  triggers that overlap, or events of one type with triggers at most 60 characters apart. A pair counts for *type* when
  its PLOVER types are the same; *roles* when an actor and a recipient overlap by span or resolved name, or none is
  named on both sides; *status* when the status is the same (occurred and ongoing count as one); *say-so* when both rest
  on nobody's word or on the same source; *full* when all of these hold. Recall is over the events that the annotator
  was sure can be coded; a prediction that meets one that she was not sure of is right. Beside them: what two trained
  people reach with each other on comparable news.
- *PLOVER gold*: sentences coded by the makers of PLOVER. Macro-F1 over types of the one event that each sentence was
  coded as; sayso's is its first event that happened (`main_event`). *Any*: sentences in which some event has that type.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sayso
from sayso import intake
from sayso.records import Document, Event, Party, Reading

NEAR = 60  # characters between two triggers of one type that may still be the same event
SOFT = 0.5  # Dice from which two sources are the same
CHECKS = ("detect", "type", "roles", "status", "sayso", "full")
PEOPLE = {"type": 93, "roles": 79, "status": 92, "sayso": 88, "full": 74}  # two annotators, NEWS_EVENTS.md
NO_NAME = frozenset({"the", "a", "an", "of", "unnamed", "s", "and", "in", "for"})
HAPPENED = frozenset({"occurred", "ongoing"})

Spans = Sequence[Sequence[int]]
Read = Callable[[Document], Reading]


# -------------------------------------------------------------------------------------------------- two kinds of event


@dataclass(frozen=True, slots=True)
class Said:
    """Whose word an event rests on."""

    spans: Spans
    name: str | None


@dataclass(frozen=True, slots=True)
class Coded:
    """An event in the form that both sides are compared in."""

    type: str
    trigger: Spans
    actors: Spans
    actor_names: Sequence[str | None]
    recipients: Spans
    recipient_names: Sequence[str | None]
    status: str
    said: Said | None
    optional: bool = False


def gold_events(record: Mapping[str, Any]) -> list[Coded]:
    said = [Said(s["source"], s["source_entity"]) for s in record["statements"]]
    return [
        Coded(
            type=event["type"],
            trigger=event["trigger"],
            actors=event["actors"],
            actor_names=event["actor_entities"],
            recipients=event["recipients"],
            recipient_names=event["recipient_entities"],
            status=event["status"],
            said=None if event["stated_in"] is None else said[event["stated_in"]],
            optional=event["optional"],
        )
        for event in record["events"]
    ]


def predicted_events(reading: Reading) -> list[Coded]:
    names = {actor.id: actor.name for actor in reading.actors}
    said = {
        statement.id: Said(
            statement.source.spans, names.get(statement.source.actor or "") or statement.source.text or None
        )
        for statement in reading.statements
    }

    def named(parties: Iterable[Party]) -> list[str | None]:
        return [names.get(party.actor or "") or party.text for party in parties]

    return [
        Coded(
            type=event.type,
            trigger=[event.trigger.span],
            actors=[party.span for party in event.actors],
            actor_names=named(event.actors),
            recipients=[party.span for party in event.recipients],
            recipient_names=named(event.recipients),
            status=event.status,
            said=said.get(event.stated_in or ""),
        )
        for event in reading.events
    ]


# -------------------------------------------------------------------------------------------------- comparison


def characters(spans: Spans) -> set[int]:
    return {c for start, end in spans for c in range(start, end)}


def name_words(name: str | None) -> set[str]:
    return {word for word in re.findall(r"\w+", (name or "").lower()) if word not in NO_NAME}


def same_source(one: Said | None, other: Said | None) -> bool:
    if one is None or other is None:
        return one is other
    if not one.spans and not one.name:
        return not other.spans and not other.name
    a, b = characters(one.spans), characters(other.spans)
    close = bool(a and b) and 2 * len(a & b) / (len(a) + len(b)) >= SOFT
    return close or bool(name_words(one.name) & name_words(other.name))


def same_party(gold: Spans, gold_names: Sequence[str | None], found: Spans, found_names: Sequence[str | None]) -> bool:
    if not gold and not any(gold_names):
        return not found
    if characters(gold) & characters(found):
        return True
    return any(name_words(a) & name_words(b) for a in gold_names for b in found_names)


def closeness(gold: Coded, found: Coded) -> float:
    """How well two events match as candidates for one another; 0 where they cannot be the same."""
    overlap = len(characters(gold.trigger) & characters(found.trigger))
    same_type = gold.type == found.type
    if overlap:
        return 1 + overlap / 100 + 0.5 * same_type
    gap = min(max(c - b, a - d, 0) for a, b in gold.trigger for c, d in found.trigger)
    return 0.5 if same_type and gap <= NEAR else 0.0


def checks(gold: Coded, found: Coded) -> dict[str, bool]:
    right = {
        "type": gold.type == found.type,
        "roles": same_party(gold.actors, gold.actor_names, found.actors, found.actor_names)
        and same_party(gold.recipients, gold.recipient_names, found.recipients, found.recipient_names),
        "status": gold.status == found.status or {gold.status, found.status} <= HAPPENED,
        "sayso": same_source(gold.said, found.said),
    }
    return {"detect": True, **right, "full": all(right.values())}


def align(gold: Sequence[Coded], found: Sequence[Coded]) -> dict[int, int]:
    """Gold index → predicted index, one to one, the closest pairs first."""
    scored = [(closeness(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    pairs: dict[int, int] = {}
    for score, i, j in sorted(scored, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score > 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that add up over documents: right and all predictions, found and all sure gold events."""

    right: int = 0
    predicted: int = 0
    recalled: int = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.predicted + other.predicted,
            self.recalled + other.recalled,
            self.wanted + other.wanted,
        )

    @property
    def figures(self) -> dict[str, float]:
        precision = 100 * self.right / self.predicted if self.predicted else 0.0
        recall = 100 * self.recalled / self.wanted if self.wanted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": round(precision, 1), "recall": round(recall, 1), "f1": round(f1, 1)}


def compare(gold: Sequence[Coded], found: Sequence[Coded]) -> dict[str, Tally]:
    pairs = align(gold, found)
    verdicts = {i: checks(gold[i], found[j]) for i, j in pairs.items()}
    sure = [i for i, event in enumerate(gold) if not event.optional]
    return {
        check: Tally(
            right=sum(verdict[check] for verdict in verdicts.values()),
            predicted=len(found),
            recalled=sum(verdicts[i][check] for i in sure if i in verdicts),
            wanted=len(sure),
        )
        for check in CHECKS
    }


# -------------------------------------------------------------------------------------------------- PLOVER's sentences


def main_event(events: Sequence[Event]) -> Event | None:
    """The event that a sentence would be coded as: the first that happened, else the first that it tells."""
    return min(events, key=lambda event: (event.status not in HAPPENED, event.trigger.span), default=None)


def macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """Mean F1 over the gold types, per cent. Pairs are (gold, predicted)."""
    right = Counter(gold for gold, found in pairs if gold == found)
    wanted, made = Counter(gold for gold, _ in pairs), Counter(found for _, found in pairs)
    return 100 * sum(2 * right[t] / (wanted[t] + made[t]) for t in wanted) / len(wanted)


# -------------------------------------------------------------------------------------------------- the run


def records(path: Path, limit: int | None) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][:limit]


def document(record: Mapping[str, Any]) -> Document:
    return intake.from_text(record["text"], id=record["id"], published=record.get("published"))  # keeps offsets


def news(read: Read, folder: Path, limit: int | None) -> dict[str, Any]:
    total = {check: Tally() for check in CHECKS}
    for record in records(folder / "events" / "news_events.dev.jsonl.gz", limit):
        for check, tally in compare(gold_events(record), predicted_events(read(document(record)))).items():
            total[check] += tally
    return {check: tally.figures for check, tally in total.items()}


def plover(read: Read, folder: Path, limit: int | None) -> dict[str, float]:
    pairs, among = [], 0
    for record in records(folder / "events" / "plover_gold.dev.jsonl.gz", limit):
        events = read(document(record)).events
        chosen = main_event(events)
        pairs.append((record["event_v20"], chosen.type if chosen else None))
        among += any(event.type == record["event_v20"] for event in events)
    return {"macro_f1": round(macro_f1(pairs), 1), "any": round(100 * among / len(pairs), 1)}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    parser.add_argument("--limit", type=int, help="only the first N documents of each set")
    options = parser.parse_args(arguments)
    reader = sayso.load()

    def read(found: Document) -> Reading:
        (reading,) = reader.read_many([found])
        if not isinstance(reading, Reading):
            raise SystemExit(f"{found.id} could not be read: {reading.error}")
        return reading

    started = time.perf_counter()
    figures: dict[str, Any] = {"news": news(read, options.data, options.limit)}
    figures["plover"] = plover(read, options.data, options.limit)
    print(f"{'news events':12s} {'P':>6s} {'R':>6s} {'F1':>6s}   two people")
    for check, row in figures["news"].items():
        people = PEOPLE.get(check, "")
        print(f"{check:12s} {row['precision']:6.1f} {row['recall']:6.1f} {row['f1']:6.1f}   {people}")
    print(f"{'PLOVER gold':12s} macro-F1 {figures['plover']['macro_f1']:.1f}, any {figures['plover']['any']:.1f}")
    print(f"{time.perf_counter() - started:.1f} s", file=sys.stderr)
    if options.json:
        options.json.write_text(json.dumps({"benchmark": "events", "figures": figures}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
