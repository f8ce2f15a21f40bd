"""Is the gazetteer's file what sayso needs, and does it say so where it is not?"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sayso.where.build import usable
from sayso.where.folding import fold, romanised, without_article
from sayso.where.gazetteer import Gazetteer, GazetteerMissing, open_gazetteer
from sayso.where.tables import countries, nationalities


def test_a_missing_file_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissing, match="sayso gazetteer build"):
        open_gazetteer(tmp_path / "none.sqlite")


def test_a_file_of_another_version_says_how_to_build_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table meta (key text, value text)")
        connection.execute("insert into meta values ('schema', '0')")
    with pytest.raises(GazetteerMissing, match="version 0"):
        open_gazetteer(path)


def test_codes_and_other_scripts_are_no_english_names(gazetteer: Gazetteer) -> None:
    assert not usable("ALP")
    assert not usable("حلب")
    assert usable("Halab")
    assert gazetteer.lookup("ALP") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Étienne", "Saint-Etienne"),
        ("The Hague", "Hague"),
        ("Ivano-Frankivs'k", "Ivano Frankivsk"),
        ("ŁÓDŹ", "Lodz"),
    ],
)
def test_spellings_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_the_arabic_article_and_romanisation_are_set_aside() -> None:
    assert without_article(fold("al-Hasakah")) == "hasakah"
    assert romanised(fold("Deir ez-Zor")) == romanised(fold("Dayr az Zawr"))
    assert romanised(fold("Qamishli")) == romanised(fold("al-Kamishly"))
    assert romanised(fold("Euphrates")) != romanised(fold("Evarts"))


def test_every_country_has_a_point_on_the_earth_and_a_code_of_its_own() -> None:
    table = countries()
    assert (
        len(table)
        == len({country.iso2 for country in table.values()})
        == len({c.geonames for c in table.values()})
        == 250
    )
    for country in table.values():
        assert -90 <= country.lat <= 90 and -180 <= country.lon <= 180 and country.radius_km > 0
    assert {"XKX", "PSE", "TWN", "ESH"} <= set(table)


def test_nationality_words_give_countries() -> None:
    assert nationalities()["syrians"] == ("SYR",)
    assert set(nationalities()["congolese"]) == {"COD", "COG"}
