"""Fits the weights with which `sayso.where.choose` picks places (`src/sayso/data/en/place_weights.toml`).

    python training/place_weights.py PLACE_DATA_FOLDER [--write]

The folder holds `lgl.jsonl.gz` and `geovirus.jsonl.gz` ({"id", "text", "toponyms": [{"start", "end", "lat", "lon",
"geonameid"}]}). Each document is taken three times: with its annotated spans, with the spans that the finder suggests,
and with these and the language model's opinion of them.
A candidate is right if it has the annotated GeoNames id or lies within 161 km of the annotated point; a suggested
span that overlaps no annotation is nowhere. The loss is minus the log of the right candidates' summed probability.
Prints the fit and, first, figures over `--folds` by document, in which no document was scored by weights that saw it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.language import load
from sayso.language.model import LanguageModel
from sayso.records import Document
from sayso.where.choose import FEATURES, Group, features, tally, weights
from sayso.where.earth import kilometres
from sayso.where.finder import combined, mentions
from sayso.where.gazetteer import Gazetteer, open_gazetteer
from sayso.where.resolve import Mention, countries_named, group

Matrix = NDArray[np.float64]

RIGHT_KM = 161.0  # 100 miles, the field's usual limit
PULL = 0.002  # towards the hand-set weights, so that rare features stay sensible
OUTER, STEPS, RATE = 3, 150, 0.08  # rounds of context, steps of Adam in each
GIVEN_WEIGHT = 0.5  # annotated spans against what users have: suggested ones with the model's opinion
ALONE_WEIGHT = 0.5  # suggested spans without the model, the mode where it is absent


@dataclass(frozen=True)
class Case:
    """A document's groups with, for each row, whether it is right; None for groups that must not teach."""

    groups: tuple[Group, ...]
    countries: dict[str, float]
    right: tuple[tuple[bool, ...] | None, ...]
    weight: float


def cases(document: dict[str, Any], gazetteer: Gazetteer, model: LanguageModel) -> list[Case]:
    text = document["text"]
    countries = dict(tally(countries_named(text)))
    gold = document["toponyms"]
    given = [Mention(span=(t["start"], t["end"]), text=text[t["start"] : t["end"]]) for t in gold]
    found = []
    suggested = mentions(text, gazetteer)
    analysis = model.analyse(Document(id=str(document["id"]), text=text, sha256=""))
    views = ((given, GIVEN_WEIGHT), (suggested, ALONE_WEIGHT), (combined(analysis, suggested), 1.0))
    for spans, weight in views:
        if spans:
            groups = group(spans, text, gazetteer)
            right = tuple(_right(g, spans, gold) for g in groups)
            found.append(Case(groups=groups, countries=countries, right=right, weight=weight))
    return found


def _right(found: Group, spans: Sequence[Mention], gold: Sequence[dict[str, Any]]) -> tuple[bool, ...] | None:
    annotated = [
        toponym
        for index in found.mentions
        for toponym in gold
        if toponym["start"] < spans[index].span[1] and spans[index].span[0] < toponym["end"]
    ]
    placed = [toponym for toponym in annotated if toponym["lat"] is not None]
    if annotated and not placed:
        return None
    rows = [any(_is(candidate.entry, toponym) for toponym in placed) for candidate in found.candidates]
    nowhere = not any(rows) if found.candidates else True
    return (*rows, nowhere)


def _is(entry: Any, toponym: dict[str, Any]) -> bool:
    if toponym.get("geonameid") and str(entry.geonames) == str(toponym["geonameid"]):
        return True
    return kilometres(entry.point, (toponym["lat"], toponym["lon"])) <= RIGHT_KM


@dataclass(frozen=True)
class Table:
    """All rows of all cases."""

    features: Matrix
    starts: NDArray[np.int64]
    group_of: NDArray[np.int64]
    right: Matrix
    weight: Matrix  #: of each group


def table(chosen: Sequence[Case], by: Matrix) -> Table:
    blocks, starts, right, weight, at = [], [], [], [], 0
    for case in chosen:
        matrix, bounds = features(case.groups, case.countries, by)
        for (start, end), found, truth in zip(bounds, case.groups, case.right, strict=True):
            if truth is None:
                continue
            blocks.append(matrix[start:end])
            starts.append(at)
            at += end - start
            right.extend(truth)
            weight.append(case.weight * len(found.mentions) ** 0.5)
    sizes = np.diff([*starts, at])
    return Table(
        np.concatenate(blocks),
        np.array(starts),
        np.repeat(np.arange(len(starts)), sizes),
        np.array(right, float),
        np.array(weight),
    )


def chances(rows: Table, by: Matrix) -> Matrix:
    scores = rows.features @ by
    top = np.maximum.reduceat(scores, rows.starts)[rows.group_of]
    grown = np.exp(scores - top)
    return np.asarray(grown / np.add.reduceat(grown, rows.starts)[rows.group_of])


def fit(chosen: Sequence[Case], start: Matrix) -> Matrix:
    by = start.copy()
    for _ in range(OUTER):
        rows = table(chosen, by)
        first, second = np.zeros_like(by), np.zeros_like(by)
        for step in range(1, STEPS + 1):
            now = chances(rows, by)
            mass = np.add.reduceat(now * rows.right, rows.starts)[rows.group_of]
            pull = (now * rows.right / np.maximum(mass, 1e-9) - now) * rows.weight[rows.group_of]
            gradient = -(rows.features.T @ pull) / rows.weight.sum() + PULL * (by - start)
            first = 0.9 * first + 0.1 * gradient
            second = 0.999 * second + 0.001 * gradient**2
            by -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return by


def report(chosen: Sequence[Case], by: Matrix) -> str:
    rows = table(chosen, by)
    now = chances(rows, by)
    mass = np.add.reduceat(now * rows.right, rows.starts)
    loss = -np.average(np.log(np.maximum(mass, 1e-9)), weights=rows.weight)
    return f"{len(rows.starts)} groups, right mass {np.average(mass, weights=rows.weight):.4f}, loss {loss:.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights into the source tree")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, help="write each fold's weights and documents here, as JSON")
    options = parser.parse_args()
    gazetteer = open_gazetteer()
    model = load()
    documents = []
    for name in ("lgl", "geovirus"):
        with gzip.open(options.folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            documents += [
                (f"{name}/{json.loads(line)['id']}", cases(json.loads(line), gazetteer, model)) for line in file
            ]
    start = weights()
    folds = []
    for fold in range(options.folds):
        seen = [case for i, (_, found) in enumerate(documents) if i % options.folds != fold for case in found]
        kept = [case for i, (_, found) in enumerate(documents) if i % options.folds == fold for case in found]
        by = fit(seen, start)
        unseen = [key for i, (key, _) in enumerate(documents) if i % options.folds == fold]
        folds.append({"weights": by.tolist(), "documents": unseen})
        print(f"fold {fold}: unseen {report(kept, by)}; hand-set {report(kept, start)}", flush=True)
    if options.out:
        options.out.write_text(json.dumps(folds))
    every = [case for _, found in documents for case in found]
    by = fit(every, start)
    print("all:", report(every, by))
    lines = [f"{name} = {value:.3f}" for name, value in zip(FEATURES, by, strict=True)]
    print("\n".join(lines))
    if options.write:
        target = Path(__file__).parents[1] / "src/sayso/data/en/place_weights.toml"
        head = "# Fitted by training/place_weights.py on LGL and GeoVirus; log-odds a unit of each feature of\n"
        head += "# sayso.where.choose.\n"
        target.write_text(f"{head}\n[weights]\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
