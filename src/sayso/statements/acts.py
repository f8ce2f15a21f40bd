"""What does saying so do? The act of a cue, from its lemma, its construction, what is said, and the model."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sayso.records import Act, Trace
from sayso.statements.cues import CueMention
from sayso.statements.lexicon import ACTS
from sayso.statements.view import View, spans

_FLOOR = 0.005  # what an act keeps that a witness gives nothing
_OPEN_ACTS = frozenset({"say", "report", "announce", "claim"})  # what is said may make these another act
_UNKNOWN: Mapping[Act, float] = {"say": 0.3, "believe": 0.1, "accuse": 0.1, "praise": 0.1, "other": 0.1}
_HEDGED = 0.8  # weight of a hedging adverb's act, beside reporting and claiming


def decide(view: View, cue: CueMention, content: Sequence[int], *, direct: bool) -> tuple[Act, Trace]:
    """The likeliest act, and why: which row of the tables, which construction, and what else it could be."""
    how = construction(view, cue, content, direct=direct)
    table, rule = _by_table(view, cue, content, how)
    model: Mapping[str, float] = next((view.analysis.acts[a] for a in cue.anchors if a in view.analysis.acts), {})
    weight = {act: table.get(act, 0.0) + _FLOOR for act in ACTS}
    if model:
        trust = view.lexicon.decision["act"]["model"]
        weight = {act: weight[act] * (model.get(act, 0.0) + _FLOOR) ** trust for act in ACTS}
    total = math.fsum(weight.values())
    ranked = sorted(ACTS, key=lambda act: -weight[act])
    best = ranked[0]
    by_rule = bool(rule) and max(table, key=lambda act: table[act]) == best
    why = f"“{cue.lemma}”" + (f" + {how}" if how else "") + (", with the model" if model else "")
    return best, Trace(
        by=rule if by_rule else "model:acts",
        score=weight[best] / total,
        spans=spans(view, cue.words),
        why=why,
        candidates=tuple([(act, round(weight[act] / total, 3)) for act in ranked[1:3]]),
    )


# ------------------------------------------------------------------------------------------------------- construction


def construction(view: View, cue: CueMention, content: Sequence[int], *, direct: bool) -> str:
    """How the content hangs on its cue.

    `passive`, `quote`, `whether`, `that`, `to`, `gerund`, `object`, or the preposition that the content begins with;
    "" for no content.
    """
    if cue.passive:
        return "passive"
    if direct:
        return "quote"
    first = next((i for i in content if view.solid[i]), None)
    if first is None:
        return ""
    low = view.low[first]
    if low in view.lexicon.words["construction.prepositions"]:
        return low
    if low in view.lexicon.words["construction.questions"]:
        return "whether"
    return _by_tree(view, cue.head, frozenset(content)) or ("gerund" if _is_gerund(view, first) else "that")


def _by_tree(view: View, head: int, content: frozenset[int]) -> str:
    """The relation of the content's head to the cue's; "" where the tree has none."""
    inside = [kid for kid in view.kids[head] if kid in content]
    relations = {view.rel[kid] for kid in inside}
    infinitive = any(view.rel[kid] in {"xcomp", "advcl"} and _has_kid(view, kid, "to") for kid in view.kids[head])
    if relations & {"ccomp", "parataxis"}:
        return "that"
    if infinitive and relations & {"xcomp", "obj", "iobj"}:
        return "to"
    if any(view.rel[kid] == "obl" and _has_kid(view, kid, "as") for kid in inside):
        return "as"
    return "object" if relations & {"obj", "iobj"} else ""


def _has_kid(view: View, word: int, form: str) -> bool:
    return any(view.low[kid] == form and view.rel[kid] in {"mark", "case"} for kid in view.kids[word])


def _is_gerund(view: View, word: int) -> bool:
    return view.words[word].upos == "VERB" and view.low[word].endswith("ing")


# ------------------------------------------------------------------------------------------------------------- tables


def _by_table(view: View, cue: CueMention, content: Sequence[int], how: str) -> tuple[Mapping[Act, float], str]:
    """What the tables say of each act (weights, not summing to one), and the row that said it."""
    hedge = view.lexicon.hedging_adverbs.get(cue.lemma) if cue.pos == "ADV" else None
    if hedge is not None:
        return {"report": 0.1, "claim": 0.1, hedge: _HEDGED}, f"rule:en/hedges/{cue.lemma}"
    senses = view.lexicon.senses
    rows = senses.get((cue.lemma, cue.pos)) or senses.get((cue.lemma.partition(" ")[0], cue.pos))
    if not rows:
        return _UNKNOWN, ""
    row = next((r for r in (how, "", *rows) if r in rows), "")
    sense = rows[row]
    weights: dict[Act, float] = {sense.act: sense.weight}
    if sense.act in _OPEN_ACTS:
        for act, likely in _by_content(view, content).items():
            share = likely * (1 - sense.weight**2)  # what is said moves a sure cue less
            weights[sense.act] *= 1 - share
            weights[act] = weights.get(act, 0.0) + share
    return weights, f"rule:en/cues/{cue.lemma}" + (f"+{row}" if row else "")


def _by_content(view: View, content: Sequence[int]) -> Mapping[Act, float]:
    """Acts that phrases of the content speak for."""
    low = " ".join([view.low[i] for i in content if not view.mark[i]]).replace("’", "'").replace(" n't", "n't")
    out: dict[Act, float] = {}
    for phrase in view.lexicon.content_pattern.findall(low):
        act, weight = view.lexicon.content_acts[phrase]
        out[act] = max(out.get(act, 0.0), weight)
    return out
