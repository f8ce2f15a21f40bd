"""Did it happen? Occurred, ongoing, planned, threatened, requested, hypothetical, denied or unknown.

The model's distribution is the prior; every cue of tense, mood, negation or governing word that the tree shows adds
its log odds to one status. The cues are data (`data/en/events.toml`, `[status]`), the ways in which a cue reaches a
trigger are code: its own auxiliaries, the verb it is the object of, the verb or noun that governs its clause, the
statement it is in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from typing import get_args

from sayso.events import tables
from sayso.events.tree import Tree, preposition
from sayso.events.triggers import Trigger
from sayso.records import Statement, Status, Trace

# By the relation of a child to the trigger: the lists of `events.toml` that it may stand in, log odds, its name.
LISTS_OF = {
    "advmod": ("words", "adverbs", "adjectives"),
    "det": ("words", "determiners"),
    "cc:preconj": ("words",),
    "aux": ("auxiliaries",),
    "aux:pass": ("auxiliaries",),
    "mark": ("marks",),
    "amod": ("adjectives",),
}
STRENGTH = {"advmod": 2.5, "det": 2.8, "cc:preconj": 2.8, "aux": 2.5, "aux:pass": 2.5, "mark": 2.5, "amod": 2.0}
HOW = {
    "advmod": "adverb", "det": "determiner", "cc:preconj": "conjunction", "aux": "auxiliary", "aux:pass": "auxiliary",
    "mark": "under", "amod": "adjective",
}  # fmt: skip
STATUSES: tuple[Status, ...] = get_args(Status)
PRIOR: Mapping[str, float] = {  # shares in the annotated training news
    "occurred": 0.655, "ongoing": 0.117, "planned": 0.098, "hypothetical": 0.058, "requested": 0.038, "denied": 0.018,
    "threatened": 0.016, "unknown": 0.002,
}  # fmt: skip
FLOOR = 0.01  # the model never makes a status impossible


@dataclass(frozen=True, slots=True)
class Hint:
    """One reason for a status: the word that speaks for it, in which way, and how strongly (log odds)."""

    status: str
    word: int
    why: str
    strength: float


def decide(
    tree: Tree, trigger: Trigger, distribution: Mapping[str, float] | None, within: Statement | None
) -> tuple[Status, Trace]:
    """The status of an event and why. `within` is the statement in whose content the trigger stands."""
    hints = list(_hints(tree, trigger, within))
    prior = distribution or PRIOR
    weight = 0.4 if distribution else 1.8  # with a model's opinion the hints are second witnesses
    total: dict[str, float] = {status: log(max(prior.get(status, 0.0), FLOOR)) for status in STATUSES}
    for hint in hints:
        total[hint.status] += hint.strength * weight
    best = max(STATUSES, key=lambda status: total[status])
    share = _share(total, best)
    spoke = [hint for hint in hints if hint.status == best]
    words = tuple((tree.words[h.word].start, tree.words[h.word].end) for h in spoke)
    by = "model:statuses" if distribution else f"rule:en/events/status-{best}"
    why = "; ".join(h.why for h in spoke) or ("the model's judgement" if distribution else "nothing says otherwise")
    others = tuple(s for s in sorted(STATUSES, key=lambda s: -total[s]) if s != best)[:2]
    return best, Trace(by=by, score=share, spans=words, why=why, candidates=others)


def _share(total: Mapping[str, float], best: Status) -> float:
    return 1 / sum(exp(value - total[best]) for value in total.values())


def _hints(tree: Tree, trigger: Trigger, within: Statement | None) -> Iterator[Hint]:
    for word, direct in _reach(tree, trigger.head):
        yield from _from_children(tree, word, direct)
    yield from _from_governors(tree, trigger.head)
    if _is_imperative(tree, trigger.head) and within is not None and within.manner != "indirect":
        yield Hint("requested", trigger.head, "an imperative in quoted speech", 2.0)
    if _is_purpose(tree, trigger.head):
        yield Hint("planned", trigger.head, "what something is done for", 1.6)
    if within is not None and within.cue is not None and trigger.statement != within.id:
        status = tables.words()["content_status"].get(within.cue.act)
        if status and not _is_past(tree, trigger.head):
            yield Hint(status, trigger.head, f"within what is said to {within.cue.act}", 2.0)
    if trigger.statement is not None:
        yield Hint("occurred", trigger.head, "the statement itself is the event", 1.5)


def _reach(tree: Tree, head: int) -> Iterator[tuple[int, bool]]:
    """The words whose negation, tense and mood are the event's: itself, and the verb that it is an argument of."""
    yield head, True
    above = tree.words[head].head
    if above is None:
        return
    relation = tree.words[head].deprel
    if tree.words[head].upos in {"NOUN", "PROPN"} and relation in {"obj", "nsubj", "nsubj:pass", "obl"}:
        if tree.words[above].upos in {"VERB", "AUX", "ADJ"}:
            yield above, relation != "obl"
    elif relation == "conj" and tree.words[above].upos == tree.words[head].upos and not tree.kids(head, "aux"):
        yield above, False


