"""UD English EWT and GUM with every layer aligned to their words: PropBank roles, names, factuality, mentions.

Source: Universal Dependencies 2.16; PropBank; Universal NER; UDS "It Happened"; GUM. Documents of GUM's non-commercial
genres (`nc_docs.txt`) are left out.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from annotated import IGNORE, Annotated, Link
from labels import NAMES, ROLES, UPOS, Labels

from sayso.language.lemmas import script

RANGE = re.compile(r"TokenRange=(\d+):(\d+)")
RAREST = 3  # a lemma script or relation seen less often is not worth a class
NAME_TYPES = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "OTH": "OTH"}
ANAPHORIC = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "his",
        "hers",
        "its",
        "their",
        "theirs",
        "this",
        "that",
        "these",
        "those",
        "who",
        "which",
        "himself",
        "herself",
        "itself",
        "themselves",
        "the",
    ]
)


def lines(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def sentences(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    """(comments, rows of ten columns) of each CoNLL-U sentence; document comments are carried over to each."""
    document: dict[str, str] = {}
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for raw in f:
            line = raw.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].strip().partition(" = ")
                if key == "newdoc id":
                    document = {"document": value}
                elif key in ("corpus", "genre"):
                    document[key] = value
                else:
                    comments[key] = value
            elif line:
                columns = line.split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
            elif rows:
                yield {**document, **comments}, rows
                comments, rows = {}, []
    if rows:
        yield {**document, **comments}, rows


def count_labels(folder: Path) -> Labels:
    """Lemma scripts and relations of the training treebank, most frequent first."""
    scripts: Counter[str] = Counter()
    deprels: Counter[str] = Counter()
    for _, rows in sentences(folder / "language/train.conllu.gz"):
        for r in rows:
            scripts[script(r[1], r[2])] += 1
            deprels[r[7]] += 1
    kept = [[k for k, n in counts.most_common() if n >= RAREST] for counts in (deprels, scripts)]
    return Labels(deprels=kept[0], lemma_scripts=kept[1])


@dataclass(frozen=True, slots=True)
class Layers:
    """What other files say about the treebank's sentences and documents, by their ids."""

    roles: dict[str, dict]
    names: dict[str, dict]
    factuality: dict[str, dict]
    mentions: dict[str, dict]

    @classmethod
    def read(cls, folder: Path, split: str, corpus: str) -> Layers:
        base = folder / "language"
        names = f"ner.{'uner_ewt' if corpus == 'EWT' else 'gum'}_{split}.jsonl.gz"
        return cls(
            roles={x["sent_id"]: x for x in lines(base / f"srl.{split}.jsonl.gz")},
            names={x["sent_id"]: x for x in lines(base / names)},
            factuality={x["sent_id"]: x for x in lines(folder / f"factuality/uds_{split}.jsonl.gz")},
            mentions={x["doc_id"]: x for x in lines(base / f"coref.{split}.jsonl.gz")} if corpus == "GUM" else {},
        )


def read(folder: Path, split: str, corpus: str, labels: Labels) -> Iterator[Annotated]:
    """Documents of `corpus` (EWT or GUM) with all their layers."""
    barred = set((folder / "language/nc_docs.txt").read_text().split())
    layers = Layers.read(folder, split, corpus)
    group: list[tuple[dict[str, str], list[list[str]]]] = []
    for comments, rows in sentences(folder / f"language/{split}.conllu.gz"):
        if comments.get("corpus") != corpus or comments["document"] in barred:
            continue
        if group and group[0][0]["document"] != comments["document"]:
            yield _document(group, labels, layers)
            group = []
        group.append((comments, rows))
    if group:
        yield _document(group, labels, layers)


