"""Do the tables of actors hold what the code expects, and does every row say where it can be checked?"""

import csv
from datetime import date
from importlib.resources import files

import pytest

from sayso.who import lexicon, registry
from sayso.who.folding import fold

SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()  # noqa: SIM905
)
BEYOND_STATES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
TABLES = [
    ("en", name)
    for name in (
        "agents.csv", "titles.csv", "sector_modifiers.csv", "partitives.csv", "former.csv", "given_names.csv",
        "irregular_plurals.csv", "kind_nouns.csv", "who_words.csv", "numbers.csv", "units.csv", "amount_words.csv",
        "quantity_bounds.csv", "quantity_bounds_after.csv",
    )
] + [("registry", name) for name in ("organizations.csv", "office_holders.csv", "roles.csv")]  # fmt: skip


def rows(folder: str, name: str) -> list[dict[str, str]]:
    with (files("sayso.data") / folder / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("folder", "name"), TABLES)
def test_every_row_is_whole_and_has_its_source(folder: str, name: str) -> None:
    table = rows(folder, name)
    assert table
    for row in table:
        assert None not in row and None not in row.values(), row
        assert row["source"].strip(), row


@pytest.mark.parametrize(
    ("folder", "name", "column"),
    [
        ("en", "agents.csv", "sectors"),
        ("en", "titles.csv", "sectors"),
        ("en", "sector_modifiers.csv", "sector"),
        ("registry", "organizations.csv", "sectors"),
        ("registry", "office_holders.csv", "sectors"),
        ("registry", "roles.csv", "sectors"),
    ],
)
def test_sectors_are_those_of_plover(folder: str, name: str, column: str) -> None:
    assert {sector for row in rows(folder, name) for sector in lexicon.split(row[column])} <= SECTORS


@pytest.mark.parametrize("name", ["organizations.csv", "office_holders.csv", "roles.csv"])
def test_countries_are_iso_codes_or_those_of_plover(name: str) -> None:
    known = {row["iso3"] for row in rows("en", "countries.csv")} | BEYOND_STATES | {""}
    assert {row["country"] for row in rows("registry", name)} <= known


@pytest.mark.parametrize("name", ["office_holders.csv", "roles.csv"])
def test_roles_begin_before_they_end(name: str) -> None:
    for row in rows("registry", name):
        start = date.fromisoformat(row["start"])
        assert not row["end"] or start < date.fromisoformat(row["end"]), row


def test_registry_ids_are_unique() -> None:
    bodies = [row["id"] for row in rows("registry", "organizations.csv")]
    people = {row["id"] for row in rows("registry", "office_holders.csv")}
    assert len(bodies) == len(set(bodies))
    assert not people & set(bodies)


def test_dated_roles_belong_to_registered_bodies() -> None:
    bodies = {row["id"] for row in rows("registry", "organizations.csv")}
    assert {row["id"] for row in rows("registry", "roles.csv")} <= bodies


def test_every_name_of_the_registry_finds_its_entry_or_is_a_homonym() -> None:
    known = registry.load()
    for row in rows("registry", "organizations.csv"):
        entries = {alias.entry.id for alias in known.aliases[fold(row["name"])]}
        assert row["id"] in entries


def test_kinds_of_role_nouns_are_kinds_of_actors() -> None:
    kinds = {row["kind"] for row in rows("en", "agents.csv")}
    assert kinds <= {"person", "group", "organization", "government", "country", "population", "unknown"}


def test_no_given_name_is_listed_for_both_genders() -> None:
    names = [row["name"] for row in rows("en", "given_names.csv")]
    assert len(names) == len(set(names))
