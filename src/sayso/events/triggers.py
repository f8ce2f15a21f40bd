"""Which words say that something happened? The model's trigger runs, weighed against a lexicon with conditions.

Three witnesses are heard: the model, `data/en/event_triggers.csv`, and the speech act of a statement's cue. What each
says counts as log odds (`data/en/event_decision.toml`), so that a trigger that only one of them saw needs more from
that one than a trigger that two of them saw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from sayso.events import tables
from sayso.events.tables import Sense
from sayso.events.tree import Tree, antecedent, head_of, particles, preposition, subjects
from sayso.records import Analysis, EventType, Statement, Tagged, WordRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the three witnesses say of one candidate; None where one says nothing."""

    model: float | None  #: probability of the type
    lexicon: float | None  #: how often the word is an event of the type
    elsewhere: bool  #: the lexicon knows the word, but not for this type
    act: float | None  #: how often such a speech act is an event of the type
    rival: float | None = None  #: probability of another type that the model prefers there


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that say that an event of a type happened, may happen or did not."""

    words: WordRange
    head: int
    type: EventType
    score: float
    by: str  #: who found it, in the words of `Trace.by`
    evidence: Evidence
    sense: Sense | None = None
    statement: str | None = None  #: the statement whose cue it is


def find(analysis: Analysis, tree: Tree, statements: Sequence[Statement]) -> list[Trigger]:
    """Triggers in text order, not overlapping, each likely enough to be kept (`event_decision.toml`)."""
    best: dict[int, Trigger] = {}
    for trigger in heard(analysis, tree, statements):
        if trigger.score >= max(tables.decision()["keep"], best[trigger.head].score if trigger.head in best else 0.0):
            best[trigger.head] = trigger
    return sorted(best.values(), key=lambda trigger: trigger.words)


def heard(analysis: Analysis, tree: Tree, statements: Sequence[Statement]) -> list[Trigger]:
    """Every word that some witness takes for an event, however unlikely, in text order.

    Where model and lexicon are for different types, there are two candidates with one head.
    """
    cue_words, known = _cue_words(tree, statements), tables.senses()
    cue_of = {word: statement for statement in statements if (word := cue_words.get(statement.id)) is not None}
    found = [_judged(tree, run, cue_of) for run in analysis.triggers]
    found += [_other(tree, run, sense, cue_of) for run in analysis.triggers if (sense := _rival(tree, run)) is not None]
    taken = {word for run in analysis.triggers for word in range(*run.words)}
    for index, entry in enumerate(analysis.words):
        if index not in taken and (tree.lemma(index), _PARTS.get(entry.upos, entry.upos)) in known:
            taken.add(index)
            found += [_unseen(tree, index, sense, cue_of.get(index)) for sense in matching(tree, index)[:1]]
    for word, statement in cue_of.items():
        if word not in taken and (event := _act_type(statement)) is not None:
            found.append(_spoken(word, event, statement))
    named = _words_of_names(analysis)
    kept = (t for t in found if t.head not in named and not is_not_an_event(tree, t.head))
    return sorted(kept, key=lambda trigger: trigger.words)


def _words_of_names(analysis: Analysis) -> set[int]:
    """Words inside the name of somebody or of some place: the *Reprieve* that is an organisation is none."""
    inside = {word for name in analysis.names if name.label != "OTH" for word in range(*name.words)}
    return {word for word in inside if analysis.words[word].upos == "PROPN"}


def _judged(tree: Tree, run: Tagged, cue_of: Mapping[int, Statement]) -> Trigger:
    """A trigger of the model, with what the lexicon and the speech act say of it."""
    head, event = head_of(tree, run.words), tables.event_type(run.label)
    options = matching(tree, head)
    sense = next((option for option in options if option.type == event), None)
    statement = next((cue_of[word] for word in range(*run.words) if word in cue_of), None)
    evidence = Evidence(
        model=run.score,
        lexicon=sense.weight if sense else None,
        elsewhere=bool(options) and sense is None,
        act=_act_weight(statement, event),
    )
    return Trigger(
        words=run.words,
        head=head,
        type=event,
        score=likelihood(evidence),
        by="model:triggers",
        evidence=evidence,
        sense=sense,
        statement=statement.id if statement else None,
    )


def _rival(tree: Tree, run: Tagged) -> Sense | None:
    """What the lexicon takes a trigger of the model for, if that is another type."""
    options = matching(tree, head_of(tree, run.words))
    return options[0] if options and all(option.type != run.label for option in options) else None


def _other(tree: Tree, run: Tagged, sense: Sense, cue_of: Mapping[int, Statement]) -> Trigger:
    """A trigger of the model, but of the type that the lexicon is for."""
    rivalled = _unseen(tree, head_of(tree, run.words), sense, cue_of.get(run.words[0]))
    evidence = replace(rivalled.evidence, rival=run.score)
    return replace(rivalled, words=run.words, score=likelihood(evidence), evidence=evidence)


def _unseen(tree: Tree, index: int, sense: Sense, statement: Statement | None) -> Trigger:
    """A word of the lexicon that the model passed over."""
    evidence = Evidence(model=None, lexicon=sense.weight, elsewhere=False, act=_act_weight(statement, sense.type))
    return Trigger(
        words=(index, index + 1),
        head=index,
        type=sense.type,
        score=likelihood(evidence),
        by=sense.name,
        evidence=evidence,
        sense=sense,
        statement=statement.id if statement else None,
    )


def _spoken(word: int, event: EventType, statement: Statement) -> Trigger:
    """The cue of a speech act that neither the model nor the lexicon knows for an event."""
    evidence = Evidence(model=None, lexicon=None, elsewhere=False, act=_act_weight(statement, event))
    return Trigger(
        words=(word, word + 1),
        head=word,
        type=event,
        score=likelihood(evidence),
        by=f"rule:en/events/act-{statement.cue.act if statement.cue else 'other'}",
        evidence=evidence,
        statement=statement.id,
    )


def _act_type(statement: Statement) -> EventType | None:
    entry = tables.words()["acts"].get(statement.cue.act if statement.cue else "")
    return tables.event_type(entry["type"]) if entry else None


def _act_weight(statement: Statement | None, event: EventType) -> float | None:
    """How often a cue with this act is an event of the type; None where the act says nothing about it."""
    if statement is None or statement.cue is None or _act_type(statement) != event:
        return None
    return float(tables.words()["acts"][statement.cue.act]["weight"])


def likelihood(evidence: Evidence) -> float:
    """How likely an event is, given what the witnesses say: a sum of log odds."""
    weights = tables.decision()
    return odds(weights["intercept"] + sum(weights[name] * value for name, value in observed(evidence).items()))


def observed(evidence: Evidence) -> dict[str, float]:
    """The witnesses' words as the numbers that `event_decision.toml` weighs."""
    return {
        "model": 0.0 if evidence.model is None else logit(evidence.model),
        "silent": float(evidence.model is None and evidence.rival is None),
        "rival": 0.0 if evidence.rival is None else logit(evidence.rival),
        "rivalled": float(evidence.rival is not None),
        "lexicon": 0.0 if evidence.lexicon is None else logit(evidence.lexicon),
        "unlisted": float(evidence.lexicon is None and not evidence.elsewhere),
        "other_type": float(evidence.elsewhere),
        "act": 0.0 if evidence.act is None else logit(evidence.act),
        "no_act": float(evidence.act is None),
    }


