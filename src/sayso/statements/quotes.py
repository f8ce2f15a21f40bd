"""Which words stand in quotation marks?

Marks come straight or curly, mixed, nested, unclosed at a paragraph's end, re-opened at the next paragraph's start
(the news convention for a quotation that goes on), and share their shapes with apostrophes and feet and inches.
Nothing here raises: a mark that pairs with nothing ends at its paragraph's end, or is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.records import Span

_DOUBLE_OPEN, _DOUBLE_CLOSE, _DOUBLE_STRAIGHT = "“„«‟", "”»", '"＂'
_SINGLE_OPEN, _SINGLE_CLOSE, _SINGLE_STRAIGHT = "‘‚‹‛", "’›", "'`"
MARKS = frozenset(_DOUBLE_OPEN + _DOUBLE_CLOSE + _DOUBLE_STRAIGHT + _SINGLE_OPEN + _SINGLE_CLOSE + _SINGLE_STRAIGHT)
_MARK = re.compile("[" + re.escape("".join(sorted(MARKS))) + "]+")
_BEFORE_OPENING = frozenset("([{—–-―:;,/…")
_AFTER_CLOSING = frozenset(")]}—–-―:;,./!?…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch in quotation marks. `span` takes in the marks, `inner` leaves them out."""

    span: Span
    inner: Span
    closed: bool  #: False where the paragraph ended first
    continues: bool  #: its opening mark re-opens a quotation that the paragraph before left open


@dataclass(frozen=True, slots=True)
class _Open:
    start: int  #: first character of the mark
    inner: int  #: first character after the mark
    double: bool


def find(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """The outermost quotations of a text, in order, none across a paragraph's end."""
    found: list[Quotation] = []
    left_open = False
    for start, end in paragraphs:
        if left_open and start > 0 and text[start] not in MARKS:
            left_open = False
        here = _in_paragraph(text, start, end, left_open)
        found.extend(here)
        left_open = bool(here) and not here[-1].closed
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int, reopening: bool) -> list[Quotation]:
    """One paragraph's quotations. Inner quotations are tracked, so that their marks do not close the outer one."""
    found: list[Quotation] = []
    stack: list[_Open] = []

    def close(opening: _Open, inner_end: int, mark_end: int, closed: bool) -> None:
        continues = reopening and opening.start == start
        span, inner = (opening.start, mark_end), (opening.inner, inner_end)
        found.append(Quotation(span=span, inner=inner, closed=closed, continues=continues))

    for run in _MARK.finditer(text, start, end):
        position = run.start()
        while position < run.end():
            double, width = _mark_at(text, position, run.end())
            before = text[position - 1] if position > start else " "
            after = text[position + width] if position + width < end else " "
            opens, closes = _roles(text[position], before, after, double=double)
            level = next((k for k in range(len(stack) - 1, -1, -1) if stack[k].double == double), None)
            if closes and level is not None:
                opening = stack[level]
                del stack[level:]
                if not stack:
                    close(opening, position, position + width, True)
            elif opens and (double or stack or _closes_later(text, position + width, end)):
                if double and stack and level is not None and text[stack[level].start] == text[position]:
                    # A second opening of the same kind: the first was never closed; it ends where this one begins.
                    opening = stack[0]
                    stack.clear()
                    close(opening, position, position, False)
                stack.append(_Open(position, position + width, double))
            position += width
    if stack:
        close(stack[0], end, end, False)
    return found


def _mark_at(text: str, position: int, run_end: int) -> tuple[bool, int]:
    """Whether the mark is a double one, and its width: `` and '' are two characters that make one double mark."""
    if text[position] in "'`‘’" and position + 1 < run_end and text[position + 1] == text[position]:
        return True, 2
    return text[position] not in _SINGLE_OPEN + _SINGLE_CLOSE + _SINGLE_STRAIGHT, 1


def _roles(mark: str, before: str, after: str, *, double: bool) -> tuple[bool, bool]:
    """Whether a mark may open, may close, from its shape and its neighbours."""
    room_before = before.isspace() or before in _BEFORE_OPENING or before in MARKS
    room_after = after.isspace() or after in _AFTER_CLOSING or after in MARKS
    if mark in _DOUBLE_OPEN + _SINGLE_OPEN or mark == "`":
        return True, mark in "“‘" and not room_before and room_after  # typed the wrong way round
    if mark in _DOUBLE_CLOSE:
        return room_before and not room_after, True
    if mark in _SINGLE_CLOSE:
        return room_before and not room_after, room_after and not before.isspace()
    if double:
        if room_before and not room_after:
            return True, before in _BEFORE_OPENING and before not in "([{"
        return not room_after and not before.isalnum(), True
    return room_before and after.isalnum(), room_after and not before.isspace()


def _closes_later(text: str, position: int, end: int) -> bool:
    """Whether a single mark after `position` could close one that opened before it: apostrophes mostly cannot."""
    for i in range(position, end):
        if text[i] in "'’›" and not text[i - 1].isspace():
            after = text[i + 1] if i + 1 < end else " "
            if not after.isalnum():
                return not (text[i - 1] == "s" and after.isspace() and "'" not in text[i + 1 : end])
    return False
