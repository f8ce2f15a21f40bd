"""The public record as JSON: a reading to a dict and back, and the JSON Schema of it.

`data/schema/reading-1.json` is the one source of field names, their order, and their value sets; the tests hold the
dataclasses of `sayso.records` against it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sayso import coherence, validation
from sayso.errors import SchemaError, UsageError, shown
from sayso.records import Failure, Reading

READING_SCHEMA = "sayso.reading/1"
ERROR_SCHEMA = "sayso.error/1"
LAYERS = ("tokens", "trace")  #: what a reading can carry beside the record itself
LAYER_OF = {"tokens": "tokens", "predicates": "tokens", "trace": "trace"}  # field → the layer it belongs to
SHOWN_PROBLEMS = 5  # a wrong reading is often wrong everywhere: the first five are enough to see why

# What JSON allows in a string but one line of JSON Lines or UTF-8 does not: line ends other than LF, and halves of
# surrogate pairs, which some JSON in the wild carries.
UNSAFE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


@cache
def json_schema() -> Mapping[str, Any]:
    """The JSON Schema (2020-12) of `sayso.reading/1`. Read it, do not change it; `sayso schema` prints it."""
    loaded: dict[str, Any] = json.loads(files("sayso.data").joinpath("schema/reading-1.json").read_text("utf-8"))
    return MappingProxyType(loaded)


# ------------------------------------------------------------------------------------------------------------- to JSON


def to_dict(item: Reading | Failure, *, layers: Collection[str] = ()) -> dict[str, Any]:
    """The public record of a reading (or `sayso.error/1` of a failure) as dicts, lists and plain values.

    `layers` adds `tokens` (with `predicates`) and `trace`. Keys stand in the order of the contract.

    Raises: UsageError: a layer that there is not, or `tokens` of a reading that was read without them.
    """
    for layer in layers:
        if layer not in LAYERS:
            raise UsageError(f"there is no layer {shown(layer)}", remedy=f"the layers are {' and '.join(LAYERS)}")
    schema = json_schema()
    if isinstance(item, Failure):
        failed: dict[str, Any] = _encode(item, schema["$defs"]["error"], frozenset())
        return failed
    if "tokens" in layers and item.tokens is None:
        raise UsageError("the reading has no tokens", remedy="read with layers=('tokens',)")
    encoded: dict[str, Any] = _encode(item, schema, frozenset(layers))
    return encoded


def to_json(item: Reading | Failure, *, layers: Collection[str] = (), indent: int | None = None) -> str:
    """`to_dict` as JSON text that is one line (without `indent`) and valid UTF-8, whatever the document holds."""
    text = json.dumps(to_dict(item, layers=layers), ensure_ascii=False, allow_nan=False, indent=indent)
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _encode(value: Any, node: Mapping[str, Any], layers: frozenset[str]) -> Any:
    node = _resolved(node)
    if value is None or isinstance(value, str | int | float):
        return value
    if "properties" in node:
        return {
            name: _encode_field(value, name, sub, layers)
            for name, sub in node["properties"].items()
            if LAYER_OF.get(name) is None or LAYER_OF[name] in layers
        }
    if isinstance(value, Mapping):
        return {key: _encode(item, node.get("additionalProperties") or {}, layers) for key, item in value.items()}
    return [_encode(item, node.get("items", {}), layers) for item in value]


def _encode_field(record: object, name: str, node: Mapping[str, Any], layers: frozenset[str]) -> Any:
    return node["const"] if "const" in node else _encode(getattr(record, name), node, layers)


def _resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """`node` without `$ref`, and without the null of a field that may be null."""
    if "anyOf" in node:
        node = next(choice for choice in node["anyOf"] if choice.get("type") != "null")
    return validation.target(node["$ref"], json_schema()) if "$ref" in node else node


# ----------------------------------------------------------------------------------------------------------- from JSON


def from_dict(record: Mapping[str, Any]) -> Reading | Failure:
    """The reading that `to_dict` made `record` of (or the failure, for a `sayso.error/1`).

    Raises: SchemaError: `record` is not one: a field is missing, unknown or of a wrong value, a span does not say its
        words, an id leads nowhere. The message names the first five places.
    """
    root = json_schema()
    failure = isinstance(record, Mapping) and record.get("schema") == ERROR_SCHEMA
    _refuse(
        list(islice(validation.problems(record, root["$defs"]["error"] if failure else root, root), SHOWN_PROBLEMS + 1))
    )
    if failure:
        return Failure(**{key: value for key, value in record.items() if key != "schema"})
    reading: Reading = _decode({key: value for key, value in record.items() if key != "schema"}, Reading)
    _refuse(list(islice(coherence.problems(reading), SHOWN_PROBLEMS + 1)))
    return reading


def from_json(text: str | bytes) -> Reading | Failure:
    """`from_dict` of JSON text. Raises: SchemaError: also where it is not JSON."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SchemaError(f"this is not JSON ({error})") from error
    return from_dict(record)


def readings_of(text: str) -> Iterator[Reading | Failure]:
    """The readings in saved output: one object, an array of them, or one a line. Raises: SchemaError."""
    decoder, here = json.JSONDecoder(), 0
    while here < len(text):
        if text[here].isspace():
            here += 1
            continue
        try:
            value, here = decoder.raw_decode(text, here)
        except (ValueError, RecursionError) as error:
            raise SchemaError(f"this is not JSON ({error})") from error
        yield from map(from_dict, value if isinstance(value, list) else [value])


def _refuse(problems: list[str]) -> None:
    if problems:
        shown_ones = "; ".join(problems[:SHOWN_PROBLEMS])
        more = " …" if len(problems) > SHOWN_PROBLEMS else ""
        raise SchemaError(f"this is not a {READING_SCHEMA} record: {shown_ones}{more}")


def _decode(value: Any, type_: Any) -> Any:
    """`value`, already known to follow the schema, as the type that `sayso.records` gives it."""
    if is_dataclass(type_):
        hints = _hints(type_)  # type: ignore[arg-type]  # mypy: no dataclass is hashable to it
        return type_(**{name: _decode(item, hints[name]) for name, item in value.items()})  # type: ignore[operator]
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in (Union, UnionType):
        return None if value is None else _decode(value, next(one for one in arguments if one is not NoneType))
    if origin is tuple:
        return tuple(_decode(item, arguments[0]) for item in value)
    if origin is not None and origin is not Literal and issubclass(origin, Mapping):
        return MappingProxyType({key: _decode(item, arguments[1]) for key, item in value.items()})
    return value


@cache
def _hints(record: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(record)
    return {field.name: hints[field.name] for field in fields(record)}
