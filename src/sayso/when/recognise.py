"""Which words are a time: the rules tried at each token, the longest match taken.

The text is cut into tokens once; at each token only the rules that can begin with it and the next one are tried, so the
cost grows with the text and not with the text times the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.records import Span
from sayso.when.patterns import tokens
from sayso.when.rules import Rule, RuleBook

_GLUED_BEFORE = re.compile(r"(?:[\w$£€#@/\\_=&]|\d[.,:\u2013-])\Z")
_GLUED_AFTER = re.compile(r"[.,:]\d|%|[\u2010-\u2013-]\d{3}|['\u2019]\d|[/\\_@=&]\w")
_LETTER_BEFORE = re.compile(r"[\w@/\\_]\Z")
_NEXT = re.compile(r"[\s\u2010-\u2014\"'\u201c\u201d\u2019(-]*([^\W\d_]+|%)")
_ENDS = re.compile(r"\s{0,2}(?:[.,;:)\u2014\u2013]|\Z)")
_NEXT_WORD = 40  #: characters in which the next word must end
_REACH = 3  #: characters looked at before a match


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that a rule takes for a time, with the fields it read in them."""

    rule: Rule
    span: Span
    fields: Mapping[str, Any]


def recognise(text: str, book: RuleBook) -> list[Mention]:
    """All mentions in text order, none overlapping another; leftmost first, then longest, then the rule named first."""
    found: list[Mention] = []
    free_from = 0
    sequence = tokens(text)
    for index, (token, start) in enumerate(sequence):
        starting = book.starts.get(token)
        if starting is None or start < free_from:
            continue
        after = sequence[index + 1][0] if index + 1 < len(sequence) else ""
        rules = starting.by_next.get(after, starting.otherwise)
        if not rules:
            continue
        best = _longest(text, start, sequence[index - 1][0] if index else "", rules)
        if best is not None:
            rule, match = best
            found += _mentions(rule, match, book)
            free_from = match.end()
    return found


def _longest(text: str, start: int, before: str, rules: tuple[Rule, ...]) -> tuple[Rule, re.Match[str]] | None:
    best: tuple[Rule, re.Match[str]] | None = None
    for rule in rules:
        match = rule.regex.match(text, start)
        if match is None or (best is not None and match.end() <= best[1].end()):
            continue
        if _allowed(rule, match, text, before):
            best = (rule, match)
    return best


def _allowed(rule: Rule, match: re.Match[str], text: str, before: str) -> bool:
    """Whether the words and signs around a match are such as its rule asks for."""
    if (rule.after is not None and before not in rule.after) or before in rule.not_after:
        return False
    if _is_glued(rule, match, text) or (rule.ends and not _ENDS.match(text, match.end())):
        return False
    if rule.before is not None or rule.not_before:
        next_word = _NEXT.match(text, match.end(), match.end() + _NEXT_WORD)
        word = next_word[1].lower() if next_word else ""
        if word in rule.not_before or (rule.before is not None and word not in rule.before):
            return False
    return not rule.needs or any(_has(need, rule, match, before) for need in rule.needs)


def _is_glued(rule: Rule, match: re.Match[str], text: str) -> bool:
    """Whether the match is a piece of something longer: a word, a sum, a code, an address."""
    start, end = match.span()
    preceding, following = text[max(0, start - _REACH) : start], text[end : end + _REACH + 1]
    if rule.signs and (preceding[-1:], following[:1]) != rule.signs:
        return True
    if _LETTER_BEFORE.search(preceding):
        return True
    words = match.group()
    if (rule.alone or words[0].isdigit()) and _GLUED_BEFORE.search(preceding):
        return True
    return (rule.alone or words[-1].isdigit()) and bool(_GLUED_AFTER.match(following))


def _has(need: str, rule: Rule, match: re.Match[str], before: str) -> bool:
    if need.startswith("after:"):
        return before == need.removeprefix("after:")
    return any(field == need and match[group] is not None for group, _, field, _ in rule.groups)


def _mentions(rule: Rule, match: re.Match[str], book: RuleBook) -> Iterator[Mention]:
    """One mention, or one for each part; a part takes what it lacks from the others ("15 to 16 June 2004")."""
    fields: dict[str, dict[str, Any]] = {}
    for group, part, name, kind in rule.groups:
        words = match[group]
        if words is not None:
            fields.setdefault(part, {})[name] = book.value(kind, words)
    if not rule.parts:
        yield Mention(rule, match.span(), {**rule.fixed, **fields.get("", {})})
        return
    everything = {name: value for part in fields.values() for name, value in part.items()}
    for part in rule.parts:
        own = fields.get(part, {})
        missing = {name: value for name, value in everything.items() if name not in own and name != "yy"}
        yield Mention(rule, match.span(part), {**rule.fixed, **missing, **own})
