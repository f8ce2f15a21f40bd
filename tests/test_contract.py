"""What must hold of every reading, whatever the text: checked on the real reader, end to end.

Each check looks at the JSON as a stranger would, without the code that wrote it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import schema
from sayso.errors import DocumentError
from sayso.records import Document, Reading

MODEL = files("sayso") / "model" / "sayso-en.onnx"

NEWS = """Envoy says troops have left the crossing

MINAS ISEN, 8 March (Courier of the West) — A roadside bomb killed three guards and wounded at least nine other people \
near the old bridge on Thursday evening, the governor's office said.

Governor Arvedui Halas told reporters on Friday that “the people who did this came over the river”. He blamed the Iron \
Front, an armed group that has been fighting the government for six years. The group denied that its fighters were in \
the city. “We have nothing to do with it,” its spokeswoman, Lira Venn, told Radio Isen.

No group has claimed responsibility for the bombing. According to two officers who asked not to be named, police \
arrested about 40 people in the harbour district and found a so-called workshop with 200 kilograms of explosives.

The foreign ministry of neighbouring Dorwan said it would send doctors and medicine next week if the road reopened. \
It had earlier threatened to close the border. Talks between the two governments are to begin in Port Serin on 15 March.

Halas said the army had been told that scouts saw columns moving towards the valley, but an envoy of Dorwan, who spoke \
on condition of anonymity, said that all troops had left the crossing a day before. Several thousand people marched \
through the city on Saturday to demand that the governor resign; police fired tear gas, witnesses said.

In 2019 the two sides signed a ceasefire that was broken within four months. More than 1,200 people have been killed \
and some 30,000 driven from their homes since then, the relief agency Open Hands reported in January.
"""
SHORT = "Officials in Karsk said on Monday that two soldiers had been kidnapped by gunmen."
NOTHING_SAID = "The museum is closed on Mondays. Its garden is open from nine to five all year."
TWICE = f"{SHORT}\n\n{SHORT}"
ASTRAL = "The mayor of Orlen 🐎 said on Tuesday: “𝔗he bridge is closed.” The café’s owner, Zoë Núñez, denied it. 👩‍👩‍👧"
TEXTS = {"news": NEWS, "short": SHORT, "nothing said": NOTHING_SAID, "twice": TWICE, "astral": ASTRAL}

NUMBERED = {"statements": "s", "events": "e", "actors": "a", "places": "p", "times": "t", "quantities": "q"}
REFERENCES = {
    "actor": "actors", "about": "actors", "of": "actors", "member_of": "actors", "claimed_by": "actors",
    "denied_by": "actors", "place": "places", "time": "times", "within": "statements", "stated_in": "statements",
    "disputed_by": "statements", "statement": "statements", "same_as": "events", "part_of": "events",
}  # fmt: skip


def test_the_model_is_here() -> None:
    """The other tests of this file are skipped without the model; in CI this one makes that a failure."""
    if not MODEL.is_file() and not os.environ.get("CI"):
        pytest.skip(f"there is no {MODEL}")
    assert MODEL.is_file(), f"there is no {MODEL}: whole readings were not tested"


@pytest.fixture(scope="module")
def readings(reader: Any) -> dict[str, Reading]:
    return {name: reader.read(text, published="2024-03-08") for name, text in TEXTS.items()}


@pytest.fixture(params=TEXTS)
def record(request: pytest.FixtureRequest, readings: dict[str, Reading]) -> dict[str, Any]:
    return as_json(readings[request.param])


def as_json(reading: Reading) -> dict[str, Any]:
    """The record as it comes out at the other end of a pipe, with its traces."""
    decoded: dict[str, Any] = json.loads(json.dumps(schema.to_dict(reading, layers=("trace",)), ensure_ascii=False))
    return decoded


def places_within(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of the record with its path, traces left out: theirs are checked apart."""
    if isinstance(value, dict):
        yield path, value
        for key, below in value.items():
            if key != "trace":
                yield from places_within(below, f"{path}.{key}")
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from places_within(below, f"{path}[{index}]")


