"""Does `why` tell each field of a record with its words, who concluded it, and what else was considered?"""

from __future__ import annotations

from typing import Any

import pytest

from osgiliath import READING, SPANS, words
from sayso.errors import UsageError
from sayso.export import Layout
from sayso.export.table import printed
from sayso.export.why import grounds, record, view


def ground(id_: str, field: str) -> Any:
    return next(one for one in grounds(READING, id_) if one.field == field)


def test_fields_come_in_the_order_of_the_contract() -> None:
    names = [one.field for one in grounds(READING, "e2") if "." not in one.field]
    assert " ".join(names) == (
        "evidence type mode contexts trigger actors recipients instrument place time status stated_in disputed_by "
        "magnitude responsibility same_as part_of score"
    )


def test_a_field_has_its_words_and_who_concluded_it() -> None:
    found = ground("e2", "type")
    assert (found.value, found.spans, found.trace.by) == ("ASSAULT", SPANS["e2.trigger"], "model:triggers")


def test_an_id_is_told_with_its_name_and_its_words() -> None:
    assert ground("e2", "place").value == "p2 Osgiliath" and ground("e2", "stated_in").value == "s2 Húrin"
    assert ground("e4", "place").spans == SPANS["p3"], "also where nothing was traced"


def test_a_record_inside_a_record_is_opened() -> None:
    assert ground("s2", "cue.act").trace.by == "rule:en/statements/act-of-lemma"
    assert ground("e2", "magnitude.killed").value == "3"


def test_what_is_unknown_is_empty() -> None:
    assert ground("e2", "actors").value == "" and ground("e2", "actors").spans == ()


def test_a_trace_of_no_field_is_not_lost() -> None:
    from dataclasses import replace

    from sayso.records import Trace

    event = replace(READING.events[0], trace={"agreement": Trace(by="rule:en/two-routes", why="tree and head agree")})
    found = grounds(replace(READING, events=(event,)), "e1")[-1]
    assert (found.field, found.trace.why) == ("agreement", "tree and head agree")


def test_every_record_of_the_reading_can_be_asked_for() -> None:
    for name in ("statements", "events", "actors", "places", "times", "quantities"):
        for one in getattr(READING, name):
            shown = printed(view(READING, one.id), Layout(width=80))
            assert shown.startswith(one.id) and max(map(len, shown.splitlines())) <= 80


def test_people_read_words_offsets_rule_score_and_candidates() -> None:
    shown = " ".join(printed(view(READING, "e2"), Layout(width=100)).split())
    start, end = SPANS["e2.trigger"][0]
    assert (
        f"“killed” [{start}, {end}) by model:triggers 0.95 because the word “killed” in this sentence "
        "considered ASSAULT 0.95 | COERCE 0.03" in shown
    )


def test_programs_read_the_same() -> None:
    found = record(READING, "e2")["fields"]["type"]
    assert found["value"] == "ASSAULT" and found["words"] == [
        {"span": list(SPANS["e2.trigger"][0]), "text": words("e2.trigger")}
    ]
    assert record(READING, "e2")["fields"]["magnitude.killed"]["value"]["min"] == 3


def test_an_id_that_is_not_there_tells_which_are() -> None:
    with pytest.raises(UsageError, match="no 'e9' in this reading: there is s1–s5, e1–e5, a1–a7, p1–p3, t1–t2, q1"):
        view(READING, "e9")
