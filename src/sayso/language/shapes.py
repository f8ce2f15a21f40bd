"""What uncased pieces do not show of a word: case, touching the word before it, opening a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.records import Span

CASES = ("lower", "Title", "UPPER", "Mixed", "figure", "mark", "other")
SHAPES = len(CASES) * 2 * 2 + 1  #: 0 is for pieces that are no word ([CLS], [SEP], padding)


def case_of(word: str) -> str:
    if word.isalpha():
        if word.islower():
            return "lower"
        if len(word) > 1 and word.isupper():
            return "UPPER"
        return "Title" if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else "Mixed"
    if any(c.isdigit() for c in word):
        return "figure"
    return "Mixed" if any(c.isalpha() for c in word) else "mark"


def shape_ids(text: str, words: Sequence[Span], paragraph_starts: Iterable[int]) -> list[int]:
    """One id in [1, SHAPES) for each word. `paragraph_starts` are word indices."""
    opens = set(paragraph_starts)
    ids = []
    before = -1
    for i, (start, end) in enumerate(words):
        case = CASES.index(case_of(text[start:end]))
        ids.append(1 + case * 4 + 2 * (start == before) + (i in opens))
        before = end
    return ids
