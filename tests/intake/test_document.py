import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import BadDate, DocumentError, EmptyDocument, TooLarge
from sayso.intake import MAX_TEXT, NO_DATE, from_text

REPORT = "The army of Gondor left Osgiliath on Friday."


def test_a_text_becomes_a_document_and_stays_as_it_is():
    text = "  Army leaves\r\n\r\nThe army\u00a0of Gondor left “Osgiliath” on Friday.\u200b \n"
    document = from_text(text, published="2024-03-08")
    assert document.text == text
    assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert document.notes == ()


def test_the_id_comes_from_the_content_unless_one_is_given():
    assert from_text(REPORT).id == hashlib.sha256(REPORT.encode()).hexdigest()[:16]
    assert from_text(REPORT, title="Another title", published="2024-03-08").id == from_text(REPORT).id
    assert from_text(REPORT, id="gondor  1").id == "gondor  1"


def test_without_a_date_a_note_says_that_relative_dates_stay_unresolved():
    document = from_text(REPORT)
    assert document.published is None
    assert document.notes == (NO_DATE,)


def test_an_impossible_date_is_an_error_and_not_dropped():
    with pytest.raises(BadDate, match="2024-02-30"):
        from_text(REPORT, published="2024-02-30")


def test_the_title_of_the_text_is_the_title_of_the_document():
    document = from_text(f"Army leaves Osgiliath\n\n{REPORT}")
    assert document.title == "Army leaves Osgiliath"
    assert document.segments[0].kind == "title"


def test_a_title_that_is_not_in_the_text_is_metadata_only():
    document = from_text(REPORT, title="Army leaves Osgiliath")
    assert document.title == "Army leaves Osgiliath"
    assert [part.kind for part in document.segments] == ["paragraph"]


def test_metadata_are_kept_on_one_line():
    document = from_text(REPORT, publisher=" The Gondor\nGazette ", author="", url="https://gondor.example/1")
    assert (document.publisher, document.author, document.url) == (
        "The Gondor Gazette",
        None,
        "https://gondor.example/1",
    )


@pytest.mark.parametrize("empty", ["", " \r\n\t", "\u200b\u200f", "…", "🔥🔥", "“”", "\x00\x00"])
def test_a_text_without_a_word_is_empty(empty):
    with pytest.raises(EmptyDocument, match="give the text of an article"):
        from_text(empty)


def test_half_an_emoji_is_replaced_in_place_and_said():
    document = from_text("Fire \ud83d in Bree\x00, officials said.")
    assert document.text == "Fire \ufffd in Bree\ufffd, officials said."
    assert document.notes[0] == "2 characters that cannot be stored were replaced by U+FFFD (lone surrogates, NUL)"


def test_offsets_count_code_points_after_emoji_and_marks():
    text = "🔴🇺🇦 \u200fRebels\u200b shelled “Sirte on Friday.\n\nThe army denied it."
    document = from_text(text)
    assert [text[part.start : part.end] for part in document.segments] == text.split("\n\n")


def test_unbalanced_quotation_marks_change_nothing():
    text = '“We left,” he said. “We did not. "Never, said the king. ‘So be it.'
    assert from_text(text).text == text


def test_more_than_the_limit_is_refused_with_the_limit():
    with pytest.raises(TooLarge, match="at most 5,000,000 are read"):
        from_text("a" * (MAX_TEXT + 1))


def test_reading_twice_gives_the_same_document():
    assert from_text(REPORT, published="2024-03-08") == from_text(REPORT, published="2024-03-08")


def test_importing_the_intake_loads_nothing_heavy():
    heavy = "{'numpy', 'lxml', 'trafilatura', 'httpx2', 'httpcore2', 'charset_normalizer', 'py3langid', 'onnxruntime'}"
    code = f"import sys, sayso.intake; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@given(st.text(st.characters(), max_size=300), st.none() | st.text(st.characters(), max_size=30))
def test_any_text_becomes_a_document_or_a_clear_error(text, title):
    try:
        document = from_text(text, title=title)
    except DocumentError as error:
        assert error.what
        return
    assert len(document.text) == len(text)
    document.text.encode("utf-8")
    assert all(document.text[part.start : part.end].strip() for part in document.segments)
    covered = sum(part.end - part.start for part in document.segments)
    assert covered >= len("".join(document.text.split()))
