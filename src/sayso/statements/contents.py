"""What is said, freed of the conjunction, the outer quotation marks and the final stop; and is it quoted?"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.records import Manner, Span
from sayso.statements.cues import CueMention
from sayso.statements.view import View

_FINAL = frozenset(",.;")
_EMPTY = frozenset({"PRON", "DET", "ADP", "SCONJ", "CCONJ", "PART"})
_DIRECT = (
    0.95  # share of words in quotation marks from which a content counts as direct; the marks are sometimes a word off
)


def trim(view: View, indices: Sequence[int]) -> tuple[int, ...]:
    """The contract's content: no leading "that", no quotation marks around a piece, no final comma or full stop.

    Marks inside a piece stay: they are what makes a content mixed. A piece ends where words are left out or a paragraph
    ends, and every piece is trimmed.
    """
    out: list[int] = []
    for number, piece in enumerate(_pieces(view, indices)):
        out.extend(_trim_piece(view, piece, leading=number == 0))
    return tuple(out)


def _pieces(view: View, indices: Sequence[int]) -> list[list[int]]:
    out: list[list[int]] = []
    for i in indices:
        if out and out[-1][-1] == i - 1 and view.paragraph[i] == view.paragraph[i - 1]:
            out[-1].append(i)
        else:
            out.append([i])
    return out


def _trim_piece(view: View, piece: list[int], *, leading: bool) -> list[int]:
    start, end = 0, len(piece)
    changed = True
    while changed and start < end:
        changed = False
        first, last = piece[start], piece[end - 1]
        if (
            not view.solid[first]
            and not _opens_inside(view, piece, start, end)
            and view.low[first] not in {"(", "[", "$", "£", "€", "#", "@"}
        ):
            start, changed = start + 1, True
        elif (
            leading
            and view.low[first] in view.lexicon.words["content.leading"]
            and _introduces(view, first)
            and end - start > 1
        ):
            start, changed, leading = start + 1, True, False
        elif (
            view.words[last].text in _FINAL
            or view.words[last].text in {"—", "–", "-", ":"}
            or (view.mark[last] and not _closes_inside(view, piece, start, end))
        ):
            end, changed = end - 1, True
    return piece[start:end]


def _introduces(view: View, word: int) -> bool:
    """Whether "that" is a conjunction here, not "that day" or "that is enough"."""
    return view.words[word].upos == "SCONJ" or view.rel[word] == "mark"


def _opens_inside(view: View, piece: list[int], start: int, end: int) -> bool:
    """Whether the first word is a mark whose partner is inside the piece, before its end: a quoted part."""
    first = piece[start]
    number = view.quotation[first]
    if not view.mark[first] or number < 0 or view.quotations[number].span[0] != view.words[first].start:
        return False
    last = _last_solid(view, piece, start, end)
    return view.quotation[last] != number and view.quotations[number].closed


def _closes_inside(view: View, piece: list[int], start: int, end: int) -> bool:
    last = piece[end - 1]
    number = view.quotation[last]
    if number < 0 or view.quotations[number].span[1] != view.words[last].end:
        return False
    first = next((i for i in piece[start:end] if view.solid[i]), last)
    return view.quotation[first] != number


def _last_solid(view: View, piece: list[int], start: int, end: int) -> int:
    return next((i for i in reversed(piece[start:end]) if view.solid[i]), piece[start])


def tells(view: View, indices: Sequence[int]) -> bool:
    """Whether anything is told: "what", "it" and "that" alone stand for something said elsewhere."""
    return any(view.solid[i] and view.words[i].upos not in _EMPTY for i in indices)


def manner(view: View, indices: Sequence[int], cue: CueMention | None) -> Manner:
    """Direct where all is in quotation marks, mixed where part is, else indirect.

    Marks that enclose the cue too do not count: in “I think we won”, the winning is not quoted by the thinking.
    """
    around = -1 if cue is None else view.quotation[cue.head]
    solid = [i for i in indices if view.solid[i]]
    inside = sum(1 for i in solid if view.quotation[i] not in (-1, around))
    if not solid or inside == 0:
        return "indirect"
    return "direct" if inside / len(solid) >= _DIRECT else "mixed"


def spans(view: View, indices: Sequence[int]) -> tuple[Span, ...]:
    """Character spans of a content's pieces."""
    return tuple([(view.words[p[0]].start, view.words[p[-1]].end) for p in _pieces(view, indices)])
