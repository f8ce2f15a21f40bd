"""Which source and which content go with which cue?

Two witnesses: the model's links (cue → every word of its source and content, with probabilities) and the tree with the
order of the words. Tagged runs of the outermost layer are shared out among the outermost cues; what hangs on the
cues within contents has links alone, and the tree where there are none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sayso.records import Tagged, Trace, WordRange
from sayso.statements import sources
from sayso.statements.cues import CueMention
from sayso.statements.drafts import Draft
from sayso.statements.view import View, runs, spans

_LINKED = 0.5  # a word is linked where the model says so more often than not
_WEIGHT_OF_TREE = 0.35  # how much tree and order count beside the links in choosing a run's cue
_SOURCE_LEAST = 0.08  # a source run below this belongs to no cue; a cue hardly ever goes without a source …
_SOURCELESS_LEAST = 0.3  # … but for what the model has judged, passives and adverbs
_CONTENT_LEAST = 0.2
_ITS_OWN = 0.45  # a quoted run that follows another goes to a new cue only if it fits that one at least so well
_FARTHEST = 60  # words between a cue and a piece of its source or content: fewer in 99.9 % of PolNeAR's
_BRIDGE = 2  # steps between two linked words that are still one piece: a word left out between them


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """Words that fill a role of a cue, and what says so: `model:…` or `rule:…`."""

    words: tuple[int, ...] = ()
    score: float = 0.0
    by: str = ""


# --------------------------------------------------------------------------------------------------- outermost layer


def outermost(view: View, cues: Sequence[CueMention]) -> tuple[list[Draft], list[WordRange]]:
    """Drafts of the outermost cues, and the content runs that no cue takes."""
    outer = [c for c in cues if c.outer]
    source_runs = [t for t in view.analysis.attribution if t.label == "source" and any(view.solid[slice(*t.words)])]
    contents, orphans = _share_out(view, outer, [t for t in view.analysis.attribution if t.label == "content"])
    return [_draft(view, outer[k], _source(view, outer[k], source_runs), contents[k]) for k in contents], orphans


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


def _source(view: View, cue: CueMention, runs: Sequence[Tagged]) -> Filler:
    """The tagged source run that fits the cue best; nothing where none fits."""
    linked = links(view, cue, "source")
    heads = sources.heads(view, cue)
    asked = bool(linked or links(view, cue, "content"))  # the model has judged this cue: no link is an answer too
    best, best_fit = None, 0.0
    for r, (start, end) in _within_reach(cue, runs):
        fit = _source_affinity(view, cue, (start, end), heads)
        if asked:
            by_link = sum([linked.get(i, 0.0) for i in range(start, end)]) / (end - start)
            fit = (1 - _WEIGHT_OF_TREE) * by_link + _WEIGHT_OF_TREE * fit
        if fit > best_fit:
            best, best_fit = runs[r], fit
    sourceless = asked or cue.passive or cue.pos == "ADV"
    if best is None or best_fit < (_SOURCELESS_LEAST if sourceless else _SOURCE_LEAST):
        return Filler()
    by = "model:links" if linked else "rule:en/statements/subject-of-cue"
    return Filler(words=tuple(range(*best.words)), score=best.score * best_fit, by=by)


def _source_affinity(view: View, cue: CueMention, run: WordRange, heads: Sequence[int]) -> float:
    (start, end), (left, right) = cue.run, run
    gap = left - end if left >= end else start - right
    if gap < 0:  # "his call for", tagged as one run by the cue's tagger
        return 0.6
    tree = next((1.0 - 0.1 * n for n, head in enumerate(heads) if left <= head < right), 0.0)
    near = 1.0 / (1.0 + 0.1 * gap)
    if view.words[cue.head].sentence != view.words[left].sentence:
        near *= 0.4
    return 0.6 * tree + 0.4 * near


# ------------------------------------------------------------------------------------------------------- inner layers


def nested(view: View, cue: CueMention) -> Draft | None:
    """The draft of a cue that the outermost layer does not have, from the words that the model links to it.

    None where the model links no content to it.
    """
    linked = links(view, cue, "content")
    own = frozenset(range(*cue.run))
    words = tuple(_joined([i for i in sorted(linked) if linked[i] >= _LINKED and i not in own]))
    if not words:
        return None
    score = sum(linked.get(i, _LINKED) for i in words) / len(words)
    return _draft(
        view, cue, _nested_source(view, cue, own.union(words)), Filler(words=words, score=score, by="model:links")
    )


def _nested_source(view: View, cue: CueMention, taken: frozenset[int]) -> Filler:
    linked = links(view, cue, "source")
    pieces = runs(_joined([i for i in sorted(linked) if linked[i] >= _LINKED and i not in taken]))
    pieces = [piece for piece in pieces if any(view.solid[slice(*piece)])]
    if pieces:
        start, end = max(pieces, key=lambda piece: sum(linked.get(i, 0.0) for i in range(*piece)))
        score = sum(linked.get(i, _LINKED) for i in range(start, end)) / (end - start)
        return Filler(words=tuple(range(start, end)), score=score, by="model:links")
    if cue.passive:
        return Filler()
    head = next((h for h in sources.heads(view, cue) if h not in taken), None)
    if head is None:
        return Filler()
    return Filler(words=sources.phrase(view, head, taken), score=_LINKED, by="rule:en/statements/subject-of-cue")


def _joined(indices: Sequence[int]) -> list[int]:
    """The same words with holes of a word filled."""
    out: list[int] = []
    for i in indices:
        if out and 1 < i - out[-1] <= _BRIDGE:
            out.extend(range(out[-1] + 1, i))
        out.append(i)
    return out


# --------------------------------------------------------------------------------------------------------------- both


def links(view: View, cue: CueMention, relation: str) -> Mapping[int, float]:
    """Words that the model links to the cue, with probabilities; {} where it has none."""
    for anchor in cue.anchors:
        found = view.analysis.links.get((anchor, relation))
        if found:
            return {link.word: link.score for link in found}
    return {}


def _draft(view: View, cue: CueMention, source: Filler, content: Filler) -> Draft:
    trace = {
        "cue": Trace(
            by="model:attribution", score=cue.score, spans=spans(view, cue.words), why=f"tagged as a cue, “{cue.lemma}”"
        ),
        "content": Trace(
            by=content.by, score=content.score, spans=spans(view, content.words), why="the words that go with the cue"
        ),
    }
    parts = [cue.score, content.score]
    if source.words:
        why = "the source that fits the cue best"
        trace["source"] = Trace(by=source.by, score=source.score, spans=spans(view, source.words), why=why)
        parts.append(source.score)
    else:
        trace["source"] = Trace(by="rule:en/statements/implicit-source", why="no words say who this is from")
    score = 1.0
    for part in parts:
        score *= part
    return Draft(cue=cue, source=source.words, content=content.words, score=score ** (1 / len(parts)), trace=trace)
