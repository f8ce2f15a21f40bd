"""When are two spellings the same name?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.who import describe
from sayso.who.folding import acronym_of, fold, same_spelling
from sayso.who.names import same_person


def test_case_accents_stops_and_hyphens_do_not_matter() -> None:
    assert fold("U.S.-led") == fold("us LED") == ("us", "led")
    assert fold("Húrin") == ("hurin",)


@pytest.mark.parametrize("other", ["Qaddafi", "Kadhafi", "Gadhafi"])
def test_transliterations_of_one_name(other: str) -> None:
    assert same_spelling("Gaddafi", other)


def test_short_names_that_look_alike_are_two() -> None:
    assert not same_spelling("Chung", "Cheng")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sam Gamgee", "Samwise Gamgee", True),
        ("B. Baggins", "Bilbo Baggins", True),
        ("Frodo Baggins", "Bilbo Baggins", False),
        ("Gamgee", "Samwise Gamgee", True),
        ("Hamfast Gamgee Jr", "Hamfast Gamgee", False),
    ],
)
def test_forms_of_a_persons_name(one: str, other: str, same: bool) -> None:
    assert same_person(fold(one), fold(other)) is same


def test_acronyms_have_the_initials() -> None:
    assert acronym_of("FIR", "Free Ithilien Rangers")
    assert acronym_of("LOTR", "Lord of the Rings")
    assert not acronym_of("ORC", "Free Ithilien Rangers")


@given(st.text())
def test_no_phrase_crashes_the_description(phrase: str) -> None:
    country, sectors, _ = describe(phrase)
    assert country is None or country.isupper()
    assert isinstance(sectors, tuple)
