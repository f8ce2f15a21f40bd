"""How well does sayso tell who says what? One table, on development data.

    python benchmarks/attribution.py DATA_FOLDER [--json OUT] [--limit N] [--model FOLDER]

DATA_FOLDER holds `attribution/polnear.dev.jsonl.gz`, `attribution/gum.dev.jsonl.gz`, `events/news_events.dev.jsonl.gz`.

Measures, in per cent:

- *segments*: unique runs of words that the model tags as source, cue, content of the outermost layer, exact match, cut
  at paragraph breaks, punctuation kept: the "exact match" of CofeNet (Wang et al., COLING 2022) on PolNeAR.
- *relation, soft*: statements and gold attributions are aligned one to one; a pair is right when the tokens of both
  contents and of both sources have a Dice coefficient of at least .5 (two empty sources match).
  PolNeAR's annotators left out what is said within a content, so statements within another one are not compared; hedges
  are. Direct, indirect and source-less gold attributions are also counted apart, by recall.
- *news statements*: content Dice over characters at least .5; *sourced*: and the source is the same too, by span or by
  name.
- *nested*: of GUM's attributions inside another one, the share that is found, and found inside a statement.

Beside them, where there is one: what two trained people reach with each other, and the best published result.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from sayso import intake, language, statements, when
from sayso.records import Analysis, Document, Span, Statement

SOFT = 0.5  # Dice from which two spans count as the same, as in the scorers of this field
OUTER_LONGEST = 200  # tokens; GUM hangs whole articles on their bylines, and that is not nesting
ROLES = ("source", "cue", "content")
NO_NAME = frozenset({"the", "a", "an", "of", "unnamed", "s", "and", "in", "for"})

Read = Callable[[Document], tuple[Analysis, tuple[Statement, ...]]]


# -------------------------------------------------------------------------------------------------- tokens and spans


@dataclass(frozen=True, slots=True)
class Item:
    """One attribution as token sets."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The gold tokens of a document: they are the units that spans are compared in."""

    text: str
    bounds: tuple[Span, ...]
    owner: Mapping[int, int]  #: character → token
    paragraph: tuple[int, ...]
    solid: tuple[bool, ...]

    def of(self, spans: Iterable[Sequence[int]]) -> frozenset[int]:
        return frozenset(self.owner[c] for start, end in spans for c in range(start, end) if c in self.owner)

    def segments(self, tokens: Iterable[int]) -> set[Span]:
        out: list[Span] = []
        for t in sorted(tokens):
            if out and t == out[-1][1] + 1 and self.paragraph[t] == self.paragraph[t - 1]:
                out[-1] = (out[-1][0], t)
            else:
                out.append((t, t))
        return set(out)


def tokens_of(record: Mapping[str, Any]) -> Tokens:
    text, bounds = record["text"], tuple((a, b) for a, b in record["tokens"])
    owner = {c: i for i, (start, end) in enumerate(bounds) for c in range(start, end)}
    paragraph = [0]
    for (_, end), (start, _) in pairwise(bounds):
        paragraph.append(paragraph[-1] + ("\n" in text[end:start]))
    solid = tuple(any(c.isalnum() for c in text[a:b]) for a, b in bounds)
    return Tokens(text, bounds, owner, tuple(paragraph[: len(bounds)]), solid)


