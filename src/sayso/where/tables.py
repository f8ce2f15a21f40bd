"""What we know about places ourselves: the reviewed tables in `data/en`, as frozen records.

GeoNames (through the gazetteer's file) knows cities; these tables know countries and their demonyms, provinces under
the names that news uses, regions, seas and rivers, and the words that say what kind of place a name is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

from sayso.records import PlaceKind
from sayso.where.folding import fold

WordKind = Literal["country", "admin1", "admin2", "city", "facility", "natural", "region", "street"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    iso3: str
    iso2: str
    name: str
    geonames: int
    lat: float
    lon: float
    radius_km: float
    capital: str
    capital_aliases: tuple[str, ...]
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]  #: adjectives and singular nouns: Syrian; Dane, Danish
    note: str  #: what is disputed, both sides


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWord:
    """A word that says what kind of place stands beside it: Idlib *province*, *Lake* Chad."""

    words: str  #: folded
    before: bool
    after: bool
    kind: WordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """`Calif.`, `CA`: counts only after a comma, or where it has a full stop inside or at its end."""

    text: str
    country: str  #: ISO 3166-1 alpha-3
    admin1: str
    postal: bool


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of `data/en/<name>`, comments (`#`) left out."""
    text = resources.files("sayso.data.en").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def listed(cell: str | None) -> tuple[str, ...]:
    """The values of a cell separated by `|`."""
    return tuple(value for value in (cell or "").split("|") if value)


@cache
def countries() -> Mapping[str, Country]:
    """Countries and territories by ISO 3166-1 alpha-3 code."""
    return {
        row["iso3"]: Country(
            iso3=row["iso3"],
            iso2=row["iso2"],
            name=row["name"],
            geonames=int(row["geonames"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            radius_km=float(row["radius_km"]),
            capital=row["capital"],
            capital_aliases=listed(row["capital_aliases"]),
            aliases=listed(row["aliases"]),
            demonyms=listed(row["demonyms"]),
            note=row["note"],
        )
        for row in rows("countries.csv")
    }


@cache
def iso3_of(iso2: str) -> str | None:
    return next((country.iso3 for country in countries().values() if country.iso2 == iso2), None)


@cache
def nationalities() -> Mapping[str, tuple[str, ...]]:
    """Folded demonym, plural forms too → ISO codes of the countries it may mean."""
    found: dict[str, tuple[str, ...]] = {}
    for country in countries().values():
        for demonym in country.demonyms:
            key = fold(demonym)
            for form in (key, key + "s", key[:-1] + "ies" if key.endswith("y") else key + "s"):
                if country.iso3 not in found.get(form, ()):
                    found[form] = (*found.get(form, ()), country.iso3)
    return found


@cache
def place_words() -> Mapping[str, PlaceWord]:
    """By the folded words."""
    known = [
        PlaceWord(
            words=fold(row["words"]),
            before=row["position"] in ("before", "both"),
            after=row["position"] in ("after", "both"),
            kind=_word_kind(row["kind"]),
        )
        for row in rows("place_words.csv")
    ]
    return {word.words: word for word in known}


LONGEST_PLACE_WORD = 3  # words: "nuclear power plant"


def _word_kind(text: str) -> WordKind:
    for kind in get_args(WordKind):
        if kind == text:
            return kind  # type: ignore[no-any-return]
    raise ValueError(f"place_words.csv: kind {text!r} is none of {', '.join(get_args(WordKind))}")


def place_kind(text: str, table: str) -> PlaceKind:
    """`text` if it is a kind of place, else ValueError naming the table."""
    for kind in get_args(PlaceKind):
        if kind == text:
            return kind  # type: ignore[no-any-return]
    raise ValueError(f"{table}: kind {text!r} is none of {', '.join(get_args(PlaceKind))}")


@cache
def abbreviations() -> Mapping[str, Abbreviation]:
    """By the text as written."""
    return {
        row["abbreviation"]: Abbreviation(
            text=row["abbreviation"],
            country=iso3_of(row["iso2"]) or row["iso2"],
            admin1=row["admin1"],
            postal=row["style"] == "postal",
        )
        for row in rows("place_abbreviations.csv")
    }
