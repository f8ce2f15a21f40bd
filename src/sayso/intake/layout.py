"""Where do the title, headings, bylines and paragraphs of a plain text lie?

Plain text comes in three layouts, told apart by counting, never by guessing at the sense:

- **blank lines** between paragraphs: a run of lines without a blank one is a block;
- **hard-wrapped** lines, as in wire copy: the lines of a block belong together. Lines are hard-wrapped when enough of
  the long ones go on in the next line with a small letter (`_is_wrapped`);
- **one paragraph a line**: the lines of a block are paragraphs of their own.

Segments are ranges of the text, which is never changed. Every character that is not white space is in exactly one.
"""

from __future__ import annotations

import functools
import importlib.resources
import itertools
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.records import Segment, SegmentKind, Span

WIDEST_WRAP = 132  # characters: the widest line printer; longer lines were never wrapped by hand or by a wire
LOWER_SHARE = 0.25  # of long lines are followed by a small letter: about 0.6 in wrapped news, 0 with a paragraph a line
TELEX_LINES = 3  # lines in capitals with no room for the next word: more is no chance
SHORT_END = 0.8  # of the width: a line that ends before it, with room for the next word, ends its paragraph
LONGEST_HEADING = 140  # characters; headlines of the wires are held under 100
LONGEST_BYLINE = 140
BYLINE_BLOCKS = 5  # title, standfirst, byline, date: a byline comes among the first blocks, or is the last

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
_CLOSERS = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    text: str
    indented: bool
    after_blank: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    """`data/en/layout.toml`."""

    byline: re.Pattern[str]
    not_names: frozenset[str]
    joining: frozenset[str]
    date_line: frozenset[str]
    closing: tuple[str, ...]
    not_last: tuple[str, ...]
    not_first: tuple[str, ...]


@functools.cache
def _rules() -> _Rules:
    table = tomllib.loads(importlib.resources.files("sayso").joinpath("data/en/layout.toml").read_text("utf-8"))
    byline, heading = table["byline"], table["heading"]
    openers = "|".join(re.escape(opener) for opener in sorted(byline["openers"], key=len, reverse=True))
    return _Rules(
        byline=re.compile(rf"(?:{openers})\s+(.+)", re.IGNORECASE),
        not_names=frozenset(byline["not_names"]),
        joining=frozenset(byline["joining"]),
        date_line=frozenset(byline["date_line"]),
        closing=tuple(byline["closing"]),
        not_last=tuple(heading["not_last"]),
        not_first=tuple(heading["not_first"]),
    )


def segments(text: str, title: str | None = None) -> tuple[Segment, ...]:
    """The segments of `text`, in order, not overlapping; what lies between them is white space.

    `title` is the title known from elsewhere. It is a segment only if the text starts with it.
    Without one, a first line that has the form of a heading and stands before a longer block is the title.
    """
    opening = _opening_title(text, title)
    if opening is None:
        blocks = _blocks(text, 0)
        return tuple(_labelled(text, blocks, title_may_follow=not title))
    rest = _blocks(text, opening[1])
    return (Segment(kind="title", start=opening[0], end=opening[1]), *_labelled(text, rest, title_may_follow=False))


def _opening_title(text: str, title: str | None) -> Span | None:
    """The range of `title` if the text starts with it, letter for letter but for case and the width of white space."""
    words = title.split() if title else []
    if not words:
        return None
    found = re.compile(r"\s*(" + r"\s+".join(map(re.escape, words)) + r")(?=\s|$)", re.IGNORECASE).match(text)
    if found is None or not _ends_line(text, found.end(1)):
        return None
    return found.span(1)


def _ends_line(text: str, at: int) -> bool:
    rest = _LINE.match(text, at)
    return rest is None or not rest[0].strip()


def _lines(text: str, start: int) -> Iterator[_Line]:
    after_blank, last_end = True, start
    for found in _LINE.finditer(text, start):
        stripped = found[0].strip()
        gap = text[last_end : found.start()].replace("\r\n", "\n")
        after_blank = after_blank or len(gap) > 1 or "\x0c" in gap or "\u2029" in gap
        last_end = found.end()
        if not stripped:
            after_blank = True
            continue
        begin = found.start() + len(found[0]) - len(found[0].lstrip())
        indented = begin - found.start() > 1 or found[0][0] == "\t"
        yield _Line(begin, begin + len(stripped), stripped, indented, after_blank)
        after_blank = False