# --------------------------------------------------------------------------------------------------------------- spans


def test_the_text_is_as_it_was_given(readings: dict[str, Reading]) -> None:
    assert {name: reading.document.text for name, reading in readings.items()} == TEXTS


def test_every_text_is_the_slice_that_its_span_says(record: dict[str, Any]) -> None:
    text = record["document"]["text"]
    for path, item in places_within(record):
        if "text" not in item or path == ".document":
            continue
        spans = item["spans"] if "spans" in item else [item["span"]]
        assert item["text"] == " … ".join(text[start:end] for start, end in spans), path


def test_every_span_lies_in_the_text_and_is_not_empty(record: dict[str, Any]) -> None:
    length = len(record["document"]["text"])
    for path, item in places_within(record):
        spans = [item["span"]] if "span" in item else []
        for name in ("spans", "mentions", "evidence", "sentences"):
            spans += item.get(name, [])
        for start, end in spans:
            assert 0 <= start < end <= length, (path, start, end)


def test_the_words_behind_every_conclusion_lie_in_the_text(record: dict[str, Any]) -> None:
    length = len(record["document"]["text"])
    for path, item in places_within(record):
        for name, trace in item.get("trace", {}).items():
            assert trace["by"], (path, name)
            assert all(0 <= start < end <= length for start, end in trace["spans"]), (path, name)


# ----------------------------------------------------------------------------------------------------------------- ids


def test_ids_count_from_one_in_text_order(record: dict[str, Any]) -> None:
    for name, letter in NUMBERED.items():
        assert [item["id"] for item in record[name]] == [f"{letter}{n + 1}" for n in range(len(record[name]))], name


def test_records_come_in_text_order(record: dict[str, Any]) -> None:
    first = {
        "events": lambda item: item["trigger"]["span"],
        "places": lambda item: item["span"],
        "times": lambda item: item["span"],
        "quantities": lambda item: item["span"],
        "wording": lambda item: item["span"],
        "entities": lambda item: item["span"],
        "sentences": lambda item: item,
    }
    for name, start in first.items():
        keys = [start(item) for item in record[name]]
        assert keys == sorted(keys), name


def test_every_reference_leads_to_a_record(record: dict[str, Any]) -> None:
    known = {name: {item["id"] for item in record[name]} for name in NUMBERED}
    for path, item in places_within(record):
        for field, where in REFERENCES.items():
            value = item.get(field)
            for id in value if isinstance(value, list) else [value]:
                if isinstance(id, str):
                    assert id in known[where], (path, field, id)


def test_no_statement_is_part_of_itself_and_no_event_repeats_a_repetition(record: dict[str, Any]) -> None:
    within = {item["id"]: item["within"] for item in record["statements"]}
    for statement, direct in within.items():
        seen, outer = {statement}, direct
        while outer is not None:
            assert outer not in seen, statement
            seen.add(outer)
            outer = within[outer]
    repeats = {item["id"]: item["same_as"] for item in record["events"]}
    for event, earlier in repeats.items():
        assert earlier is None or (int(earlier[1:]) < int(event[1:]) and repeats[earlier] is None), event


# -------------------------------------------------------------------------------------------------------------- values


def test_scores_are_probabilities(record: dict[str, Any]) -> None:
    for path, item in places_within(record):
        assert item.get("score") is None or 0.0 <= item["score"] <= 1.0, path


def test_ranges_are_not_upside_down(record: dict[str, Any]) -> None:
    for path, item in places_within(record):
        if item.get("min") is not None and item.get("max") is not None:
            assert item["min"] <= item["max"], path


