"""What does a cue say that the outermost layer has no content for? Stretches that links or tree offer, weighed.

The weights are data (`data/en/statement_decision.toml`, table `content`), fitted by `training/statement_weights.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.statements import arithmetic
from sayso.statements.cues import CueMention, links
from sayso.statements.drafts import Filler
from sayso.statements.sources import heads
from sayso.statements.view import View, joined, subtree

_LINKED = 0.5  # a word is linked where the model says so more often than not
_HINTED = 0.25  # … and where it says so at least this often, in a more generous offer
_CLAUSES = frozenset({"ccomp", "xcomp", "parataxis", "csubj", "advcl", "acl"})
_PHRASES = frozenset({"obj", "obl", "nmod", "nsubj"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Words that may be the content."""

    words: tuple[int, ...]
    observed: Mapping[str, float]
    by: str


def find(view: View, cue: CueMention) -> Filler:
    """The likeliest content of a cue; nothing where none is offered. Whether it is likely enough is not asked here."""
    weights = view.lexicon.decision["content"]
    best, score = None, 0.0
    for offer in offers(view, cue):
        likely = arithmetic.probability(weights, offer.observed)
        if likely > score:
            best, score = offer, likely
    return Filler() if best is None else Filler(words=best.words, score=score, by=best.by)


def offers(view: View, cue: CueMention) -> list[Offer]:
    """Every stretch that links or tree offer, and what both observe in it."""
    linked = links(view, cue, "content")
    own = frozenset(range(*cue.run)) | frozenset(cue.words)
    found: dict[tuple[int, ...], tuple[str, str]] = {}
    for least, name in ((_LINKED, "linked"), (_HINTED, "hinted")):
        words = tuple(i for i in joined([i for i in sorted(linked) if linked[i] >= least]) if i not in own)
        found.setdefault(words, ("model:links", name))
    for words, name in _of_tree(view, cue, own):
        found.setdefault(words, ("rule:en/statements/complement", name))
    return [
        Offer(words=words, by=by, observed=_observed(view, cue, words, linked, name))
        for words, (by, name) in found.items()
        if any(view.solid[i] for i in words)
    ]


def _of_tree(view: View, cue: CueMention, own: frozenset[int]) -> Iterator[tuple[tuple[int, ...], str]]:
    """Clauses and phrases that hang on the cue, singly and together; the clause that the cue is an aside to."""
    said_by = frozenset(heads(view, cue))
    closed = own | said_by
    clauses: list[int] = []
    for kid in view.kids[cue.head]:
        relation = view.rel[kid]
        if kid in closed or relation not in _CLAUSES | _PHRASES or (relation == "nsubj" and not cue.passive):
            continue
        words = subtree(view, kid, (), closed)
        yield tuple(words), relation
        if relation in _CLAUSES | {"obj", "nsubj"}:
            clauses.extend(words)
    if clauses:
        yield tuple(sorted(set(clauses))), "all"
    governor = view.words[cue.head].head
    if governor is not None and governor not in own and (view.rel[cue.head] == "parataxis" or cue.pos == "ADP"):
        top = governor
        if cue.pos == "ADP":
            above = view.words[top].head
            top = top if above is None else above
        under = frozenset(subtree(view, cue.head)) | (
            frozenset(subtree(view, governor)) if top != governor else frozenset()
        )
        yield tuple(i for i in subtree(view, top) if i not in under and i not in own), "around"


def _observed(
    view: View, cue: CueMention, words: Sequence[int], linked: Mapping[int, float], name: str
) -> Mapping[str, float]:
    mass = math.fsum(linked.values())
    within = math.fsum(linked.get(i, 0.0) for i in words)
    gap = max(words[0] - cue.run[1], cue.run[0] - words[-1] - 1, 0)
    pieces = sum(1 for a, b in pairwise(words) if b != a + 1)
    return {
        "link": arithmetic.log_odds(within / len(words)) if linked else 0.0,
        "link_share": within / mass if mass else 0.0,
        "unlinked": 0.0 if linked else 1.0,
        "length": math.log(len(words)),
        "pieces": float(min(pieces, 4)),
        "gap": math.log1p(gap),
        "before": 1.0 if words[-1] < cue.run[0] else 0.0,
        "own_sentence": 1.0 if view.words[words[0]].sentence == view.words[cue.head].sentence else 0.0,
        **{other: 1.0 if name == other else 0.0 for other in ("hinted", "ccomp", "xcomp", "obj", "obl", "nmod", "acl")},
        **{other: 1.0 if name == other else 0.0 for other in ("advcl", "nsubj", "csubj", "parataxis", "all", "around")},
    }
