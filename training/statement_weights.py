"""Fits how much each witness to a statement and its source counts; prints `data/en/statement_decision.toml`.

    python training/statement_weights.py DATA_FOLDER [--documents N] [--model FOLDER] --out FILE

FILE is `src/sayso/data/en/statement_decision.toml`. To be run again whenever the model changes. Reads N evenly spaced
documents of `attribution/polnear.train` (political news, outermost attributions only) and of
`events/news_events.train` (every layer).

1. *content*: logistic regression over every stretch offered to an annotated cue; right as below.
2. *source*: the same over every phrase offered to a cue whose content is right; a phrase is right when it and the
   annotated source have a Dice coefficient of at least .5. `keep` is chosen for most right sources, none included.
3. *statement*: over every draft; it is right when content and source are (a quotation without a cue: when the content
   is; whose it is, is a rule's word). A draft within an annotated content of PolNeAR is left out, since nobody looked
   there. Of the thresholds with the best mean F1 of the two sets, `keep` is the highest, and `keep_nested`, for cues
   within contents, the lowest.
4. *act*: the power to which the model's distribution is taken before it is multiplied with the table's, by most right
   acts in the news.

The thresholds are chosen on documents that the weights were not fitted on (even and odd ones in turn); then all are
fitted once more. What that is worth is told by `benchmarks/attribution.py`, on other documents.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso import intake, language
from sayso.records import Analysis
from sayso.statements import acts, arithmetic, assemble, complement, contents, cues, likelihood, nesting, sayer, view
from sayso.statements.drafts import Draft
from sayso.statements.lexicon import Lexicon, lexicon
from sayso.statements.view import View

SAME = 0.5  # Dice from which two spans count as the same
STEPS = 100  # Newton steps; it converges in about ten
RIDGE = 2.0  # prior precision of every weight but the intercept
THRESHOLDS = ("keep", "keep_nested", "keep_untagged")
UNTAGGED = 0.2  # threshold of hedges and quotations whose cue the model did not tag: too few to choose it by
COSTS = 0.2  # points of F1 that another threshold may cost: less than the choice of documents does
KEEPS = np.arange(0.1, 0.7, 0.025)
TRUST = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0)  # powers of the model's distribution of acts
SETS = {"polnear": "attribution/polnear.train.jsonl.gz", "news": "events/news_events.train.jsonl.gz"}

Floats = NDArray[np.float64]
Characters = frozenset[int]
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Gold:
    source: Characters
    cue: Characters
    content: Characters
    optional: bool
    act: str | None


@dataclass(frozen=True, slots=True)
class Annotated:
    analysis: Analysis
    gold: tuple[Gold, ...]
    layered: bool  #: statements within statements are annotated too


# ------------------------------------------------------------------------------------------------------------ reading


def characters(spans: Sequence[Sequence[int]]) -> Characters:
    return frozenset(c for start, end in spans for c in range(start, end))


def documents(folder: Path, model: Path | None, count: int) -> Iterator[Annotated]:
    lm = language.load(model)
    for name, path in SETS.items():
        with gzip.open(folder / path, "rt", encoding="utf-8") as lines:
            total = sum(1 for _ in lines)
        with gzip.open(folder / path, "rt", encoding="utf-8") as lines:
            for line in islice(lines, 0, None, max(1, total // count)):
                record = json.loads(line)
                yield annotated(record, lm.analyse(intake.from_text(record["text"], id=record["id"])), name == "news")


def annotated(record: Mapping[str, Any], analysis: Analysis, layered: bool) -> Annotated:
    items = record["statements" if layered else "attributions"]
    gold = [
        Gold(
            *(characters(g.get(role) or []) for role in ("source", "cue", "content")),
            bool(g.get("optional")),
            g.get("act"),
        )
        for g in items
    ]
    return Annotated(analysis, tuple(gold), layered)


# ------------------------------------------------------------------------------------------------------------ matching


def dice(a: Characters, b: Characters) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def aligned(looked: View, drafts: Sequence[Draft], gold: Sequence[Gold]) -> dict[int, int]:
    """Draft → annotated statement, one to one, best pair first, where the contents are the same."""
    scores = []
    for j, draft in enumerate(drafts):
        said = characters(contents.spans(looked, contents.trim(looked, draft.content)))
        who = characters(view.spans(looked, draft.source))
        cue = characters(view.spans(looked, draft.cue.words if draft.cue else ()))
        for i, g in enumerate(gold):
            if g.content & said and (same := dice(g.content, said)) >= SAME:
                scores.append((0.6 * same + 0.25 * dice(g.cue, cue) + 0.15 * dice(g.source, who), i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(scores, key=lambda s: (-s[0], s[1], s[2])):
        if j not in pairs and i not in pairs.values():
            pairs[j] = i
    return pairs


def sourced(looked: View, draft: Draft, gold: Gold) -> bool:
    """Whether the source is right too."""
    return dice(gold.source, characters(view.spans(looked, draft.source))) >= SAME


# ------------------------------------------------------------------------------------------------------------- fitting


def fit(rows: Sequence[Weights], right: Sequence[bool], names: Sequence[str]) -> dict[str, float]:
    """Weights of the logistic regression, `intercept` first, by Newton's method."""
    x = np.array([[1.0, *(row.get(name, 0.0) for name in names)] for row in rows])
    y = np.array(right, float)
    ridge = np.diag([1e-6] + [RIDGE] * len(names))
    w: Floats = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + ridge, x.T @ (y - p) - ridge @ w)
        w = w + step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(("intercept", *names), w.tolist(), strict=True))


