"""Which statement is part of which? "A said that B said …": B's statement lies in A's content."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.statements.drafts import Draft
from sayso.statements.view import View, climb

_INSIDE = 0.8  # share of a statement's words that must lie in the outer content: edges of spans differ by a word or two
_RELAY_STEPS = 2  # from "citing" up to "reported"


def outer_of(view: View, drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the innermost draft whose content it lies in.

    A statement with a cue lies where its cue does; one without, where its content does. Of two that lie in each other,
    the longer content is the outer one.
    """
    contents = [frozenset(d.content) for d in drafts]
    relaying = view.lexicon.words["cue.relay"]
    out: list[int | None] = []
    for i, draft in enumerate(drafts):
        relayed = None
        if draft.cue is not None and draft.cue.lemma in relaying:
            relayed = next((j for j in range(len(drafts)) if j != i and relays(view, draft, drafts[j])), None)
        out.append(_innermost(drafts, contents, i) if relayed is None else relayed)
    return _without_cycles(out)


def _innermost(drafts: Sequence[Draft], contents: Sequence[frozenset[int]], i: int) -> int | None:
    draft, size = drafts[i], len(contents[i])
    first = draft.content[0] if draft.cue is None else draft.cue.words[0]
    best: int | None = None
    for j, content in enumerate(contents):
        if i == j or first not in content or not _lies_in(draft, content):
            continue
        if (len(content), -j) <= (size, -i) and _lies_in(drafts[j], contents[i]):
            continue
        if best is None or len(content) < len(contents[best]):
            best = j
    return best


def relays(view: View, inner: Draft, outer: Draft) -> bool:
    """Whether the outer statement passes the inner one on: "Radio Mar reported, citing the ministry, that …"."""
    if inner.cue is None or outer.cue is None or inner.cue.lemma not in view.lexicon.words["cue.relay"]:
        return False
    follows = bool(inner.source) and inner.source[0] > inner.cue.head
    return follows and outer.cue.head in climb(view, inner.cue.head, _RELAY_STEPS)


def _lies_in(draft: Draft, content: frozenset[int]) -> bool:
    if draft.cue is not None:
        if not content.issuperset(draft.cue.words):
            return False
        inside = sum(1 for i in draft.content if i in content)
        return inside >= _INSIDE * len(draft.content)
    return bool(draft.content) and sum(1 for i in draft.content if i in content) >= _INSIDE * len(draft.content)


def _without_cycles(outer: list[int | None]) -> list[int | None]:
    for i in range(len(outer)):
        seen = {i}
        j = outer[i]
        while j is not None:
            if j in seen:
                outer[i] = None
                break
            seen.add(j)
            j = outer[j]
    return outer