def _document(group: list[tuple[dict[str, str], list[list[str]]]], labels: Labels, layers: Layers) -> Annotated:
    text, words, units, paragraphs = "", [], [], []
    for comments, rows in group:
        paragraph = "newpar" in comments or not words
        text = text.rstrip() + ("\n\n" if paragraph and words else " " if words else "")
        units.append(len(words))
        if paragraph:
            paragraphs.append(len(words))
        for r in rows:
            a, b = map(int, RANGE.search(r[9]).groups())
            words.append((len(text) + a, len(text) + b))
        text += comments["text"]
    d = Annotated(group[0][0]["document"], text, words, units, paragraphs)
    scripts = {s: i for i, s in enumerate(labels.lemma_scripts)}
    deprels = {s: i for i, s in enumerate(labels.deprels)}
    upos, lemma, starts = d.blank("upos"), d.blank("lemma"), d.blank("sentence", 0)
    d.heads = np.full(len(words), -1, np.int64)
    d.deprels = np.full(len(words), IGNORE, np.int64)
    d.factuality = np.full(len(words), np.nan, np.float32)
    for at, (comments, rows) in zip(units, group, strict=True):
        starts[at] = 1
        for i, r in enumerate(rows):
            upos[at + i] = UPOS.index(r[3])
            lemma[at + i] = scripts.get(script(r[1], r[2]), IGNORE)
            d.heads[at + i] = at + (i if r[6] == "0" else int(r[6]) - 1)
            d.deprels[at + i] = deprels.get(r[7], IGNORE)
        scope = (at, at + len(rows))
        if comments["sent_id"] in layers.roles:
            _roles(d, layers.roles[comments["sent_id"]], scope)
        if comments["sent_id"] in layers.names:
            _names(d, layers.names[comments["sent_id"]], scope)
        for p in layers.factuality.get(comments["sent_id"], {}).get("predicates", ()):
            d.factuality[at + p["index"]] = p["value"]
    if d.id in layers.mentions:
        _mentions(d, layers.mentions[d.id])
    return d


def role_class(role: str) -> str | None:
    if role in ROLES:
        return role
    if role.startswith(("R-ARG", "C-ARG")) and "ARGM" not in role:
        return role[:5]
    return None


def _roles(d: Annotated, row: dict, scope: tuple[int, int]) -> None:
    tags = d.blank("predicate")
    tags[scope[0] : scope[1]] = 0
    for p in row["predicates"]:
        if p["upos"] == "AUX":
            continue
        tags[scope[0] + p["index"]] = 1
        targets: dict[str, list[int]] = {}
        for a in p["args"]:
            if (role := role_class(a["role"])) is not None:
                targets.setdefault(role, []).append(scope[0] + a["head"])
        d.links.append(Link(scope[0] + p["index"], "roles", targets, scope))


def _names(d: Annotated, row: dict, scope: tuple[int, int]) -> None:
    tags = d.blank("name")
    tags[scope[0] : scope[1]] = 0
    for s in row["spans"]:
        kind = NAME_TYPES.get(s["type"])
        for i in range(s["start"], s["end"]):
            tags[scope[0] + i] = IGNORE if kind is None else NAMES.index(("B-" if i == s["start"] else "I-") + kind)
    for unsure in row.get("unk", ()):
        start, end = (unsure["start"], unsure["end"]) if isinstance(unsure, dict) else unsure[:2]
        tags[scope[0] + start : scope[0] + end] = IGNORE


def _mentions(d: Annotated, row: dict) -> None:
    assert len(row["tokens"]) == len(d.words), d.id
    tags = d.blank("anaphor", 0)
    heads: dict[int, list[int]] = {}
    for m in sorted(row["mentions"], key=lambda m: (m["start"], m["end"])):
        before = heads.setdefault(m["chain"], [])
        opening = row["tokens"][m["start"]].lower()
        if before and not m["named"] and opening in ANAPHORIC:
            tags[m["head"]] = 1
            d.links.append(Link(m["head"], "antecedent", {"antecedent": list(before)}, (0, m["start"])))
        if m["head"] not in before:
            before.append(m["head"])
