"""How well does sayso find and resolve times? One table, on development data.

    python benchmarks/when.py DATA_FOLDER [--json OUT] [--no-model] [--limit N] [--errors OUT]

DATA_FOLDER holds `time/timebank.jsonl.gz`, `time/aquaint.jsonl.gz`, `time/wikiwars.jsonl.gz`: one document a line with
its `text`, its publication date `dct` and its `timexes`. No genre is given: whether a text tells news or history is for
sayso to find out, sentence by sentence.

Measures, in per cent, after TempEval-3 task A (UzZaman et al. 2013, section 4.1):

- an expression found matches a gold one *strictly* when the extents are the same, *relaxed* when they overlap; each is
  used once, same extents first, then the longest overlap, then the leftmost;
- *type*, *value*: F1 over matched expressions whose TIMEX3 type or value is the gold one too (values as upper-case
  strings, no equivalences). The task was ranked by value F1.

WikiWars gives no types. Beside the figures: HeidelTime 2.2.1 with TreeTagger, run on the same files and scored in the
same way, told its genre ("news"; WikiWars in brackets: "narratives"). Where the model is there, its words, tags and
trees are used; `--no-model` measures the rules on bare text.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sayso import when
from sayso.records import Analysis, Document, Span

SETS = ("timebank", "aquaint", "wikiwars")
MEASURES = ("strict", "relaxed", "type", "value")
# HeidelTime 2.2.1 on these files: strict, relaxed, type, value F1.
HEIDELTIME: Mapping[str, tuple[str, str, str, str]] = {
    "timebank": ("85.3", "91.9", "89.7", "79.5"),
    "aquaint": ("81.3", "92.5", "84.6", "72.9"),
    "wikiwars": ("85.5", "91.9", "", "60.5 (82.9)"),
}
WORDS_OF_AN_ARTICLE = 600

Analyse = Callable[[Document], Analysis]


# --------------------------------------------------------------------------------------------------------- scoring


@dataclass(frozen=True, slots=True)
class Expression:
    span: Span
    type: str | None
    value: str | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many expressions are gold, were found, and match in which way."""

    gold: int = 0
    found: int = 0
    matched: Mapping[str, int] = ()  # type: ignore[assignment]

    def f1(self, measure: str) -> float:
        """In per cent; 100 where there is nothing to find and nothing was found."""
        total = self.gold + self.found
        return 200 * dict(self.matched).get(measure, 0) / total if total else 100.0


def pairs(gold: Sequence[Expression], found: Sequence[Expression]) -> list[tuple[int, int]]:
    """One-to-one pairs (index into gold, index into found) of overlapping extents."""
    candidates = []
    for g, wanted in enumerate(gold):
        for f, got in enumerate(found):
            overlap = min(wanted.span[1], got.span[1]) - max(wanted.span[0], got.span[0])
            if overlap > 0:
                candidates.append((wanted.span != got.span, -overlap, wanted.span[0], got.span[0], g, f))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    out = []
    for *_, g, f in sorted(candidates):
        if g not in taken_gold and f not in taken_found:
            taken_gold.add(g)
            taken_found.add(f)
            out.append((g, f))
    return out


def matches(gold: Expression, found: Expression) -> dict[str, bool]:
    return {
        "relaxed": True,
        "strict": gold.span == found.span,
        "type": (gold.type or "") == (found.type or ""),
        "value": (gold.value or "").strip().upper() == (found.value or "").strip().upper(),
    }


def score(documents: Sequence[tuple[Sequence[Expression], Sequence[Expression]]]) -> Counts:
    """Counts over (gold, found) of each document."""
    matched: Counter[str] = Counter()
    for gold, found in documents:
        for g, f in pairs(gold, found):
            matched.update(measure for measure, holds in matches(gold[g], found[f]).items() if holds)
    return Counts(sum(len(gold) for gold, _ in documents), sum(len(found) for _, found in documents), matched)


# --------------------------------------------------------------------------------------------------------- reading


