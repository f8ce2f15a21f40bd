"""Which words say that something happened? The model's trigger runs, weighed against a lexicon with conditions.

Three witnesses are heard: the model, `data/en/event_triggers.csv`, and the speech act of a statement's cue. A trigger
that only one of them saw needs more from that one than a trigger that two of them saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

from sayso.events import tables
from sayso.events.tables import Sense
from sayso.events.tree import Tree, antecedent, head_of, particles, preposition, subjects
from sayso.records import Analysis, EventType, Statement, Tagged, WordRange

KEEP = 0.40  # an event must be at least this likely
AGREEMENT = 0.8  # log odds that the lexicon's word for the same type adds to the model's
SILENCE = -0.1  # … and that a word unknown to the lexicon takes away
LEXICON_ALONE = 0.80  # a word that the model passed over must be an event this often


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that say that an event of a type happened, may happen or did not."""

    words: WordRange
    head: int
    type: EventType
    score: float
    by: str  #: who found it, in the words of `Trace.by`
    sense: Sense | None = None
    statement: str | None = None  #: the statement whose cue it is


def find(analysis: Analysis, tree: Tree, statements: Sequence[Statement]) -> list[Trigger]:
    """Triggers in text order, not overlapping, every one at least `KEEP` likely."""
    cue_words, known = _cue_words(tree, statements), tables.senses()
    found = [trigger for run in analysis.triggers if (trigger := _weighed(tree, run)) is not None]
    taken = {word for trigger in found for word in range(*trigger.words)}
    taken |= {word for run in analysis.triggers for word in range(*run.words)}
    for index in range(len(analysis.words)):
        if index in taken or (tree.lemma(index), _part_of_speech(tree, index)) not in known:
            continue
        if (trigger := _from_lexicon(tree, index)) is not None:
            found.append(trigger)
            taken.update(range(*trigger.words))
    for statement in statements:
        word = cue_words.get(statement.id)
        if word is not None and word not in taken and (trigger := _from_act(statement, word)) is not None:
            found.append(trigger)
            taken.add(word)
    cue_of = {word: statement for statement, word in cue_words.items()}
    placed = [_at_cue(trigger, cue_of) for trigger in found if trigger.score >= KEEP]
    return sorted(placed, key=lambda trigger: trigger.words)


def _weighed(tree: Tree, run: Tagged) -> Trigger | None:
    """A model trigger with the lexicon's opinion of it."""
    head = head_of(tree, run.words)
    if is_not_an_event(tree, head):
        return None
    event = tables.event_type(run.label)
    options = matching(tree, head)
    sense = next((option for option in options if option.type == event), None)
    change = AGREEMENT * (sense.weight if sense else 0) + (SILENCE if not options else 0)
    score = odds(logit(run.score) + change)
    return Trigger(words=run.words, head=head, type=event, score=score, by="model:triggers", sense=sense)


def _from_lexicon(tree: Tree, index: int) -> Trigger | None:
    options = matching(tree, index)
    if not options or options[0].weight < LEXICON_ALONE or is_not_an_event(tree, index):
        return None
    sense = options[0]
    score = sense.weight * 0.75  # the model has seen the word too, and passed over it
    return Trigger(words=(index, index + 1), head=index, type=sense.type, score=score, by=sense.name, sense=sense)


def _from_act(statement: Statement, word: int) -> Trigger | None:
    entry = tables.words()["acts"].get(statement.cue.act if statement.cue else "")
    if entry is None:
        return None
    by = f"rule:en/events/act-{statement.cue.act if statement.cue else ''}"
    score = entry["weight"] * statement.score
    event = tables.event_type(entry["type"])
    return Trigger(words=(word, word + 1), head=word, type=event, score=score, by=by, statement=statement.id)


def _at_cue(trigger: Trigger, cue_of: dict[int, str]) -> Trigger:
    statement = next((cue_of[word] for word in range(*trigger.words) if word in cue_of), None)
    return replace(trigger, statement=statement) if statement and not trigger.statement else trigger


def _cue_words(tree: Tree, statements: Sequence[Statement]) -> dict[str, int]:
    """Statement id → the first word of its cue."""
    return {
        statement.id: words[0]
        for statement in statements
        if statement.cue is not None and (words := tree.within(statement.cue.spans))
    }


def matching(tree: Tree, word: int) -> list[Sense]:
    """The senses of a word whose conditions hold here, the most particular first."""
    known = tables.senses().get((tree.lemma(word), _part_of_speech(tree, word)), ())
    return [sense for sense in known if all(holds(tree, word, condition) for condition in sense.conditions)]


def _part_of_speech(tree: Tree, word: int) -> str:
    upos = tree.words[word].upos
    return "NOUN" if upos == "PROPN" else "VERB" if upos == "AUX" else upos


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
