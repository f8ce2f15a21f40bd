"""Times in running text: what they are counted from, what they never become."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import Analysis, Document, Time, Word
from sayso.when import find
from sayso.when.rules import load

FRIDAY = "2024-03-08"


def analysis(text: str, published: str | None = FRIDAY, words: tuple[Word, ...] = ()) -> Analysis:
    document = Document(id="d", text=text, sha256="", published=published)
    return Analysis(document=document, words=words, sentences=((0, len(words)),) if words else ())


def times(text: str, published: str | None = FRIDAY) -> tuple[Time, ...]:
    return find(analysis(text, published))


def values(text: str, published: str | None = FRIDAY) -> list[tuple[str, str | None]]:
    return [(time.text, time.value) for time in times(text, published)]


# ------------------------------------------------------------------------------------------------------- the present


def test_thursday_is_the_latest_one() -> None:
    (thursday,) = times("The steward of Gondor resigned on Thursday.")
    assert (thursday.value, thursday.anchor) == ("2024-03-07", "published")


def test_the_day_of_publication_is_itself_the_latest() -> None:
    assert values("The steward of Gondor resigned Friday.") == [("Friday", "2024-03-08")]


def test_a_weekday_that_is_announced_lies_ahead() -> None:
    assert values("Talks are set to resume in Bree on Monday.") == [("Monday", "2024-03-11")]
    assert values("The gate will open on Friday.") == [("Friday", "2024-03-08")]


def test_what_had_been_announced_is_over() -> None:
    assert values("The offer had been due to expire Monday.") == [("Monday", "2024-03-04")]


def test_times_have_ids_in_text_order_and_say_their_words() -> None:
    text = "On Monday and again last week, the host marched for two days."
    found = times(text)
    assert [time.id for time in found] == ["t1", "t2", "t3"]
    assert [text[slice(*time.span)] for time in found] == ["Monday", "last week", "two days"]


def test_every_value_says_which_rule_gave_it() -> None:
    (monday,) = times("It fell on Monday.")
    assert monday.trace["value"].by == "rule:en/time/weekday-latest"
    assert monday.trace["value"].candidates == ("2024-03-11",)
    assert monday.trace["anchor"].why


# ---------------------------------------------------------------------------------------------- no publication date


@pytest.mark.parametrize(
    "words", ["Thursday", "yesterday", "last week", "two years ago", "in May", "on 3 June", "tonight"]
)
def test_without_a_publication_date_what_hangs_on_it_stays_open(words: str) -> None:
    (time,) = times(f"The bridge fell {words}.", published=None)
    assert (time.value, time.begin, time.end, time.anchor) == (None, None, None, None)


def test_without_a_publication_date_a_date_in_the_text_still_anchors_the_story() -> None:
    assert values("The siege began on 3 May 1916. Two days later, in June, it ended.", None) == [
        ("3 May 1916", "1916-05-03"),
        ("Two days later", "1916-05-05"),
        ("June", "1916-06"),
    ]


# ---------------------------------------------------------------------------------------------------------- history


def test_a_story_goes_on_from_the_last_date_it_named() -> None:
    text = (
        "On 1 June 1940 the host crossed. On June 10 it stood at Bree. By September it was beaten. In January it fled."
    )
    assert [value for _, value in values(text, "2009-12-19")] == ["1940-06-01", "1940-06-10", "1940-09", "1941-01"]


def test_a_passage_of_history_inside_the_news_keeps_its_year() -> None:
    text = (
        "Rohan's marshals met on Thursday. They will meet again on Monday, they said yesterday.\n\n"
        "In June 2011 the first of them was killed. In August the rest fled.\n\n"
        "The marshals said on Tuesday that a vote is due in May."
    )
    assert dict(values(text))["August"] == "2011-08"
    assert dict(values(text))["May"] == "2024-05"


def test_an_aside_of_history_does_not_carry_the_news_away() -> None:
    text = "He condemned the attack, the worst since 1990. In December he resigned, his office said on Tuesday."
    assert dict(values(text))["December"] == "2023-12"


def test_what_is_counted_from_a_time_of_the_text_names_it() -> None:
    found = times("Dale fell on 12 April 1931. Two days later the king died.")
    assert (found[1].value, found[1].anchor) == ("1931-04-14", "t1")


# -------------------------------------------------------------------------------------------------- what is no time


@pytest.mark.parametrize(
    "text",
    [
        "The elves may march if they must.",
        "They march on; the March of the Ents went on.",
        "Case 20151103 has 1,998 pages and 2000 people.",
        "Write to frodo2015@shire.example or see /2015/03/08/bree.",
        "The 27-year-old rider, aged 27, won 3:15 in the second round.",
        "He paid $1999 for an august ring.",
    ],
)
def test_words_that_only_look_like_times_are_left_alone(text: str) -> None:
    assert values(text) == []


def test_a_month_named_may_is_a_month() -> None:
    assert values("The vote in May may fail.") == [("May", "2024-05")]


# -------------------------------------------------------------------------------------------------- ranges and clocks


def test_from_to_gives_two_dates() -> None:
    assert values("He ruled from 1992 to 1995.") == [("1992", "1992"), ("1995", "1995")]


def test_a_clock_time_takes_its_day_and_keeps_its_zone() -> None:
    (time,) = times("The gate closes at 4 a.m. GMT Thursday.")
    assert (time.value, time.begin) == ("2024-03-07T04:00", "2024-03-07T04:00Z")


def test_a_clock_time_may_stand_before_its_day() -> None:
    text = "The horn blew at 10:35 a.m. in Bree, the wardens said, on Tuesday."
    assert values(text) == [("10:35 a.m.", "2024-03-05T10:35"), ("Tuesday", "2024-03-05")]


def test_a_length_before_an_event_stays_a_length() -> None:
    (time,) = times("He fell a week before the vote.")
    assert (time.type, time.value, time.anchor) == ("DURATION", "P1W", None)


# ---------------------------------------------------------------------------------------------- with words and trees


def word(text: str, start: int, lemma: str, upos: str, head: int | None) -> Word:
    return Word(start, start + len(text), text, lemma, upos, head, "root" if head is None else "dep", 0)


def test_the_verb_decides_where_the_words_are_analysed() -> None:
    ahead = (
        word("Talks", 0, "talk", "NOUN", 2),
        word("will", 6, "will", "AUX", 2),
        word("open", 11, "open", "VERB", None),
    )
    (monday,) = find(analysis("Talks will open Monday", words=(*ahead, word("Monday", 16, "Monday", "PROPN", 2))))
    assert monday.value == "2024-03-11"
    past = (word("Talks", 0, "talk", "NOUN", 1), word("opened", 6, "open", "VERB", None))
    (monday,) = find(analysis("Talks opened Monday", words=(*past, word("Monday", 13, "Monday", "PROPN", 1))))
    assert monday.value == "2024-03-04"


def test_an_infinitive_looks_where_the_verb_above_it_looks() -> None:
    verbs = (word("leave", 13, "leave", "VERB", 1), word("Monday", 19, "Monday", "PROPN", 3))
    to = word("to", 10, "to", "PART", 3)
    he = word("They", 0, "they", "PRON", 1)
    plan = find(analysis("They plan to leave Monday", words=(he, word("plan", 5, "plan", "VERB", None), to, *verbs)))
    came = find(analysis("They came to leave Monday", words=(he, word("came", 5, "come", "VERB", None), to, *verbs)))
    assert [time.value for time in (*plan, *came)] == ["2024-03-11", "2024-03-04"]


def test_a_verb_that_is_spelt_like_a_month_is_left_alone_where_the_words_are_analysed() -> None:
    words = (
        word("They", 0, "they", "PRON", 2),
        word("in", 5, "in", "ADV", 2),
        word("March", 8, "march", "VERB", None),
    )
    assert find(analysis("They in March", words=words)) == ()


# -------------------------------------------------------------------------------------------------- what always holds

MEANINGFUL = [
    *sorted({word for words in load().classes.values() for word in words}),
    "the", "of", "in", "to", "ago", "a", "and", "century", "1990", "2015", "'98", "31", "4", "10:30", "BC", ",", "-",
    "–", "GMT", "year", "old", "half", "first", "1/2", "29", "\n", "\n\n", ".", "30 February", "0", "9999", "0000",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(MEANINGFUL), max_size=40).map(" ".join)
DATES = st.none() | st.dates().map(str) | st.datetimes().map(lambda moment: moment.isoformat()) | st.text(max_size=12)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=300) | SOUP | SOUP.map(str.title), DATES)
def test_no_text_breaks_it_and_every_span_is_a_slice(text: str, published: str | None) -> None:
    end = 0
    for number, time in enumerate(times(text, published), 1):
        assert time.id == f"t{number}"
        assert time.span[0] >= end
        assert text[time.span[0] : time.span[1]] == time.text
        assert time.text.strip() == time.text != ""
        end = time.span[1]


@settings(deadline=None)
@given(st.integers(1900, 2099), st.integers(1, 12), DATES)
def test_a_month_of_a_year_never_gets_a_day(year: int, month: int, published: str | None) -> None:
    name = date(year, month, 1).strftime("%B")
    (time,) = times(f"The war began in {name} {year}.", published)
    after = date(year + month // 12, month % 12 + 1, 1)
    assert time.value == f"{year}-{month:02d}"
    assert (time.begin, time.end) == (f"{year}-{month:02d}-01", (after - timedelta(days=1)).isoformat())


@settings(deadline=None, max_examples=50)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from([e for r in load().rules for e in r.examples]))
def test_what_has_an_anchor_says_why(published: date, example: dict[str, str]) -> None:
    for time in times(example["text"], published.isoformat()):
        if time.anchor is not None:
            assert time.trace["anchor"].why
            assert time.anchor == "published" or int(time.anchor[1:]) < int(time.id[1:]) or time.type == "TIME"


@settings(deadline=None, max_examples=60)
@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_a_bare_weekday_is_within_the_last_seven_days(published: date, weekday: str) -> None:
    (time,) = times(f"The king spoke {weekday}.", published.isoformat())
    found = date.fromisoformat(str(time.value))
    assert published - timedelta(days=7) < found <= published
    assert found.strftime("%A") == weekday


@settings(deadline=None)
@given(SOUP, DATES)
def test_reading_twice_gives_the_same(text: str, published: str | None) -> None:
    assert times(text, published) == times(text, published)
