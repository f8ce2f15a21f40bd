"""Every rule for times says by example what it does, and does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from sayso.records import Analysis, Document, Time
from sayso.when import find
from sayso.when.normalise import READINGS
from sayso.when.rules import NOT_A_TIME, Rule, RuleError, load, read_rules

EXAMPLES = [(rule, example) for rule in load().rules for example in rule.examples]
CHECKED = ("value", "mod", "begin", "end", "type", "anchor")


def times_of(example: Mapping[str, Any]) -> tuple[Time, ...]:
    document = Document(id="example", text=example["text"], sha256="", published=example.get("published"))
    return find(Analysis(document=document, words=(), sentences=()))


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.name}: {e['text']}" for r, e in EXAMPLES])
def test_a_rules_example_comes_out_as_written(rule: Rule, example: Mapping[str, Any]) -> None:
    found = times_of(example)
    if "found" in example:
        assert [[time.text, time.value] for time in found] == example["found"]
        return
    (time,) = [time for time in found if time.text == example["span"]]
    assert {key: getattr(time, key) for key in CHECKED if key in example} == {
        key: example[key] for key in CHECKED if key in example
    }


@pytest.mark.parametrize("rule", load().rules, ids=lambda rule: rule.name)
def test_a_rule_takes_part_in_one_of_its_examples(rule: Rule) -> None:
    if rule.reads == NOT_A_TIME:
        assert any(rule.regex.search(example["text"]) for example in rule.examples)
        return
    makers = {time.trace["value"].by for example in rule.examples for time in times_of(example)}
    assert f"rule:en/time/{rule.name}" in makers


def test_rules_have_names_of_their_own() -> None:
    assert [name for name, count in Counter(rule.name for rule in load().rules).items() if count > 1] == []


def test_every_rule_reads_in_a_way_that_there_is() -> None:
    assert {rule.reads for rule in load().rules} <= set(READINGS) | {NOT_A_TIME}


def test_a_rule_that_names_no_class_is_refused_by_name() -> None:
    table = {
        "numbers": dict(
            ones={}, tens={}, scales={}, articles=["a"], pairs={}, vague=[], half=[], and_a_half="and a half"
        ),
        "class": {},
        "shape": {},
        "fragment": {},
        "list": {},
        "cue": {},
        "rule": [{"name": "second-breakfast", "reads": "calendar", "pattern": "at {meal}", "examples": []}],
    }
    with pytest.raises(RuleError, match=r"second-breakfast.*meal"):
        read_rules(table, "en")