def decided(tables: Lexicon, table: str, weights: Weights) -> Lexicon:
    return replace(tables, decision={**tables.decision, table: {**tables.decision[table], **weights}})


def complements(document: Annotated, tables: Lexicon) -> Iterator[tuple[Weights, bool]]:
    """Every stretch offered to an annotated cue, and whether it is the content."""
    looked = view.of(document.analysis, tables)
    for cue in cues.find(looked):
        said = next((g.content for g in document.gold if looked.words[cue.head].start in g.cue), None)
        if said is None:
            continue
        for offer in complement.offers(looked, cue):
            spans = contents.spans(looked, contents.trim(looked, offer.words))
            yield offer.observed, dice(said, characters(spans)) >= SAME


@dataclass(frozen=True, slots=True)
class Choice:
    """A cue's offers, and which of them are its source; `wanted` where there is one."""

    rows: tuple[Weights, ...]
    right: tuple[bool, ...]
    wanted: bool


def choices(document: Annotated, tables: Lexicon) -> Iterator[Choice]:
    looked = view.of(document.analysis, tables)
    drafts = assemble.drafts(looked)
    for j, i in aligned(looked, drafts, document.gold).items():
        draft, gold = drafts[j], document.gold[i]
        if draft.cue is None:
            continue
        offers = sayer.offers(looked, draft.cue, draft.content)
        right = [
            bool(gold.source) and dice(gold.source, characters(view.spans(looked, o.words))) >= SAME for o in offers
        ]
        yield Choice(tuple([o.observed for o in offers]), tuple(right), bool(gold.source))


def fit_source(found: Sequence[Choice], names: Sequence[str]) -> dict[str, float]:
    rows = [row for choice in found for row in choice.rows]
    return fit(rows, [right for choice in found for right in choice.right], names)


def right_sources(found: Sequence[Choice], weights: Weights, keep: float) -> float:
    good = 0
    for choice in found:
        likely = [arithmetic.probability(weights, row) for row in choice.rows]
        best = max(range(len(likely)), key=lambda k: likely[k], default=None)
        taken = best is not None and likely[best] >= keep
        good += choice.right[best] if taken and best is not None else not choice.wanted
    return good / max(1, len(found))


@dataclass(frozen=True, slots=True)
class Heard:
    """A document's drafts with what is observed in them."""

    document: Annotated
    looked: View
    drafts: tuple[Draft, ...]
    rows: tuple[Weights, ...]
    right: tuple[bool, ...]
    judged: tuple[bool, ...]  #: whether anybody looked there


def heard(document: Annotated, tables: Lexicon) -> Heard:
    looked = view.of(document.analysis, tables)
    drafts = assemble.drafts(looked)
    pairs = aligned(looked, drafts, document.gold)
    tagged = likelihood.tagged_content(looked)
    said = frozenset().union(*(g.content for g in document.gold))
    right = [
        j in pairs and (d.cue is None or sourced(looked, d, document.gold[pairs[j]])) for j, d in enumerate(drafts)
    ]
    judged = [document.layered or j in pairs or not _lies_in(looked, d, said) for j, d in enumerate(drafts)]
    rows = [likelihood.evidence(looked, d, tagged) for d in drafts]
    return Heard(document, looked, tuple(drafts), tuple(rows), tuple(right), tuple(judged))


def _lies_in(looked: View, draft: Draft, said: Characters) -> bool:
    first = draft.cue.head if draft.cue else draft.content[0]
    return looked.words[first].start in said


def fit_statement(found: Sequence[Heard], names: Sequence[str]) -> dict[str, float]:
    rows = [row for h in found for row, judged in zip(h.rows, h.judged, strict=True) if judged]
    return fit(rows, [r for h in found for r, judged in zip(h.right, h.judged, strict=True) if judged], names)


def mean_f1(found: Sequence[Heard], tables: Lexicon) -> float:
    """F1 of statements with their source, mean of the two sets, per cent."""
    values = []
    for layered in (True, False):
        right = wanted = predicted = 0
        for h in [h for h in found if h.document.layered == layered]:
            looked = replace(h.looked, lexicon=tables)
            drafts = likelihood.keep(looked, h.drafts)
            if not layered:
                outer = nesting.outer_of(looked, drafts)
                drafts = [d for d, o in zip(drafts, outer, strict=True) if o is None]
            gold = h.document.gold
            pairs = aligned(looked, drafts, gold)
            good = [j for j, i in pairs.items() if sourced(looked, drafts[j], gold[i])]
            right += len(good)
            predicted += len(drafts)
            wanted += sum(not g.optional for g in gold) + sum(gold[pairs[j]].optional for j in good)
        values.append(200 * right / max(1, predicted + wanted))
    return sum(values) / 2


