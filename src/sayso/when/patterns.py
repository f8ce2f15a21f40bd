"""How a rule's pattern is written, and what it compiles to.

Patterns in `data/<language>/time.toml` are words with a few signs; there is deliberately no way to write a repetition,
so that no text can make a match take long:

    word            that word, in any case          `the`
    (blank)         a gap: blanks, at most one line break
    -               a hyphen or dash                `mid-{month}`
    {name}          a word class, a shape or a fragment of the same file; its value is the field `name`
    {field:name}    the same under another field
    (a|b)           either
    x?              x or nothing (x is one word, one group, one class)
    <part x>        marks x as the words of its own expression, named `part`

Anything else stands for itself. A compiled `Piece` also knows with which tokens it can begin, so that at each token of
a text only the few rules that can match there are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

GAP = r"(?:[ \t\xa0]{1,2}|[ \t\xa0]?\r?\n[ \t\xa0]{0,2})"  #: never a paragraph break
HYPHEN = r"[-\u2010\u2011\u2012\u2013\u2014]"
APOSTROPHE = r"['\u2019\u2018]"
NUMBER = "#"  #: stands for every token of digits in `Piece.starts`
ANY = "*"  #: stands for every token there

_TOKEN = re.compile(r"[^\W\d_]+|\d+|['\u2019\u2018](?=\d)")
_LEXEME = re.compile(
    r"\{(?:(?P<field>\w+):)?(?P<name>\w+)\}|(?P<word>[^\W\d_]+)|(?P<open><(?P<part>\w+) )|(?P<sign>.)", re.S
)


class PatternError(ValueError):
    """A pattern that cannot be read: says which and where."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A compiled piece of a pattern: its regular expression, and the tokens that it can begin with.

    `starts` holds one or two tokens for each way to begin: `("june",)` is the whole piece, `("a", "couple")` its first
    two tokens, `()` a way to match without a token.
    """

    regex: str
    starts: frozenset[tuple[str, ...]]


Lookup = Callable[[str, str], Piece]  #: (field, name) → the class, shape or fragment of that name


def tokens(text: str) -> list[tuple[str, int]]:
    """Where a match may begin: each run of letters or digits, lower-cased (digits as `NUMBER`), with its offset."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        found.append((NUMBER if word[0].isdigit() else "'" if word in "'\u2019\u2018" else word.lower(), match.start()))
    return found


def start_of(word: str) -> tuple[str, ...]:
    """The first two tokens of a word or phrase."""
    return tuple(token for token, _ in tokens(word))[:2]


def joined(left: frozenset[tuple[str, ...]], right: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """How a piece begins that is `left` and then `right`."""
    return frozenset((a + b)[:2] if len(a) < 2 else a for a in left for b in (right if len(a) < 2 else ((),)))


def words_piece(words: Mapping[str, object], *, exact: bool, field: str) -> Piece:
    """A word class: longest words first; a final dot may be left out; `exact` wants the case as spelt, or capitals."""
    alternatives = []
    for word in sorted(words, key=lambda w: (-len(w), w)):
        spellings = [word, word.upper()] if exact else [word]
        alternatives += [_literal(spelling) for spelling in dict.fromkeys(spellings)]
    body = "|".join(alternatives)
    regex = f"(?P<{field}>(?-i:{body}))" if exact else f"(?P<{field}>{body})"
    return Piece(regex, frozenset(start_of(word) for word in words))


def shape_piece(regex: str, *, field: str) -> Piece:
    """Digits, with or without letters after them ("15th")."""
    has_letters = re.search(r"[A-Za-z]", re.sub(r"\\.|\(\?:", "", regex))
    return Piece(f"(?P<{field}>{regex})", frozenset([(NUMBER,), (NUMBER, ANY)] if has_letters else [(NUMBER,)]))


def compile_pattern(pattern: str, lookup: Lookup) -> Piece:
    """Read a pattern; raises `PatternError` for signs that do not pair or names that `lookup` does not know."""
    lexemes = list(_LEXEME.finditer(pattern))
    piece, rest = _alternatives(lexemes, 0, lookup, closing="")
    if rest != len(lexemes):
        raise PatternError(f"unexpected {lexemes[rest].group()!r} at {lexemes[rest].start()} in pattern {pattern!r}")
    return piece


def _literal(word: str) -> str:
    pieces = []
    for sign in word.removesuffix("."):
        pieces.append(GAP if sign == " " else HYPHEN if sign == "-" else APOSTROPHE if sign == "'" else re.escape(sign))
    return "".join(pieces) + (r"\.?" if word.endswith(".") else "")


def _alternatives(lexemes: list[re.Match[str]], at: int, lookup: Lookup, closing: str) -> tuple[Piece, int]:
    branches = []
    while True:
        branch, at = _sequence(lexemes, at, lookup)
        branches.append(branch)
        if at < len(lexemes) and lexemes[at].group() == "|":
            at += 1
            continue
        break
    if closing:
        if at >= len(lexemes) or lexemes[at].group() != closing:
            raise PatternError(f"{closing!r} is missing in pattern {''.join(m.group() for m in lexemes)!r}")
        at += 1
    regex = branches[0].regex if len(branches) == 1 else "(?:" + "|".join(b.regex for b in branches) + ")"
    return Piece(regex, frozenset[tuple[str, ...]]().union(*(b.starts for b in branches))), at


def _sequence(lexemes: list[re.Match[str]], at: int, lookup: Lookup) -> tuple[Piece, int]:
    regex = ""
    starts: frozenset[tuple[str, ...]] = frozenset([()])
    while at < len(lexemes) and lexemes[at].group() not in ("|", ")", ">"):
        piece, at = _atom(lexemes, at, lookup)
        if at < len(lexemes) and lexemes[at].group() == "?":
            piece, at = Piece(f"(?:{piece.regex})?", piece.starts | {()}), at + 1
        regex += piece.regex
        starts = joined(starts, piece.starts)
    return Piece(regex, starts), at


def _atom(lexemes: list[re.Match[str]], at: int, lookup: Lookup) -> tuple[Piece, int]:
    lexeme = lexemes[at]
    if lexeme["name"]:
        return lookup(lexeme["field"] or lexeme["name"], lexeme["name"]), at + 1
    if lexeme["word"]:
        return Piece(re.escape(lexeme["word"]), frozenset([(lexeme["word"].lower(),)])), at + 1
    if lexeme["open"]:
        part = lexeme["part"]
        inner, at = _alternatives(lexemes, at + 1, lambda field, name: lookup(f"{part}__{field}", name), closing=">")
        return Piece(f"(?P<{part}>{inner.regex})", inner.starts), at
    sign = lexeme["sign"]
    if sign == "(":
        inner, at = _alternatives(lexemes, at + 1, lookup, closing=")")
        return Piece(f"(?:{inner.regex})", inner.starts), at
    if sign in "?{}<)":
        raise PatternError(f"unexpected {sign!r} in pattern {''.join(m.group() for m in lexemes)!r}")
    if sign.isdigit():
        return Piece(sign, frozenset([(NUMBER,), ()])), at + 1
    starts = frozenset([(), ("'",)] if sign == "'" else [()])
    return Piece(_literal(sign), starts), at + 1
