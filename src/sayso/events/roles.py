"""Who did it, and to whom? Three routes to the parties of an event, weighed against each other.

- **model**: the network's links from the trigger to the words of its actors and recipients,
- **tree**: the places that `event_triggers.csv` or `event_frames.toml` name, looked up in the dependency tree,
- **roles**: PropBank's A0 and A1 of the trigger, where it is a predicate.

A party that two routes name is surer than one that a single route names, and the trace says which did. Nobody named
means nobody: an empty list.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.events import tables
from sayso.events.frames import from_tree, owners, spoken_by
from sayso.events.parties import mentions_of, spread
from sayso.events.tree import Tree, ancestors, antecedent, is_passive
from sayso.events.triggers import Trigger
from sayso.records import Analysis, Statement

LINKED = 0.5  # a word is linked from this probability on
MODEL_WEIGHT = 1.0
TREE_WEIGHT = 0.45
ROLES_WEIGHT = 0.25
ENOUGH = 0.4  # a party must gather this much weight
ENOUGH_UNLINKED = 0.3  # … where the model links nobody at all
#: relations of a word that is only a part of its phrase
PHRASE_PARTS = frozenset({"flat", "fixed", "goeswith", "det", "amod", "nummod", "case", "compound"})
BLUNT = frozenset({"ASSAULT", "COERCE"})  # types that are done to things as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """The head word of a party and how it was found."""

    head: int
    weight: float
    routes: tuple[str, ...]  #: of `model`, `tree`, `roles`


def parties(
    analysis: Analysis, tree: Tree, trigger: Trigger, own: Statement | None
) -> tuple[list[Filler], list[Filler]]:
    """Actors and recipients of an event, each in text order; nobody is both. `own` is the statement whose cue it is."""
    frame = _frame(tree, trigger)
    doers = from_tree(tree, trigger.head, frame.actor)
    if own is not None and own.source.spans and not is_passive(tree, trigger.head):
        doers = spoken_by(tree, own.source.spans) or doers
    done_to = [w for w in from_tree(tree, trigger.head, frame.recipient) if not _is_part_of_the_word(tree, trigger, w)]
    if not done_to and trigger.type == "ASSAULT":
        done_to = from_tree(tree, trigger.head, ("harmed",))
    actors = _weighed(analysis, tree, trigger, "actor", owners(tree, doers, things=False))
    recipients = _weighed(analysis, tree, trigger, "recipient", owners(tree, done_to, trigger.type in BLUNT))
    if trigger.type == "CONSULT" and _is_symmetric(trigger):
        actors, recipients = _merged(actors, recipients), []
    return _apart(actors, recipients)


def _frame(tree: Tree, trigger: Trigger) -> tables.Frame:
    pos = "VERB" if tree.words[trigger.head].upos in {"VERB", "AUX"} else "NOUN"
    default = tables.frames()[trigger.type, pos]
    if trigger.sense is None:
        return default
    return tables.Frame(trigger.sense.actor or default.actor, trigger.sense.recipient or default.recipient)


def _is_part_of_the_word(tree: Tree, trigger: Trigger, word: int) -> bool:
    """The *fire* of `opened fire` is what was done, not to whom."""
    conditions = trigger.sense.conditions if trigger.sense else ()
    return any(tree.lemma(word) in condition.partition(":")[2].split("|") for condition in conditions)


def _is_symmetric(trigger: Trigger) -> bool:
    return trigger.sense is not None and trigger.sense.recipient == ("none",)


def _weighed(analysis: Analysis, tree: Tree, trigger: Trigger, role: str, grown: list[int]) -> list[Filler]:
    """Everything that some route names for a role, kept if it gathers enough weight."""
    linked = analysis.links.get((trigger.words[0], role), ())
    heard: dict[int, dict[str, float]] = {}
    likely = {link.word: link.score for link in linked if link.score >= LINKED}
    for head in mentions_of(tree, list(likely)):
        heard.setdefault(_phrase_head(tree, trigger, head), {})["model"] = MODEL_WEIGHT * likely.get(head, LINKED)
    for head in spread(tree, grown):
        heard.setdefault(head, {})["tree"] = TREE_WEIGHT
    for head in spread(tree, _from_roles(analysis, tree, trigger, role)):
        heard.setdefault(head, {})["roles"] = ROLES_WEIGHT
    enough = ENOUGH if linked else ENOUGH_UNLINKED
    fillers = [Filler(head=h, weight=sum(by.values()), routes=tuple(sorted(by))) for h, by in sorted(heard.items())]
    return [f for f in fillers if f.weight >= enough and _can_be_party(tree, trigger, f.head)]


def _phrase_head(tree: Tree, trigger: Trigger, word: int) -> int:
    """The head of the phrase that a word is only a part of; what depends on the trigger stays (`Turkish raids`)."""
    for w in (word, *ancestors(tree, word)):
        head = tree.words[w].head
        if tree.base(w) not in PHRASE_PARTS or (head is not None and trigger.words[0] <= head < trigger.words[1]):
            return w
    return word


def _can_be_party(tree: Tree, trigger: Trigger, head: int) -> bool:
    inside = trigger.words[0] <= head < trigger.words[1]
    word = tree.words[head]
    named = word.upos == "ADJ" and word.text[:1].isupper()  # Turkish
    return not inside and (named or word.upos in {"NOUN", "PROPN", "PRON", "NUM"})


def _merged(actors: list[Filler], recipients: list[Filler]) -> list[Filler]:
    known = {filler.head for filler in actors}
    return sorted([*actors, *(f for f in recipients if f.head not in known)], key=lambda filler: filler.head)


def _apart(actors: list[Filler], recipients: list[Filler]) -> tuple[list[Filler], list[Filler]]:
    """What both roles claim goes to the one with more weight; on a tie to the actor."""
    acting, receiving = ({f.head: f.weight for f in fillers} for fillers in (actors, recipients))
    return (
        [f for f in actors if f.weight >= receiving.get(f.head, 0.0)],
        [f for f in recipients if f.weight > acting.get(f.head, 0.0)],
    )


def _from_roles(analysis: Analysis, tree: Tree, trigger: Trigger, role: str) -> list[int]:
    """PropBank's A0 as actor, A1 or A2 as recipient."""
    wanted = ("ARG0",) if role == "actor" else ("ARG1", "ARG2")
    for label in wanted:
        found = [link.word for link in analysis.links.get((trigger.head, label), ()) if link.score >= LINKED]
        nouns = [antecedent(tree, word) for word in found]
        nouns = [word for word in nouns if tree.words[word].upos in {"NOUN", "PROPN", "PRON"}]
        if nouns:
            return nouns
    return []
