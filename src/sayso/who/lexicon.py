"""What English words say about who somebody is: role nouns, titles, modifiers, partitives, words for former.

Read once from `sayso/data/en/*.csv`; every row there carries its source.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from sayso.records import ActorKind
from sayso.who.folding import fold

Gender = Literal["m", "f", ""]
Key = tuple[str, ...]  #: folded words

LONGEST_NOUN = 6  # words; "member of the european parliament" is the longest row of agents.csv


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun for somebody who can act, and the PLOVER sectors it stands for."""

    noun: str
    sectors: tuple[str, ...]
    kind: ActorKind
    yields: bool  #: its sector gives way to the body it belongs to: "head of the army" is military
    gender: Gender
    plural: bool = False
    of_state: tuple[str, ...] = ()  #: its sectors where a state's name or its government stands before: "Danish forces"


@dataclass(frozen=True, slots=True)
class Lexicon:
    agents: Mapping[Key, Agent]
    titles: Mapping[Key, tuple[tuple[str, ...], Gender]]
    modifiers: Mapping[Key, str]  #: folded words → sector
    partitives: frozenset[str]
    former: frozenset[str]
    given: Mapping[str, Gender]  #: given names that are nearly always one gender's
    words: Mapping[str, frozenset[str]]  #: small closed classes by name
    longest: Mapping[str, int]  #: first word → words in the longest role noun or modifier that begins so
    nouns_of_kind: Mapping[str, frozenset[str]]  #: what the registry's kinds may be called: an armed group "the group"


def rows(folder: str, name: str) -> Iterator[dict[str, str]]:
    """Rows of one CSV file under `sayso/data`."""
    with (files("sayso.data") / folder / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def split(cell: str, by: str = ";") -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(by) if part.strip())


@cache
def load() -> Lexicon:
    words: dict[str, set[str]] = {}
    for row in rows("en", "who_words.csv"):
        words.setdefault(row["class"], set()).add(row["word"])
    called: dict[str, set[str]] = {}
    for row in rows("en", "kind_nouns.csv"):
        called.setdefault(row["kind"], set()).add(row["noun"])
    agents = {fold(agent.noun): agent for agent in map(_agent, rows("en", "agents.csv"))}
    modifiers = {fold(row["modifier"]): row["sector"] for row in rows("en", "sector_modifiers.csv")}
    longest: dict[str, int] = {}
    for key in (*agents, *modifiers):
        longest[key[0]] = max(longest.get(key[0], 1), len(key))
    return Lexicon(
        agents=agents,
        longest=longest,
        titles={
            fold(row["title"]): (split(row["sectors"]), _gender(row["gender"])) for row in rows("en", "titles.csv")
        },
        modifiers=modifiers,
        partitives=frozenset(row["noun"] for row in rows("en", "partitives.csv")),
        former=frozenset(row["word"] for row in rows("en", "former.csv")),
        given={fold(row["name"])[0]: _gender(row["gender"]) for row in rows("en", "given_names.csv")},
        words={name: frozenset(members) for name, members in words.items()},
        nouns_of_kind={kind: frozenset(nouns) for kind, nouns in called.items()},
    )


def _agent(row: dict[str, str]) -> Agent:
    kind: ActorKind = row["kind"]  # type: ignore[assignment]  # the data test checks the column's values
    return Agent(
        row["noun"],
        split(row["sectors"]),
        kind,
        bool(row["yields"]),
        _gender(row["gender"]),
        of_state=split(row["of_state"]),
    )


def _gender(cell: str) -> Gender:
    return "m" if cell == "m" else "f" if cell == "f" else ""


@lru_cache(maxsize=16384)
def agent(words: Key) -> Agent | None:
    """The role noun that folded words name, in the singular or the plural; a plural person is a group of them."""
    if not words:
        return None
    known = load().agents
    if found := known.get(words):
        return found
    for singular in singulars(words[-1]):
        if found := known.get((*words[:-1], singular)):
            kind: ActorKind = "group" if found.kind == "person" else found.kind
            return replace(found, kind=kind, gender="", plural=True)
    # secretaries general, attorneys general
    if len(words) == 2 and words[0].endswith("s") and (found := known.get((words[0][:-1], words[1]))):
        return replace(found, kind="group", gender="", plural=True)
    return None


@lru_cache(maxsize=4096)
def title(words: Key) -> Agent | None:
    """A title that says a sector ("Gen") as a role noun; plain forms of address are none."""
    sectors, gender = load().titles.get(words, ((), ""))
    return Agent(" ".join(words), sectors, "person", False, gender) if sectors else None


def singulars(word: str) -> Iterator[str]:
    """What a plural may be the plural of, likeliest first."""
    irregular = load_irregular()
    if word in irregular:
        yield irregular[word]
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    if word.endswith("ves"):
        yield word[:-3] + "f"
        yield word[:-3] + "fe"
    if word.endswith(("ses", "xes", "ches", "shes", "oes")):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]


@cache
def load_irregular() -> Mapping[str, str]:
    return {row["plural"]: row["singular"] for row in rows("en", "irregular_plurals.csv")}
