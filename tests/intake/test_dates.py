import datetime as dt

import pytest

from sayso.errors import BadDate
from sayso.intake import dates


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2024-03-08", "2024-03-08"),
        ("20240308", "2024-03-08"),
        (" 2024-03-08\n", "2024-03-08"),
        ("8 March 2024", "2024-03-08"),
        ("March 8, 2024", "2024-03-08"),
        ("Sept. 3, 2020", "2020-09-03"),
        ("2024-03-08T18:30", "2024-03-08T18:30"),
        ("2024-03-08T18:30:00+02:00", "2024-03-08T18:30:00+02:00"),
        ("2024-03-08T16:30:00Z", "2024-03-08T16:30:00Z"),
        ("2024-03-08 18:30+0200", "2024-03-08T18:30:00+02:00"),
        ("20240308T183000Z", "2024-03-08T18:30:00+00:00"),
        ("Fri, 08 Mar 2024 18:30:00 +0200", "2024-03-08T18:30:00+02:00"),
        (dt.date(2024, 3, 8), "2024-03-08"),
        (dt.datetime(2024, 3, 8, 18, 30), "2024-03-08T18:30:00"),
    ],
)
def test_a_date_in_any_clear_form_becomes_iso(given, iso):
    assert dates.iso(given) == iso


@pytest.mark.parametrize(
    "impossible", ["2024-02-30", "2024-13-01", "31 February 2024", "2024-03-08T25:00", "Foo 3, 2020"]
)
def test_a_day_that_is_not_in_the_calendar_is_refused(impossible):
    with pytest.raises(BadDate, match="not in the calendar or not on the clock"):
        dates.iso(impossible)


@pytest.mark.parametrize(
    "unclear", ["03/08/2024", "08.03.24", "yesterday", "Friday", "tomorrow at noon", "", "２０２４-03-08"]
)
def test_what_could_be_two_days_or_none_is_refused_and_not_guessed(unclear):
    with pytest.raises(BadDate, match="YYYY-MM-DD"):
        dates.iso(unclear)


@pytest.mark.parametrize("without_day", ["2024", "2024-03", "March 2024"])
def test_a_month_or_year_is_never_made_a_day(without_day):
    with pytest.raises(BadDate, match="not understood"):
        dates.iso(without_day)


@pytest.mark.parametrize("empty_value", ["0001-01-01", "1582-10-15", "9999-12-31"])
def test_the_empty_values_of_programs_are_no_dates(empty_value):
    with pytest.raises(BadDate, match="between 1600 and 2199"):
        dates.iso(empty_value)