def right_acts(found: Sequence[Heard], tables: Lexicon) -> float:
    """Share of right acts among the statements kept that have an annotated cue."""
    good = total = 0
    for h in [h for h in found if h.document.layered]:
        looked = replace(h.looked, lexicon=tables)
        drafts = likelihood.keep(looked, h.drafts)
        for j, i in aligned(looked, drafts, h.document.gold).items():
            draft, gold = drafts[j], h.document.gold[i]
            if draft.cue is not None and gold.cue:
                direct = contents.manner(looked, draft.content, draft.cue) == "direct"
                good += acts.decide(looked, draft.cue, draft.content, direct=direct)[0] == gold.act
                total += 1
    return good / max(1, total)


# -------------------------------------------------------------------------------------------------------------- output


def highest(scores: Mapping[float, float]) -> float:
    """The highest threshold that costs next to nothing: what is kept is rather right than complete."""
    return max(k for k, score in scores.items() if score >= max(scores.values()) - COSTS)


def lowest(scores: Mapping[float, float]) -> float:
    """The lowest threshold that costs next to nothing: statements within statements are few, and easily all lost."""
    return min(k for k, score in scores.items() if score >= max(scores.values()) - COSTS)


def learn(sample: Sequence[Annotated]) -> dict[str, dict[str, float]]:
    tables = lexicon()
    names = {
        t: [n for n in tables.decision[t] if n not in {*THRESHOLDS, "intercept"}]
        for t in ("source", "statement", "content")
    }

    stretches = [pair for document in sample for pair in complements(document, tables)]
    content = fit([row for row, _ in stretches], [right for _, right in stretches], names["content"])
    tables = decided(tables, "content", content)

    found = [list(choices(document, tables)) for document in sample]
    some, others = list(chain(*found[::2])), list(chain(*found[1::2]))
    weights = fit_source(some, names["source"])
    keep = max(KEEPS, key=lambda k: right_sources(others, weights, float(k)))
    print(f"source: {right_sources(others, weights, float(keep)):.3f} right of {len(others)}", file=sys.stderr)
    source = {"keep": float(keep), **fit_source(some + others, names["source"])}

    tables = decided(tables, "source", source)
    drafted = [heard(document, tables) for document in sample]
    folds = [
        (decided(tables, "statement", fit_statement(drafted[k::2], names["statement"])), drafted[1 - k :: 2])
        for k in (0, 1)
    ]

    def score(keep: float, keep_nested: float) -> float:
        least = {"keep": keep, "keep_nested": keep_nested, "keep_untagged": UNTAGGED}
        return sum(mean_f1(rest, decided(half, "statement", least)) for half, rest in folds) / len(folds)

    best = highest({float(k): score(float(k), float(k)) for k in KEEPS})
    nested = {float(k): score(best, float(k)) for k in KEEPS}
    least = lowest(nested)
    print(f"statement: F1 {nested[least]:.1f} at {best:.3f}, nested {least:.3f}, two folds", file=sys.stderr)
    thresholds = {"keep": best, "keep_nested": least, "keep_untagged": UNTAGGED}
    statement = {**thresholds, **fit_statement(drafted, names["statement"])}

    tables = decided(tables, "statement", statement)
    shares = {trust: right_acts(drafted, decided(tables, "act", {"model": trust})) for trust in TRUST}
    act = {"model": max(shares, key=lambda trust: shares[trust])}
    print(f"act: {shares[act['model']]:.3f} right", file=sys.stderr)
    return {"content": content, "source": source, "statement": statement, "act": act}


HEAD = """\
# How much each witness counts, as log odds that are added up; `keep` is the least probability.
# `content` (statements/complement.py): which words a cue says that the outermost layer has no content for.
# `source` (statements/sayer.py): which phrase is a cue's source.
# `statement` (statements/likelihood.py): whether a draft is a statement; `keep_nested`: one within a content;
# `keep_untagged`: one whose cue the model did not tag.
# `act` (statements/acts.py): the power of the model's distribution of acts, beside the tables'.
# Source: fitted by training/statement_weights.py on {n} documents of political and general news;
# not to be edited by hand.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--documents", type=int, default=60, metavar="N", help="of each set (default: %(default)s)")
    parser.add_argument("--model", type=Path, help="folder of the language model; the default is the installed one")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the weights are written")
    options = parser.parse_args()
    sample = list(documents(options.data, options.model, options.documents))
    options.out.write_text(written(learn(sample), len(sample)), encoding="utf-8")


def written(tables: Mapping[str, Mapping[str, float]], count: int) -> str:
    lines = [HEAD.format(n=count)]
    for table, weights in tables.items():
        lines.append(f"[{table}]\n" + "".join(f"{name} = {weight:.3f}\n" for name, weight in weights.items()))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
