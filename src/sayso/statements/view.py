"""An analysis as this stage looks at it: tree, paragraphs and quotation marks, worked out once for all its steps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.records import Analysis, Span, Tagged, Word
from sayso.statements import quotes
from sayso.statements.lexicon import Lexicon

_BRIDGE = 2  # steps between two words that are still one piece: a word left out between them


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All sequences run parallel to `analysis.words`."""

    analysis: Analysis
    lexicon: Lexicon
    words: tuple[Word, ...]
    low: tuple[str, ...]  #: forms in lower case
    rel: tuple[str, ...]  #: dependency relations without subtype
    kids: tuple[tuple[int, ...], ...]  #: dependents, in text order
    paragraph: tuple[int, ...]  #: number of the paragraph, from 0
    quotation: tuple[int, ...]  #: index into `quotations`, or -1; marks belong to their quotation
    quotations: tuple[quotes.Quotation, ...]
    mark: tuple[bool, ...]  #: whether the word is a quotation mark
    solid: tuple[bool, ...]  #: whether the word has a letter or digit in it
    source_runs: tuple[Tagged, ...]  #: tagged sources of the outermost layer that have a letter or digit in them
    name: tuple[str, ...]  #: label of the name that the word belongs to, or ""


def of(analysis: Analysis, lexicon: Lexicon) -> View:
    words = analysis.words
    text = analysis.document.text
    paragraphs = _paragraphs(analysis)
    kids: list[list[int]] = [[] for _ in words]
    for i, word in enumerate(words):
        if word.head is not None:
            kids[word.head].append(i)
    starts = [w.start for w in words]
    quotations = quotes.find(text, paragraphs)
    names = [""] * len(words)
    for tagged in analysis.names:
        for i in range(*tagged.words):
            names[i] = tagged.label
    solid = tuple([w.text.isalnum() or any(map(str.isalnum, w.text)) for w in words])
    return View(
        analysis=analysis,
        lexicon=lexicon,
        words=words,
        low=tuple([w.text.lower() for w in words]),
        rel=tuple([w.deprel.partition(":")[0] for w in words]),
        kids=tuple([tuple(k) for k in kids]),
        paragraph=_numbering(starts, paragraphs),
        quotation=_numbering(starts, [q.span for q in quotations]),
        quotations=quotations,
        mark=tuple(
            [w.text in quotes.MARKS or (w.text[0] in quotes.MARKS and quotes.MARKS.issuperset(w.text)) for w in words]
        ),
        solid=solid,
        source_runs=tuple([t for t in analysis.attribution if t.label == "source" and any(solid[slice(*t.words)])]),
        name=tuple(names),
    )


def _paragraphs(analysis: Analysis) -> list[Span]:
    """Lines of text within the document's segments: a line break ends a paragraph for quotation marks."""
    text = analysis.document.text
    segments: Sequence[Span] = [(s.start, s.end) for s in analysis.document.segments] or [(0, len(text))]
    spans: list[Span] = []
    for start, end in segments:
        line = start
        while line < end:
            stop = text.find("\n", line, end)
            stop = end if stop < 0 else stop
            left, right = line, stop
            while left < right and text[left].isspace():
                left += 1
            while right > left and text[right - 1].isspace():
                right -= 1
            if left < right:
                spans.append((left, right))
            line = stop + 1
    return spans


def _numbering(starts: Sequence[int], spans: Sequence[Span]) -> tuple[int, ...]:
    """For each word, by its first character, the index of the span that it lies in, or -1."""
    out = [-1] * len(starts)
    for number, (start, end) in enumerate(spans):
        left, right = bisect_left(starts, start), bisect_left(starts, end)
        out[left:right] = [number] * (right - left)
    return tuple(out)


def subtree(view: View, top: int, without: Iterable[str] = (), closed: frozenset[int] = frozenset()) -> list[int]:
    """`top` and the words under it, in order; without its dependents of some relations, and not into `closed`."""
    skip = frozenset(without)
    out = [top]
    stack = [k for k in view.kids[top] if view.rel[k] not in skip and k not in closed]
    while stack:
        i = stack.pop()
        out.append(i)
        stack.extend([k for k in view.kids[i] if k not in closed])
    out.sort()
    return out


def runs(indices: Iterable[int]) -> list[tuple[int, int]]:
    """Sorted word indices as ranges, ends exclusive."""
    out: list[tuple[int, int]] = []
    for i in indices:
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


def joined(indices: Sequence[int]) -> list[int]:
    """The same words with holes of a word filled."""
    out: list[int] = []
    for i in indices:
        if out and 1 < i - out[-1] <= _BRIDGE:
            out.extend(range(out[-1] + 1, i))
        out.append(i)
    return out


def spans(view: View, indices: Iterable[int]) -> tuple[Span, ...]:
    """Character spans of word indices; a piece ends at a paragraph's end."""
    out: list[Span] = []
    last = None
    for i in indices:
        word = view.words[i]
        if last is not None and i == last + 1 and view.paragraph[i] == view.paragraph[last]:
            out[-1] = (out[-1][0], word.end)
        else:
            out.append((word.start, word.end))
        last = i
    return tuple(out)


def text(view: View, pieces: Iterable[Span]) -> str:
    source = view.analysis.document.text
    return " … ".join([source[start:end] for start, end in pieces])


def climb(view: View, word: int, steps: int) -> list[int]:
    """The word's governors, nearest first, at most `steps` of them."""
    out = []
    for _ in range(steps):
        head = view.words[word].head
        if head is None:
            break
        out.append(head)
        word = head
    return out


def head_of(view: View, indices: Sequence[int]) -> int:
    """The word of a phrase that the others hang on: the first content word whose governor lies outside."""
    inside = set(indices)
    tops = [i for i in indices if view.words[i].head not in inside and view.solid[i]]
    return tops[0] if tops else indices[0]
