"""Whom does a term describe? From its place in the dependency tree to a noun, from the noun to an actor.

The paths are those of UD's relations; none is tried that leaves the sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from sayso.records import Actor, Analysis
from sayso.wording.occurrences import Occurrence
from sayso.wording.tree import Children, relation

WITHIN_NAME = frozenset({"flat", "compound", "appos", "fixed"})


def actors_by_word(analysis: Analysis, actors: tuple[Actor, ...]) -> Mapping[int, str]:
    """Head word of a mention → actor id. Where mentions share a head, the shortest decides."""
    mentions = sorted(
        ((mention, actor.id) for actor in actors for mention in actor.mentions),
        key=lambda pair: (pair[0][1] - pair[0][0], pair[0], pair[1]),
    )
    starts = [word.start for word in analysis.words]
    actor_of: dict[int, str] = {}
    for (start, end), actor in mentions:
        inside = range(bisect_left(starts, start), bisect_left(starts, end))
        for head in _heads(analysis, inside):
            actor_of.setdefault(head, actor)
    return actor_of


def described(analysis: Analysis, below: Children, occurrence: Occurrence) -> Iterator[int]:
    """Words that may stand for the one described, the likeliest first."""
    anchor = occurrence.anchor
    match occurrence.term.target:
        case "self":
            yield from _named_by(analysis, below, anchor)
            yield from _holders(analysis, below, anchor)
        case "modified":
            for noun in _modified(analysis, below, anchor):
                yield noun
                # not those inside the term: in "the Gondor-backed riders" the riders are described
                yield from (word for word in _holders(analysis, below, noun) if word not in occurrence.words)
        case "object":
            yield from _objects(analysis, below, anchor)
        case "subject":
            yield from _subjects(analysis, below, anchor)
        case "holder":
            yield anchor
            yield from _holders(analysis, below, anchor)
            yield from _of(analysis, below, anchor, {"of"})
        case "doer":
            if analysis.words[anchor].upos == "VERB":
                yield from _subjects(analysis, below, anchor)
            yield anchor
            yield from _holders(analysis, below, anchor)
        case "none":
            return


def _heads(analysis: Analysis, inside: range) -> Iterator[int]:
    """The head word of a mention, with the words that are flat or compound parts of the head's name."""
    for index in inside:
        word: int | None = index
        while word is not None and word in inside and relation(analysis, word) in WITHIN_NAME:
            if analysis.words[word].upos != "PROPN":
                break  # in "rebel leader", "rebel" is no name of the leader
            word = analysis.words[word].head
        if word is None or word not in inside or analysis.words[word].head not in inside:
            yield index


def _named_by(analysis: Analysis, below: Children, noun: int) -> Iterator[int]:
    word = analysis.words[noun]
    bare = not _children(analysis, below, noun, {"case"})  # "a band of terrorists" is no "terrorist band"
    if bare and word.head is not None and relation(analysis, noun) in {"amod", "compound", "nmod", "appos", "flat"}:
        yield word.head
    yield noun
    yield from _children(analysis, below, noun, {"appos", "flat"})
    yield from _predicated_of(analysis, below, noun)


def _modified(analysis: Analysis, below: Children, modifier: int) -> Iterator[int]:
    word = analysis.words[modifier]
    yield from _predicated_of(analysis, below, modifier)
    if word.head is None:
        return
    if relation(analysis, modifier) in {"amod", "compound", "nmod", "acl", "nummod", "det"}:
        yield word.head
    elif relation(analysis, modifier) in {"advmod", "conj"}:  # "so-called" and "brutal and cowardly" may hang like this
        yield word.head
        yield from _modified(analysis, below, word.head) if word.upos == "ADJ" else ()


def _predicated_of(analysis: Analysis, below: Children, predicate: int) -> Iterator[int]:
    """"X is a …", "called X a …", "X was branded as a …"."""
    if _children(analysis, below, predicate, {"cop"}):
        yield from _children(analysis, below, predicate, {"nsubj"})
    head = analysis.words[predicate].head
    if head is None:
        return
    as_what = [
        child
        for child in _children(analysis, below, predicate, {"case", "mark"})
        if analysis.words[child].lemma.lower() == "as"
    ]
    if relation(analysis, predicate) == "xcomp" or (as_what and relation(analysis, predicate) in {"obl", "advcl"}):
        yield from _children(analysis, below, head, {"obj"})
        yield from _children(analysis, below, head, {"nsubj"}) if _is_passive(analysis, below, head) else ()
        yield from _children(analysis, below, head, {"nsubj"}) if _is_linking(analysis, below, head) else ()


def _objects(analysis: Analysis, below: Children, word: int) -> Iterator[int]:
    if analysis.words[word].upos == "NOUN":
        yield from _of(analysis, below, word, {"of"})
        yield from _children(analysis, below, word, {"nmod:poss"})
        return
    yield from _children(analysis, below, word, {"obj"})
    if _is_passive(analysis, below, word):
        yield from _children(analysis, below, word, {"nsubj"})
    head = analysis.words[word].head
    if head is not None and relation(analysis, word) in {"amod", "acl"}:
        yield head


def _subjects(analysis: Analysis, below: Children, verb: int) -> Iterator[int]:
    if _is_passive(analysis, below, verb):
        yield from _of(analysis, below, verb, {"by"})
        return
    yield from _children(analysis, below, verb, {"nsubj"})
    head = analysis.words[verb].head
    if head is not None and relation(analysis, verb) in {"conj", "xcomp", "advcl"}:
        yield from _subjects(analysis, below, head)
    elif head is not None and relation(analysis, verb) == "acl":
        yield head
    yield from _of(analysis, below, verb, {"by"})


def _holders(analysis: Analysis, below: Children, noun: int) -> Iterator[int]:
    """"Mordor's …", "the Mordor …", "the Mordorian …", "… by Mordor"."""
    yield from _children(analysis, below, noun, {"nmod:poss"})
    yield from _children(analysis, below, noun, {"compound", "amod"})
    yield from _of(analysis, below, noun, {"by"})


def _of(analysis: Analysis, below: Children, word: int, prepositions: set[str]) -> Iterator[int]:
    for child in _children(analysis, below, word, {"nmod", "obl"}):
        cases = _children(analysis, below, child, {"case"})
        if any(analysis.words[case].lemma.lower() in prepositions for case in cases):
            yield child


def _children(analysis: Analysis, below: Children, word: int, relations: set[str]) -> list[int]:
    """Children by relation; one named without its subtype stands for all of them, `nsubj` for `nsubj:pass` too."""
    return [
        child
        for child in below[word]
        if analysis.words[child].deprel in relations or relation(analysis, child) in relations
    ]


def _is_passive(analysis: Analysis, below: Children, verb: int) -> bool:
    return any(analysis.words[child].deprel in {"nsubj:pass", "aux:pass", "csubj:pass"} for child in below[verb])


def _is_linking(analysis: Analysis, below: Children, verb: int) -> bool:
    """Whether the verb says what its subject is or becomes: no object stands beside the predicate."""
    return not _children(analysis, below, verb, {"obj"}) and not _is_passive(analysis, below, verb)
