"""Does a JSON value follow a JSON Schema? Every problem, with its place, in words for a person.

Reads the part of JSON Schema 2020-12 that `data/schema/reading-1.json` uses and refuses a schema that uses more.
The `jsonschema` package answers the same question and the tests hold the two against each other; it took five times as
long on a reading, and says "… is not valid under any of the given schemas" where a person needs to know which field.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from sayso.errors import SchemaError, shown

Node = Mapping[str, Any]

ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "title", "description"})
ASSERTIONS = frozenset({
    "$ref", "type", "const", "enum", "anyOf", "allOf", "pattern", "minimum", "maximum",
    "properties", "required", "additionalProperties", "items", "minItems", "maxItems",
})  # fmt: skip

NAMES = {
    "object": "an object", "array": "a list", "string": "a string", "integer": "a whole number",
    "number": "a number", "boolean": "true or false", "null": "null",
}  # fmt: skip


def problems(value: object, node: Node, root: Node, path: str = "$") -> Iterator[str]:
    """Where `value` departs from the schema `node`; `root` is the schema that `$ref` points into.

    Yields sentences such as `$.events[0].status: 'happened' is not one of occurred | ongoing | …`.

    Raises: SchemaError: `node` uses a keyword that is not read here.
    """
    unread = node.keys() - ANNOTATIONS - ASSERTIONS
    if unread:
        raise SchemaError(f"the schema keyword {shown(min(unread))} at {path} is not supported")
    if "$ref" in node:
        yield from problems(value, target(node["$ref"], root), root, path)
    if "anyOf" in node:
        yield from _any_of(value, node["anyOf"], root, path)
    if "type" in node and not _is(value, node["type"]):
        yield f"{path}: {_expected(node['type'])} is wanted, not {_found(value)}"
        return
    yield from _scalar(value, node, path)
    if isinstance(value, list):
        yield from _list(value, node, root, path)
    if isinstance(value, dict):
        yield from _object(value, node, root, path)


def target(reference: str, root: Node) -> Node:
    """The schema that `#/$defs/Name` points to."""
    node: Any = root
    for step in reference.removeprefix("#/").split("/"):
        node = node[step]
    found: Node = node
    return found


def _any_of(value: object, choices: list[Node], root: Node, path: str) -> Iterator[str]:
    """Problems of the one choice that is not null, so that they name the field and not the choice."""
    wanted = [choice for choice in choices if choice.get("type") != "null"]
    if len(wanted) != 1:
        raise SchemaError(f"anyOf at {path} has {len(wanted)} choices beside null: one is supported")
    if value is not None or len(wanted) == len(choices):
        yield from problems(value, wanted[0], root, path)


def _scalar(value: object, node: Node, path: str) -> Iterator[str]:
    if "const" in node and not _same(value, node["const"]):
        yield f"{path}: {_found(value)} is not {shown(node['const'])}"
    if "enum" in node and not any(_same(value, choice) for choice in node["enum"]):
        yield f"{path}: {_found(value)} is not one of {_choices(node['enum'])}"
    if isinstance(value, str) and "pattern" in node and not _pattern(node["pattern"])(value):
        yield f"{path}: {_found(value)} does not have the form {node['pattern']}"
    if _is(value, "number"):
        number: Any = value
        if "minimum" in node and number < node["minimum"]:
            yield f"{path}: {number} is less than {node['minimum']}"
        if "maximum" in node and number > node["maximum"]:
            yield f"{path}: {number} is more than {node['maximum']}"


def _list(value: list[Any], node: Node, root: Node, path: str) -> Iterator[str]:
    if len(value) < node.get("minItems", 0):
        yield f"{path}: {len(value)} items, at least {node['minItems']} are wanted"
    if len(value) > node.get("maxItems", math.inf):
        yield f"{path}: {len(value)} items, at most {node['maxItems']} are wanted"
    if "items" in node:
        for index, item in enumerate(value):
            yield from problems(item, node["items"], root, f"{path}[{index}]")


def _object(value: dict[str, Any], node: Node, root: Node, path: str) -> Iterator[str]:
    properties: Node = node.get("properties", {})
    for name in node.get("required", ()):
        if name not in value:
            yield f"{path}: the field `{name}` is missing"
    rest = node.get("additionalProperties", True)
    for name, item in value.items():
        if name in properties:
            yield from problems(item, properties[name], root, f"{path}.{name}")
        elif rest is False:
            yield f"{path}: there is no field {shown(name)}{_did_you_mean(name, properties)}"
        elif rest is not True:
            yield from problems(item, rest, root, f"{path}.{name}")
    for rule in node.get("allOf", ()):
        if next(problems(value, rule["if"], root, path), None) is None:
            yield from problems(value, rule["then"], root, path)


def _is(value: object, type_: str | list[str]) -> bool:
    """JSON's types: a boolean is no number, 1.0 is a whole number, and what is not finite is no number at all."""
    if isinstance(type_, list):
        return any(_is(value, one) for one in type_)
    if type_ == "null":
        return value is None
    if type_ in ("integer", "number"):
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return False
        return type_ == "number" or value == int(value)
    python = {"object": dict, "array": list, "string": str, "boolean": bool}[type_]
    return isinstance(value, python)


def _same(value: object, choice: object) -> bool:
    return type(value) is type(choice) and value == choice


@cache
def _pattern(pattern: str) -> Callable[[str], re.Match[str] | None]:
    # JSON Schema's `$` is the end of the string; Python's also stands before a final newline
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern).search


def _expected(type_: str | list[str]) -> str:
    return " or ".join(NAMES[one] for one in ([type_] if isinstance(type_, str) else type_))


def _found(value: object) -> str:
    if isinstance(value, dict | list):
        return NAMES["object" if isinstance(value, dict) else "array"]
    return (
        {None: "null", True: "true", False: "false"}[value]
        if value is None or value is True or value is False
        else shown(value)
    )


def _choices(enum: list[Any]) -> str:
    return " | ".join("null" if choice is None else str(choice) for choice in enum)


def _did_you_mean(name: str, properties: Node) -> str:
    close = difflib.get_close_matches(name, properties, n=1)
    return f"; did you mean `{close[0]}`?" if close else ""
