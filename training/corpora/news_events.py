"""Real news annotated in full by hand: statements with sources and acts, events with types, parties and status."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotated import IGNORE, Annotated, Link
from labels import ACTS, STATUSES, TRIGGERS, TYPE_MODES

from corpora.running_text import annotated, words_in
from corpora.treebank import lines

PARTICIPANT_FIELDS = {
    "actor": "actors",
    "recipient": "recipients",
    "instrument": "instrument",
    "place": "place",
    "time": "time",
}


def read(folder: Path, split: str) -> Iterator[Annotated]:
    for row in lines(folder / f"events/news_events.{split}.jsonl.gz"):
        d = annotated(row["id"], row["text"])
        everywhere = (0, len(d.words))
        cues, acts = d.blank("cue", 0), d.blank("act")
        triggers, modes, statuses = d.blank("trigger", 0), d.blank("mode"), d.blank("status")
        for s in row["statements"]:
            cue = words_in(d, s["cue"])
            cues[cue] = IGNORE
            if not cue:
                continue
            cues[cue[-1]] = IGNORE if s["optional"] else 1
            acts[cue[-1]] = ACTS.index(s["act"]) if s["act"] in ACTS else IGNORE
            targets = {"source": words_in(d, s["source"]), "content": words_in(d, s["content"])}
            d.links.append(Link(cue[-1], "attribution", targets, everywhere))
        for e in row["events"]:
            words = words_in(d, e["trigger"])
            if not words:
                continue
            triggers[words] = IGNORE if e["optional"] else TRIGGERS.index(e["type"])
            first = words[0]
            name = f"{e['type']}-{e['mode']}" if e["mode"] else e["type"]
            modes[first] = TYPE_MODES.index(name) if name in TYPE_MODES else IGNORE
            statuses[first] = STATUSES.index(e["status"]) if e["status"] in STATUSES else IGNORE
            targets = {relation: words_in(d, e[key]) for relation, key in PARTICIPANT_FIELDS.items()}
            d.links.append(Link(first, "participants", targets, everywhere))
        yield d
