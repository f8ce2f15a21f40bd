import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.layout import is_byline, is_heading, segments

FIRST = (
    "MINAS TIRITH (Wire) - Shells struck the western quarter of Osgiliath on Friday, killing at least four people, "
    "the governor said, hours before talks were due to open in Dol Amroth on the coast."
)
SECOND = (
    "“We saw the flashes from across the river,” said Madril Thorn, a ferryman who has worked there for twenty years. "
    "“Then the bridge was gone, and with it the boats that had been moored to it since the winter.”"
)


def kinds(text, title=None):
    return [(part.kind, " ".join(text[part.start : part.end].split())) for part in segments(text, title)]


def wrapped(*paragraphs, width=72, between="\n\n", indent=""):
    return between.join(
        textwrap.fill(paragraph, width, initial_indent=indent, break_on_hyphens=False) for paragraph in paragraphs
    )


def test_blank_lines_part_paragraphs():
    assert kinds(f"{FIRST}\n\n{SECOND}\n") == [("paragraph", FIRST), ("paragraph", SECOND)]


@pytest.mark.parametrize("width", [40, 68, 72, 80, 120])
def test_the_lines_of_wrapped_copy_belong_together(width):
    assert kinds(wrapped(FIRST, SECOND, width=width)) == [("paragraph", FIRST), ("paragraph", SECOND)]


def test_wrapped_copy_without_blank_lines_parts_at_indents():
    text = wrapped(FIRST, SECOND, between="\n", indent="    ")
    assert kinds(text) == [("paragraph", FIRST), ("paragraph", SECOND)]


def test_wrapped_copy_without_blank_lines_parts_where_a_sentence_leaves_its_line_short():
    assert kinds(wrapped(FIRST, SECOND, between="\n")) == [("paragraph", FIRST), ("paragraph", SECOND)]


def test_old_copy_all_in_capitals_is_wrapped_too():
    assert kinds(wrapped(FIRST.upper(), SECOND.upper())) == [
        ("paragraph", FIRST.upper()),
        ("paragraph", SECOND.upper()),
    ]


def test_long_lines_are_paragraphs_of_their_own():
    assert kinds(f"{FIRST}\nThe governor said so.\n{SECOND}") == [
        ("paragraph", FIRST),
        ("paragraph", "The governor said so."),
        ("paragraph", SECOND),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_every_kind_of_line_end_is_one(line_end):
    text = f"Shells fall\n\n{FIRST}\n\n{SECOND}".replace("\n", line_end)
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "paragraph"]


def test_a_wire_report_has_title_byline_paragraphs_and_a_closing_byline():
    closing = "(Reporting by Ioreth Vale; Editing by Ori Marr)"
    text = f"Shells fall on Osgiliath\nBy Ioreth Vale\n\n{wrapped(FIRST)}\n\n{closing}"
    assert kinds(text) == [
        ("title", "Shells fall on Osgiliath"),
        ("byline", "By Ioreth Vale"),
        ("paragraph", FIRST),
        ("byline", closing),
    ]


def test_a_heading_stands_before_something_longer():
    text = f"Shells fall\n\n{FIRST}\n\nTalks in doubt\n\n{SECOND}\n\nMore on this story"
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "heading", "paragraph", "paragraph"]


def test_a_known_title_is_a_segment_where_the_text_starts_with_it():
    text = f"\n  Shells  fall on\nOSGILIATH\n\n{FIRST}"
    assert kinds(text, "Shells fall on Osgiliath") == [("title", "Shells fall on OSGILIATH"), ("paragraph", FIRST)]


@pytest.mark.parametrize("title", ["Another title", "Shells", "Shells fall on Osgiliath as talks open"])
def test_a_known_title_that_the_text_does_not_start_with_is_no_segment(title):
    text = f"Shells fall on Osgiliath\n\n{FIRST}"
    assert kinds(text, title) == [("heading", "Shells fall on Osgiliath"), ("paragraph", FIRST)]


@pytest.mark.parametrize(
    "sentence", ["The army left.", "They left!", "He said:", "- first item", "(Wire)", "12,000", "and then"]
)
def test_a_sentence_an_item_or_a_number_is_no_heading(sentence):
    assert not is_heading(sentence)


@pytest.mark.parametrize(
    "byline",
    [
        "By Ioreth Vale",
        "BY IORETH VALE",
        "By Ioreth Vale and Beregond Marr in Dol Amroth",
        "By Finduilas de la Mar, Wire Writer",
        "Reporting by Ori Marr",
        "(Additional reporting by Ori Marr in Bree; editing by T. Vale)",
        "Published: Fri 8 March 2024, 14:20 GMT",
        "March 8, 2024",
    ],
)
def test_bylines_and_date_lines_are_known_by_their_form(byline):
    assert is_byline(byline)


@pytest.mark.parametrize(
    "other",
    [
        "By Friday the guns were silent.",
        "By Friday",
        "By night",
        "Ioreth Vale",
        "By the river they met",
        "May Day",
        "1914",
    ],
)
def test_what_only_looks_like_a_byline_is_none(other):
    assert not is_byline(other)


def test_the_known_author_alone_is_a_byline():
    assert is_byline("Ioreth  Vale", author="ioreth vale")
    assert not is_byline("Ioreth Vale spoke", author="Ioreth Vale")


PIECES = st.sampled_from(
    [
        "Bree",
        "the army",
        ".",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\t",
        "“",
        "By",
        "Ioreth",
        "12",
        "\u2028",
        "\x0c",
        "🔥",
        "\u200f",
        "-",
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)), st.none() | st.text(max_size=20))
def test_segments_are_in_order_apart_and_leave_out_only_white_space(text, title):
    at = 0
    for part in segments(text, title):
        assert at <= part.start < part.end <= len(text)
        assert not text[at : part.start].strip()
        assert text[part.start : part.end].strip() == text[part.start : part.end]
        at = part.end
    assert not text[at:].strip()