def dice(a: frozenset[int], b: frozenset[int]) -> float:
    """2 |a ∩ b| / (|a| + |b|); 1 where both are empty."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def characters(spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(c for start, end in spans for c in range(start, end))


def align(scores: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Greedy one-to-one: the best-scoring (gold, predicted) pair first."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, g, p in sorted(scores, key=lambda s: (-s[0], s[1], s[2])):
        if score > 0 and g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    return pairs


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that add up over documents. `right` of `found` predictions and of `wanted` gold items."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    right_wanted: int | None = None  #: gold items found, where it is not `right`

    def __add__(self, other: Tally) -> Tally:
        mine = self.right if self.right_wanted is None else self.right_wanted
        theirs = other.right if other.right_wanted is None else other.right_wanted
        return Tally(self.right + other.right, self.found + other.found, self.wanted + other.wanted, mine + theirs)

    @property
    def precision(self) -> float:
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        right = self.right if self.right_wanted is None else self.right_wanted
        return 100 * right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


def add(into: dict[str, Tally], more: Mapping[str, Tally]) -> None:
    for name, tally in more.items():
        into[name] = into.get(name, Tally()) + tally


# ----------------------------------------------------------------------------------------------------------- PolNeAR


def polnear(record: Mapping[str, Any], analysis: Analysis, said: Sequence[Statement]) -> dict[str, Tally]:
    """Segments, relation and recall by manner of one article."""
    tokens = tokens_of(record)
    gold = [Item(*(tokens.of(a.get(role) or []) for role in ROLES)) for a in record["attributions"]]
    out = _segments(tokens, gold, analysis)
    predicted = [_item(tokens, s) for s in said if s.within is None]
    pairs = align(
        (0.6 * dice(g.content, p.content) + 0.25 * dice(g.cue, p.cue) + 0.15 * dice(g.source, p.source), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g.content & p.content or g.cue & p.cue
    )
    right = {i for i, j in pairs.items() if same(gold[i], predicted[j])}
    out["relation"] = Tally(len(right), len(predicted), len(gold))
    quoted = _quoted(record["text"])
    for i, item in enumerate(gold):
        kind = _manner(tokens, item, quoted)
        add(out, {kind: Tally(int(i in right), 0, 1)})
        if not item.source:
            add(out, {"no source": Tally(int(i in right), 0, 1)})
    return out


def same(gold: Item, predicted: Item) -> bool:
    return dice(gold.content, predicted.content) >= SOFT and dice(gold.source, predicted.source) >= SOFT


def _item(tokens: Tokens, statement: Statement) -> Item:
    cue = statement.cue.spans if statement.cue else ()
    return Item(tokens.of(statement.source.spans), tokens.of(cue), tokens.of(statement.content.spans))


def _segments(tokens: Tokens, gold: Sequence[Item], analysis: Analysis) -> dict[str, Tally]:
    out = {}
    for role in ROLES:
        wanted: set[Span] = set().union(*(tokens.segments(getattr(item, role)) for item in gold))
        found: set[Span] = set()
        for run in analysis.attribution:
            if run.label == role:
                start, end = run.words
                span = (analysis.words[start].start, analysis.words[end - 1].end)
                found |= tokens.segments(tokens.of([span]))
        out["segment " + role] = Tally(len(wanted & found), len(found), len(wanted))
    return out


def _quoted(text: str) -> bytearray:
    """For each character whether it stands in double quotation marks; a paragraph's end closes them."""
    marks, inside = bytearray(len(text)), False
    for i, character in enumerate(text):
        if text.startswith("\n\n", i):
            inside = False
        if character == "“":
            inside = True
        elif character == '"':
            inside = not inside
        marks[i] = inside or character in '"“”'
        if character == "”":
            inside = False
    return marks


def _manner(tokens: Tokens, item: Item, quoted: bytearray) -> str:
    where = [c for t in item.content for c in range(*tokens.bounds[t])]
    share = sum(quoted[c] for c in where) / max(1, len(where))
    return "direct" if share > 0.95 else "indirect" if share < 0.01 else "mixed"


# --------------------------------------------------------------------------------------------------------------- GUM


def nested(record: Mapping[str, Any], said: Sequence[Statement]) -> dict[str, Tally]:
    """GUM's attributions inside a passage-long attribution: found at all, and found within another statement."""
    tokens = tokens_of(record)
    by_id = {a["id"]: a for a in record["attributions"]}
    gold = [
        Item(*(tokens.of(a.get(role) or []) for role in ROLES))
        for a in record["attributions"]
        if a.get("inside") and len(tokens.of(by_id[a["inside"][0]]["content"])) <= OUTER_LONGEST
    ]
    predicted = [_item(tokens, s) for s in said]
    pairs = align((dice(g.content, p.content), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted))
    found = {i: j for i, j in pairs.items() if same(gold[i], predicted[j])}
    within = sum(1 for j in found.values() if said[j].within is not None)
    return {"nested found": Tally(len(found), 0, len(gold)), "nested within": Tally(within, 0, len(gold))}


# -------------------------------------------------------------------------------------------------------- news events


def news(record: Mapping[str, Any], said: Sequence[Statement]) -> dict[str, Tally]:
    """Statements and sourced statements of one hand-annotated article; optional gold is scored neither way."""
    gold = record["statements"]
    contents = [characters(s.content.spans) for s in said]
    wanted = [characters(g["content"]) for g in gold]
    scores = ((dice(g, p), i, j) for i, g in enumerate(wanted) for j, p in enumerate(contents))
    pairs = align((score, i, j) for score, i, j in scores if score >= SOFT)
    obligatory = [i for i, g in enumerate(gold) if not g["optional"]]
    sourced = {i for i, j in pairs.items() if _same_source(gold[i], said[j])}
    acts = [i for i, j in pairs.items() if gold[i]["cue"] and said[j].cue]
    return {
        "news": Tally(len(pairs), len(said), len(obligatory), sum(i in pairs for i in obligatory)),
        "news sourced": Tally(len(sourced), len(said), len(obligatory), sum(i in sourced for i in obligatory)),
        "news act": Tally(sum(gold[i]["act"] == said[pairs[i]].cue.act for i in acts), 0, len(acts)),  # type: ignore[union-attr]
        "news manner": Tally(sum(gold[i]["manner"] == said[j].manner for i, j in pairs.items()), 0, len(pairs)),
        "news within": Tally(
            sum((gold[i]["within"] is not None) == (said[j].within is not None) for i, j in pairs.items()),
            0,
            len(pairs),
        ),
    }