def test_the_record_follows_the_published_schema(record: dict[str, Any]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    errors = jsonschema.Draft202012Validator(dict(schema.json_schema())).iter_errors(record)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_a_reading_survives_the_way_through_json(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        assert as_json(schema.from_dict(as_json(reading))) == as_json(reading)


# -------------------------------------------------------------------------------------- the same text, the same reading


def test_reading_twice_gives_the_same_record(reader: Any, readings: dict[str, Reading]) -> None:
    again = reader.read(NEWS, published="2024-03-08")
    assert as_json(again) == as_json(readings["news"])


def test_a_document_reads_alone_as_it_does_in_any_company(reader: Any, readings: dict[str, Reading]) -> None:
    documents = [reading.document for reading in readings.values()]
    alone = [as_json(reading) for reading in readings.values()]
    for company in (documents, documents[::-1], [*documents, *documents]):
        together = {item.document.id: as_json(item) for item in reader.read_many(company)}
        assert [together[document.id] for document in documents] == alone


def test_readings_come_in_the_order_of_their_documents(reader: Any, readings: dict[str, Reading]) -> None:
    documents = [reading.document for reading in readings.values()]
    assert [item.document.id for item in reader.read_many(iter(documents))] == [document.id for document in documents]


def test_what_follows_a_document_end_does_not_change_what_came_before(reader: Any) -> None:
    """A paragraph's reading does not hang on how long the document is: the tags of the first sentence stay."""
    first = reader.read(SHORT, published="2024-03-08")
    longer = reader.read(f"{SHORT}\n\n{NEWS}", published="2024-03-08")
    assert longer.sentences[: len(first.sentences)] == first.sentences


# ------------------------------------------------------------------------------------------------------- hostile texts

#: characters that have broken text processors: other scripts, marks without a base, direction marks, line ends of all
#: kinds, quotation marks, digits that are no numbers, halves of surrogate pairs, NUL
NASTY = "\x00\ud800\u200b\u202e\ufeff\u2028\r\n\t \u0301’“”\"'«»—-.,;:()[]{}<>&%$0123456789½²Ⅷ٣İßΣ🐎👩\u200d👧"
ODD = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(NASTY)), max_size=60)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ODD, between=ODD, after=ODD)
def test_no_text_breaks_the_reader(reader: Any, before: str, between: str, after: str) -> None:
    text = f"{before}The army said on Friday{between}that two men had been arrested in Paris.{after}"
    try:
        reading = reader.read(text, published="2024-03-08")
    except DocumentError:
        return  # refused, with a reason
    assert len(reading.document.text) == len(text)
    check_spans(as_json(reading))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 20_000,
        "said " * 3_000,
        "“" * 500 + "The mayor said it." + "”" * 500,
        "The mayor said (" * 200 + "it" + ")" * 200,
        "He said she said " * 300 + "it was over.",
        "\n\n".join(["The mayor said it."] * 300),
        "The mayor said it.\r\n\r\nThe governor denied it.\r",
        "<b>The mayor</b> said &lt;script&gt;alert(1)&lt;/script&gt; on Monday.",
        "THE ARMY SAID ON FRIDAY THAT TWO MEN HAD BEEN ARRESTED IN PARIS.",
        "1 2 3 4 5 6 7 8 9 10 11/12/2013 14:15 1,000,000,000,000,000,000,000 killed",
        "- - - . . . ! ? ; : , ' \" the army of the north said so",
    ],
    ids=lambda text: text[:24],
)
def test_texts_that_are_hardly_texts(reader: Any, text: str) -> None:
    try:
        reading = reader.read(text, published="2024-03-08")
    except DocumentError:
        return
    check_spans(as_json(reading))


@pytest.mark.parametrize("published", [None, "2024-02-29", "1999-12-31T23:59:59Z", "1600-01-01", "2199-12-31"])
def test_any_day_of_publication(reader: Any, published: str | None) -> None:
    text = "Last week and yesterday, the army said, it rained. It will rain tomorrow."
    reading = reader.read(text, published=published)
    check_spans(as_json(reading))


def test_a_document_of_other_hands_is_read_as_it_is(reader: Any) -> None:
    """Documents may be made without `intake`: no segments, no date, an id with odd characters."""
    document = Document(id="a/b ’🐎", text=SHORT, sha256="0" * 64)
    assert reader.read(document).document == document


def check_spans(record: dict[str, Any]) -> None:
    test_every_text_is_the_slice_that_its_span_says(record)
    test_every_span_lies_in_the_text_and_is_not_empty(record)
    test_every_reference_leads_to_a_record(record)
