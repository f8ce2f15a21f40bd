"""Fits how much each witness to an event counts, and prints `src/sayso/data/en/event_decision.toml`'s numbers.

    python training/event_weights.py DATA_FOLDER [--model FOLDER]

Logistic regression over every candidate that some witness names (`sayso.events.triggers.heard`), on the training part
of the annotated news of DATA_FOLDER. The language model has read the same articles and is a little surer there than
elsewhere: what the numbers are worth is what `benchmarks/events.py` measures on the development part. A candidate is
right when an annotated trigger of its type overlaps it. `keep` is chosen for the best F1 over types.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso import intake, language, statements, when
from sayso.events import triggers
from sayso.events.tree import plant
from sayso.language.model import LanguageModel

FOLDS = 5
STEPS = 200  # Newton steps; it converges in about ten
RIDGE = 1.0  # prior precision of every weight but the intercept
NAMES = ("model", "silent", "rival", "rivalled", "lexicon", "unlisted", "other_type", "act", "no_act")
THRESHOLDS = np.arange(0.2, 0.65, 0.025)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of one document."""

    observed: Floats  #: [n, 1 + names], the first column ones
    right: NDArray[np.bool_]  #: [n] meets an annotated event
    recalled: NDArray[np.bool_]  #: [n] meets one that the annotator was sure of
    wanted: int  #: annotated events that she was sure of


def candidates(folder: Path, model: Path | None) -> list[Candidates]:
    lm = language.load(model)
    with gzip.open(folder / "events" / "news_events.train.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [_of_document(lm, json.loads(line)) for line in lines]


def _of_document(lm: LanguageModel, record: dict[str, Any]) -> Candidates:
    document = intake.from_text(record["text"], id=record["id"], published=record["published"])
    analysis = lm.analyse(document)
    said = statements.find(analysis, when.find(analysis), ())
    tree = plant(analysis)
    rows, right, recalled = [], [], []
    for trigger in triggers.heard(analysis, tree, said):
        start, end = tree.span(trigger.words)
        met = [e for e in record["events"] if any(a < end and start < b for a, b in e["trigger"])]
        same = [e for e in met if e["type"] == trigger.type]
        rows.append([1.0, *(triggers.observed(trigger.evidence)[name] for name in NAMES)])
        right.append(bool(same))
        recalled.append(any(not e["optional"] for e in same))
    wanted = sum(not e["optional"] for e in record["events"])
    observed = np.array(rows).reshape(-1, 1 + len(NAMES))
    return Candidates(observed, np.array(right, bool), np.array(recalled, bool), wanted)


def fit(documents: Sequence[Candidates]) -> Floats:
    """Weights [1 + names] by Newton's method."""
    x = np.concatenate([d.observed for d in documents])
    y = np.concatenate([d.right for d in documents]).astype(float)
    ridge = np.diag([1e-6] + [RIDGE] * len(NAMES))
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + ridge, x.T @ (y - p) - ridge @ w)
        w = w + step
        if np.abs(step).max() < 1e-6:
            break
    return w


def f1(documents: Iterable[Candidates], weights: Floats, keep: float) -> tuple[float, float, float]:
    """Precision, recall and F1 over triggers with their type, per cent."""
    right = found = recalled = wanted = 0
    for d in documents:
        kept = 1 / (1 + np.exp(-d.observed @ weights)) >= keep
        right, found = right + int((d.right & kept).sum()), found + int(kept.sum())
        recalled, wanted = recalled + int((d.recalled & kept).sum()), wanted + d.wanted
    p, r = right / max(found, 1), recalled / max(wanted, 1)
    return 100 * p, 100 * r, 200 * p * r / (p + r) if p + r else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, help="folder of the language model; the default is the installed one")
    options = parser.parse_args()
    documents = candidates(options.data, options.model)
    folds = []
    for k in range(FOLDS):
        rest = [d for i, d in enumerate(documents) if i % FOLDS != k]
        weights = fit(rest)
        keep = max(THRESHOLDS, key=lambda t: f1(rest, weights, t)[2])
        folds.append(f1(documents[k::FOLDS], weights, keep)[2])
    weights = fit(documents)
    keep = max(THRESHOLDS, key=lambda t: f1(documents, weights, t)[2])
    print(f"# F1 {f1(documents, weights, keep)[2]:.1f} as fitted, {np.mean(folds):.1f} over {FOLDS} folds")
    print(f"keep = {keep:.3f}")
    for name, weight in zip(("intercept", *NAMES), weights, strict=True):
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    main()
