"""Who is known beyond the document: states, bodies, armed groups, parties, office-holders by date.

Read once from `sayso/data/registry/*.csv` and `sayso/data/en/countries.csv`; `Registry` is a frozen index over them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from sayso.records import ActorKind
from sayso.who import lexicon
from sayso.who.folding import fold
from sayso.who.lexicon import Gender, Key

#: former holders of these become ELI (PLOVER manual 2.0: elites are former officials); rebels and gangs do not
OFFICIAL = frozenset({"GOV", "LEG", "JUD", "MIL", "SPY", "COP"})

_KINDS: Mapping[str, ActorKind] = {
    "armed_group": "group", "people": "population", "government": "government", "person": "person",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tenure:
    """What somebody was from `start` to `end` (exclusive; None = to this day)."""

    sectors: tuple[str, ...]
    country: str | None
    office: str
    start: str  #: ISO date
    end: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    name: str
    kind: str  #: the registry's own kind: igo, alliance, armed_group, party, … or person
    country: str | None
    sectors: tuple[str, ...]
    source: str
    gender: Gender = ""
    tenures: tuple[Tenure, ...] = ()

    @property
    def actor_kind(self) -> ActorKind:
        return _KINDS.get(self.kind, "organization")


@dataclass(frozen=True, slots=True)
class Standing:
    """What an entry is at a date, and why."""

    country: str | None
    sectors: tuple[str, ...]
    former: bool
    why: str


@dataclass(frozen=True, slots=True)
class Alias:
    entry: Entry
    spelling: str  #: as the registry writes it


@dataclass(frozen=True, slots=True)
class CountryName:
    iso3: str
    form: Literal["name", "demonym", "capital", "place"]
    name: str  #: the country's own name in English
    acronym: bool  #: `US`, `UAE`: only when written in capitals
    plural: bool = False  #: Russians


@dataclass(frozen=True, slots=True)
class Registry:
    aliases: Mapping[Key, Sequence[Alias]]
    countries: Mapping[Key, CountryName]
    names: Mapping[str, str]  #: iso3 → country name
    longest: Mapping[str, int]  #: first word → words in the longest alias or country name that begins so

    @staticmethod
    def open() -> Registry:
        """The registry that ships with sayso."""
        return load()

    def find(self, words: Key, spelling: str) -> Entry | None:
        """The entry that `words` name, provided that acronyms are written as acronyms. Homonyms give none."""
        fitting = {
            alias.entry.id: alias.entry for alias in self.aliases.get(words, ()) if written_as(alias.spelling, spelling)
        }
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def country(self, words: Key, spelling: str) -> CountryName | None:
        found = self.countries.get(words)
        if found is None or (found.acronym and not _is_capitals(spelling)):
            return None
        return found if spelling[:1].isupper() else None


def written_as(alias: str, spelling: str) -> bool:
    """May `spelling` stand for `alias`? An acronym must be in capitals, a name must begin with one."""
    if _is_capitals(alias) and len(alias) <= 6:
        return _is_capitals(spelling)
    return not alias[:1].isupper() or any(word[:1].isupper() for word in spelling.split())


def _is_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) > len(letters) / 2


def held(entry: Entry, on: date | None) -> list[Tenure]:
    """What an entry was on a date; without one, what it is to this day."""
    day = on.isoformat() if on else "9999"
    return [tenure for tenure in entry.tenures if tenure.start <= day and (tenure.end is None or day < tenure.end)]


def standing(entry: Entry, on: date | None) -> Standing:
    """What `entry` was on a date; without a date, what its latest row says."""
    if not entry.tenures:
        return Standing(entry.country, entry.sectors, False, f"{entry.name} ({entry.source})")
    day = on.isoformat() if on else "9999"
    present = held(entry, on)
    if present:
        now = max(present, key=lambda tenure: (_official(tenure), tenure.start))
        until = f" to {now.end}" if now.end else ""
        return Standing(
            now.country or entry.country,
            now.sectors,
            False,
            f"{entry.name}: {now.office}, {now.start}{until} ({now.source})",
        )
    if entry.kind != "person":
        return Standing(entry.country, entry.sectors, False, f"{entry.name} ({entry.source})")
    past = [tenure for tenure in entry.tenures if tenure.end is not None and tenure.end <= day]
    if not past:
        first = entry.tenures[0]
        return Standing(
            first.country, (), False, f"{entry.name}: {first.office} only from {first.start} ({first.source})"
        )
    last = max(past, key=lambda tenure: tenure.end or "")
    sectors = ("ELI",) if _official(last) else last.sectors
    return Standing(
        last.country or entry.country, sectors, True, f"{entry.name}: {last.office} until {last.end} ({last.source})"
    )


def _official(tenure: Tenure) -> bool:
    return bool(OFFICIAL & set(tenure.sectors))


@cache
def load() -> Registry:
    """The registry that ships with sayso."""
    aliases: dict[Key, list[Alias]] = {}
    for entry, spellings in (*_bodies(), *_holders()):
        for spelling in spellings:
            key = fold(spelling)
            if key:
                aliases.setdefault(key, []).append(Alias(entry, spelling))
    countries, names = _countries()
    longest: dict[str, int] = {}
    for key in (*aliases, *countries):
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return Registry(aliases, countries, names, longest)


def _bodies() -> list[tuple[Entry, list[str]]]:
    tenures: dict[str, list[Tenure]] = {}
    for row in lexicon.rows("registry", "roles.csv"):
        tenures.setdefault(row["id"], []).append(
            Tenure(
                lexicon.split(row["sectors"]),
                row["country"] or None,
                row["role"],
                row["start"],
                row["end"] or None,
                row["source"],
            )
        )
    found = []
    for row in lexicon.rows("registry", "organizations.csv"):
        entry = Entry(
            row["id"], row["name"], row["kind"], row["country"] or None, lexicon.split(row["sectors"]), row["source"],
            tenures=tuple(tenures.get(row["id"], ())),
        )  # fmt: skip
        found.append((entry, [row["name"], *lexicon.split(row["aliases"], "|")]))
    return found


def _holders() -> list[tuple[Entry, list[str]]]:
    people: dict[str, list[dict[str, str]]] = {}
    for row in lexicon.rows("registry", "office_holders.csv"):
        people.setdefault(row["id"], []).append(row)
    found = []
    for identifier, held in people.items():
        tenures = tuple(
            Tenure(
                lexicon.split(row["sectors"]),
                row["country"] or None,
                row["office"],
                row["start"],
                row["end"] or None,
                row["source"],
            )
            for row in held
        )
        gender: Gender = "f" if held[0]["gender"] == "f" else "m"
        entry = Entry(
            identifier, held[0]["name"], "person", held[-1]["country"], (), held[0]["source"], gender, tenures
        )
        found.append((entry, [held[0]["name"], *lexicon.split(held[0]["aliases"], "|")]))
    return found


def _countries() -> tuple[dict[Key, CountryName], dict[str, str]]:
    found: dict[Key, CountryName] = {}
    names: dict[str, str] = {}
    table = list(lexicon.rows("en", "countries.csv"))
    # capitals first, so that a country's own name wins where both are spelt alike (Singapore, Luxembourg)
    for row in table:
        names[row["iso3"]] = row["name"]
        for capital in (row["capital"], *lexicon.split(row["capital_aliases"], "|")):
            if key := fold(capital):
                found.setdefault(key, CountryName(row["iso3"], "capital", row["name"], False))
    for row in table:
        for demonym in lexicon.split(row["demonyms"], "|"):
            _name(found, demonym, CountryName(row["iso3"], "demonym", row["name"], False))
            _name(found, demonym + "s", CountryName(row["iso3"], "demonym", row["name"], False, plural=True))
    for row in table:
        for name in (row["name"], *lexicon.split(row["aliases"], "|")):
            short = name.replace(".", "")
            _name(found, name, CountryName(row["iso3"], "name", row["name"], short.isupper() and len(short) <= 4))
    return found, names


def _name(found: dict[Key, CountryName], spelling: str, name: CountryName) -> None:
    key = fold(spelling)
    if key and (key not in found or found[key].form != name.form):
        found[key] = name
