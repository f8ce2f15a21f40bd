"""Which words are a cue's source? Phrases that tagger, links or tree offer, weighed into probabilities; or none.

The weights are data (`data/en/statement_decision.toml`, table `source`), fitted by `training/statement_weights.py`.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.records import Tagged
from sayso.statements import arithmetic, sources
from sayso.statements.cues import CueMention, links
from sayso.statements.drafts import Filler
from sayso.statements.view import View, head_of, joined, runs

_REACH = 60  # words between a cue and its source: fewer in 99.9 % of PolNeAR's
_HINTED = 0.3  # a word so likely linked is part of an offered phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A phrase that may be the source."""

    words: tuple[int, ...]
    observed: Mapping[str, float]
    by: str  #: who offered it: `model:attribution`, `model:links`, `rule:…`


def find(view: View, cue: CueMention, content: Sequence[int]) -> Filler:
    """The likeliest source of a cue that says `content`; nothing where no phrase is likely enough."""
    weights = view.lexicon.decision["source"]
    best, score = None, weights["keep"]
    for offer in offers(view, cue, content):
        likely = arithmetic.probability(weights, offer.observed)
        if likely >= score:
            best, score = offer, likely
    return Filler() if best is None else Filler(words=best.words, score=score, by=best.by)


def offers(view: View, cue: CueMention, content: Sequence[int]) -> list[Offer]:
    """Every phrase that some witness offers, and what all witnesses observe in it; the first to offer it is named."""
    linked = links(view, cue, "source")
    heads = sources.heads(view, cue)
    taken = frozenset((*content, *cue.words))
    tagged = [t for t in view.source_runs if not taken.intersection(range(*t.words))]
    near = list(_within_reach(cue, tagged))
    runs_of = {_trimmed(view, range(*t.words)): t.score for t in near}
    found: dict[tuple[int, ...], str] = dict.fromkeys(runs_of, "model:attribution")
    for piece in runs(joined([i for i in sorted(linked) if linked[i] >= _HINTED and i not in taken])):
        found.setdefault(_trimmed(view, range(*piece)), "model:links")
    for head in heads:
        found.setdefault(sources.phrase(view, head, taken), "rule:en/statements/subject-of-cue")
    return [
        Offer(words=words, by=by, observed=_observed(view, cue, words, linked, heads, runs_of.get(words)))
        for words, by in found.items()
        if any(view.solid[i] for i in words)
    ]


def _within_reach(cue: CueMention, tagged: Sequence[Tagged]) -> Iterable[Tagged]:
    first, last = cue.run[0] - _REACH, cue.run[1] + _REACH
    for t in tagged[bisect_left(tagged, first, key=lambda t: t.words[1]) :]:
        if t.words[0] > last:
            return
        yield t


def _trimmed(view: View, words: Sequence[int]) -> tuple[int, ...]:
    """A phrase without punctuation at its ends, or the "who", "is", "of" of what followed; () where nothing is left."""
    start, end = 0, len(words)
    while start < end and not view.solid[words[start]]:
        start += 1
    while start < end and _dangles(view, words[end - 1], alone=end - start == 1):
        end -= 1
    return tuple(words[start:end])


def _dangles(view: View, word: int, *, alone: bool) -> bool:
    if not view.solid[word]:
        return view.words[word].text not in {")", "]"}
    relative = view.low[word] in view.lexicon.words["source.relative"]
    return not alone and (relative or view.words[word].upos in {"AUX", "ADP", "CCONJ", "SCONJ"})


def _observed(  # noqa: PLR0913  # what the witnesses said of one cue, worked out once for all its offers
    view: View,
    cue: CueMention,
    words: tuple[int, ...],
    linked: Mapping[int, float],
    heads: Sequence[int],
    tagged: float | None,
) -> Mapping[str, float]:
    asked = bool(linked or links(view, cue, "content"))  # the model has judged this cue: no link is an answer too
    left, right = words[0], words[-1] + 1
    gap = max(left - cue.run[1], cue.run[0] - right, 0)
    rank = next((n for n, head in enumerate(heads) if head in words), None)
    return {
        "tagged": 0.0 if tagged is None else arithmetic.log_odds(tagged),
        "untagged": 1.0 if tagged is None else 0.0,
        "link": arithmetic.log_odds(sum([linked.get(i, 0.0) for i in words]) / len(words)) if asked else 0.0,
        "unlinked": 0.0 if asked else 1.0,
        "subject": 1.0 if rank == 0 else 0.0,
        "second_subject": 1.0 if rank is not None and rank > 0 else 0.0,
        "subject_elsewhere": 1.0 if heads and rank is None else 0.0,
        "subject_heads": 1.0 if rank == 0 and head_of(view, words) == heads[0] else 0.0,
        "gap": math.log1p(gap),
        "after": 1.0 if left >= cue.run[1] else 0.0,
        "other_sentence": 0.0 if view.words[left].sentence == view.words[cue.head].sentence else 1.0,
        "quoted_apart": 1.0 if view.quotation[left] != view.quotation[cue.head] else 0.0,
        "length": math.log(len(words)),
        "passive": 1.0 if cue.passive else 0.0,
        "agentless": 1.0 if cue.passive and not heads else 0.0,
        "patient": 1.0 if cue.passive and _is_patient(view, cue, words) else 0.0,
        "noun": 1.0 if cue.pos == "NOUN" else 0.0,
    }


def _is_patient(view: View, cue: CueMention, words: Sequence[int]) -> bool:
    """Whether a phrase is the subject of its passive: who was told, not who told."""
    return any(view.rel[kid] == "nsubj" and kid in words for kid in view.kids[cue.head])
