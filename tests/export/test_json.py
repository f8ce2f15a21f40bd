"""One reading an object, several an array, and JSON Lines one a line, in order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from osgiliath import READING
from sayso.export import Layout, format_named
from sayso.records import Failure, Reading
from sayso.schema import to_dict

FAILURE = Failure(id="lost", line=2, error="the line is not JSON")


def written(name: str, items: list[Reading | Failure], **layout: tuple[str, ...]) -> str:
    return "".join(map(str, format_named(name)(items, Layout(**layout))))  # type: ignore[arg-type]


def test_one_reading_is_an_object() -> None:
    assert json.loads(written("json", [READING])) == to_dict(READING)


def test_several_are_an_array_with_the_failure_in_its_place() -> None:
    found = json.loads(written("json", [READING, FAILURE, READING]))
    assert [record["schema"] for record in found] == ["sayso.reading/1", "sayso.error/1", "sayso.reading/1"]


def test_nothing_is_an_empty_array() -> None:
    assert json.loads(written("json", [])) == []
    assert written("jsonl", []) == ""


def test_lines_are_one_a_record_in_order_and_read_as_they_come() -> None:
    drawn = []

    def items() -> Iterator[Reading | Failure]:
        for number in range(3):
            drawn.append(number)
            yield replace(READING, document=replace(READING.document, id=f"d{number}"))

    lines = format_named("jsonl")(items(), Layout())
    assert json.loads(next(lines))["document"]["id"] == "d0"
    assert drawn == [0], "the second is not read before the first is written"
    assert [json.loads(line)["document"]["id"] for line in lines] == ["d1", "d2"]


def test_layers_are_written_when_asked_for() -> None:
    assert "trace" not in written("jsonl", [READING])
    assert json.loads(written("jsonl", [READING], layers=("trace",)))["events"][1]["trace"]["type"]["score"] == 0.95


def test_words_are_written_as_they_are() -> None:
    assert "Húrin" in written("jsonl", [READING]) and "🐎" in written("json", [READING])
