"""What do the words of saying mean? The stage's tables, from `data/en/`, read once.

- `cues.csv`: cue lemma, part of speech and construction → act, with the share of uses in which the act holds.
- `content_acts.csv`: phrases in what is said that shift the act of a plain cue ("said it must …" demands).
- `cue_inflections.csv`: irregular forms of cue verbs, for where the model's lemma is no word.
- `hedges.csv`: adverbs and passives that put a clause on somebody's unnamed say-so ("reportedly", "is believed to").
- `channels.csv`: occasions, documents, media and platforms that a statement comes through.
- `statements.toml`: closed classes of words (negators, pronouns, open determiners …).
- `statement_decision.toml`: how much each witness counts in deciding whether a draft is a statement, and whose.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from sayso.records import Act

_DATA = files("sayso") / "data" / "en"


@dataclass(frozen=True, slots=True)
class CueSense:
    """One row of `cues.csv`."""

    act: Act
    weight: float  #: how often the cue has this act where the construction holds, in [0, 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    senses: Mapping[tuple[str, str], Mapping[str, CueSense]]  #: (lemma, UPOS) → construction ("" = any) → sense
    content_acts: Mapping[str, tuple[Act, float]]  #: phrase in lower case → act, weight
    content_pattern: re.Pattern[str]  #: finds the phrases of `content_acts` in lower-case text
    hedging_adverbs: Mapping[str, Act]
    hedging_passives: Mapping[str, Act]  #: verb lemma → act
    channels: Mapping[str, str]  #: noun phrase in lower case → occasion | document | post | medium | platform
    lemmas: Mapping[str, str]  #: inflected form of a cue → its lemma; of one word each
    words: Mapping[str, frozenset[str]]  #: `table.key` of statements.toml → its words
    numbers: Mapping[str, int]  #: `table.key` of statements.toml → its number
    decision: Mapping[str, Mapping[str, float]]  #: statement_decision.toml: what is decided → witness → weight


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))


@cache
def lexicon() -> Lexicon:
    """The tables of English."""
    senses: dict[tuple[str, str], dict[str, CueSense]] = {}
    for row in _rows("cues.csv"):
        sense = CueSense(_act(row["act"]), float(row["weight"]))
        senses.setdefault((row["lemma"], row["pos"]), {})[row["construction"]] = sense
    hedges = list(_rows("hedges.csv"))
    words: dict[str, frozenset[str]] = {}
    numbers: dict[str, int] = {}
    for table, entries in tomllib.loads((_DATA / "statements.toml").read_text(encoding="utf-8")).items():
        for key, value in entries.items():
            if isinstance(value, list):
                words[f"{table}.{key}"] = frozenset(value)
            else:
                numbers[f"{table}.{key}"] = int(value)
    content_acts = {r["phrase"]: (_act(r["act"]), float(r["weight"])) for r in _rows("content_acts.csv")}
    phrases = "|".join(re.escape(phrase) for phrase in sorted(content_acts, key=len, reverse=True))
    return Lexicon(
        senses=senses,
        content_acts=content_acts,
        content_pattern=re.compile(rf"(?<!\S)(?:{phrases})(?!\S)"),
        hedging_adverbs={r["form"]: _act(r["act"]) for r in hedges if r["construction"] == "adverb"},
        hedging_passives={r["form"]: _act(r["act"]) for r in hedges if r["construction"] == "passive"},
        channels={r["form"].lower(): r["kind"] for r in _rows("channels.csv")},
        lemmas=_inflected(senses, {r["form"]: r["lemma"] for r in _rows("cue_inflections.csv")}),
        words=words,
        numbers=numbers,
        decision=tomllib.loads((_DATA / "statement_decision.toml").read_text(encoding="utf-8")),
    )


def _inflected(senses: Iterable[tuple[str, str]], irregular: Mapping[str, str]) -> dict[str, str]:
    """Forms of the verbs and nouns of the table; where two lemmas share a form, the irregular one wins."""
    out: dict[str, str] = {}
    for lemma, pos in sorted(senses):
        if lemma.isalpha() and pos in {"VERB", "NOUN"}:
            for form in _regular(lemma) if pos == "VERB" else _regular(lemma)[:1]:
                out.setdefault(form, lemma)
    return {**out, **irregular}


def _regular(lemma: str) -> tuple[str, ...]:
    """Third person or plural, then -ed and -ing forms by English spelling (Quirk et al. 1985, §3.5-3.10)."""
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    s = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    if lemma.endswith("e"):
        return s, lemma + "d", lemma[:-1] + "ing", lemma + "ing"
    doubled = lemma + lemma[-1]  # both spellings: stress decides, and so does the side of the ocean ("signal(l)ed")
    single = (lemma + "ed", lemma + "ing")
    return (s, *single, doubled + "ed", doubled + "ing") if lemma[-1] not in _VOWELS else (s, *single)


_VOWELS = frozenset("aeiou")
ACTS: tuple[Act, ...] = get_args(Act)


def _act(name: str) -> Act:
    for act in ACTS:
        if act == name:
            return act
    raise ValueError(f"unknown act {name!r} in data/en: one of {', '.join(ACTS)}")
