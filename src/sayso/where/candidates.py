"""Which places could a toponym mean? All that the gazetteer, the countries' demonyms and abbreviations offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.records import PlaceKind, Span
from sayso.where import tables
from sayso.where.earth import kilometres
from sayso.where.folding import fold
from sayso.where.gazetteer import ALIAS, ALTERNATE, NAME, Entry, Gazetteer, Named
from sayso.where.surroundings import Parent, Reading, border_parties, parents, readings
from sayso.where.tables import WordKind

#: kinds that a place word admits: "the Donetsk region" may be a province, "Lake county" no lake
ADMITS: dict[WordKind, frozenset[PlaceKind]] = {
    "country": frozenset({"country"}),
    "admin1": frozenset({"admin1"}),
    "admin2": frozenset({"admin2"}),
    "region": frozenset({"region", "admin1", "admin2"}),
    "natural": frozenset({"natural", "region"}),
    "city": frozenset({"city"}),
    "facility": frozenset({"facility", "city"}),
    "street": frozenset({"facility", "city"}),
}
NEARBY_KM = 40.0  # a suburb from the middle of its city
MOST_PARENTS = 3
KNOWN_CITY = 50_000  # people, from which a city may stand as parent of a suburb


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that the toponym may mean, and how its words were taken."""

    entry: Entry
    tier: int
    reading: Reading
    nationality: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A parent found in the gazetteer."""

    parent: Parent
    entries: tuple[Entry, ...]


def candidates(text: str, outside: WordKind | None, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The places that the words `text` may mean, each once, from the most literal reading of the words.

    `outside` is the kind that a place word beside them says.
    """
    found: dict[int, Candidate] = {}
    abbreviation = tables.abbreviations().get(text)
    if abbreviation and (entry := gazetteer.province(abbreviation.country, abbreviation.admin1)):
        found[entry.id] = Candidate(entry=entry, tier=ALIAS, reading=Reading(core=text))
    for reading in readings(text, outside):
        if (reading.inferred or reading.part) and any(c.tier <= ALIAS for c in found.values()):
            continue  # West Virginia is no part of Virginia, Kent State no facility of Kent's
        for named in gazetteer.lookup(reading.core):
            if named.entry.id not in found and _fits(named, reading):
                found[named.entry.id] = Candidate(entry=named.entry, tier=named.tier, reading=reading)
    for named in _of_nationality(text, gazetteer):
        if named.entry.id not in found:
            found[named.entry.id] = Candidate(
                entry=named.entry, tier=ALIAS, reading=Reading(core=text), nationality=True
            )
    return tuple(found.values())


def _fits(named: Named, reading: Reading) -> bool:
    """Whether the entry may be meant where place words were taken off the name."""
    if reading.inferred:
        return named.entry.kind in ("city", "admin1", "admin2", "country") and named.tier <= ALTERNATE
    if reading.part and named.tier > ALTERNATE:
        return False
    return not reading.stripped or reading.kind is None or named.entry.kind in ADMITS[reading.kind]


def _of_nationality(text: str, gazetteer: Gazetteer) -> Iterator[Named]:
    for iso3 in tables.nationalities().get(fold(text), ()):
        for named in gazetteer.lookup(tables.countries()[iso3].name):
            if named.entry.kind == "country" and named.entry.country == iso3:
                yield named


def containers(text: str, span: Span, gazetteer: Gazetteer) -> tuple[Container, ...]:
    """The larger places named beside the toponym; of each cue the longest name that the gazetteer has."""
    found: list[Container] = []
    done: set[str] = set()
    for parent in parents(text, span):
        if parent.cue in done or len(found) >= MOST_PARENTS:
            continue
        if entries := tuple(_container_entries(parent, gazetteer)):
            done.add(parent.cue)
            found.append(Container(parent=parent, entries=entries))
    return tuple(found)


def _container_entries(parent: Parent, gazetteer: Gazetteer) -> Iterator[Entry]:
    abbreviation = tables.abbreviations().get(parent.text) or tables.abbreviations().get(parent.text + ".")
    if abbreviation and (parent.cue == "comma" or not abbreviation.postal):
        if entry := gazetteer.province(abbreviation.country, abbreviation.admin1):
            yield entry
        return
    if parent.cue == "adjective":
        yield from (named.entry for named in _of_nationality(parent.text, gazetteer))
        return
    for reading in readings(parent.text):
        if reading.inferred:
            continue
        for named in gazetteer.lookup(reading.core):
            entry = named.entry
            area = entry.kind in ("country", "admin1", "admin2", "region") and named.tier <= ALTERNATE
            known_city = entry.kind == "city" and named.tier == NAME and entry.population > KNOWN_CITY
            if area or known_city:
                yield entry


def lies_in(inner: Entry, outer: Entry) -> bool:  # noqa: PLR0911 - one answer for each kind of outer place
    """Whether `inner` is a place inside `outer`, as far as the gazetteer can tell."""
    if inner.id == outer.id:
        return False
    if outer.kind == "country":
        return inner.country == outer.country or outer.country in inner.countries
    if outer.kind == "admin1":
        return inner.kind != "country" and inner.country == outer.country and inner.admin1 == outer.admin1
    if inner.kind in ("country", "admin1"):
        return outer.kind == "region" and inner.country in outer.countries and inner.kind == "admin1"
    if outer.kind == "admin2":
        same = inner.country == outer.country and inner.admin1 == outer.admin1
        return same and kilometres(inner.point, outer.point) <= outer.radius_km + 10
    if outer.kind == "city":
        near = kilometres(inner.point, outer.point) <= max(NEARBY_KM, outer.radius_km)
        return near and inner.population < outer.population
    near = kilometres(inner.point, outer.point) <= outer.radius_km * 1.2
    return near and (not outer.countries or inner.country in outer.countries)


def border(text: str, gazetteer: Gazetteer) -> tuple[Entry, Entry] | None:
    """The two countries of "the Syrian–Turkish border", None where the words do not name two."""
    sides = border_parties(text)
    if sides is None:
        return None
    found = [_country_called(side, gazetteer) for side in sides]
    return (found[0], found[1]) if found[0] and found[1] else None


def _country_called(text: str, gazetteer: Gazetteer) -> Entry | None:
    named: Iterable[Named] = (*gazetteer.lookup(text), *_of_nationality(text, gazetteer))
    return next((n.entry for n in named if n.entry.kind == "country"), None)
