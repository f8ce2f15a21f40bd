"""From an analysis to statements: the order of this stage's steps."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.records import Analysis, Content, Cue, Party, Place, Source, Statement, Time, Trace
from sayso.statements import (
    acts,
    channels,
    contents,
    cues,
    floating,
    hedges,
    likelihood,
    nesting,
    pairing,
    sources,
    view,
)
from sayso.statements.channels import Circumstances
from sayso.statements.drafts import Draft
from sayso.statements.lexicon import lexicon
from sayso.statements.view import View


def find(analysis: Analysis, times: Sequence[Time], places: Sequence[Place]) -> tuple[Statement, ...]:
    """Every statement of the document, in the order of their first words: who says what, by which cue, through what.

    Ids run `s1`, `s2` … in that order. Actor ids are left to the reader.
    """
    looked = view.of(analysis, lexicon())
    kept = sorted(likelihood.keep(looked, drafts(looked)), key=_order)
    outer = nesting.outer_of(looked, kept)
    around = [channels.find(looked, draft, times, places) for draft in kept]
    return tuple([_statement(looked, kept, k, outer[k], around[k]) for k in range(len(kept))])


def drafts(looked: View) -> list[Draft]:
    """Whatever may be a statement, likely or not: of cues of every layer, of quotations and of hedges without one."""
    mentions = cues.find(looked)
    found, orphans = pairing.outermost(looked, mentions)
    found = floating.continued(looked, found)
    inner = [pairing.nested(looked, m) for m in mentions if not m.outer]
    found += [draft for draft in inner if draft is not None]
    found += floating.find(looked, found, orphans)
    found += hedges.find(looked, found)
    return [draft for draft in found if contents.tells(looked, contents.trim(looked, draft.content))]


def _order(draft: Draft) -> tuple[int, int, int, tuple[int, ...]]:
    """Text order: by the first word of source, cue or content; then by cue; the longer content first."""
    first = draft.content[0]
    if draft.cue is None:
        return first, first, -len(draft.content), draft.content
    start = draft.cue.run[0]
    return min(first, start, *draft.source[:1]), start, -len(draft.content), draft.content


def _statement(looked: View, kept: Sequence[Draft], number: int, outer: int | None, around: Circumstances) -> Statement:
    draft = kept[number]
    manner = contents.manner(looked, draft.content, draft.cue)
    said = contents.spans(looked, contents.trim(looked, draft.content))
    who = view.spans(looked, draft.source)
    trace = dict(draft.trace)
    cue = None
    if draft.cue is not None:
        act, trace["act"] = acts.decide(looked, draft.cue, draft.content, direct=manner == "direct")
        words = view.spans(looked, draft.cue.words)
        cue = Cue(spans=words, text=view.text(looked, words), lemma=draft.cue.lemma, act=act)
        if draft.cue.negated:
            trace["negated"] = Trace(by="rule:en/statements/negated-cue", spans=words, why="the text says: not said")
    if outer is not None:
        trace["within"] = Trace(by="rule:en/statements/lies-in-content", why="it lies in what that statement says")
    return Statement(
        id=f"s{number + 1}",
        source=Source(spans=who, text=view.text(looked, who), kind=sources.kind(looked, draft.source)),
        cue=cue,
        content=Content(spans=said, text=view.text(looked, said)),
        manner=manner,
        score=draft.score,
        via=around.via if outer is None else _relayed(looked, draft, kept[outer], around.via),
        addressee=around.addressee,
        time=around.time,
        place=around.place,
        within=None if outer is None else f"s{outer + 1}",
        negated="negated" in trace,
        trace=trace,
    )


def _relayed(looked: View, inner: Draft, outer: Draft, own: tuple[Party, ...]) -> tuple[Party, ...]:
    """The statement's own channels, then the outlet that relays it: "Radio Mar reported, citing the ministry"."""
    if not outer.source or not nesting.relays(looked, inner, outer):
        return own
    pieces = view.spans(looked, outer.source)
    return (*own, Party(span=pieces[0], text=view.text(looked, pieces[:1])))