def records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def gold_of(record: Mapping[str, Any]) -> list[Expression]:
    """The annotated expressions; blanks at their ends are not part of an extent."""
    out = []
    for timex in record["timexes"]:
        start, end = timex["start"], timex["end"]
        words = record["text"][start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        out.append(Expression((start, end), timex.get("type"), timex.get("value"), words.strip()))
    return out


def bare(document: Document) -> Analysis:
    """A text without the model: no words, no trees."""
    return Analysis(document=document, words=(), sentences=())


def analyser(*, with_model: bool) -> tuple[Analyse, str]:
    """How documents are analysed, and in words."""
    if not with_model:
        return bare, "without the model"
    from sayso import language

    try:
        return language.load().analyse, "with the model"
    except FileNotFoundError as error:
        print(f"{error}: measuring without the model", file=sys.stderr)
        return bare, "without the model"


@dataclass(frozen=True, slots=True)
class Measured:
    counts: Counts
    milliseconds: float  #: of the time stage, for an article of 600 words
    errors: tuple[str, ...]


def measure(path: Path, analyse: Analyse, limit: int | None = None) -> Measured:
    documents: list[tuple[list[Expression], list[Expression]]] = []
    errors: list[str] = []
    words, seconds = 0, 0.0
    for record in islice(records(path), limit):
        document = Document(id=str(record["id"]), text=record["text"], sha256="", published=record["dct"])
        analysis = analyse(document)
        when.find(analysis)  # a rule is compiled when it is first tried: once in a process, and not counted
        began = time.process_time()
        times = when.find(analysis)
        seconds += time.process_time() - began
        words += len(record["text"].split())
        gold, found = gold_of(record), [Expression(t.span, t.type, t.value, t.text) for t in times]
        documents.append((gold, found))
        errors += describe(record, gold, found, {t.span: t.trace["value"].by for t in times})
    return Measured(score(documents), 1000 * seconds * WORDS_OF_AN_ARTICLE / max(words, 1), tuple(errors))


def describe(
    record: Mapping[str, Any], gold: Sequence[Expression], found: Sequence[Expression], by: Mapping[Span, str]
) -> Iterator[str]:
    """A line for each expression that is wrong: what kind of error, gold, found, by which rule, in its context."""
    paired = pairs(gold, found)
    unpaired_gold = set(range(len(gold))) - {g for g, _ in paired}
    unpaired_found = set(range(len(found))) - {f for _, f in paired}
    rows: list[tuple[str, Expression | None, Expression | None]] = []
    rows += [
        (" ".join(m for m, holds in matches(gold[g], found[f]).items() if not holds), gold[g], found[f])
        for g, f in paired
        if not all(matches(gold[g], found[f]).values())
    ]
    rows += [("missed", gold[g], None) for g in unpaired_gold] + [("spurious", None, found[f]) for f in unpaired_found]
    for kind, wanted, got in rows:
        at = wanted or got
        assert at is not None
        start, end = at.span
        context = record["text"][max(0, start - 60) : start] + "[" + at.text + "]" + record["text"][end : end + 40]
        sides = [f"{e.text} {e.type} {e.value}" if e else "-" for e in (wanted, got)]
        yield "\t".join(
            [str(record["id"]), str(record["dct"]), kind, *sides, by[got.span] if got else "-", context]
        ).replace("\n", " ")


# ----------------------------------------------------------------------------------------------------------- table


def table(measured: Mapping[str, Measured], how: str) -> str:
    lines = [f"F1 in per cent, {how}" + " " * 8 + "strict  relaxed     type    value   ms/article"]
    for name, result in measured.items():
        has_types = HEIDELTIME[name][2] != ""
        ours = [f"{result.counts.f1(m):8.1f}" if m != "type" or has_types else " " * 8 for m in MEASURES]
        theirs = [f"{figure:>8}" for figure in HEIDELTIME[name]]
        lines.append(f"{name:<10} {result.counts.gold:>5}  sayso      {' '.join(ours)}  {result.milliseconds:8.1f}")
        lines.append(f"{'':<16}  HeidelTime {' '.join(theirs)}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with the annotated data")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    parser.add_argument("--no-model", action="store_true", help="rules on bare text")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N documents of each set")
    parser.add_argument("--errors", type=Path, metavar="OUT", help="write every wrong expression there, a line each")
    chosen = parser.parse_args(arguments)
    analyse, how = analyser(with_model=not chosen.no_model)
    measured = {name: measure(chosen.data / "time" / f"{name}.jsonl.gz", analyse, chosen.limit) for name in SETS}
    print(table(measured, how))
    if chosen.json:
        figures = {
            name: {
                **{m: round(result.counts.f1(m), 2) for m in MEASURES},
                "n": result.counts.gold,
                "ms_per_article": round(result.milliseconds, 2),
            }
            for name, result in measured.items()
        }
        chosen.json.write_text(json.dumps({"model": how, **figures}, indent=1) + "\n", encoding="utf-8")
    if chosen.errors:
        lines = [f"{name}\t{line}" for name, result in measured.items() for line in result.errors]
        chosen.errors.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
