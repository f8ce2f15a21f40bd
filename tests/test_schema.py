"""Is the JSON of a reading what the contract says, and does wrong JSON say what is wrong with it?"""

from __future__ import annotations

import copy
import csv
import json
from dataclasses import fields, is_dataclass, replace
from importlib.resources import files
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osgiliath import READING, SPANS
from sayso import records, validation
from sayso.errors import SchemaError, UsageError
from sayso.records import Document, Failure, Model, Reading
from sayso.schema import LAYERS, from_dict, from_json, json_schema, readings_of, to_dict, to_json

SCHEMA = dict(json_schema())
JUDGE = jsonschema.Draft202012Validator(SCHEMA)
WHOLE = to_dict(READING, layers=LAYERS)


# --------------------------------------------------------------------------------------------------------- the contract


def test_the_schema_is_a_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("layers", [(), ("tokens",), ("trace",), ("tokens", "trace")])
def test_a_reading_follows_the_schema_with_every_layer(layers: tuple[str, ...]) -> None:
    assert [error.message for error in JUDGE.iter_errors(to_dict(READING, layers=layers))] == []


def test_keys_stand_in_the_order_of_the_contract() -> None:
    record = to_dict(READING)
    assert " ".join(record) == (
        "schema sayso model document statements events actors places times quantities wording entities sentences notes"
    )
    assert " ".join(record["statements"][0]) == (
        "id source cue content manner via "
        "addressee time place within negated score"
    )
    assert " ".join(record["events"][0]) == (
        "id type mode contexts trigger actors recipients instrument place time status stated_in disputed_by magnitude "
        "responsibility same_as part_of evidence score"
    )
    assert " ".join(record["statements"][4]["via"][0]) == "text span actor"


def test_layers_come_only_when_asked_for() -> None:
    plain, traced = to_dict(READING), to_dict(READING, layers=("trace",))
    assert "tokens" not in plain and "predicates" not in plain and "trace" not in plain["events"][1]
    assert traced["events"][1]["trace"]["type"]["by"] == "model:triggers" and "tokens" not in traced
    assert traced["places"][0]["trace"] == {}, "where nothing was traced, the layer says so"
    assert to_dict(READING, layers=("tokens",))["tokens"][1]["head"] is None


def test_a_layer_that_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="no layer 'colours': the layers are tokens and trace"):
        to_dict(READING, layers=("colours",))
    with pytest.raises(UsageError, match="has no tokens"):
        to_dict(replace(READING, tokens=None), layers=("tokens",))


def record_types() -> list[tuple[str, Any]]:
    named = {name: getattr(records, name, None) for name in SCHEMA["$defs"]}
    named |= {"Channel": records.Party, "Descriptor": records.Phrase}
    return [(name, type_) for name, type_ in named.items() if is_dataclass(type_)]


@pytest.mark.parametrize(("name", "type_"), [*record_types(), ("", Reading)])
def test_schema_and_dataclass_have_the_same_fields_and_values(name: str, type_: Any) -> None:
    node = SCHEMA["$defs"][name] if name else SCHEMA
    hints = get_type_hints(type_)
    assert {field.name for field in fields(type_)} == set(node["properties"]) - {"schema"}
    for field, hint in hints.items():
        values = hint if get_origin(hint) is Literal else None
        if values is not None:
            assert node["properties"][field]["enum"] == list(get_args(values)), field
        nullable = NoneType in get_args(hint) and field not in ("tokens", "predicates")
        assert accepts_null(node["properties"][field]) == nullable, field


def accepts_null(node: dict[str, Any]) -> bool:
    if "anyOf" in node:
        return {"type": "null"} in node["anyOf"]
    return None in node.get("enum", ()) or "null" in node.get("type", ())


def test_every_type_of_event_has_its_plover_modes_and_no_other() -> None:
    with (files("sayso.data") / "plover" / "modes.csv").open(encoding="utf-8") as table:
        plover = {(row["type"], row["mode"]) for row in csv.DictReader(table)}
    rules = SCHEMA["$defs"]["Event"]["allOf"]
    allowed = {
        (type_, mode)
        for rule in rules
        for type_ in rule["if"]["properties"]["type"]["enum"]
        for mode in rule["then"]["properties"]["mode"]["enum"]
    }
    assert allowed == plover | {(type_, None) for type_ in get_args(records.EventType)}


