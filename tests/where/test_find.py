"""Which words of a text name places?"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.records import Analysis, Document, Place, Tagged, Word
from sayso.where import find
from sayso.where.gazetteer import Gazetteer


def analysis(text: str, *names: tuple[str, str]) -> Analysis:
    """An analysis of words split at spaces, without a parse; `names` are (words, label)."""
    words, at = [], 0
    for part in text.split():
        start = text.index(part, at)
        at = start + len(part)
        words.append(Word(start, at, part, part.lower(), "X", None, "dep", 0))
    tagged = []
    for name, label in names:
        start = text.index(name)
        inside = [i for i, word in enumerate(words) if start <= word.start < start + len(name)]
        tagged.append(Tagged((inside[0], inside[-1] + 1), label, 0.9))
    document = Document(id="d", text=text, sha256="")
    return Analysis(document=document, words=tuple(words), sentences=((0, len(words)),), names=tuple(tagged))


def found(text: str, gazetteer: Gazetteer, *names: tuple[str, str]) -> list[Place]:
    return list(find(analysis(text, *names), gazetteer))


def test_toponyms_are_found_without_a_model(gazetteer: Gazetteer) -> None:
    places = found("Shells fell on al-Bab near Aleppo in northern Syria on Friday .", gazetteer)
    assert [place.text for place in places] == ["al-Bab", "Aleppo", "Syria"]
    assert [place.id for place in places] == ["p1", "p2", "p3"]


def test_a_nationality_is_not_a_place(gazetteer: Gazetteer) -> None:
    assert found("Syrian and Iraqi officers met .", gazetteer) == []


def test_a_capital_that_speaks_is_a_government(gazetteer: Gazetteer) -> None:
    assert [place.text for place in found("Moscow denied that its troops were in Aleppo .", gazetteer)] == ["Aleppo"]


def test_a_capital_where_something_is_said_is_a_place(gazetteer: Gazetteer) -> None:
    assert [place.text for place in found("Officials in Moscow denied it .", gazetteer)] == ["Moscow"]


def test_a_persons_name_is_not_a_place(gazetteer: Gazetteer) -> None:
    assert found("President Grant spoke , and Mr. Grant left .", gazetteer) == []


def test_what_the_model_calls_a_person_is_not_a_place(gazetteer: Gazetteer) -> None:
    assert found("We saw Paris there .", gazetteer, ("Paris", "PER")) == []


def test_what_the_model_calls_a_place_is_kept_even_if_nobody_knows_it(gazetteer: Gazetteer) -> None:
    (place,) = found("They marched on Osgiliath .", gazetteer, ("Osgiliath", "LOC"))
    assert (place.text, place.geonames, place.lat) == ("Osgiliath", None, None)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    text=st.text(
        alphabet=st.sampled_from("Aleppo, Syria's al-Bab (Paris)\n\t.'’-–$İßﬁ\u0301\u202eالحسكة12"), max_size=80
    )
)
def test_no_text_crashes_it_and_every_span_says_its_words(text: str, gazetteer: Gazetteer) -> None:
    for place in found(text, gazetteer):
        assert text[slice(*place.span)] == place.text
        assert (place.lat is None) == (place.lon is None) == (place.precision_km is None)


def test_reading_twice_gives_the_same_places(gazetteer: Gazetteer) -> None:
    text = "Shells fell on al-Bab near Aleppo in northern Syria and Paris , Texas ."
    assert found(text, gazetteer) == found(text, gazetteer)
