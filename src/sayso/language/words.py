"""Where are the words? Splits a text into UD syntactic words, by rule and by the lists in `data/en/words.toml`.

Hyphens, slashes and quotation marks stand alone, clitics split off (`do|n't`, `Moscow|'s`), numbers, abbreviations with
their full stop, addresses and handles stay whole: the conventions of UD English 2.x. Offsets are code points.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.records import Span

TOKEN = re.compile(
    r"""
      (?P<address> https?://[^\s<>"”]+ | www\.[^\s<>"”]+ | (?:mailto:)?[\w.+-]{1,64}+@[\w-]{1,64}+\.[\w.-]+
                 | [^\W\d_]{2}[\w-]{0,64}+(?:\.[a-z][a-z0-9-]{1,64}+)+ )
    | (?P<handle>  @\w+ | \#[^\W\d]\w* )
    | (?P<initials> (?:[^\W\d_]\.){2,} | [A-Z]+&[A-Z]+\b )
    | (?P<number>  \d{3}-\d{3}-\d{4} | \d{3}-\d{4}(?!\d) | \d{1,4}/\d{1,2}/\d{2,4}
                 | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s\b)? )
    | (?P<word>    [^\W\d][\w\u0300-\u036f\u200c\u200d]*(?:['’][^\W\d_][\w\u0300-\u036f]*)* )
    | (?P<clitic>  (?<!\w)['’](?:s|re|ve|ll|m)(?!\w) )
    | (?P<run>     [:;]-?[()DP](?!\w) | \.{2,} | -{2,} | [!?]+ | `` | '' | ’’ | (?P<symbol>[*=~_+<>\#])(?P=symbol)+ )
    | (?P<mark>    \S )
    """,
    re.VERBOSE,
)
INVISIBLE = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\x00")
SENTENCE_END = re.compile(r"""[.!?…]["'”’)\]]*\s+(?=["'“‘(\[]*[A-Z0-9])""")


@dataclass(frozen=True, slots=True)
class _Rules:
    clitics: tuple[str, ...]
    contractions: dict[str, int]
    abbreviations: frozenset[str]
    ambiguous: frozenset[str]
    seldom_inside: frozenset[str]
    prefixes: frozenset[str]


@cache
def _rules() -> _Rules:
    table = tomllib.loads(files("sayso.data.en").joinpath("words.toml").read_text("utf-8"))
    groups = table["abbreviations"]
    ambiguous = frozenset(groups["ambiguous"])
    return _Rules(
        clitics=tuple(table["clitics"]),
        contractions=table["contractions"],
        abbreviations=frozenset(a for name, group in groups.items() if name != "ambiguous" for a in group),
        ambiguous=ambiguous,
        seldom_inside=frozenset(table["seldom_inside"]),
        prefixes=frozenset(table["prefixes"]),
    )


def split(text: str) -> list[Span]:
    """The words of `text` as ordered, non-overlapping code-point spans. Empty for a text without words."""
    spans: list[Span] = []
    for match in TOKEN.finditer(text):
        start, end = match.span()
        kind = "run" if match["run"] else match.lastgroup
        if kind == "word":
            spans.extend(_word(text, start, end))
            if _joined_by_prefix(text, spans):
                spans[-3:] = [(spans[-3][0], spans[-1][1])]
        elif kind == "mark" and text[start] in INVISIBLE:
            continue
        elif kind == "mark" and text[start] == "." and _closes_abbreviation(text, spans, start):
            spans[-1] = (spans[-1][0], end)
        elif kind == "address":
            end -= len(text[start:end]) - len(text[start:end].rstrip(".,;:!?)'’"))
            spans.append((start, end))
            spans.extend((i, i + 1) for i in range(end, match.end()))
        else:
            spans.append((start, end))
    return spans


def _word(text: str, start: int, end: int) -> list[Span]:
    rules = _rules()
    form = text[start:end].lower().replace("’", "'")
    for clitic in rules.clitics:
        if form.endswith(clitic) and len(form) > len(clitic):
            cut = end - len(clitic)
            return [*_word(text, start, cut), (cut, end)]
    first = rules.contractions.get(form)
    if first is not None:
        return [(start, start + first), (start + first, end)]
    return [(start, end)]


def _joined_by_prefix(text: str, spans: list[Span]) -> bool:
    """Whether the last word is one with the prefix and the hyphen before it: non-stop, anti-war."""
    if len(spans) < 3 or spans[-3][1] != spans[-2][0] or spans[-2][1] != spans[-1][0]:
        return False
    prefix = text[slice(*spans[-3])].lower()
    return text[slice(*spans[-2])] == "-" and prefix in _rules().prefixes


def _closes_abbreviation(text: str, spans: list[Span], dot: int) -> bool:
    if not spans or spans[-1][1] != dot:
        return False
    start, end = spans[-1]
    form = text[start:end].lower()
    rest = text[dot + 1 : dot + 3].lstrip()
    if len(form) == 1 and form.isalpha() and text[start].isupper():
        return bool(rest) and text[dot + 1 : dot + 2].isspace()  # an initial: "George W. Bush"
    rules = _rules()
    if form in rules.ambiguous:
        return text[start].isupper() and bool(rest) and (rest[0].isupper() or rest[0].isdigit())
    if form in rules.seldom_inside and (not rest or rest[0].isupper()):
        return False
    return form in rules.abbreviations
