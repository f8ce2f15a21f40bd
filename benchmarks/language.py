"""How well does sayso-en see words, trees, roles and names?

    python benchmarks/language.py DATA [--json OUT]

DATA holds `language/` (UD English EWT and GUM with PropBank and Universal NER on the same words). Measured on the
development parts, with the committed int8 graph, through the same code that reads articles. Trees: UAS and LAS over
all words with full relation labels, from gold words and sentences and from raw text (words aligned by character span,
in the manner of the CoNLL 2018 shared task). Roles: predicates given, an argument is right if its head word and label
are. Names: exact spans.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from sayso.language import load
from sayso.language.model import Given, LanguageModel
from sayso.records import Document, Segment, Span

RANGE = re.compile(r"TokenRange=(\d+):(\d+)")
CORE = ("ARG0", "ARG1", "ARG2", "ARG3", "ARG4")
PEERS = {
    "EWT LAS, gold words": "UDPipe 2 92.4, Stanza — (test)",
    "EWT LAS, raw text": "UDPipe 2 89.9, Trankit base 88.0, Stanza 86.8 (test)",
    "EWT UPOS, gold words": "UDPipe 2 97.6 (test)",
    "EWT roles, verbs": "BERT-base 82.6–86.7 (other scorer)",
    "UNER EWT PER": "two people 95",
    "UNER EWT LOC": "two people 79",
    "UNER EWT ORG": "two people 64",
}


@dataclass(slots=True)
class Gold:
    """A document of the treebank; indices are into its words."""

    id: str
    text: str = ""
    words: list[Span] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int | None] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    sentence_of: dict[str, int] = field(default_factory=dict)


def documents(folder: Path, corpus: str) -> Iterator[Gold]:
    """Development documents of EWT or GUM."""
    gold, comments, rows = Gold(""), {}, []
    current = ""
    with gzip.open(folder / "language/dev.conllu.gz", "rt", encoding="utf-8") as f:
        for raw in [*f, "\n"]:
            line = raw.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].strip().partition(" = ")
                comments[key] = value
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                current = comments.get("corpus", current)
                if "newdoc id" in comments:
                    if gold.words:
                        yield gold
                    gold = Gold(comments["newdoc id"])
                if current == corpus:
                    _add(gold, comments, [r for r in rows if r[0].isdigit()])
                comments, rows = {}, []
    if gold.words:
        yield gold


def _add(gold: Gold, comments: dict[str, str], rows: list[list[str]]) -> None:
    opens = "newpar" in comments or not gold.words
    gold.text = gold.text.rstrip() + ("\n\n" if opens and gold.words else " " if gold.words else "")
    at = len(gold.words)
    gold.starts.append(at)
    gold.sentence_of[comments["sent_id"]] = at
    if opens:
        gold.paragraphs.append(at)
    for r in rows:
        match = RANGE.search(r[9])
        if match is None:
            raise ValueError(f"{comments['sent_id']}: word {r[0]} has no TokenRange")
        gold.words.append((len(gold.text) + int(match[1]), len(gold.text) + int(match[2])))
        gold.upos.append(r[3])
        gold.lemmas.append(r[2])
        gold.heads.append(None if r[6] == "0" else at + int(r[6]) - 1)
        gold.deprels.append(r[7])
    gold.text += comments["text"]


def as_document(gold: Gold) -> Document:
    """The document with its paragraphs, without intake's checks: the treebank is what it is."""
    bounds = [*gold.paragraphs, len(gold.words)]
    segments = tuple(
        Segment(kind="paragraph", start=gold.words[a][0], end=gold.words[b - 1][1]) for a, b in pairwise(bounds)
    )
    return Document(id=gold.id, text=gold.text, sha256="", segments=segments)


def given(gold: Gold, predicates: frozenset[int] | None = None) -> Given:
    return Given(words=tuple(gold.words), sentence_starts=frozenset(gold.starts), predicates=predicates)