def _same_source(gold: Mapping[str, Any], statement: Statement) -> bool:
    if not gold["source"] and not gold["source_entity"]:
        return not statement.source.spans
    if dice(characters(gold["source"]), characters(statement.source.spans)) >= SOFT:
        return True
    return bool(_name_words(gold["source_entity"]) & _name_words(statement.source.text))


def _name_words(name: str | None) -> set[str]:
    return {word for word in re.findall(r"\w+", (name or "").lower()) if word not in NO_NAME}


# ------------------------------------------------------------------------------------------------------------- table

#: measure → label, how it is shown, two people, best published
ROWS: dict[str, tuple[str, str, float | None, float | None]] = {
    "segment source": ("PolNeAR dev, source segments", "f1", 78.0, 83.2),
    "segment cue": ("PolNeAR dev, cue segments", "f1", 70.6, 75.3),
    "segment content": ("PolNeAR dev, content segments", "f1", 71.7, 72.9),
    "relation": ("PolNeAR dev, relation, soft", "f1", 75.2, None),
    "direct": ("  recall, direct", "recall", 94.9, None),
    "mixed": ("  recall, mixed", "recall", 87.8, None),
    "indirect": ("  recall, indirect", "recall", 71.9, None),
    "no source": ("  recall, no source", "recall", 40.1, None),
    "news": ("news_events dev, statements", "f1", None, None),
    "news sourced": ("news_events dev, statements with source", "f1", 97.0, None),
    "news act": ("  act right, of those matched", "recall", None, None),
    "news manner": ("  manner right, of those matched", "recall", None, None),
    "news within": ("  nested or not, right, of those matched", "recall", None, None),
    "nested found": ("GUM dev, nested attributions found", "recall", None, None),
    "nested within": ("  and inside another statement", "recall", None, None),
}


def records(path: Path, limit: int | None) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                return
            yield json.loads(line)


def reader(model_folder: Path | None) -> Read:
    model = language.load(model_folder)

    def read(document: Document) -> tuple[Analysis, tuple[Statement, ...]]:
        analysis = model.analyse(document)
        return analysis, statements.find(analysis, when.find(analysis), ())

    return read


def measure(folder: Path, limit: int | None, read: Read) -> dict[str, Tally]:
    totals: dict[str, Tally] = {}
    for record in records(folder / "attribution/polnear.dev.jsonl.gz", limit):
        analysis, said = read(document_of(record))
        add(totals, polnear(record, analysis, said))
    for record in records(folder / "events/news_events.dev.jsonl.gz", limit):
        add(totals, news(record, read(document_of(record))[1]))
    for record in records(folder / "attribution/gum.dev.jsonl.gz", limit):
        add(totals, nested(record, read(document_of(record))[1]))
    return totals


def document_of(record: Mapping[str, Any]) -> Document:
    return intake.from_text(
        record["text"], id=record["id"], published=record.get("published") or record.get("date") or None
    )


def table(totals: Mapping[str, Tally]) -> str:
    lines = [f"{'':44s} {'P':>6s} {'R':>6s} {'F1':>6s}  {'people':>6s} {'best published':>14s}"]
    for name, (label, shown, people, published) in ROWS.items():
        tally = totals.get(name, Tally())
        cells = [tally.precision, tally.recall, tally.f1] if shown == "f1" else [None, tally.recall, None]
        shown_cells = " ".join(f"{c:6.1f}" if c is not None else f"{'':6s}" for c in cells)
        beside = [f"{v:{w}.1f}" if v is not None else f"{'–':>{w}s}" for v, w in ((people, 6), (published, 14))]
        lines.append(f"{label:44s} {shown_cells}  {beside[0]} {beside[1]}   n = {tally.wanted}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with the annotated data")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N documents of each set")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="a model other than the one that sayso comes with")
    chosen = parser.parse_args(arguments)
    began = time.perf_counter()
    totals = measure(chosen.data, chosen.limit, reader(chosen.model))
    print(table(totals))
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    if chosen.json:
        figures = {
            name: {"precision": t.precision, "recall": t.recall, "f1": t.f1, "n": t.wanted}
            for name, t in totals.items()
        }
        chosen.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
