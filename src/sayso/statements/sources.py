"""Who says it? The source phrase of a cue in the tree, and what kind of source a phrase is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.records import SourceKind
from sayso.statements.cues import CueMention
from sayso.statements.view import View, head_of, subtree

_CHAIN = 4  # steps along coordinations and open complements before a subject is too far to be the sayer
_NOT_OF_THE_PHRASE = ("acl", "parataxis", "cc", "conj", "case", "punct", "cop", "nsubj", "mark", "advmod", "aux")


def heads(view: View, cue: CueMention) -> tuple[int, ...]:
    """Words that the tree offers as head of the cue's source, best first."""
    if cue.pos == "ADP":
        return tuple(_of_preposition(view, cue))
    if cue.pos == "NOUN":
        return tuple(_of_noun(view, cue.head))
    if cue.passive:
        return tuple(_agents(view, cue.head))
    return tuple(_of_verb(view, cue.head))


def _of_preposition(view: View, cue: CueMention) -> Iterator[int]:
    """ "According" is the case mark of what it governs."""
    for word in cue.words:
        head = view.words[word].head
        if head is not None and head > word:
            yield head
        for kid in view.kids[word]:
            if view.rel[kid] in {"obl", "nmod", "obj", "pobj"}:
                yield kid


def _of_noun(view: View, head: int) -> Iterator[int]:
    """Whose claim: a possessor, an agent after "by" or "from", the subject of the verb that carries the noun."""
    for kid in view.kids[head]:
        if view.words[kid].deprel == "nmod:poss":
            yield kid
    for kid in view.kids[head]:
        if view.rel[kid] in {"nmod", "obl"} and any(
            view.low[k] in view.lexicon.words["source.whose"] for k in view.kids[kid] if view.rel[k] == "case"
        ):
            yield kid
    for kid in view.kids[head]:
        if view.rel[kid] in {"compound", "amod"} and view.name[kid]:
            yield kid
    governor = view.words[head].head
    if governor is not None and view.rel[head] in {"obj", "obl", "xcomp"}:
        yield from _of_verb(view, governor)


def _of_verb(view: View, head: int) -> Iterator[int]:
    word: int | None = head
    for _ in range(_CHAIN):
        if word is None:
            return
        subjects = [k for k in view.kids[word] if view.rel[k] == "nsubj"]
        if subjects:
            yield from subjects
            return
        governor = view.words[word].head
        relation = view.rel[word]
        if relation == "acl" and governor is not None:
            yield governor
            return
        if relation not in {"conj", "xcomp", "advcl", "parataxis", "ccomp", "cop"}:
            return
        word = governor


def _agents(view: View, head: int) -> Iterator[int]:
    for kid in view.kids[head]:
        if view.words[kid].deprel == "obl:agent" or (
            view.rel[kid] in {"obl", "nmod"}
            and any(view.low[k] in view.lexicon.words["source.agent"] and view.rel[k] == "case" for k in view.kids[kid])
        ):
            yield kid


def phrase(view: View, head: int, closed: frozenset[int]) -> tuple[int, ...]:
    """The noun phrase of a head, in one piece: its subtree without relative clauses, case marks and `closed` words."""
    if head in closed or not view.solid[head]:
        return ()
    words = subtree(view, head, _NOT_OF_THE_PHRASE, closed)
    left = right = words.index(head)
    while left > 0 and words[left - 1] == words[left] - 1:
        left -= 1
    while right + 1 < len(words) and words[right + 1] == words[right] + 1:
        right += 1
    piece = words[left : right + 1]
    while piece and piece[-1] != head and not view.solid[piece[-1]]:
        piece.pop()
    while piece and piece[0] != head and not view.solid[piece[0]]:
        piece.pop(0)
    return tuple(piece)


def kind(view: View, indices: Sequence[int]) -> SourceKind:
    """What the words of a source tell about who it is.

    `named` has its head in a name, or a person's name beside it; `pronoun` stands for somebody named elsewhere;
    `unnamed` leaves open who it is ("officials", "a source close to the king"); `nominal` picks one out without the
    name ("the ministry's spokesman"). No words: `implicit`.
    """
    solid = [i for i in indices if view.solid[i]]
    if not solid:
        return "implicit"
    words = view.lexicon.words
    head = head_of(view, solid)
    if len(solid) == 1 and view.low[head] in words["source.pronouns"]:
        return "pronoun"
    if view.name[head] or view.words[head].upos == "PROPN" or _has_person(view, solid):
        return "named"
    if view.low[head] in words["source.pronouns"]:
        return "pronoun"
    return "unnamed" if _is_open(view, solid, head) else "nominal"


def _is_open(view: View, solid: Sequence[int], head: int) -> bool:
    """Whether a phrase without a name leaves open who is meant."""
    words = view.lexicon.words
    if view.low[head] in words["source.indefinite"] or any(view.low[i] in words["source.nameless"] for i in solid):
        return True
    first = view.low[solid[0]]
    if first in words["source.open_determiners"] or view.words[solid[0]].upos == "NUM":
        return True
    owned = first in words["source.definite"] or any(view.words[k].deprel == "nmod:poss" for k in view.kids[head])
    return not owned and _is_plural(view, head)


def _has_person(view: View, indices: Sequence[int]) -> bool:
    """Whether a person's name is in the phrase, other than as the owner of its head ("Faramir's guards")."""
    owners = view.lexicon.words["source.possessive"]
    return any(view.name[i] == "PER" and not (i + 1 < len(view.low) and view.low[i + 1] in owners) for i in indices)


def _is_plural(view: View, head: int) -> bool:
    word = view.words[head]
    return word.upos == "NOUN" and word.text.lower() != word.lemma.lower()