def _cue_words(tree: Tree, statements: Sequence[Statement]) -> dict[str, int]:
    """Statement id → the first word of its cue."""
    return {
        statement.id: words[0]
        for statement in statements
        if statement.cue is not None and (words := tree.within(statement.cue.spans))
    }


def matching(tree: Tree, word: int) -> list[Sense]:
    """The senses of a word whose conditions hold here, the most particular first."""
    upos = tree.words[word].upos
    known = tables.senses().get((tree.lemma(word), _PARTS.get(upos, upos)), ())
    return [sense for sense in known if all(holds(tree, word, condition) for condition in sense.conditions)]


def holds(tree: Tree, word: int, condition: str) -> bool:
    """Whether a condition of `event_triggers.csv` holds of a word: `obj:fire|shot`, `prt:out`, `-prep:at`, `xcomp`."""
    wanted, _, listed = condition.removeprefix("-").partition(":")
    there = _beside(tree, word, wanted)
    held = bool(there) if listed in {"", "*"} else bool(there & set(listed.split("|")))
    return held != condition.startswith("-")


def _beside(tree: Tree, word: int, where: str) -> set[str]:
    """Lemmas that stand in one grammatical place beside a word."""
    if where == "prt":
        return set(particles(tree, word))
    if where == "prep":
        return {preposition(tree, child) for child in tree.kids(word, *_PHRASES, "advcl", "acl")}
    if where == "subj":
        return {tree.lemma(antecedent(tree, subject)) for subject in subjects(tree, word)}
    if where == "obj":
        return {tree.lemma(found) for found in _objects(tree, word)}
    return {tree.lemma(child) for child in tree.kids(word, *_RELATIONS[where])}


_PARTS = {"PROPN": "NOUN", "AUX": "VERB"}  # as which the lexicon lists a word
_PHRASES = ("obl", "nmod", "obl:agent")
_RELATIONS = {
    "obl": ("obl", "nmod"),
    "mod": ("compound", "amod", "nmod", "nmod:poss"),
    "xcomp": ("xcomp", "ccomp", "acl", "advcl"),
}


def _objects(tree: Tree, word: int) -> list[int]:
    adnominal = tree.words[word].head if tree.words[word].deprel == "acl" else None
    passive = [antecedent(tree, child) for child in tree.kids(word, "nsubj:pass")]
    return [*tree.kids(word, "obj", "iobj", "xcomp"), *passive, *([] if adnominal is None else [adnominal])]


def is_not_an_event(tree: Tree, word: int) -> bool:
    """Hard negatives: an attack helicopter, a heart attack, a striker's attack."""
    table = tables.words()["not_events"]
    head = tree.words[word].head
    if tree.words[word].deprel == "compound" and head is not None and tree.lemma(head) in table["heads"]:
        return True
    if tree.words[word].upos == "NOUN" and _beside(tree, word, "mod") & table["medicine"]:
        return True
    first, last = tree.sentences[tree.words[word].sentence]
    return len(table["sport"].intersection(tree.lemmas[first:last])) >= 2


def logit(probability: float) -> float:
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return log(clipped / (1 - clipped))


def odds(log_odds: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + exp(-log_odds))
