"""Which place is meant, and how precisely is that known?"""

from __future__ import annotations

import pytest

from sayso.where.gazetteer import Gazetteer
from where.marked_places import place_of, places_of


def test_the_better_known_namesake_is_meant_where_nothing_speaks_for_another(gazetteer: Gazetteer) -> None:
    assert place_of("He flew to [Paris].", gazetteer).geonames == 2988507


def test_a_parent_beside_the_name_decides(gazetteer: Gazetteer) -> None:
    place = place_of("A storm hit [Paris], Texas.", gazetteer)
    assert place.geonames == 4717560
    assert place.admin1 == "Texas"
    assert "Texas" in place.trace["geonames"].why


def test_an_abbreviated_state_decides_too(gazetteer: Gazetteer) -> None:
    assert place_of("A storm hit [Moscow], Idaho.", gazetteer).geonames == 5601538


def test_the_candidates_that_were_considered_are_kept(gazetteer: Gazetteer) -> None:
    trace = place_of("A storm hit [Paris], Texas.", gazetteer).trace["geonames"]
    assert {candidate["geonames"] for candidate in trace.candidates} >= {2988507, 4717560}
    assert trace.by == "rule:where/gazetteer"


def test_one_name_has_one_meaning_in_a_document(gazetteer: Gazetteer) -> None:
    first, second = places_of("The mayor of [Paris], Texas, left [Paris].", gazetteer)
    assert first.geonames == second.geonames == 4717560
    assert [first.id, second.id] == ["p1", "p2"]


@pytest.mark.parametrize("name", ["Dayr az Zawr", "Deir ez-Zor", "Deir ez Zor", "DEIR EZ-ZOR", "Dayr al-Zawr"])
def test_a_city_is_found_under_its_romanisations(name: str, gazetteer: Gazetteer) -> None:
    place = place_of(f"Shells fell on the city of [{name}], in Syria.", gazetteer)
    assert place.country == "SYR"
    assert place.lat == pytest.approx(35.34, abs=1)


@pytest.mark.parametrize(
    ("name", "province"), [("Nineveh", "Nineveh"), ("Ninawa", "Nineveh"), ("Salahuddin province", "Salah ad Din")]
)
def test_a_province_is_found_under_its_exonyms(name: str, province: str, gazetteer: Gazetteer) -> None:
    place = place_of(f"Iraqi troops entered [{name}].", gazetteer)
    assert (place.name, place.kind, place.country) == (province, "admin1", "IRQ")


def test_a_province_is_an_area(gazetteer: Gazetteer) -> None:
    place = place_of("Villages in [al-Hasakah province] were flooded.", gazetteer)
    assert (place.kind, place.country) == ("admin1", "SYR")
    assert place.precision_km is not None and place.precision_km > 50


def test_a_country_is_an_area(gazetteer: Gazetteer) -> None:
    place = place_of("Rain fell all over [Iraq].", gazetteer)
    assert (place.kind, place.geonames, place.country) == ("country", 99237, "IRQ")
    assert place.precision_km is not None and place.precision_km > 300


def test_a_part_of_a_country_has_the_precision_of_the_whole(gazetteer: Gazetteer) -> None:
    place = place_of("Rain fell in [northern Iraq].", gazetteer)
    assert place.country == "IRQ"
    assert place.trace["geonames"].by == "rule:where/part-of"


def test_west_virginia_is_no_part_of_virginia(gazetteer: Gazetteer) -> None:
    assert place_of("Rain fell in [West Virginia].", gazetteer).name == "West Virginia"


def test_a_facility_that_is_not_known_is_placed_at_its_city_and_says_so(gazetteer: Gazetteer) -> None:
    place = place_of("Students left [Kabul University] in Afghanistan.", gazetteer)
    assert (place.kind, place.geonames, place.name) == ("facility", None, "Kabul University")
    assert place.trace["geonames"].by == "rule:where/facility-at-city"
    assert place.precision_km is not None and place.precision_km >= 10


def test_a_known_camp_has_its_own_point(gazetteer: Gazetteer) -> None:
    place = place_of("Aid reached [al-Hol camp].", gazetteer)
    assert (place.kind, place.country) == ("facility", "SYR")
    assert place.lat == pytest.approx(36.38)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("the Euphrates", "natural"),
        ("Donbas", "region"),
        ("Rojava", "region"),
        ("the Sahel", "region"),
        ("Red Sea", "natural"),
    ],
)
def test_rivers_seas_and_regions_are_known(name: str, kind: str, gazetteer: Gazetteer) -> None:
    place = place_of(f"They met near [{name}].", gazetteer)
    assert place.kind == kind
    assert place.lat is not None


def test_the_border_of_two_countries_lies_between_them(gazetteer: Gazetteer) -> None:
    place = place_of("Trucks waited at [the Syrian–Turkish border].", gazetteer)
    assert (place.kind, place.geonames, place.country) == ("region", None, None)
    assert place.lat is not None and 35 <= place.lat <= 39


def test_north_of_a_city_is_less_precise_than_the_city(gazetteer: Gazetteer) -> None:
    inside, beside = (
        place_of(text, gazetteer).precision_km
        for text in ("Shells fell in [Aleppo].", "Shells fell 30 km north of [Aleppo].")
    )
    assert inside is not None and beside is not None
    assert beside >= inside + 30


def test_a_name_that_nobody_knows_stays_unresolved(gazetteer: Gazetteer) -> None:
    place = place_of("They marched to [Minas Tirith].", gazetteer)
    assert (place.geonames, place.lat, place.precision_km, place.country) == (None, None, None, None)
    assert place.text == "Minas Tirith"


def test_a_disputed_territory_names_both_sides(gazetteer: Gazetteer) -> None:
    place = place_of("Elections were held in [Kosovo].", gazetteer)
    assert place.country == "XKX"
    assert "Serbia" in place.trace["geonames"].why