def _from_children(tree: Tree, word: int, direct: bool) -> Iterator[Hint]:
    strength = 1.0 if direct else 0.5
    for child in tree.children[word]:
        lemma, relation = tree.lemma(child), tree.words[child].deprel
        lists = LISTS_OF.get(relation)
        if lists is None:
            continue
        form = tree.words[child].text.lower()
        told = {status for name in lists for status in (*_told(name, lemma), *_told(name, form))}
        for status in sorted(told):
            if status != "ongoing" or relation in {"advmod", "amod"} or _is_ing(tree, word):
                yield Hint(status, child, f"{HOW[relation]} “{form}”", STRENGTH[relation] * strength)


def _from_governors(tree: Tree, head: int) -> Iterator[Hint]:
    """Words that govern the trigger's clause or phrase: `planned to`, `called for`, `denied`, `the risk of`."""
    word, above, strength = head, tree.words[head].head, 2.2
    steps = 0
    while above is not None and steps < 3:
        relation = tree.words[word].deprel
        if relation in {"root", "advcl", "parataxis", "acl:relcl", "nsubj", "nsubj:pass", "appos", "discourse"}:
            return
        is_complement = relation in {"xcomp", "ccomp", "obj", "acl", "nmod", "obl", "csubj"}
        if is_complement:
            for status in _governed(tree, word, above):
                yield Hint(status, above, f"governed by “{tree.words[above].text}”", strength)
        word, above = above, tree.words[above].head
        strength *= 0.6
        steps += 1


def _governed(tree: Tree, word: int, above: int) -> Iterator[str]:
    """The statuses that a governing verb or noun gives to a clause or phrase under it."""
    key = "nouns" if tree.words[above].upos == "NOUN" else "governors"
    relation = tree.words[word].deprel
    if relation in {"obl", "nmod"} and preposition(tree, word) not in tables.words()["grammar"]["governed_by"]:
        return
    if relation in {"xcomp", "ccomp", "acl"} and _is_past(tree, word):
        return
    yield from _told(key, tree.lemma(above))


def _is_past(tree: Tree, word: int) -> bool:
    """A finite past or perfect verb: `attacked`, `had attacked`."""
    entry = tree.words[word]
    if entry.upos != "VERB":
        return False
    auxiliaries = [tree.words[child].text.lower() for child in tree.kids(word, "aux", "aux:pass")]
    if not tables.words()["grammar"]["past_auxiliaries"].isdisjoint(auxiliaries):
        return True
    return not auxiliaries and not tree.kids(word, "mark") and entry.text.lower().endswith("ed")


def _is_imperative(tree: Tree, word: int) -> bool:
    entry = tree.words[word]
    bare = entry.upos == "VERB" and entry.text.lower() == entry.lemma.lower()
    return bare and not tree.kids(word, "nsubj", "nsubj:pass", "aux", "mark") and entry.deprel in {"root", "parataxis"}


def _is_purpose(tree: Tree, word: int) -> bool:
    """An infinitive of purpose, or an argument of one: `came to fight`, `a bill to impose sanctions`."""
    above = tree.words[word].head
    if tree.words[word].upos in {"NOUN", "PROPN"} and tree.words[word].deprel == "obj" and above is not None:
        word = above
    infinitive = any(tree.lemma(mark) == "to" for mark in tree.kids(word, "mark"))
    return infinitive and tree.words[word].deprel in {"advcl", "acl"}


def _is_ing(tree: Tree, word: int) -> bool:
    return tree.words[word].text.lower().endswith("ing")


@cache
def _cues() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """`[status]` of `events.toml` turned over: list name → lemma or form → the statuses it speaks for."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for status, lists in tables.words()["status"].items():
        for name, lemmas in lists.items():
            column = found.setdefault(name, {})
            for lemma in lemmas:
                column[lemma] = (*column.get(lemma, ()), "denied" if status == "negation" else status)
    return found


def _told(name: str, lemma: str) -> tuple[str, ...]:
    return _cues()[name].get(lemma, ()) if name in _cues() else ()


def happened(status: Status) -> bool:
    return status in {"occurred", "ongoing"}


def denials(statements: Sequence[Statement]) -> list[Statement]:
    """The statements that deny or reject what they contain."""
    return [s for s in statements if s.cue is not None and s.cue.act in {"deny", "reject"}]
