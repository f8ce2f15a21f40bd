"""Through what, to whom, when and where was it said? What hangs on the cue beside source and content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.records import Party, Place, Span, Time
from sayso.statements.cues import CueMention
from sayso.statements.drafts import Draft
from sayso.statements.sources import phrase
from sayso.statements.view import View, climb, text

_STEPS = 3  # from a time or a channel up to its cue: "in a statement on Friday"
_OBJECTS = frozenset({"obj", "iobj"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    via: tuple[Party, ...] = ()
    addressee: Party | None = None
    time: str | None = None
    place: str | None = None


def find(view: View, draft: Draft, times: Sequence[Time], places: Sequence[Place]) -> Circumstances:
    """What hangs on the draft's cue, outside its source and content. Nothing for "according to" and hedging adverbs."""
    cue = draft.cue
    if cue is None or cue.pos in {"ADP", "ADV"}:
        return Circumstances()
    taken = frozenset((*draft.source, *draft.content, *cue.words))
    tops = _tops(view, cue.head)
    via: list[Party] = []
    hearers: list[Party] = []
    for kid in [k for top in tops for k in view.kids[top] if k not in taken]:
        if _through(view, cue, kid):
            via.extend(_channels(view, kid, taken) or _parties(view, phrase(view, kid, taken)))
        elif _hears(view, kid):
            hearers.extend(_parties(view, phrase(view, kid, taken)))
    return Circumstances(
        via=tuple(via),
        addressee=hearers[0] if hearers else None,
        time=_attached(view, [(t.id, t.span) for t in times], tops, taken),
        place=_attached(view, [(p.id, p.span) for p in places], tops, taken),
    )


def _through(view: View, cue: CueMention, kid: int) -> bool:
    """Whether a dependent of the cue is a channel: "in a statement", "on Telegram", "told Radio Mar"."""
    words = view.lexicon.words
    outlet = view.name[kid] == "ORG"
    if view.rel[kid] in _OBJECTS:
        return outlet and cue.lemma in words["channel.telling"]
    if view.rel[kid] != "obl":
        return False
    cases = {view.low[k] for k in view.kids[kid] if view.rel[k] == "case"}
    if _channel_kind(view, kid) is not None:
        return bool(cases & words["channel.prepositions"])
    return outlet and bool(cases & words["channel.outlet_prepositions"])


def _hears(view: View, kid: int) -> bool:
    """Whether a dependent of the cue is whom it was said to: "told the council", "said to reporters"."""
    if view.rel[kid] in _OBJECTS:
        return True
    return view.words[kid].deprel == "obl" and any(
        view.low[k] == "to" and view.rel[k] == "case" for k in view.kids[kid]
    )


def _tops(view: View, head: int) -> list[int]:
    """The cue's head, and the verb that carries a noun cue."""
    governor = view.words[head].head
    if governor is not None and view.rel[head] in {"obj", "xcomp"} and view.words[governor].upos == "VERB":
        return [head, governor]
    return [head]


def _channel_kind(view: View, head: int) -> str | None:
    """The kind of channel that a noun names, by its form, its lemma, or the two words that end with it."""
    table = view.lexicon.channels
    pair = f"{view.low[head - 1]} {view.low[head]}" if head > 0 else ""
    return table.get(pair) or table.get(view.low[head]) or table.get(view.words[head].lemma.lower())


def _channels(view: View, head: int, taken: frozenset[int]) -> list[Party]:
    """The channels that a phrase names, nearest first; the outlet alone in "an interview with Radio Mar"."""
    kind = _channel_kind(view, head)
    if kind is None:
        return []
    outlets, found = False, []
    for kid in view.kids[head]:
        if view.rel[kid] in {"nmod", "obl"} and (view.name[kid] == "ORG" or _channel_kind(view, kid) is not None):
            found.extend(_parties(view, phrase(view, kid, taken)))
            outlets = outlets or _channel_kind(view, kid) != "platform"
    own = _parties(view, _without(view, phrase(view, head, taken), found))
    return found if outlets and kind == "occasion" else own + found


def _without(view: View, words: Sequence[int], found: Sequence[Party]) -> Sequence[int]:
    """A phrase up to the channel inside it, which stands for itself, and without the preposition before that."""
    if not found:
        return words
    start = min(party.span[0] for party in found)
    kept = [i for i in words if view.words[i].end <= start]
    while kept and view.words[kept[-1]].upos in {"ADP", "DET", "PUNCT"}:
        kept.pop()
    return kept


def _parties(view: View, words: Sequence[int]) -> list[Party]:
    if not words:
        return []
    span = view.words[words[0]].start, view.words[words[-1]].end
    return [Party(span=span, text=text(view, [span]))]


def _attached(
    view: View, candidates: Sequence[tuple[str, Span]], tops: Sequence[int], taken: frozenset[int]
) -> str | None:
    """The first candidate outside content and source whose words hang on the cue within a few steps."""
    start, end = view.analysis.sentences[view.words[tops[0]].sentence]
    left, right = view.words[start].start, view.words[end - 1].end
    for identifier, span in candidates:
        if span[0] < left or span[1] > right:
            continue
        inside = [i for i in range(start, end) if view.words[i].start < span[1] and span[0] < view.words[i].end]
        if not inside or any(i in taken for i in inside):
            continue
        top = next((i for i in inside if view.words[i].head not in inside), inside[0])
        for governor in climb(view, top, _STEPS):
            if governor in tops:
                return identifier
            if governor in taken:
                break
    return None
