"""Which country and sector do a phrase's words give?"""

from datetime import date

import pytest

from sayso.who import describe


@pytest.mark.parametrize(
    ("phrase", "country", "sectors"),
    [
        ("Kenyan senators", "KEN", ("LEG",)),
        ("a French army patrol", "FRA", ("MIL",)),
        ("two senior Finnish officials", "FIN", ("GOV",)),
        ("the Danish prime minister's spokesman", "DNK", ("GOV",)),
        ("a group of Portuguese farmers", "PRT", ("AGR",)),
        ("members of the Swedish parliament", "SWE", ("LEG",)),
        ("the head of the Latvian army", "LVA", ("MIL",)),
        ("Iceland's central bank", "ISL", ("GOV",)),
        ("teachers in Uruguay", "URY", ("EDU",)),
        ("an opposition senator", None, ("LEG", "OPP")),
        ("gunmen", None, ("UAF",)),
        ("Danish forces", "DNK", ("MIL",)),
        ("forces", None, ("UAF",)),
        ("Danish rebel forces", "DNK", ("REB",)),
        ("Gen. Éomer", None, ("MIL",)),
        ("people displaced from Vanuatu", "VUT", ("REF",)),
    ],
)
def test_composition(phrase: str, country: str | None, sectors: tuple[str, ...]) -> None:
    assert describe(phrase)[:2] == (country, sectors)


def test_a_capital_stands_for_its_government() -> None:
    assert describe("Moscow")[:2] == ("RUS", ("GOV",))


def test_a_country_has_no_sector() -> None:
    assert describe("Paraguay")[:2] == ("PRY", ())


def test_an_envoy_belongs_to_the_sender() -> None:
    assert describe("Norway's ambassador to Chile")[:2] == ("NOR", ("GOV",))


def test_whoever_is_backed_by_a_country_is_not_of_it() -> None:
    assert describe("Danish-backed militia")[:2] == (None, ("PRM",))


def test_whoever_is_based_in_a_country_is_of_it() -> None:
    assert describe("a Malta-based charity")[:2] == ("MLT", ("SOC",))


def test_former_officials_are_elites() -> None:
    assert describe("a former Belgian minister")[:2] == ("BEL", ("ELI",))


def test_a_former_rebel_is_a_rebel_still() -> None:
    assert describe("former rebels")[1] == ("REB",)


@pytest.mark.parametrize(
    ("on", "sectors"),
    [(date(2000, 1, 1), ("GOV",)), (date(2010, 1, 1), ("REB",)), (date(2023, 1, 1), ("GOV",))],
)
def test_a_group_is_what_it_was_on_the_date(on: date, sectors: tuple[str, ...]) -> None:
    assert describe("the Taliban", on)[:2] == ("AFG", sectors)


def test_an_office_holder_is_an_elite_afterwards() -> None:
    assert describe("Angela Merkel", date(2019, 1, 1))[:2] == ("DEU", ("GOV",))
    assert describe("Angela Merkel", date(2023, 1, 1))[:2] == ("DEU", ("ELI",))


def test_before_the_office_only_the_country_is_known() -> None:
    assert describe("Emmanuel Macron", date(2001, 1, 1))[:2] == ("FRA", ())


def test_a_capital_article_is_no_part_of_a_name() -> None:
    assert describe("The Taliban", date(2010, 1, 1))[:2] == describe("the Taliban", date(2010, 1, 1))[:2]
    assert describe("The WHO")[0] == "UNO"


def test_an_acronym_must_be_written_as_one() -> None:
    assert describe("WHO")[0] == "UNO"
    assert describe("who")[0] is None


def test_a_body_inside_a_longer_name_is_not_that_body() -> None:
    country, sectors, _ = describe("Osgiliath Self-Defense Forces")
    assert (country, sectors) == (None, ("PRM",))


def test_another_country_makes_a_namesake() -> None:
    country, sectors, trace = describe("Canadian Conservative Party")
    assert (country, sectors) == ("CAN", ("PTY",))
    assert trace["country"].why


def test_unknown_names_are_not_guessed() -> None:
    assert describe("Lobelia Sackville-Baggins")[:2] == (None, ())


def test_a_place_is_located_by_whoever_knows_places() -> None:
    assert describe("Osgiliath police", locate={"Osgiliath": "GRC"}.get)[:2] == ("GRC", ("COP",))


def test_every_value_has_its_reason() -> None:
    _, _, trace = describe("Kenyan senators")
    assert trace["country"].by == "rule:en/who/composition"
    assert "Kenyan" in trace["country"].why
    assert "senators" in trace["roles"].why
