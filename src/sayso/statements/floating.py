"""Quoted speech with no cue: whose is it?

A quotation that follows an attributed one goes on with its speaker; one with a name after a dash, or a label with a
colon before it, has its source there. What no rule gives a speaker keeps an implicit source. Scare quotes, titles and
nicknames are not speech.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.records import Tagged, Trace
from sayso.statements import cues, sources
from sayso.statements.drafts import Draft, Origin
from sayso.statements.quotes import Quotation
from sayso.statements.view import View, spans

_UNTAGGED = 0.6  # score of a quotation that only its marks show to be speech
_REACH = 2  # paragraphs after its speaker's last words in which a quotation with no cue is still taken as theirs
_LABELS = frozenset({"rule:en/statements/name-after-dash", "rule:en/statements/label-before-colon"})
_SPEECH_ENDS = frozenset(".,?!…")


def quoted_words(view: View) -> list[list[int]]:
    """For each quotation its words, marks included."""
    out: list[list[int]] = [[] for _ in view.quotations]
    if out:
        for i, number in enumerate(view.quotation):
            if number >= 0:
                out[number].append(i)
    return out


def is_speech(view: View, quotation: Quotation, words: Sequence[int]) -> bool:
    """Whether a quotation says something: long enough, with a verb, and punctuated as an utterance."""
    solid = [i for i in words if view.solid[i]]
    if len(solid) < view.lexicon.numbers["quotation.least_words"]:
        return False
    if not any(view.words[i].upos in {"VERB", "AUX"} for i in solid):
        return False
    text = view.analysis.document.text
    end = quotation.inner[1]
    before = text[: quotation.span[0]].rstrip(" ")[-1:]
    introduced = before in {"", "\n", ",", ":"}
    if not quotation.closed:
        return introduced
    after = text[quotation.span[1] : quotation.span[1] + 1]
    return (
        text[end - 1 : end] in _SPEECH_ENDS
        or before == ":"
        or (after in {",", "."} and introduced and _whole_sentence(view, solid))
    )


def _whole_sentence(view: View, solid: Sequence[int]) -> bool:
    first = view.words[solid[0]]
    return (
        first.text[:1].isupper()
        and len(solid) > 1
        and any(view.rel[i] in {"root", "ccomp", "parataxis"} for i in solid)
    )


def find(view: View, drafts: Sequence[Draft], orphans: Iterable[tuple[int, int]]) -> list[Draft]:
    """Drafts for content runs that no cue took and for quoted speech that no draft holds."""
    covered: set[int] = set()
    for draft in drafts:
        covered.update(draft.content)
    out: list[Draft] = []
    stretches = [(list(range(*run)), True) for run in orphans]
    tagged = {i for words, _ in stretches for i in words}
    for quotation, words in zip(view.quotations, quoted_words(view), strict=True):
        solid = [i for i in words if view.solid[i]]
        if solid and not any(i in covered or i in tagged for i in solid) and is_speech(view, quotation, words):
            stretches.append((words, False))
    busy = covered | tagged
    stretches.extend((turn, False) for turn in _turns(view) if not any(i in busy for i in turn))
    for words, was_tagged in sorted(stretches):
        quoted = sum(1 for i in words if view.quotation[i] >= 0) > len(words) / 2
        spoken = _spoken(view, words) if quoted else None
        if spoken is not None:
            out.append(spoken)
            continue
        source, why, labelled = _speaker(view, words, [*drafts, *out])
        if quoted or labelled:
            out.append(_draft(view, words, source, why, was_tagged))
    return out


def _spoken(view: View, words: Sequence[int]) -> Draft | None:
    """A draft with the verb of saying that the tree gives a quotation: its governor, or its dependent as an aside."""
    inside = frozenset(words)
    near = [view.words[i].head for i in words] + [k for i in words for k in view.kids[i] if view.rel[k] == "parataxis"]
    for verb in near:
        if verb is None or verb in inside or view.quotation[verb] >= 0:
            continue
        if view.words[verb].upos != "VERB" or (view.words[verb].lemma, "VERB") not in view.lexicon.senses:
            continue
        cue = cues.mention(view, Tagged((verb, verb + 1), "cue", _UNTAGGED), [verb], outer=False)
        head = next((h for h in sources.heads(view, cue) if h not in inside), None)
        source = () if head is None else sources.phrase(view, head, inside | {verb})
        spoken = _draft(view, words, source, "rule:en/statements/subject-of-cue", False)
        trace = Trace(
            by="rule:en/statements/verb-of-quotation", spans=spans(view, cue.words), why="it governs what is quoted"
        )
        return replace(spoken, cue=cue, origin="governed", trace={**spoken.trace, "cue": trace})
    return None


def _turns(view: View) -> list[list[int]]:
    """What follows `NAME:` at a paragraph's start, where the label is a person, or capitals in more than one turn."""
    turns: list[tuple[bool, list[int]]] = []
    words = view.words
    for colon in [i for i, word in enumerate(words) if word.text == ":"]:
        start, end = colon, colon + 1
        while start > 0 and colon - start <= _label_words(view) and view.paragraph[start - 1] == view.paragraph[colon]:
            start -= 1
        while end < len(words) and view.paragraph[end] == view.paragraph[colon]:
            end += 1
        first = start == 0 or view.paragraph[start - 1] != view.paragraph[colon]
        label = words[start:colon]
        if not first or not label or end == colon + 1 or ":" in [w.text for w in label]:
            continue
        capitals = all(w.text.isupper() for w in label if w.text.isalpha()) and len(label[0].text) > 1
        if capitals or view.name[colon - 1] == "PER":
            turns.append((capitals, list(range(colon + 1, end))))
    several = sum(capitals for capitals, _ in turns) > 1
    return [turn for capitals, turn in turns if several or not capitals]


