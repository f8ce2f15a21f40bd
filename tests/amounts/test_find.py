"""How many, and of what? Bounds are what the words say and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amounts.counted import analysed, counted
from sayso import amounts
from sayso.records import Time


@pytest.mark.parametrize(
    ("text", "phrase", "low", "high"),
    [
        ("They arrested 24 orcs", "24 orcs", 24, 24),
        ("They arrested twenty-four orcs", "twenty-four orcs", 24, 24),
        ("They arrested two hundred and fifty orcs", "two hundred and fifty orcs", 250, 250),
        ("They arrested 1,000 orcs", "1,000 orcs", 1000, 1000),
        ("They arrested 1.5 million orcs", "1.5 million orcs", 1_500_000, 1_500_000),
        ("They arrested half a million orcs", "half a million orcs", 500_000, 500_000),
        ("They arrested a dozen orcs", "a dozen orcs", 12, 12),
        ("They arrested two dozen orcs", "two dozen orcs", 24, 24),
        ("They arrested up to 24 orcs", "up to 24 orcs", 0, 24),
        ("They arrested as many as 24 orcs", "as many as 24 orcs", 0, 24),
        ("They arrested more than 700 orcs", "more than 700 orcs", 700, None),
        ("They arrested at least 700 orcs", "at least 700 orcs", 700, None),
        ("They arrested fewer than 700 orcs", "fewer than 700 orcs", 0, 700),
        ("They arrested 20 or more", "20 or more", 20, None),
        ("They arrested another 1,000 orcs", "another 1,000 orcs", 1000, 1000),
        ("They arrested 10 to 15 orcs", "10 to 15 orcs", 10, 15),
        ("They arrested 10-15 orcs", "10-15 orcs", 10, 15),
        ("They arrested between 10 and 15 orcs", "between 10 and 15 orcs", 10, 15),
        ("They arrested two or three orcs", "two or three orcs", 2, 3),
        ("They arrested 3 to 4 million orcs", "3 to 4 million orcs", 3_000_000, 4_000_000),
        ("They arrested dozens of orcs", "dozens of orcs", 24, None),
        ("They arrested hundreds of orcs", "hundreds of orcs", 200, None),
        ("They arrested tens of thousands of orcs", "tens of thousands of orcs", 20_000, None),
        ("They arrested hundreds of thousands of orcs", "hundreds of thousands of orcs", 200_000, None),
        ("They arrested several hundred orcs", "several hundred orcs", 300, None),
        ("They arrested a few dozen orcs", "a few dozen orcs", 24, None),
    ],
)
def test_bounds(text: str, phrase: str, low: float, high: float | None) -> None:
    (quantity,) = counted(text)
    assert (quantity.text, quantity.min, quantity.max) == (phrase, low, high)


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("They arrested about 400 orcs", True),
        ("They arrested nearly 400 orcs", True),
        ("They arrested some 400 orcs", True),
        ("They arrested 400 orcs", False),
        ("They arrested at least 400 orcs", False),
    ],
)
def test_approximation(text: str, approximate: bool) -> None:
    (quantity,) = counted(text)
    assert quantity.approximate is approximate
    assert quantity.min == 400


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("They arrested 24 heavily armed orcs", "orc"),
        ("They arrested 24 people", "person"),
        ("Dozens of children fled", "child"),
        ("It grew by 5 percent", "%"),
        ("It grew by 5%", "%"),
        ("They walked 30 km", "km"),
        ("It cost $ 3 million", "dollar"),
        ("It cost more than £ 3", "GBP"),
        ("It cost 3 million euros", "EUR"),
        ("They arrested 24", None),
    ],
)
def test_what_is_counted(text: str, unit: str | None) -> None:
    (quantity,) = counted(text)
    assert quantity.unit == unit


def test_a_share_is_a_percentage() -> None:
    (half,) = counted("They arrested half of them")
    assert (half.min, half.max, half.unit) == (50, 50, "%")


def test_two_counts_in_one_sentence() -> None:
    found = counted("They killed 107 or more and wounded 238")
    assert [(one.id, one.min, one.max) for one in found] == [("q1", 107, None), ("q2", 238, 238)]


@pytest.mark.parametrize(
    "text",
    [
        "They left in 1954",
        "They quoted Article 5",
        "They met a 42-year-old",
        "The poor fled",
        "They fled at 9/11",
    ],
)
def test_no_amount(text: str) -> None:
    assert counted(text) == ()


def test_numbers_of_times_are_left_to_them() -> None:
    analysis = analysed("They left on 24 March")
    time = Time(id="t1", span=(13, 21), text="24 March", type="DATE", value=None)
    assert amounts.find(analysis, (time,)) == ()


def test_every_bound_has_its_reason() -> None:
    (quantity,) = counted("They arrested up to 24 orcs")
    assert quantity.trace["max"].by == "rule:en/amounts/max"
    assert "up to" in quantity.trace["max"].why


@given(st.text(alphabet="0123456789,.-–% aontwhudreofsixmp$£", max_size=40))
def test_no_text_crashes_the_count_and_spans_are_slices(text: str) -> None:
    for quantity in counted(text):
        assert text[slice(*quantity.span)] == quantity.text
        assert quantity.min is None or quantity.max is None or quantity.min <= quantity.max
