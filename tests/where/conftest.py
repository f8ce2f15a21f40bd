"""A small gazetteer: sayso's own tables and a few cities, real ones since places are the point here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.where.build import build
from sayso.where.gazetteer import Gazetteer, open_gazetteer


def city(  # noqa: PLR0913 - a row of the source
    identifier: int, name: str, country: str, admin1: str, point: tuple[float, float], people: int, *also: str
) -> dict[str, Any]:
    return {
        "geonameid": identifier, "name": name, "countrycode": country, "admin1code": admin1, "latitude": point[0],
        "longitude": point[1], "population": people, "alternatenames": list(also),
    }  # fmt: skip


CITIES = [
    city(170063, "Aleppo", "SY", "09", (36.20, 37.16), 2_098_210, "Halab", "حلب", "ALP"),
    city(170654, "Damascus", "SY", "13", (33.51, 36.29), 1_569_394, "Dimashq"),
    city(170794, "Deir ez-Zor", "SY", "07", (35.34, 40.14), 242_565, "Dayr az Zawr"),
    city(173576, "Al Bāb", "SY", "09", (36.37, 37.52), 130_745),
    city(166000, "Al Qāmishlī", "SY", "01", (37.05, 41.23), 184_231),
    city(524901, "Moscow", "RU", "48", (55.75, 37.62), 10_381_222, "Moskva"),
    city(5601538, "Moscow", "US", "ID", (46.73, -117.0), 25_060),
    city(2988507, "Paris", "FR", "11", (48.85, 2.35), 2_138_551),
    city(4717560, "Paris", "US", "TX", (33.66, -95.56), 24_782),
    city(4684888, "Dallas", "US", "TX", (32.78, -96.81), 1_300_092),
    city(4140963, "Washington", "US", "DC", (38.9, -77.04), 601_723),
    city(99072, "Mosul", "IQ", "15", (36.34, 43.12), 1_739_800),
    city(4830668, "Nineveh", "US", "IN", (39.36, -86.08), 3_516),
    city(1138958, "Kabul", "AF", "13", (34.53, 69.17), 3_043_532),
    city(4058553, "Grant", "US", "AL", (34.5, -86.25), 896),
]  # fmt: skip


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    path: Path = build(tmp_path_factory.mktemp("gazetteer") / "small.sqlite", cities=CITIES)
    with open_gazetteer(path) as opened:
        yield opened
