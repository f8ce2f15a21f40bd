"""Is this a statement, and rightly put together? What speaks for a draft, weighed into one probability.

Every draft is heard, and the witnesses' weights are added up as log odds (logistic regression; the weights are data,
`data/en/statement_decision.toml`, fitted by `training/statement_weights.py`). Of drafts that say the same thing the
likeliest is kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.records import Trace
from sayso.statements import floating
from sayso.statements.arithmetic import log_odds, probability
from sayso.statements.cues import CueMention, links
from sayso.statements.drafts import Draft
from sayso.statements.view import View

_SAME = 0.6  # Dice coefficient of two contents from which one cue too many has been heard ("announced that": "that")
_LONGEST = 40  # words; a longer content speaks no louder for its statement
_CONTENT_RELATIONS = frozenset({"ccomp", "parataxis", "xcomp", "csubj"})
_OPEN_CLASSES = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "ADV"})


def keep(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that are likely enough, scored, without those that say over again what a likelier one says."""
    tagged = tagged_content(view)
    scored = [_scored(view, draft, tagged) for draft in drafts]
    likely = sorted((d for d in scored if _is_likely(view, d, tagged)), key=lambda d: (-d.score, d.content))
    return _without_rivals(likely)


def _is_likely(view: View, draft: Draft, tagged: frozenset[int]) -> bool:
    least = view.lexicon.decision["statement"]
    if draft.cue is None or draft.origin != "tagged":
        return draft.score >= least["keep_untagged"]
    return draft.score >= least["keep_nested" if draft.cue.head in tagged else "keep"]


def tagged_content(view: View) -> frozenset[int]:
    """Words of contents in the outermost layer."""
    return frozenset(i for t in view.analysis.attribution if t.label == "content" for i in range(*t.words))


def _scored(view: View, draft: Draft, tagged: frozenset[int]) -> Draft:
    weights = view.lexicon.decision["statement"]
    observed = evidence(view, draft, tagged)
    score = probability(weights, observed)
    loud = sorted(observed, key=lambda name: -abs(weights[name] * observed[name]))[:3]
    why = "weighed: " + ", ".join(f"{name} {weights[name] * observed[name]:+.1f}" for name in loud)
    return replace(
        draft, score=score, trace={**draft.trace, "score": Trace(by="rule:en/statement_decision", score=score, why=why)}
    )


def _without_rivals(drafts: Iterable[Draft]) -> list[Draft]:
    """`drafts` come likeliest first."""
    kept: list[Draft] = []
    for draft in drafts:
        if not any(_says_over(draft, other) for other in kept):
            kept.append(draft)
    return kept


def _says_over(draft: Draft, other: Draft) -> bool:
    """Whether two drafts have the same content, from the same source or one of them from none."""
    if 2 * len(set(draft.content) & set(other.content)) < _SAME * (len(draft.content) + len(other.content)):
        return False
    return not draft.source or not other.source or not set(draft.source).isdisjoint(other.source)


# ----------------------------------------------------------------------------------------------------------- evidence


def evidence(view: View, draft: Draft, tagged: frozenset[int]) -> Mapping[str, float]:
    """What each witness observes in a draft. `tagged`: words of contents in the outermost layer."""
    solid = [i for i in draft.content if view.solid[i]] or [draft.content[0]]
    observed = {"quoted": sum(1 for i in solid if view.quotation[i] >= 0) / len(solid)}
    if draft.cue is None or draft.origin != "tagged":
        return observed | {draft.origin: 1.0, "speech": 1.0 if _is_speech(view, draft) else 0.0}
    observed |= {
        "length": math.log(min(len(solid), _LONGEST)),
        "pieces": float(sum(1 for a, b in pairwise(draft.content) if b != a + 1)),
        "tagged_content": sum(1 for i in solid if i in tagged) / len(solid),
        "source": 1.0 if draft.source else 0.0,
    }
    return {**observed, **_of_cue(view, draft, draft.cue, tagged)}


def _is_speech(view: View, draft: Draft) -> bool:
    """Whether what is quoted is punctuated and built as an utterance."""
    number = view.quotation[draft.content[0]]
    if number < 0:
        return False
    words = [i for i in draft.content if view.quotation[i] == number]
    return floating.is_speech(view, view.quotations[number], words)


def _of_cue(view: View, draft: Draft, cue: CueMention, tagged: frozenset[int]) -> Mapping[str, float]:
    content = links(view, cue, "content")
    source = links(view, cue, "source")
    inside = frozenset(draft.content)
    upos = view.words[cue.head].upos
    clause = _governs_clause(view, cue, inside)
    listed = (cue.lemma, cue.pos) in view.lexicon.senses
    return {
        "cue": 0.0 if cue.heard is None else log_odds(cue.heard),
        "unheard": 1.0 if cue.heard is None else 0.0,
        "outermost": log_odds(cue.score) if cue.outer else 0.0,
        "not_outermost": 0.0 if cue.outer else 1.0,
        "in_content": 1.0 if cue.head in tagged else 0.0,
        "cue_in_content": log_odds(cue.heard) if cue.heard is not None and cue.head in tagged else 0.0,
        "clause_in_content": 1.0 if cue.head in tagged and clause else 0.0,
        "listed_in_content": 1.0 if cue.head in tagged and listed else 0.0,
        "content": 0.0 if cue.outer else log_odds(draft.score),
        "outermost_content": log_odds(draft.score) if cue.outer else 0.0,
        "content_link": _mean(content, draft.content) if content else 0.0,
        "no_content_link": 0.0 if content else 1.0,
        "source_link": _mean(source, draft.source) if source and draft.source else 0.0,
        "listed": 1.0 if listed else 0.0,
        "verb": 1.0 if cue.pos == "VERB" else 0.0,
        "noun": 1.0 if cue.pos == "NOUN" else 0.0,
        "function_word": 1.0 if not listed and upos not in _OPEN_CLASSES else 0.0,
        "clause": 1.0 if clause else 0.0,
        "passive": 1.0 if cue.passive else 0.0,
    }


def _mean(links: Mapping[int, float], words: Sequence[int]) -> float:
    return log_odds(sum([links.get(i, 0.0) for i in words]) / len(words))


def _governs_clause(view: View, cue: CueMention, inside: frozenset[int]) -> bool:
    """Whether the tree has the content as a clause of the cue, or the cue as an aside in it."""
    governor = view.words[cue.head].head
    if governor in inside and view.rel[cue.head] == "parataxis":
        return True
    return any(kid in inside and view.rel[kid] in _CONTENT_RELATIONS for kid in view.kids[cue.head])
