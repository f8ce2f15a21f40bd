"""Where does a term of the table stand in a text, in the sense that the table means?

Terms match whole words by lemma or form, the longest at each place. Not counted: a term with another part of speech
than the table allows, beside a word that gives it another sense ("sanctions regime"), or inside a proper name
("Movement of Islamic Jihad", "Martyrs' Square").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from sayso.records import Analysis, Span
from sayso.wording.terms import GAP, Term, pieces
from sayso.wording.tree import Children, relation

LONGEST_GAP = 4  #: words in "what … calls": room for "what the foreign ministry calls", little for accidents
NEAR_BEFORE, NEAR_AFTER = 2, 3  #: words around a term that can give it another sense: "police in full riot gear"
NO_PART_OF_SPEECH = frozenset({"", "_", "X"})  #: the tagger has no opinion
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "parataxis", "conj"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
OPENING, CLOSING = "\"'“‘«„", "\"'”’»“"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    term: Term
    words: tuple[int, ...]  #: indices into `Analysis.words`, first to last, gap included
    anchor: int  #: the word that the others hang on
    span: Span


@dataclass(frozen=True, slots=True)
class _Piece:
    form: str
    lemma: str
    word: int


def occurrences(analysis: Analysis, below: Children, terms: Mapping[str, Sequence[Term]]) -> Iterator[Occurrence]:
    """Every term in text order; none overlap."""
    stream = _pieces(analysis)
    at = 0
    while at < len(stream):
        end = at + 1
        for term in _starting_with(stream[at], terms):
            stop = _match(stream, at, term.pieces, analysis)
            if stop is None or _comes_apart(analysis, stream, at, term):
                continue
            occurrence = _occurrence(analysis, term, tuple(sorted({piece.word for piece in stream[at:stop]})))
            if _meant(analysis, below, occurrence):
                yield occurrence
                end = stop
                break
        at = end


def in_quotation_marks(text: str, span: Span) -> Span | None:
    """The span with the quotation marks that enclose exactly this term, or None."""
    start, end = span
    if start == 0 or text[start - 1] not in OPENING:
        return None
    if end < len(text) and text[end] in ",." and end + 1 < len(text) and text[end + 1] in CLOSING:
        return start - 1, end + 2
    return (start - 1, end + 1) if end < len(text) and text[end] in CLOSING else None


def _pieces(analysis: Analysis) -> list[_Piece]:
    stream: list[_Piece] = []
    for index, word in enumerate(analysis.words):
        forms = (word.text.lower(),) if word.text.isalpha() else pieces(word.text)
        lemma = word.lemma.lower().replace("’", "'")
        stream.extend(_Piece(form, lemma if len(forms) == 1 else form, index) for form in forms)
    return stream


def _starting_with(piece: _Piece, terms: Mapping[str, Sequence[Term]]) -> list[Term]:
    same = [*terms.get(piece.form, ())]
    if piece.lemma != piece.form:
        same += terms.get(piece.lemma, ())
        same.sort(key=lambda term: -len(term.pieces))
    return same


def _match(stream: Sequence[_Piece], at: int, pattern: tuple[str, ...], analysis: Analysis) -> int | None:
    """Index into `stream` after the match, None where there is none. A match never leaves its sentence."""
    if not pattern:
        return at
    if pattern[0] == GAP:
        ends = (_match(stream, at + length, pattern[1:], analysis) for length in range(1, LONGEST_GAP + 1))
        return next((end for end in ends if end is not None), None)
    if at >= len(stream) or pattern[0] not in (stream[at].form, stream[at].lemma):
        return None
    end = _match(stream, at + 1, pattern[1:], analysis)
    if end is None:
        return None
    words = analysis.words
    return end if words[stream[at].word].sentence == words[stream[end - 1].word].sentence else None


def _comes_apart(analysis: Analysis, stream: Sequence[_Piece], at: int, term: Term) -> bool:
    """Whether white space stands where the table has a hyphen."""
    words = analysis.words
    return any(
        any(char.isspace() for char in analysis.document.text[words[before.word].end : words[piece.word].start])
        for index in term.joined
        for before, piece in [stream[at + index - 1 : at + index + 1]]
    )


def _occurrence(analysis: Analysis, term: Term, words: tuple[int, ...]) -> Occurrence:
    inside = set(words)
    heads = [word for word in words if analysis.words[word].head not in inside]
    anchor = next((word for word in reversed(heads) if analysis.words[word].upos != "PUNCT"), words[-1])
    return Occurrence(
        term=term,
        words=words,
        anchor=anchor,
        span=(analysis.words[words[0]].start, analysis.words[words[-1]].end),
    )


def _meant(analysis: Analysis, below: Children, occurrence: Occurrence) -> bool:
    term, upos = occurrence.term, analysis.words[occurrence.anchor].upos
    if len(term.pieces) == 1 and term.upos and upos not in term.upos and upos not in NO_PART_OF_SPEECH:
        return False
    if term.target == "modified" and upos == "NOUN" and relation(analysis, occurrence.anchor) not in MODIFIERS:
        return False  # "terror attack", not "live in terror"
    return not _has_another_sense(analysis, below, occurrence) and not _inside_a_name(analysis, below, occurrence)


def _has_another_sense(analysis: Analysis, below: Children, occurrence: Occurrence) -> bool:
    if not occurrence.term.unless:
        return False
    words, first, last = analysis.words, occurrence.words[0], occurrence.words[-1]
    after = list(takewhile(_same_clause(analysis), range(last + 1, min(last + 1 + NEAR_AFTER, len(words)))))
    depending = [word for word in below[occurrence.anchor] if relation(analysis, word) not in CLAUSES]
    near = {*range(max(first - NEAR_BEFORE, 0), first), *after, *depending}
    head = words[occurrence.anchor].head
    near |= {head} if head is not None else set()
    near -= set(occurrence.words)
    sentence = words[first].sentence
    return any(
        words[word].lemma.lower() in occurrence.term.unless or words[word].text.lower() in occurrence.term.unless
        for word in near
        if words[word].sentence == sentence
    )


def _same_clause(analysis: Analysis) -> Callable[[int], bool]:
    """Stops at "that": in "claimed that the seat …" the seat is not what is claimed."""
    return lambda word: analysis.words[word].upos != "SCONJ"


def _inside_a_name(analysis: Analysis, below: Children, occurrence: Occurrence) -> bool:
    """Whether the term is a capitalised part of a longer name, by the name tags or by its proper-noun neighbours."""
    words, inside = analysis.words, set(occurrence.words)
    if not words[occurrence.anchor].text[:1].isupper():
        return False
    for name in analysis.names:
        start, end = name.words
        if start <= occurrence.words[0] and occurrence.words[-1] < end and len(inside) < end - start:
            return True
    if words[occurrence.anchor].upos != "PROPN":
        return False
    around = [*below[occurrence.anchor]]
    head = words[occurrence.anchor].head
    if head is not None and relation(analysis, occurrence.anchor) in {"compound", "flat", "nmod", "amod"}:
        around.append(head)
    return any(
        words[word].upos == "PROPN" and words[word].text[:1].isupper() and abs(word - occurrence.anchor) <= 2
        for word in around
        if word not in inside
    )
