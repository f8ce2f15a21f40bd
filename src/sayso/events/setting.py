"""Where and when? Of the places and times of the text, the ones that an event's own clause names.

An event takes a place or a time only from words that belong to it: linked by the model, or hanging on the trigger or
its clause. A date elsewhere in the sentence is a second choice; one of another sentence is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sayso.events import tables
from sayso.events.tree import Tree, ancestors, clause, preposition, subtree
from sayso.events.triggers import Trigger
from sayso.records import Analysis, Place, Span, Time, Trace

LINKED = 0.5  # a word is linked from this probability on


def place_of(analysis: Analysis, tree: Tree, trigger: Trigger, places: Sequence[Place]) -> tuple[str, Trace] | None:
    """The place of an event: linked, else behind a preposition of place on the trigger or its clause."""
    here = _in_sentence(tree, trigger, places)
    linked = _linked(analysis, tree, trigger, "place")
    for place in here:
        if score := max((p for word, p in linked if _inside(tree, word, place.span)), default=0.0):
            return place.id, Trace(by="model:links", score=score, spans=(place.span,), why="linked to the trigger")
    table = tables.words()["setting"]
    for anchor, distance in _anchors(tree, trigger.head):
        for child in tree.kids(anchor, "obl", "nmod", "nmod:poss"):
            if preposition(tree, child) not in table["place_prepositions"]:
                continue
            near = [p for p in here if any(_inside(tree, word, p.span) for word in subtree(tree, child))]
            head = [p for p in near if _inside(tree, child, p.span)]
            if near and (head or distance == 0):
                chosen = (head or near)[0]
                why = f"“{preposition(tree, child)} {chosen.text}” hangs on “{tree.words[anchor].text}”"
                return chosen.id, Trace(by="rule:en/events/place-clause", spans=(chosen.span,), why=why)
    return None


def time_of(analysis: Analysis, tree: Tree, trigger: Trigger, times: Sequence[Time]) -> tuple[str, Trace] | None:
    """The time of an event: linked, else hanging on the trigger or its clause, else the only one of the sentence."""
    here = [t for t in _in_sentence(tree, trigger, times) if t.type in {"DATE", "TIME"}]
    linked = _linked(analysis, tree, trigger, "time")
    for time in here:
        if score := max((p for word, p in linked if _inside(tree, word, time.span)), default=0.0):
            return time.id, Trace(by="model:links", score=score, spans=(time.span,), why="linked to the trigger")
    for anchor, _ in _anchors(tree, trigger.head):
        for child in tree.children[anchor]:
            if tree.base(child) not in {"obl", "nmod", "advmod"}:
                continue
            inside = [t for t in here if any(_inside(tree, word, t.span) for word in (child, *tree.children[child]))]
            if inside:
                why = f"“{inside[0].text}” hangs on “{tree.words[anchor].text}”"
                return inside[0].id, Trace(by="rule:en/events/time-clause", spans=(inside[0].span,), why=why)
    if len(here) == 1 and not linked and _is_main(tree, trigger.head):
        return here[0].id, Trace(
            by="rule:en/events/time-sentence", spans=(here[0].span,), why="the sentence's only date"
        )
    return None


def _anchors(tree: Tree, head: int) -> Iterator[tuple[int, int]]:
    """The trigger, then the verb that it is an argument or adjunct of, with the distance."""
    yield head, 0
    predicate = clause(tree, head)
    if predicate != head:
        yield predicate, 1
    elif tree.words[head].deprel in {"xcomp", "conj"} and tree.words[head].head is not None:
        yield tree.words[head].head or 0, 1


def _is_main(tree: Tree, head: int) -> bool:
    return len(ancestors(tree, head)) <= 2


def _linked(analysis: Analysis, tree: Tree, trigger: Trigger, role: str) -> list[tuple[int, float]]:
    return [(k.word, k.score) for k in analysis.links.get((trigger.words[0], role), ()) if k.score >= LINKED]


def _inside(tree: Tree, word: int, span: Span) -> bool:
    return span[0] <= tree.words[word].start < span[1]


Located = TypeVar("Located", Place, Time)


def _in_sentence(tree: Tree, trigger: Trigger, found: Sequence[Located]) -> list[Located]:
    start, end = tree.span(tree.sentences[tree.words[trigger.head].sentence])
    return [item for item in found if start <= item.span[0] < end]