def _label_words(view: View) -> int:
    return view.lexicon.numbers["quotation.longest_label"]


def _speaker(view: View, words: Sequence[int], drafts: Sequence[Draft]) -> tuple[tuple[int, ...], str, bool]:
    """Source words, the rule that gave them, and whether a label on the spot names them."""
    byline = _after_dash(view, words[-1])
    if byline:
        return byline, "rule:en/statements/name-after-dash", True
    label = _before_colon(view, words[0])
    if label:
        return label, "rule:en/statements/label-before-colon", True
    before = [d for d in drafts if d.source and d.content and d.content[0] < words[0] and d.cue is not None]
    last = max(before, key=lambda d: _last_word(view, d), default=None)
    if last is None or not any(view.quotation[i] >= 0 for i in last.content):
        return (), "", False
    if view.paragraph[words[0]] - view.paragraph[_last_word(view, last)] > _REACH:
        return (), "", False
    return last.source, "rule:en/statements/speaker-goes-on", False


def _last_word(view: View, draft: Draft) -> int:
    return max(draft.content[-1], draft.cue.run[1] - 1 if draft.cue else 0)


def _after_dash(view: View, last: int) -> tuple[int, ...]:
    """`"…" — Commissioner X`: the words from a dash to the paragraph's end, where they are few and hold a name."""
    dash = last + 1
    words = view.words
    while dash < len(words) and view.mark[dash]:
        dash += 1
    if dash >= len(words) or words[dash].text not in view.lexicon.words["quotation.dashes"] | {"-"}:
        return ()
    end = dash + 1
    while end < len(words) and view.paragraph[end] == view.paragraph[dash]:
        end += 1
    name = [i for i in range(dash + 1, end)]
    while name and not view.solid[name[-1]]:
        name.pop()
    if not name or len(name) > 2 * _label_words(view) or not words[name[0]].text[:1].isupper():
        return ()
    return tuple(name)


def _before_colon(view: View, first: int) -> tuple[int, ...]:
    """`MINISTER: …` at a paragraph's start."""
    colon = first - 1
    while colon >= 0 and view.mark[colon]:
        colon -= 1
    if colon < 1 or view.words[colon].text != ":":
        return ()
    start = colon
    while start > 0 and view.paragraph[start - 1] == view.paragraph[colon]:
        start -= 1
    label = list(range(start, colon))
    if not label or len(label) > _label_words(view):
        return ()
    verbs = any(view.words[i].upos in {"VERB", "AUX"} for i in label)
    return () if verbs or not view.words[label[0]].text[:1].isupper() else tuple(label)


def _draft(view: View, words: Sequence[int], source: tuple[int, ...], why: str, tagged: bool) -> Draft:
    by = "model:attribution" if tagged else "rule:en/statements/quoted-speech"
    trace = {"content": Trace(by=by, score=_UNTAGGED, spans=spans(view, words), why="quoted speech without a cue")}
    if source:
        trace["source"] = Trace(by=why, spans=spans(view, source), why="the speaker whom the text's order gives")
    origin: Origin = "labelled" if why in _LABELS else "continuing" if source else "speakerless"
    return Draft(cue=None, source=source, content=tuple(words), score=_UNTAGGED, origin=origin, trace=trace)


def continued(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts whose quotation breaks off at a paragraph's end, with the paragraphs that re-open it."""
    by_quotation = quoted_words(view)
    held = {i for d in drafts for i in d.content}
    out = []
    for draft in drafts:
        content = list(draft.content)
        number = view.quotation[content[-1]] if content else -1
        while (
            0 <= number < len(view.quotations) - 1
            and not view.quotations[number].closed
            and view.quotations[number + 1].continues
        ):
            number += 1
            more = by_quotation[number]
            if any(i in held for i in more):
                break
            content.extend(more)
            held.update(more)
        out.append(draft if len(content) == len(draft.content) else _longer(view, draft, content))
    return out


def _longer(view: View, draft: Draft, content: Sequence[int]) -> Draft:
    why = "the quotation goes on where the next paragraph re-opens its mark"
    trace = {
        **draft.trace,
        "content": Trace(by="rule:en/statements/reopened-quotation", spans=spans(view, content), why=why),
    }
    return replace(draft, content=tuple(content), trace=trace)
