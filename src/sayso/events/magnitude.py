"""How many were killed or injured, how large was it? Quantities of the text, attached to an event by the tree.

Counts are ranges that keep what the words leave open. A number belongs to an event when it stands in the place that
`data/en/event_casualties.csv` names for the trigger, or for a casualty verb that the event noun modifies
(`24 died in the blast`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.events import tables
from sayso.events.roles import Filler
from sayso.events.tree import Tree, antecedent, coordinated, patients, subjects, subtree
from sayso.events.triggers import Trigger
from sayso.records import Count, Magnitude, Quantity

DEAD = frozenset({"dead"})
SIZED = frozenset({"PROTEST", "MOBILIZE"})
LIFE = frozenset({"life"})


def of_event(tree: Tree, trigger: Trigger, actors: Sequence[Filler], quantities: Sequence[Quantity]) -> Magnitude:
    """Killed, injured and size of an event, each None where the text gives no number."""
    if not quantities:
        return Magnitude()
    if trigger.type in SIZED:
        counted = _count(tree, [f.head for f in actors] + patients(tree, trigger.head), quantities)
        return Magnitude(size=counted)
    if trigger.type not in {"ASSAULT", "COERCE", "PROTEST"}:
        return Magnitude()
    found: dict[str, Count] = {}
    for effect, people in _harmed(tree, trigger.head):
        if effect not in found and (count := _count(tree, people, quantities)):
            found[effect] = count
    return Magnitude(killed=found.get("killed"), injured=found.get("injured"))


def _harmed(tree: Tree, head: int) -> Iterator[tuple[str, list[int]]]:
    """(`killed` or `injured`, head words of the people) around a trigger."""
    anchors = [
        head,
        *_governing(tree, head),
        *tree.kids(head, "acl", "acl:relcl", "advcl", "conj", "xcomp", "parataxis"),
    ]
    for anchor in dict.fromkeys(anchors):
        yield from _by_verb(tree, anchor)
    for anchor in dict.fromkeys(anchors):
        for child in (*tree.kids(anchor, "obj", "nsubj", "nsubj:pass", "obl", "nmod", "appos", "xcomp"), anchor):
            for word in coordinated(tree, child):
                entry = tables.casualties().get((tree.lemma(word), tree.words[word].upos))
                if entry and entry[1] == "self" and entry[0] != "harmed":
                    yield entry[0], [word, *(h for h in [tree.words[word].head] if h is not None and h != anchor)]


def _governing(tree: Tree, head: int) -> list[int]:
    above = tree.words[head].head
    if above is None or tree.base(head) not in {"obl", "nmod", "nsubj", "obj", "conj", "advcl", "xcomp"}:
        return []
    return [above]


def _by_verb(tree: Tree, verb: int) -> Iterator[tuple[str, list[int]]]:
    entry = tables.casualties().get((tree.lemma(verb), tree.words[verb].upos))
    if entry is None or entry[1] == "self":
        return
    effect, where = entry
    people = patients(tree, verb) if where == "patient" else subjects(tree, verb)
    lemma = tree.lemma(verb)
    if lemma in {"lose", "claim"} and not any(tree.lemma(o) in LIFE for o in tree.kids(verb, "obj")):
        return
    if lemma == "shoot" and not _dead_beside(tree, verb):
        return
    if lemma == "leave":
        for complement in tree.kids(verb, "xcomp"):
            effect_here = tables.casualties().get((tree.lemma(complement), "ADJ"))
            if effect_here:
                yield effect_here[0], tree.kids(verb, "obj")
        return
    yield effect, [antecedent(tree, person) for person in people]


def _dead_beside(tree: Tree, verb: int) -> bool:
    return any(tree.lemma(child) in DEAD for child in tree.children[verb])


def _count(tree: Tree, people: Sequence[int], quantities: Sequence[Quantity]) -> Count | None:
    """The quantity inside the phrases of some people."""
    for person in people:
        heads = [person, *(c for c in coordinated(tree, person) if c != person)][:1]
        for head in heads:
            inside = _close(tree, head)
            for quantity in quantities:
                if any(quantity.span[0] <= tree.words[w].start < quantity.span[1] for w in inside):
                    return _as_count(quantity)
    return None


def _close(tree: Tree, head: int) -> set[int]:
    """A noun with its determiners, numbers and quantifying modifiers, not with what hangs further off."""
    words = {head}
    for child in tree.kids(head, "nummod", "det", "amod", "advmod", "nmod", "compound", "nummod:gov"):
        if child < head or tree.words[child].upos == "NUM":
            words |= subtree(tree, child)
    above = tree.words[head].head
    if above is not None and tree.base(head) == "nmod" and tree.words[above].upos in {"NOUN", "NUM"}:
        words.add(above)  # "dozens of people"
    return words


def _as_count(quantity: Quantity) -> Count:
    low = None if quantity.min is None else int(quantity.min)
    high = None if quantity.max is None else int(quantity.max)
    return Count(min=low, max=high, spans=(quantity.span,))
