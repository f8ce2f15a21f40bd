"""Did it happen? Occurred, ongoing, planned, threatened, requested, hypothetical, denied or unknown.

The model's distribution is the prior; every cue of tense, mood, negation or governing word that the tree shows adds
its log odds to one status. The cues are data (`data/en/events.toml`, `[status]`), the ways in which a cue reaches a
trigger are code: its own auxiliaries, the verb it is the object of, the verb or noun that governs its clause, the
statement it is in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import cast, get_args

from sayso.events import tables
from sayso.events.tree import Tree, preposition
from sayso.events.triggers import Trigger
from sayso.records import Statement, Status, Trace

Cues = Mapping[str, Mapping[str, object]]  #: `[status]` of `events.toml`: status → list name → lemmas
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
    table = tables.words()["status"]
    reach = list(_reach(tree, trigger.head))
    for word, direct in reach:
        yield from _from_children(tree, word, table, direct)
    yield from _from_governors(tree, trigger.head, table)
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


def _from_children(tree: Tree, word: int, table: Cues, direct: bool) -> Iterator[Hint]:
    strength = 1.0 if direct else 0.5
    for child in tree.children[word]:
        lemma, relation = tree.lemma(child), tree.words[child].deprel
        form = tree.words[child].text.lower()
        if relation in {"advmod", "det", "cc:preconj"} and _in(lemma, table, "negation", "words", "determiners"):
            yield Hint("denied", child, f"negated by “{form}”", 2.8 * strength)
        elif relation in {"aux", "aux:pass"}:
            for status in ("planned", "hypothetical", "requested"):
                if _in(lemma, table, status, "auxiliaries") or _in(form, table, status, "auxiliaries"):
                    yield Hint(status, child, f"auxiliary “{form}”", 2.5 * strength)
            if lemma == "be" and form in {"is", "are", "'s", "’s", "'re", "’re", "am"} and _is_ing(tree, word):
                yield Hint("ongoing", child, f"present progressive “{form} {tree.words[word].text}”", 2.2 * strength)
        elif relation == "mark" and _in(lemma, table, "hypothetical", "marks"):
            yield Hint("hypothetical", child, f"under “{form}”", 2.5 * strength)
        elif relation in {"amod", "advmod"}:
            for status in ("planned", "hypothetical", "ongoing"):
                if _in(lemma, table, status, "adjectives", "adverbs"):
                    yield Hint(status, child, f"“{form}”", 2.0 * strength)


def _from_governors(tree: Tree, head: int, table: Cues) -> Iterator[Hint]:
    """Words that govern the trigger's clause or phrase: `planned to`, `called for`, `denied`, `the risk of`."""
    word, above, strength = head, tree.words[head].head, 2.2
    steps = 0
    while above is not None and steps < 3:
        relation = tree.words[word].deprel
        if relation in {"root", "advcl", "parataxis", "acl:relcl", "nsubj", "nsubj:pass", "appos", "discourse"}:
            return
        is_complement = relation in {"xcomp", "ccomp", "obj", "acl", "nmod", "obl", "csubj"}
        if is_complement:
            for status in _governed(tree, word, above, table):
                yield Hint(status, above, f"governed by “{tree.words[above].text}”", strength)
        word, above = above, tree.words[above].head
        strength *= 0.6
        steps += 1


def _governed(tree: Tree, word: int, above: int, table: Cues) -> Iterator[str]:
    """The statuses that a governing verb or noun gives to a clause or phrase under it."""
    key = "nouns" if tree.words[above].upos == "NOUN" else "governors"
    relation = tree.words[word].deprel
    if relation in {"obl", "nmod"} and preposition(tree, word) not in {"for", "of", "to", "with", "on"}:
        return
    if relation in {"xcomp", "ccomp", "acl"} and _is_past(tree, word):
        return
    for status in ("negation", "planned", "threatened", "requested", "hypothetical", "ongoing"):
        if _in(tree.lemma(above), table, status, key):
            yield "denied" if status == "negation" else status


def _is_past(tree: Tree, word: int) -> bool:
    """A finite past or perfect verb: `attacked`, `had attacked`."""
    entry = tree.words[word]
    if entry.upos != "VERB":
        return False
    auxiliaries = [tree.words[child].text.lower() for child in tree.kids(word, "aux", "aux:pass")]
    if any(form in {"had", "has", "have", "was", "were", "did", "'ve", "’ve"} for form in auxiliaries):
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


def _in(lemma: str, table: Cues, status: str, *lists: str) -> bool:
    return any(lemma in cast(frozenset[str], table[status].get(name, frozenset())) for name in lists)


def happened(status: Status) -> bool:
    return status in {"occurred", "ongoing"}


def denials(statements: Sequence[Statement]) -> list[Statement]:
    """The statements that deny or reject what they contain."""
    return [s for s in statements if s.cue is not None and s.cue.act in {"deny", "reject"}]