def test_contexts_are_plovers() -> None:
    with (files("sayso.data") / "plover" / "contexts.csv").open(encoding="utf-8") as table:
        plover = [row["context"] for row in csv.DictReader(table)]
    assert SCHEMA["$defs"]["Event"]["properties"]["contexts"]["items"]["enum"] == plover


# ------------------------------------------------------------------------------------------------------- there and back


def test_a_reading_comes_back_from_json_as_it_was() -> None:
    back = from_json(to_json(READING, layers=LAYERS))
    assert back == READING
    assert isinstance(back, Reading)
    assert back.events[1].trace["type"].spans == SPANS["e2.trigger"], "traces do not count in comparisons: look"


def test_without_layers_all_but_the_layers_comes_back() -> None:
    assert from_dict(to_dict(READING)) == replace(READING, tokens=None, predicates=None)


def test_a_failure_comes_back_as_it_was() -> None:
    failure = Failure(id=None, line=3, error="the line is not JSON")
    assert to_dict(failure) == {"schema": "sayso.error/1", "id": None, "line": 3, "error": "the line is not JSON"}
    assert from_dict(to_dict(failure)) == failure


def test_methods_of_the_reading_do_the_same() -> None:
    assert Reading.from_dict(READING.to_dict(layers=LAYERS)) == READING


def test_saved_readings_come_back_from_an_object_an_array_and_lines() -> None:
    plain = replace(READING, tokens=None, predicates=None)
    failure = Failure(id="x", line=2, error="empty")
    for text in (
        to_json(plain, indent=2),
        f"[{to_json(plain)},{to_json(failure)}]",
        f"{to_json(plain)}\n{to_json(failure)}\n",
    ):
        found = list(readings_of(text))
        assert found[0] == plain and found[1:] in ([], [failure])


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(st.characters(codec=None), min_size=1))
def test_json_is_one_line_of_utf_8_whatever_the_document_holds(text: str) -> None:
    reading = Reading(
        sayso="0", model=Model(name="m", version="1"), document=Document(id="d", text=text, sha256="0" * 64)
    )
    line = to_json(reading)
    assert line.encode("utf-8").decode("utf-8").splitlines() == [line]
    assert from_json(line) == reading


def test_half_a_surrogate_pair_and_foreign_line_ends_are_escaped_and_nothing_else() -> None:
    document = Document(id="d", text="Húrin \ud83d 🐎 \u2028", sha256="0" * 64)
    line = to_json(Reading(sayso="0", model=Model(name="m", version="1"), document=document))
    assert r'"Húrin \ud83d 🐎 \u2028"' in line


# ---------------------------------------------------------------------------------------------------------- wrong input


