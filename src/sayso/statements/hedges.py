"""On whose say-so is not said: adverbs and passives that report a clause ("reportedly", "is believed to")."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.records import Tagged, Trace
from sayso.statements import cues, sources
from sayso.statements.cues import CueMention
from sayso.statements.drafts import Draft
from sayso.statements.view import View, spans, subtree

_SCORE = 0.6  # no probability is learned for these; set where news_events.train would have them calibrated
_CLAUSE = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "conj", "parataxis", "csubj"})


def find(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    taken = {i for d in drafts if d.cue for i in range(*d.cue.run)}
    out = []
    for i, word in enumerate(view.words):
        if i in taken:
            continue
        if word.upos == "ADV" and view.low[i] in view.lexicon.hedging_adverbs:
            content = _clause_of_adverb(view, i)
        elif word.upos == "VERB" and word.lemma in view.lexicon.hedging_passives and cues.is_passive(view, i):
            content = _clause_of_passive(view, i)
        else:
            continue
        if content:
            out.append(_draft(view, i, content))
    return out


def _clause_of_adverb(view: View, adverb: int) -> list[int]:
    """The clause or phrase that the adverb modifies, with its subject, without the adverb."""
    head = view.words[adverb].head
    if head is None:
        return []
    words = subtree(view, head, ("cc", "conj", "parataxis", "mark") if view.rel[head] in _CLAUSE else ("case", "mark"))
    return _solid_ends(view, [i for i in words if i != adverb])


def _clause_of_passive(view: View, verb: int) -> list[int]:
    """Subject and "to …" of "X is believed to …"; the clause of "it is believed that …"; "no deaths" reported.

    Nothing where an agent says who believes or reports it.
    """
    kids = view.kids[verb]
    if sources.heads(view, cues.mention(view, Tagged((verb, verb + 1), "cue", _SCORE), [verb], outer=False)):
        return []
    clauses = [k for k in kids if view.rel[k] in {"xcomp", "ccomp"} or (view.rel[k] == "csubj" and k > verb)]
    subjects = [k for k in kids if view.rel[k] == "nsubj" and view.low[k] not in view.lexicon.words["source.expletive"]]
    if not clauses and not (subjects and view.words[verb].lemma in view.lexicon.words["cue.reports_things"]):
        return []
    words = [i for k in clauses + subjects for i in subtree(view, k)]
    governor = view.words[verb].head
    if view.rel[verb] == "acl" and governor is not None:
        words.extend(sources.phrase(view, governor, frozenset()))
    return _solid_ends(view, sorted(set(words)))


def _solid_ends(view: View, words: list[int]) -> list[int]:
    while words and not view.solid[words[-1]] and not view.mark[words[-1]]:
        words = words[:-1]
    while words and not view.solid[words[0]] and not view.mark[words[0]]:
        words = words[1:]
    return words


def _draft(view: View, word: int, content: list[int]) -> Draft:
    cue = _mention(view, word)
    why = f"“{view.words[word].text}” puts this on the say-so of somebody who is not named"
    trace = {
        "cue": Trace(by="rule:en/hedges/" + view.words[word].lemma.lower(), spans=spans(view, cue.words), why=why),
        "content": Trace(
            by="rule:en/statements/hedged-clause",
            spans=spans(view, content),
            why="the clause that the hedge belongs to",
        ),
        "source": Trace(by="rule:en/statements/implicit-source", why="the text does not say who says so"),
    }
    return Draft(cue=cue, source=(), content=tuple(content), score=_SCORE, origin="hedge", trace=trace)


def _mention(view: View, word: int) -> CueMention:
    return cues.mention(view, Tagged((word, word + 1), "cue", _SCORE), [word], outer=False)