def trees(model: LanguageModel, folder: Path, corpus: str, raw: bool) -> dict[str, float]:
    """Accuracies in per cent; for raw text F1 over words found with equal spans."""
    right: Counter[str] = Counter()
    for gold in documents(folder, corpus):
        analysis = model.analyse(as_document(gold), None if raw else given(gold))
        at = {(w.start, w.end): i for i, w in enumerate(analysis.words)}
        right["gold"] += len(gold.words)
        right["system"] += len(analysis.words)
        starts = {analysis.words[a].start for a, _ in analysis.sentences}
        gold_starts = {gold.words[i][0] for i in gold.starts}
        right["starts"] += len(starts & gold_starts)
        right["starts all"] += len(starts) + len(gold_starts)
        for k, span in enumerate(gold.words):
            if span not in at:
                continue
            word = analysis.words[at[span]]
            head = None if word.head is None else (analysis.words[word.head].start, analysis.words[word.head].end)
            gold_head = gold.heads[k]
            attached = head == (None if gold_head is None else gold.words[gold_head])
            right["words"] += 1
            right["upos"] += word.upos == gold.upos[k]
            right["lemma"] += word.lemma == gold.lemmas[k]
            right["uas"] += attached
            right["las"] += attached and word.deprel == gold.deprels[k]
    both = right["gold"] + right["system"]
    scores = {k: 200 * right[k] / both for k in ("words", "upos", "lemma", "uas", "las")}
    return {**scores, "sentences": 200 * right["starts"] / right["starts all"]}


def roles(model: LanguageModel, folder: Path) -> dict[str, float]:
    """F1 over (head word, label) of the core arguments, predicates given, by the predicate's word class."""
    rows = {}
    with gzip.open(folder / "language/srl.dev.jsonl.gz", "rt", encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            rows[row["sent_id"]] = [p for p in row["predicates"] if p["upos"] != "AUX"]
    counts: dict[str, Counter[str]] = {}
    for gold in documents(folder, "EWT"):
        known = {at + p["index"]: (p, at) for sent, at in gold.sentence_of.items() for p in rows.get(sent, ())}
        if not known:
            continue
        analysis = model.analyse(as_document(gold), given(gold, frozenset(known)))
        for i, (predicate, at) in known.items():
            want = {(a["role"], at + a["head"]) for a in predicate["args"] if a["role"] in CORE}
            have = {(r, k.word) for r in CORE for k in analysis.links.get((i, r), ())}
            c = counts.setdefault(predicate["upos"], Counter())
            c.update(right=len(want & have), gold=len(want), system=len(have))
    return {k: 200 * c["right"] / max(1, c["gold"] + c["system"]) for k, c in counts.items()}


def names(model: LanguageModel, folder: Path) -> dict[str, float]:
    rows = {}
    with gzip.open(folder / "language/ner.uner_ewt_dev.jsonl.gz", "rt", encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            rows[row["sent_id"]] = row["spans"]
    counts: dict[str, Counter[str]] = {k: Counter() for k in ("PER", "LOC", "ORG")}
    for gold in documents(folder, "EWT"):
        analysis = model.analyse(as_document(gold), given(gold))
        want = {
            (s["type"], at + s["start"], at + s["end"])
            for sent, at in gold.sentence_of.items()
            for s in rows.get(sent, ())
        }
        have = {(n.label, *n.words) for n in analysis.names}
        for kind, c in counts.items():
            w, h = {x for x in want if x[0] == kind}, {x for x in have if x[0] == kind}
            c.update(right=len(w & h), gold=len(w), system=len(h))
    return {k: 200 * c["right"] / max(1, c["gold"] + c["system"]) for k, c in counts.items()}


def measure(model: LanguageModel, folder: Path) -> dict[str, float]:
    figures: dict[str, float] = {}
    for corpus in ("EWT", "GUM"):
        for raw in (False, True):
            found = trees(model, folder, corpus, raw)
            way = "raw text" if raw else "gold words"
            for key in ("upos", "lemma", "uas", "las", *(("words", "sentences") if raw else ())):
                figures[f"{corpus} {key.upper() if key in ('upos', 'uas', 'las') else key}, {way}"] = found[key]
    by_class = roles(model, folder)
    for label, upos in (("verbs", "VERB"), ("nouns", "NOUN"), ("adjectives", "ADJ")):
        figures[f"EWT roles, {label}"] = by_class[upos]
    figures.update({f"UNER EWT {k}": v for k, v in names(model, folder).items()})
    return figures


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, help="a folder with another model")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args(arguments)
    figures = measure(load(args.model), args.data)
    print(f"{'development sets, F1 or accuracy in per cent':46} {'sayso':>6}  peers")
    for name, value in figures.items():
        print(f"{name:46} {value:6.1f}  {PEERS.get(name, '')}")
    if args.json:
        slugs = {re.sub(r"\W+", "_", name.lower()): round(value, 2) for name, value in figures.items()}
        args.json.write_text(json.dumps(slugs, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
