"""The rules of a language for times, read from `data/<language>/time.toml` and compiled once."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any

from sayso.when.numbers import NumberWords
from sayso.when.patterns import ANY, PatternError, Piece, compile_pattern, shape_piece, words_piece

NOT_A_TIME = "nothing"  #: what a rule `reads` whose words look like a time and are none (an age, a newspaper)
NUMBERS = ("count", "number", "figure")  #: any number; any but a bare "a"; any but "a" and the vague ones
_DEPTH = 8  #: fragments within fragments; more is a fragment that contains itself


class RuleError(ValueError):
    """A rule file that cannot be used: says which rule and what is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One way of saying a time. What `reads` means is in `normalise`; conditions are on the token before and after."""

    name: str
    type: str | None
    reads: str
    source: str  #: the regular expression, compiled when it is first tried
    groups: tuple[tuple[str, str, str, str], ...]  #: (group, part, field, class or shape)
    parts: tuple[str, ...]  #: groups that are expressions of their own; empty where the whole match is one
    anchor: str | None = None  #: published | then | either | day; None where the words need no anchor
    mod: str | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    after: frozenset[str] | None = None
    not_after: frozenset[str] = frozenset()
    before: frozenset[str] | None = None
    not_before: frozenset[str] = frozenset()
    signs: tuple[str, str] | None = None  #: the signs that must stand directly before and after
    alone: bool = False  #: a bare number: not next to signs that make it part of a code, a sum, a path
    needs: tuple[str, ...] = ()  #: one of these fields, or `after:WORD`, must be there
    unless_tagged: frozenset[str] = (
        frozenset()
    )  #: parts of speech that its last word must not be, where words are tagged
    ends: bool = False  #: only where a stop or a comma follows
    quarter_talk: bool = False  #: only where the text has named a quarter
    examples: tuple[Mapping[str, Any], ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.source, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Start:
    """The rules that can match at a token, by the token after it; `otherwise` are those that take any."""

    otherwise: tuple[Rule, ...]
    by_next: Mapping[str, tuple[Rule, ...]]


@dataclass(frozen=True)
class RuleBook:
    language: str
    rules: tuple[Rule, ...]
    starts: Mapping[str, Start]
    classes: Mapping[str, Mapping[str, Any]]  #: class → lower-cased word without its last dot → value
    numbers: NumberWords
    cues: Mapping[str, Any]

    def value(self, name: str, text: str) -> Any:
        """What a matched word stands for: its value in class `name`, a number, digits as an integer, else the text."""
        words = self.classes.get(name)
        if words is not None:
            return words[_key(text)]
        if name in NUMBERS:
            number = self.numbers.read(text)
            return "X" if number is None else number
        digits = re.match(r"\d+", text)
        return int(digits.group()) if digits else text


@cache
def load(language: str = "en") -> RuleBook:
    """The rule book of a language; raises `RuleError` where the file has a fault."""
    source = (resources.files("sayso") / "data" / language / "time.toml").read_text(encoding="utf-8")
    return read_rules(tomllib.loads(source), language)


def read_rules(table: Mapping[str, Any], language: str) -> RuleBook:
    numbers = NumberWords(
        ones=table["numbers"]["ones"],
        tens=table["numbers"]["tens"],
        scales=table["numbers"]["scales"],
        articles=tuple(table["numbers"]["articles"]),
        pairs=table["numbers"]["pairs"],
        vague=tuple(table["numbers"]["vague"]),
        half=tuple(table["numbers"]["half"]),
        and_a_half=table["numbers"]["and_a_half"],
    )
    compiled = [_rule(entry, table, numbers) for entry in table["rule"]]
    rules = tuple(rule for rule, _ in compiled)
    classes = {
        name: {_key(word): value for word, value in words["words"].items()} for name, words in table["class"].items()
    }
    return RuleBook(language, rules, _starts(compiled), classes, numbers, table["cue"])


def _key(word: str) -> str:
    return re.sub(
        r"\s+", " ", word.lower().removesuffix(".").replace("\u2019", "'").replace("\u2018", "'").replace("\u2010", "-")
    )


def _starts(compiled: list[tuple[Rule, Piece]]) -> dict[str, Start]:
    alone: defaultdict[str, dict[str, Rule]] = defaultdict(dict)
    pairs: defaultdict[str, defaultdict[str, dict[str, Rule]]] = defaultdict(lambda: defaultdict(dict))
    order = {rule.name: number for number, (rule, _) in enumerate(compiled)}
    for rule, piece in compiled:
        for start in piece.starts:
            if not start:
                raise RuleError(f"rule {rule.name!r} can match without a word")
            if len(start) == 1 or start[1] == ANY:
                alone[start[0]][rule.name] = rule
            else:
                pairs[start[0]][start[1]][rule.name] = rule

    def sort(rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
        return tuple(sorted(rules.values(), key=lambda rule: order[rule.name]))

    return {
        token: Start(sort(alone[token]), {after: sort(alone[token] | found) for after, found in pairs[token].items()})
        for token in [*alone, *(token for token in pairs if token not in alone)]
    }


def _rule(entry: Mapping[str, Any], table: Mapping[str, Any], numbers: NumberWords) -> tuple[Rule, Piece]:
    piece, groups = _compile(entry, table, numbers)
    words = {key: _word_list(entry.get(key), table) for key in ("after", "not_after", "before", "not_before")}
    rule = Rule(
        name=entry["name"],
        type=entry.get("type"),
        reads=entry["reads"],
        source=piece.regex + r"(?!\w)",
        groups=tuple(groups),
        parts=tuple(re.findall(r"<(\w+) ", entry["pattern"])),
        anchor=entry.get("anchor"),
        mod=entry.get("mod"),
        fixed=entry.get("set", {}),
        after=words["after"],
        not_after=words["not_after"] or frozenset(),
        before=words["before"],
        not_before=words["not_before"] or frozenset(),
        signs=(entry["after_sign"], entry["before_sign"]) if "after_sign" in entry else None,
        alone=entry.get("alone", False),
        needs=tuple(entry.get("needs", ())),
        unless_tagged=frozenset(entry.get("unless_tagged", ())),
        ends=entry.get("ends", False),
        quarter_talk=entry.get("after_quarter_talk", False),
        examples=tuple(entry["examples"]),
    )
    return rule, piece


def _word_list(given: str | list[str] | None, table: Mapping[str, Any]) -> frozenset[str] | None:
    if given is None:
        return None
    return frozenset(word.lower() for word in (table["list"][given] if isinstance(given, str) else given))


def _compile(
    entry: Mapping[str, Any], table: Mapping[str, Any], numbers: NumberWords
) -> tuple[Piece, list[tuple[str, str, str, str]]]:
    groups: list[tuple[str, str, str, str]] = []
    depth = 0

    def lookup(name_of_field: str, name: str) -> Piece:
        nonlocal depth
        part, _, plain = name_of_field.rpartition("__")
        if name in table["fragment"]:
            depth += 1
            if depth > _DEPTH:
                raise RuleError(f"rule {entry['name']!r}: fragment {name!r} contains itself")
            scope = f"{part}__" if part else ""
            piece = compile_pattern(table["fragment"][name], lambda f, n: lookup(scope + f, n))
            depth -= 1
            return piece
        group = f"g{len(groups)}"
        groups.append((group, part, "count" if plain in NUMBERS else plain, name))
        if name in NUMBERS:
            piece = {"count": numbers.piece, "number": numbers.without_article, "figure": numbers.figure}[name]
            return Piece(f"(?P<{group}>{piece.regex})", piece.starts)
        if name in table["class"]:
            words = table["class"][name]
            return words_piece(words["words"], exact=words.get("exact", False), field=group)
        if name in table["shape"]:
            return shape_piece(table["shape"][name], field=group)
        raise RuleError(f"rule {entry['name']!r}: no class, shape or fragment is called {name!r}")

    try:
        return compile_pattern(entry["pattern"], lookup), groups
    except PatternError as error:
        raise RuleError(f"rule {entry['name']!r}: {error}") from error
