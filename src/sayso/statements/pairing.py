"""Which source and which content go with which cue?

Two witnesses: the model's links (cue → every word of its source and content, with probabilities) and the tree with the
order of the words. Tagged runs of the outermost layer are shared out among the outermost cues; what hangs on the
cues within contents has links alone, and the tree where there are none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from sayso.records import Tagged, Trace, WordRange
from sayso.statements import complement, sayer
from sayso.statements.cues import CueMention, links
from sayso.statements.drafts import Draft, Filler
from sayso.statements.view import View, spans

_LINKED = 0.5  # a word is linked where the model says so more often than not
_WEIGHT_OF_TREE = 0.35  # how much tree and order count beside the links in choosing a run's cue
_CONTENT_LEAST = 0.2
_ITS_OWN = 0.45  # a quoted run that follows another goes to a new cue only if it fits that one at least so well
_FARTHEST = 60  # words between a cue and a piece of its source or content: fewer in 99.9 % of PolNeAR's


# --------------------------------------------------------------------------------------------------- outermost layer


def outermost(view: View, cues: Sequence[CueMention]) -> tuple[list[Draft], list[WordRange]]:
    """Drafts of the outermost cues, and the content runs that no cue takes."""
    outer = [c for c in cues if c.outer]
    contents, orphans = _share_out(view, outer, [t for t in view.analysis.attribution if t.label == "content"])
    drafts = [_draft(view, outer[k], contents[k]) for k in contents]
    left = [nested(view, cue) for k, cue in enumerate(outer) if k not in contents]
    return drafts + [draft for draft in left if draft is not None], orphans


def _share_out(
    view: View, cues: Sequence[CueMention], runs: Sequence[Tagged]
) -> tuple[dict[int, Filler], list[WordRange]]:
    """Every content run to its best cue; then a cue left with nothing shares the run that fits it best."""
    loose = _loose_words(view)
    fits = [_content_fits(view, cue, runs, loose) for cue in cues]
    bidders: list[list[tuple[float, int]]] = [[] for _ in runs]
    for k, fit_of in enumerate(fits):
        for r, fit in fit_of.items():
            bidders[r].append((fit, -k))
    taken: dict[int, list[int]] = {}
    orphans: list[WordRange] = []
    speaker: int | None = None
    for r, run in enumerate(runs):
        fit, first = max(bidders[r], default=(0.0, 0))
        best = -first
        if speaker is not None and fit < _ITS_OWN and _goes_on(view, runs[r - 1], run):
            best = speaker
        elif fit < _CONTENT_LEAST:
            orphans.append(run.words)
            continue
        taken.setdefault(best, []).append(r)
        speaker = best
    for k in range(len(cues)):
        if k not in taken and fits[k]:
            shared = max(fits[k], key=lambda r: fits[k][r])
            if fits[k][shared] >= _LINKED:
                taken[k] = [shared]
    return {k: _content(runs, taken[k], fits[k]) for k in sorted(taken)}, orphans


def _content(runs: Sequence[Tagged], numbers: Sequence[int], fit: Mapping[int, float]) -> Filler:
    words = tuple([i for r in numbers for i in range(*runs[r].words)])
    score = sum(runs[r].score * fit.get(r, _CONTENT_LEAST) for r in numbers) / len(numbers)
    return Filler(words=words, score=min(score, 1.0), by="model:attribution")


def _goes_on(view: View, before: Tagged, run: Tagged) -> bool:
    """Whether a quoted run follows a quoted run in the same paragraph: one speaker's words, broken by their cue."""
    first, last = run.words[0], before.words[1] - 1
    quoted = view.quotation[first] >= 0 and view.quotation[last] >= 0
    return quoted and view.paragraph[first] == view.paragraph[last]


def _loose_words(view: View) -> list[int]:
    """Running count of words with a letter or digit outside sources: what stands between a cue and its content."""
    loose = list(view.solid)
    for tagged in view.analysis.attribution:
        if tagged.label == "source":
            start, end = tagged.words
            loose[start:end] = [False] * (end - start)
    return list(accumulate(loose, initial=0))


def _content_fits(view: View, cue: CueMention, runs: Sequence[Tagged], loose: Sequence[int]) -> dict[int, float]:
    """How well each run within reach goes with the cue, in [0, 1]."""
    linked = links(view, cue, "content")
    out = {}
    for r, (start, end) in _within_reach(cue, runs):
        fit = _content_affinity(view, cue, (start, end), loose)
        if linked:
            by_link = sum([linked.get(i, 0.0) for i in range(start, end)]) / (end - start)
            fit = (1 - _WEIGHT_OF_TREE) * by_link + _WEIGHT_OF_TREE * fit
        out[r] = fit
    return out


def _within_reach(cue: CueMention, runs: Sequence[Tagged]) -> Iterator[tuple[int, WordRange]]:
    """Number and words of the runs that are near enough to the cue, in text order."""
    first, last = cue.run[0] - _FARTHEST, cue.run[1] + _FARTHEST
    for r in range(bisect_left(runs, first, key=_end), len(runs)):
        if runs[r].words[0] > last:
            return
        yield r, runs[r].words


def _end(run: Tagged) -> int:
    return run.words[1]


def _content_affinity(view: View, cue: CueMention, run: WordRange, loose: Sequence[int]) -> float:
    """What tree and order alone say, in [0, 1]."""
    (start, end), (left, right) = cue.run, run
    governor = view.words[cue.head].head
    tree = 0.0
    if any(left <= kid < right for word in cue.words for kid in view.kids[word]):
        tree = 1.0
    elif governor is not None and left <= governor < right:  # "…, he said": the cue hangs on the content
        tree = 0.9
    near = 1.0 / (1.0 + 0.15 * abs(loose[left] - loose[end] if left >= end else loose[start] - loose[right]))
    if view.words[cue.head].sentence not in (view.words[left].sentence, view.words[right - 1].sentence):
        near *= 0.5
    return 0.5 * tree + 0.5 * near


# ------------------------------------------------------------------------------------------------------- inner layers


def nested(view: View, cue: CueMention) -> Draft | None:
    """The draft of a cue that has no content of the outermost layer; None where links and tree offer none either."""
    content = complement.find(view, cue)
    return _draft(view, cue, content) if content.words else None


# --------------------------------------------------------------------------------------------------------------- both


def _draft(view: View, cue: CueMention, content: Filler) -> Draft:
    source = sayer.find(view, cue, content.words)
    trace = {
        "cue": Trace(
            by="model:attribution", score=cue.score, spans=spans(view, cue.words), why=f"tagged as a cue, “{cue.lemma}”"
        ),
        "content": Trace(
            by=content.by, score=content.score, spans=spans(view, content.words), why="the words that go with the cue"
        ),
    }
    if source.words:
        why = "the source that fits the cue best"
        trace["source"] = Trace(by=source.by, score=source.score, spans=spans(view, source.words), why=why)
    else:
        trace["source"] = Trace(by="rule:en/statements/implicit-source", why="no words say who this is from")
    return Draft(cue=cue, source=source.words, content=content.words, score=content.score, trace=trace)
