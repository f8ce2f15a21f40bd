import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import BadDate
from sayso.intake import NO_DATE, from_jsonl
from sayso.intake.jsonl import MAX_LINE, bounded_lines
from sayso.records import Document, Failure

REPORT = "The army of Gondor left Osgiliath on Friday."


def read(*lines, **options):
    return list(from_jsonl([line if isinstance(line, (str, bytes)) else json.dumps(line) for line in lines], **options))


def test_a_line_becomes_a_document_with_what_it_says_of_itself():
    record = {"id": "g1", "text": REPORT, "published": "2024-03-08", "title": "Army leaves", "url": "https://g.example/1",
              "publisher": "Gazette", "author": "Ioreth Vale"}  # fmt: skip
    (document,) = read(record)
    assert {name: getattr(document, name) for name in record} == record
    assert document.notes == ()
    assert [part.kind for part in document.segments] == ["paragraph"]


def test_only_the_text_is_required_and_null_means_unknown():
    plain, nulls = read({"text": REPORT}, {"text": REPORT, "id": None, "published": None, "title": None, "url": ""})
    assert plain == nulls
    assert plain.notes == (NO_DATE,)


def test_a_date_for_all_is_for_those_without_one():
    without, with_one = read({"text": REPORT}, {"text": REPORT, "published": "2020-01-02"}, published="8 March 2024")
    assert (without.published, with_one.published) == ("2024-03-08", "2020-01-02")


def test_a_wrong_date_for_all_is_an_error_before_anything_is_read():
    with pytest.raises(BadDate):
        from_jsonl(iter(()), published="2024-02-30")


def test_fields_of_ones_own_are_left_alone():
    (document,) = read({"text": REPORT, "topic": ["war"], "n": 3})
    assert isinstance(document, Document)


def test_a_number_as_id_is_taken_as_it_is_written():
    (document,) = read({"id": 17, "text": REPORT})
    assert document.id == "17"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"text": "cut', "not JSON (Unterminated string"),
        ("The army left.", "not JSON (Expecting value"),
        ("{'text': 'x'}", "not JSON"),
        (b'{"text": "caf\xe9"}', "not UTF-8 (byte 14)"),
        ("[" * 100_000, "nested too deeply"),
        ('{"id": ' + "9" * 5000 + ', "text": "x"}', "not JSON (Exceeds the limit"),
        ('["text"]', "a list where an object is expected"),
        ("null", "null where an object is expected"),
        ({"id": "g1"}, 'there is no "text"'),
        ({"text": None}, '"text" is null, not a text'),
        ({"text": ["a"]}, '"text" is a list, not a text'),
        ({"text": REPORT, "id": True}, '"id" is true or false, not a text'),
        ({"text": REPORT, "id": {"a": 1}}, '"id" is an object, not a text'),
        ({"text": REPORT, "published": 20240308}, '"published" is a number, not a text'),
        ({"text": REPORT, "published": "2024-02-30"}, "'2024-02-30' is not in the calendar"),
        ({"text": REPORT, "title": ["a"]}, '"title" is a list, not a text'),
        ({"text": REPORT, "language": "fr"}, "\"language\" is 'fr'"),
        ({"text": ""}, "the document is empty"),
        ({"text": "Губернатор заявил об обстреле."}, "Cyrillic"),
        ("x" * (MAX_LINE + 1), "the line is longer than 20,000,000 bytes"),
    ],
)
def test_a_line_that_cannot_be_read_leaves_a_failure_in_its_place(line, problem):
    before, failure, after = read({"text": REPORT, "id": "1"}, line, {"text": REPORT, "id": "3"})
    assert (before.id, after.id) == ("1", "3")
    assert isinstance(failure, Failure)
    assert failure.line == 2
    assert problem in failure.error


def test_a_failure_keeps_the_id_of_its_record_and_names_the_file():
    (failure,) = read({"id": "g7", "text": 5}, name="war.jsonl")
    assert (failure.id, failure.line) == ("g7", 1)
    assert failure.error.startswith("war.jsonl: line 1: ")


def test_blank_lines_are_counted_and_passed_over():
    document, failure = read("", {"text": REPORT}, b"  \r\n", "oops")
    assert isinstance(document, Document)
    assert failure.line == 4


def test_a_byte_order_mark_does_not_spoil_the_first_line():
    (document,) = read(b"\xef\xbb\xbf" + json.dumps({"text": REPORT}).encode())
    assert document.text == REPORT


@pytest.mark.parametrize("language", ["en", "EN-gb", "en_US", "eng", "English", None])
def test_english_may_be_named_in_several_ways(language):
    (document,) = read({"text": REPORT, "language": language})
    assert isinstance(document, Document)


def test_half_an_emoji_in_any_field_can_be_written_out_again():
    (document,) = read(
        r'{"id": "\ud83d", "text": "Fire \ud83d in Bree.", "title": "\ud83d", "publisher": "\ud83d\u0000"}'
    )
    for value in (document.id, document.text, document.title, document.publisher):
        value.encode("utf-8")


def test_lines_are_read_one_at_a_time():
    def endless():
        while True:
            yield json.dumps({"text": REPORT})

    documents = from_jsonl(endless())
    assert [next(documents).text for _ in range(3)] == [REPORT] * 3


@pytest.mark.parametrize("make", [io.BytesIO, lambda data: io.StringIO(data.decode())])
def test_of_an_overlong_line_only_the_start_is_kept_and_the_next_is_whole(make):
    lines = list(bounded_lines(make(b"a" * 1000 + b"\n" + b"b" * 10 + b"\n" + b"c" * 11), limit=10 + 1))
    assert [line[:3] if isinstance(line, str) else line[:3].decode() for line in lines] == ["aaa", "bbb", "ccc"]
    assert [len(line) for line in lines] == [12, 11, 11]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "text", "published", "title", "language", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(st.lists(st.one_of(JSON.map(json.dumps), st.text(max_size=30), st.binary(max_size=30)), max_size=6))
def test_any_lines_give_one_record_each_in_order(lines):
    found = list(from_jsonl(lines))
    assert len(found) == sum(1 for line in lines if line.strip())
    numbers = [record.line for record in found if isinstance(record, Failure)]
    assert numbers == sorted(numbers)