def _blocks(text: str, start: int) -> list[Span]:
    """Ranges of what belongs together: paragraphs, headings, bylines."""
    lines = list(_lines(text, start))
    inner = [(line, following) for line, following in itertools.pairwise(lines) if not following.after_blank]
    width = _width(inner)
    joins = _is_wrapped(inner, width)
    blocks: list[Span] = []
    for previous, line in zip([None, *lines], lines, strict=False):
        goes_on = previous is not None and not line.after_blank and joins and not _ends_paragraph(previous, line, width)
        if goes_on:
            blocks[-1] = (blocks[-1][0], line.end)
        else:
            blocks.append((line.start, line.end))
    return blocks


def _width(inner: Sequence[tuple[_Line, _Line]]) -> int:
    """The width that the lines were wrapped to: the upper quartile, since a long address or title may stick out."""
    lengths = sorted(len(line.text) for line, _ in inner)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _is_wrapped(inner: Sequence[tuple[_Line, _Line]], width: int) -> bool:
    """Whether single line ends lie inside paragraphs. `inner` are the pairs of lines without a blank one between."""
    if not inner or width > WIDEST_WRAP:
        return False
    after_long = [following for line, following in inner if not _is_short(line, width)]
    if all(line.text.isupper() for line, _ in inner):  # telex: no case to go by
        full = sum(not _next_word_fits(line, following, width) for line, following in inner)
        return full >= TELEX_LINES
    return sum(line.text[0].islower() for line in after_long) >= LOWER_SHARE * len(after_long)


def _is_short(line: _Line, width: int) -> bool:
    return len(line.text) < SHORT_END * width


def _next_word_fits(line: _Line, following: _Line, width: int) -> bool:
    return len(line.text) + 1 + len(following.text.split()[0]) <= width


def _ends_paragraph(line: _Line, following: _Line, width: int) -> bool:
    """In wrapped copy without blank lines: an indented line starts a paragraph, a line left short ends one."""
    if following.indented and not line.indented:
        return True
    if following.text[0].islower() or not _next_word_fits(line, following, width):
        return False
    return _is_short(line, width) or line.text.rstrip(_CLOSERS).endswith((".", "!", "?", "…"))


def _labelled(text: str, blocks: Sequence[Span], *, title_may_follow: bool) -> Iterator[Segment]:
    for index, (start, end) in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        kind: SegmentKind = "paragraph"
        block = text[start:end]
        if (index < BYLINE_BLOCKS or following is None) and is_byline(block):
            kind = "byline"
        elif following is not None and is_heading(block) and following[1] - following[0] > end - start:
            kind = "title" if title_may_follow and index == 0 else "heading"
        elif following is not None and is_heading(block) and index == 0 and _byline_follows(text, blocks):
            kind = "title" if title_may_follow else "heading"
        yield Segment(kind=kind, start=start, end=end)


def _byline_follows(text: str, blocks: Sequence[Span]) -> bool:
    return len(blocks) > 2 and is_byline(text[slice(*blocks[1])])


def is_heading(block: str) -> bool:
    """Whether one block has the form of a heading: one short line that is no sentence, item or number."""
    rules = _rules()
    if len(block) > LONGEST_HEADING or _LINE.fullmatch(block) is None:
        return False
    bare = block.rstrip(_CLOSERS)
    if not bare or bare.endswith(rules.not_last) or block.startswith(rules.not_first):
        return False
    return not block[0].islower() and any(character.isalpha() for character in block)


def _is_date_line(flat: str) -> bool:
    words = re.findall(r"[^\W\d_]+", flat.lower())
    return any(map(str.isdigit, flat)) and bool(words) and all(word in _rules().date_line for word in words)


def is_byline(block: str, author: str | None = None) -> bool:
    """Whether one block names the writers, or says when it was written, and does nothing else.

    Either it is `author` (with or without "By"), or it has the full form of a byline. "By Friday the guns were silent."
    has not: a byline is names and joining words only; a date line is dates, clock times and the words around them.
    """
    rules = _rules()
    flat = " ".join(block.split())
    if len(flat) > LONGEST_BYLINE and not flat.startswith("("):
        return False
    inside = flat.removeprefix("(").rstrip(")").lower()
    if flat.startswith("(") and flat.endswith(")") and inside.startswith(rules.closing):
        return True
    found = rules.byline.fullmatch(flat)
    names = found[1] if found else flat
    if _is_date_line(flat) or (author and names.casefold() == " ".join(author.split()).casefold()):
        return True
    words = re.findall(r"[\w.’'-]+", names) if found else []
    if not words or names.endswith((".", "!", "?")) or words[0].lower() in rules.not_names:
        return False
    return words[0][0].isupper() and all(word[0].isupper() or word in rules.joining for word in words)
