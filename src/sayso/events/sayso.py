"""On whose say-so? The statement that an event rests on, the statements that dispute it, and who claims it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.events import tables
from sayso.events.status import denials
from sayso.events.tree import Tree, clause, subtree
from sayso.events.triggers import Trigger
from sayso.records import Responsibility, Statement


def innermost(statements: Sequence[Statement], position: int) -> Statement | None:
    """The statement in whose content a character stands; of several, the one inside the others."""
    around = [s for s in statements if any(start <= position < end for start, end in s.content.spans)]
    if not around:
        return None
    by_id = {s.id: s for s in statements}
    return min(around, key=lambda s: (-_depth(by_id, s), _length(s)))


def stated_in(tree: Tree, trigger: Trigger, statements: Sequence[Statement]) -> Statement | None:
    """The innermost statement around a trigger. A speech act rests on what is outside its own statement."""
    others = [s for s in statements if s.id != trigger.statement]
    return innermost(others, tree.words[trigger.words[0]].start)


def _depth(by_id: dict[str, Statement], statement: Statement) -> int:
    depth, outer = 0, statement.within
    while outer is not None and outer in by_id and depth < len(by_id):
        depth, outer = depth + 1, by_id[outer].within
    return depth


def _length(statement: Statement) -> int:
    return sum(end - start for start, end in statement.content.spans)


def disputes(tree: Tree, trigger: Trigger, parties: Sequence[int], statements: Sequence[Statement]) -> list[Statement]:
    """Statements that deny an event: around its trigger, or naming its word and one of its parties."""
    start = tree.words[trigger.words[0]].start
    lemma = tree.lemma(trigger.head)
    named = {tree.lemma(party) for party in parties if tree.words[party].upos in {"NOUN", "PROPN"}}
    found = []
    for statement in denials(statements):
        spans = statement.content.spans
        if any(a <= start < b for a, b in spans):
            found.append(statement)
        elif statement.cue is not None and statement.cue.act == "deny":
            lemmas = {tree.lemma(word) for word in tree.within(spans)}
            who = {tree.lemma(word) for word in tree.within(statement.source.spans)}
            if lemma in lemmas and named & (lemmas | who):
                found.append(statement)
    return found


def responsibilities(tree: Tree) -> list[tuple[int, str, Responsibility]]:
    """Where responsibility is claimed, denied or said to be unclaimed: the word, which of these, the clause's words."""
    table = tables.words()["responsibility"]
    found = []
    for index, noun in enumerate(tree.lemmas):
        if noun not in table["nouns"]:
            continue
        verb = clause(tree, index)
        lemma = tree.lemma(verb)
        if lemma not in table["claiming"] | table["denying"]:
            continue
        subjects = tree.kids(verb, "nsubj", "nsubj:pass")
        about = {tree.lemma(i) for s in subjects for i in subtree(tree, s)}
        about |= {tree.lemma(i) for i in (*tree.kids(verb, "advmod"), *tree.kids(index, "det"))}
        kind = "unclaimed" if about & table["nobody"] else "claimed" if lemma in table["claiming"] else "denied"
        span = tree.words[min(subjects, default=verb)].start, tree.words[index].end
        found.append((index, kind, Responsibility(unclaimed=kind == "unclaimed", spans=(span,))))
    return found
