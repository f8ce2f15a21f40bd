"""How was it done, and what was it about? Mode, instrument and contexts of an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sayso.events import tables
from sayso.events.parties import mentions_of, phrase_span
from sayso.events.tree import Tree, is_passive, preposition, subtree
from sayso.events.triggers import Trigger
from sayso.records import Analysis, Phrase, Trace

SURE_OF_MODE = 0.5  # below it the lexicon's and the instrument's word is preferred to the model's
LINKED = 0.5  # a word is linked from this probability on
SPOKEN_FOR = 2  # a context needs this many words of the sentence, or one at the trigger
IMPLIED = {  # contexts that a mode names by itself (codebook, mode rules)
    "cyber": "cyber", "misinformation": "misinformation", "unconventional": "cbrn", "convict": "legal",
}  # fmt: skip


def instrument_of(analysis: Analysis, tree: Tree, trigger: Trigger) -> tuple[Phrase, Trace] | None:
    """With what: the model's link, else a weapon behind *with* or *using*, before the noun, or as the subject."""
    text = analysis.document.text
    linked = [k.word for k in analysis.links.get((trigger.words[0], "instrument"), ()) if k.score >= LINKED]
    heads = [h for h in mentions_of(tree, linked) if not trigger.words[0] <= h < trigger.words[1]]
    if heads:
        start, end = phrase_span(tree, heads[0])
        trace = Trace(by="model:links", spans=((start, end),), why="linked to the trigger")
        return Phrase(span=(start, end), text=text[start:end]), trace
    for word in _beside(tree, trigger.head):
        if tree.lemma(word) in tables.instruments():
            start, end = phrase_span(tree, word)
            trace = Trace(
                by="rule:en/event_instruments", spans=((start, end),), why=f"“{tree.lemma(word)}” is a weapon"
            )
            return Phrase(span=(start, end), text=text[start:end]), trace
    return None


def _beside(tree: Tree, head: int) -> list[int]:
    """Where an instrument stands: behind `with` or `by`, as object of `using`, as an active verb's subject."""
    found = [
        c
        for c in tree.kids(head, "obl", "nmod", "obl:agent")
        if preposition(tree, c) in {"with", "by", "from", "using"}
    ]
    found += [o for c in tree.kids(head, "advcl", "acl") if tree.lemma(c) == "use" for o in tree.kids(c, "obj")]
    if tree.words[head].upos == "VERB" and not is_passive(tree, head):
        found += tree.kids(head, "nsubj")
    return found


def mode_of(
    tree: Tree, trigger: Trigger, distribution: Mapping[str, float] | None, instrument: Phrase | None
) -> tuple[str, Trace] | None:
    """The PLOVER mode of an event: the model's where it is sure, else what the instrument or the word says."""
    allowed = tables.modes()[trigger.type]
    likely = _of_type(trigger.type, distribution or {})
    best = max(likely, key=lambda mode: likely[mode], default=None)
    if best is not None and best in allowed and likely[best] >= SURE_OF_MODE:
        return best, Trace(by="model:modes", score=likely[best])
    if trigger.type == "ASSAULT" and (weapon := _weapon(tree, trigger, instrument)):
        mode, word = weapon
        span = tree.words[word].start, tree.words[word].end
        return mode, Trace(by="rule:en/event_instruments", spans=(span,), why=f"with “{tree.words[word].text}”")
    if trigger.sense is not None and trigger.sense.mode in allowed:
        return str(trigger.sense.mode), Trace(by=trigger.sense.name, score=trigger.sense.weight)
    return None


def _of_type(event: str, distribution: Mapping[str, float]) -> dict[str, float]:
    """The modes of one type as shares of what the model gives to it; `TYPE` alone stands for no mode."""
    mine = {n.removeprefix(f"{event}-"): p for n, p in distribution.items() if n == event or n.startswith(f"{event}-")}
    total = sum(mine.values())
    return {name: share / total for name, share in mine.items()} if total else {}


def _weapon(tree: Tree, trigger: Trigger, instrument: Phrase | None) -> tuple[str, int] | None:
    near = [w for w in range(*trigger.words) if w != trigger.head]
    near += tree.kids(trigger.head, "compound", "amod", "nmod")
    if instrument is not None:
        near += tree.within([instrument.span])
    found = [(tables.instruments()[tree.lemma(w)], w) for w in near if tree.lemma(w) in tables.instruments()]
    allowed = tables.modes()[trigger.type]
    return next(((mode, word) for mode, word in found if mode in allowed), None)


def contexts_of(tree: Tree, trigger: Trigger, mode: str | None) -> tuple[str, ...]:
    """What the event is about, from words of its sentence; those on the trigger's own phrase count double."""
    cues = tables.context_cues()
    first, last = tree.sentences[tree.words[trigger.head].sentence]
    near = subtree(tree, trigger.head) if tree.words[trigger.head].upos != "VERB" else set(tree.children[trigger.head])
    near.add(trigger.head)
    spoken: Counter[str] = Counter()
    for index, lemma in enumerate(tree.lemmas[first:last], start=first):
        if lemma in cues:
            for context in cues[lemma]:
                spoken[context] += 2 if index in near else 1
    found = [context for context, count in spoken.items() if count >= SPOKEN_FOR]
    if mode in IMPLIED and IMPLIED[mode] not in found:
        found.append(IMPLIED[mode])
    order = tables.contexts()
    return tuple(sorted(found, key=order.index))