def changed(path: str, value: Any) -> dict[str, Any]:
    """The whole reading with one field changed; `...` takes it away."""
    record = copy.deepcopy(WHOLE)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    here: Any = record
    for step in way:
        here = here[step]
    if value is ...:
        del here[last]
    else:
        here[last] = value
    return record


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("schema", "sayso.reading/2", r"\$.schema: 'sayso.reading/2' is not 'sayso.reading/1'"),
        ("events", ..., r"\$: the field `events` is missing"),
        ("events.0.status", "happened", r"\$.events\[0\].status: 'happened' is not one of occurred \| ongoing"),
        ("events.0.mod", None, r"there is no field 'mod'; did you mean `mode`\?"),
        ("events.0.mode", "explosives", r"events\[0\].mode: 'explosives' is not one of null \| troops \| weapons"),
        ("events.0.contexts", ["war"], r"contexts\[0\]: 'war' is not one of military"),
        ("events.0.score", 1.5, r"score: 1.5 is more than 1"),
        ("events.0.score", True, r"score: a number is wanted, not true"),
        ("events.0.trigger.span", [1], r"span: 1 items, at least 2"),
        ("events.0.trigger.span", [1.5, 3], r"span\[0\]: a whole number is wanted, not 1.5"),
        ("events.0.trigger", None, r"trigger: an object is wanted, not null"),
        ("statements.0.cue.act", "whisper", r"act: 'whisper' is not one of say"),
        ("statements.0.id", "s01", r"id: 's01' does not have the form"),
        ("actors.0.roles", ["ARMY"], r"roles\[0\]: 'ARMY' is not one of COP"),
        ("actors.0.country", "Mordor", r"country: 'Mordor' does not have the form"),
        ("places.1.lat", 91, r"lat: 91 is more than 90"),
        ("times.0.begin", "Thursday", r"begin: 'Thursday' does not have the form"),
        ("times.0.mod", "ABOUT", r"mod: 'ABOUT' is not one of null \| BEFORE"),
        ("document.sha256", "abc", r"sha256: 'abc' does not have the form"),
        ("events.1.trigger.text", "wounded", r"e2.trigger: the text 'wounded' is not what the spans say, 'killed'"),
        ("events.1.evidence", [[0, 100000]], r"e2: the span \[0, 100000\] is empty or not within the text"),
        ("events.1.place", "p9", r"e2.place: there is no p9 in places"),
        ("events.1.stated_in", "s9", r"e2.stated_in: there is no s9 in statements"),
        ("events.4.same_as", "e5", r"e5.same_as: leads back to e5"),
        ("statements.3.within", "s5", r"s4.within: leads back to s4"),
        ("statements.1.id", "s1", r"statements: the id s1 is used 2 times"),
        ("tokens.0.head", 7, r"tokens\[0\].head: 7, but there are 2 tokens"),
        ("sentences.0", [5, 5], r"sentences: the span \[5, 5\] is empty"),
    ],
)
def test_a_wrong_reading_says_where_and_what_is_possible(path: str, value: Any, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        from_dict(changed(path, value))


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '"x"', "[" * 100_000, "{}", '{"schema": "sayso.error/1"}'])
def test_what_is_no_reading_at_all_is_refused(text: str) -> None:
    with pytest.raises(SchemaError):
        from_json(text)


def test_only_the_first_problems_are_told() -> None:
    record = copy.deepcopy(WHOLE)
    for event in record["events"]:
        event["status"], event["score"] = "happened", -1
    with pytest.raises(SchemaError, match=r"…$") as refusal:
        from_dict(record)
    assert str(refusal.value).count("happened") == 3


# what JSON holds; 1.0 is left out: it is a whole number to JSON Schema, and to us
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.5, -0.5, 1e300]) | st.text(max_size=3)
    | st.sampled_from(["a1", "s1", "occurred", "2024", "2024-03-08\n", "published"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["id", "text", "span", "x"]), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip


def paths(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(path for key, item in inner for path in paths(item, (*way, key)))]


PATHS = [path for path in paths(WHOLE) if path]


@settings(deadline=None)  # a busy machine is no failure
@given(st.sampled_from(PATHS), JSON_VALUES, st.sampled_from(["set", "delete", "add"]))
def test_our_validator_and_the_jsonschema_package_agree(path: tuple[Any, ...], value: Any, deed: str) -> None:
    record = copy.deepcopy(WHOLE)
    here: Any = record
    for step in path[:-1]:
        here = here[step]
    if deed == "set":
        here[path[-1]] = value
    elif deed == "delete":
        del here[path[-1]]
    elif isinstance(here, dict):
        here["unknown"] = value
    ours = next(validation.problems(record, SCHEMA, SCHEMA), None)
    assert (ours is None) == JUDGE.is_valid(record), ours
    if ours is not None:
        with pytest.raises(SchemaError):
            from_dict(record)


def test_a_schema_with_more_than_we_read_is_refused() -> None:
    with pytest.raises(SchemaError, match="keyword 'format'"):
        list(validation.problems("x", {"format": "date"}, {}))


def test_the_error_record_follows_its_schema() -> None:
    judge = jsonschema.Draft202012Validator({"$ref": "#/$defs/error", "$defs": SCHEMA["$defs"]})
    assert judge.is_valid(json.loads(to_json(Failure(id="d", line=1, error="empty"))))
