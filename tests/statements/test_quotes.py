"""Quotation marks as they come: straight, curly, mixed, nested, unclosed, re-opened, and apostrophes among them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Span
from sayso.statements import quotes


def lines(text: str) -> list[Span]:
    return [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]


def inner(text: str) -> list[str]:
    return [text[q.inner[0] : q.inner[1]] for q in quotes.find(text, lines(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We held the ford," she said.', ["We held the ford,"]),
        ("“We held the ford,” she said.", ["We held the ford,"]),
        ("‘We held the ford,’ she said.", ["We held the ford,"]),
        ("'We held the ford,' she said.", ["We held the ford,"]),
        ("«We held the ford», she said.", ["We held the ford"]),
        ("„We held the ford“, she said.", ["We held the ford"]),
        ("``We held the ford,'' she said.", ["We held the ford,"]),
    ],
)
def test_every_kind_of_mark_encloses_a_quotation(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_quotation_opened_curly_and_closed_straight_is_one() -> None:
    assert inner('“We held the ford," she said. “It cost us."') == ["We held the ford,", "It cost us."]


def test_apostrophes_are_not_quotation_marks() -> None:
    assert inner("Gondor's scouts didn't cross the riders' ford in '19.") == []


def test_an_apostrophe_does_not_close_a_single_quotation() -> None:
    assert inner("‘It wasn’t Gondor’s fault,’ he said.") == ["It wasn’t Gondor’s fault,"]


def test_a_quotation_inside_a_quotation_belongs_to_the_outer_one() -> None:
    assert inner("“He told me ‘run’ and I ran,” she said.") == ["He told me ‘run’ and I ran,"]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“We held the ford, she said.\nIt rained."
    (quotation,) = quotes.find(text, lines(text))
    assert (text[slice(*quotation.inner)], quotation.closed) == ("We held the ford, she said.", False)


def test_a_paragraph_that_reopens_the_mark_continues_the_quotation() -> None:
    text = "“We held the ford.\n“Then we left it.” Rain fell."
    first, second = quotes.find(text, lines(text))
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


def test_a_paragraph_after_a_closed_quotation_continues_nothing() -> None:
    text = "“We held the ford.”\n“We left it.”"
    assert [q.continues for q in quotes.find(text, lines(text))] == [False, False]


def test_an_odd_number_of_marks_costs_one_quotation_not_the_document() -> None:
    assert inner('A "strange story.\n"We held the ford," she said.') == ["strange story.", "We held the ford,"]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„`-(", max_size=60))
def test_quotations_never_overlap_and_never_leave_their_paragraph(text: str) -> None:
    paragraphs = lines(text)
    end = 0
    for quotation in quotes.find(text, paragraphs):
        start, stop = quotation.span
        assert end <= start < stop
        assert start <= quotation.inner[0] <= quotation.inner[1] <= stop
        assert any(a <= start and stop <= b for a, b in paragraphs)
        end = stop
