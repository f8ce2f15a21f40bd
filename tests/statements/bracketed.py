"""Marked sentences as analyses, so that a test says its spans in the sentence itself.

    analysis("[source Gondor] [cue denied] that [content its troops had crossed the Anduin].")

Marks: `source`, `cue`, `content` are tags of the outermost layer; `inner` is a cue that only the tagger of all layers
sees; `PER`, `ORG`, `LOC` are names. A mark with a number, `[source2 …]`, belongs to the cue of that number by a link of
the model. Marks nest. `parse` gives the tree where it matters, one "dependent relation governor" a line, words by their
form (`said#2` for the second one); a word that no line names hangs on nothing as `dep`. `upos` gives parts of speech.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sayso.records import Analysis, Document, Link, Segment, Statement, Tagged, Word
from sayso.statements import find

_TOKEN = re.compile(
    r"\[(?P<mark>[A-Za-z]+\d*) |(?P<close>\])|(?P<word>n't|'s|’s|\w+(?:\.\w+)*|[^\w\s\]\[])|(?P<space>\s+)"
)
_TAGS = ("source", "cue", "content")
_FUNCTION = {
    "DET": "the a an no its his her their this some many several one",
    "PRON": "he she they it we i you who which nobody someone",
    "AUX": "has have had was were is are be been did does do will would must can could should may might",
    "ADP": "of in on at by to from with for against through via after near",
    "ADV": "reportedly allegedly not never n't",
    "SCONJ": "that whether because if",
    "CCONJ": "and but or nor",
    "PART": "to 's ’s",
}
_FORMS = {
    "say": "said saying says",
    "tell": "told",
    "deny": "denied",
    "be": "was is were",
    "have": "has had",
    "believe": "believed",
    "think": "thought",
    "quote": "quoted quoting",
    "claim": "claimed",
    "report": "reported reports",
    "cite": "citing",
    "urge": "urged",
    "decline": "declined",
    "refuse": "refused",
    "write": "wrote",
    "accuse": "accused",
    "call": "called",
    "warn": "warned",
    "make": "made",
    "ask": "asked",
    "do": "did",
    "announce": "announced",
    "official": "officials",
    "scout": "scouts",
    "troop": "troops",
    "end": "ended",
    "cross": "crossed",
}
_LEMMAS = {form: lemma for lemma, forms in _FORMS.items() for form in forms.split()}


def analysis(
    marked: str,
    *,
    parse: str = "",
    upos: Mapping[str, str] | None = None,
    acts: Mapping[str, Mapping[str, float]] | None = None,
    kinds: Mapping[int, str] | None = None,
) -> Analysis:
    """The analysis of a marked text. Paragraphs are lines; `kinds` names the kind of the nth that is none."""
    text, tokens, marks = _unmarked(marked)
    sentences = _sentences(text, tokens)
    words = _words(text, tokens, sentences, parse, upos or {})
    ranges = [(label, _covered(tokens, span)) for label, span in marks]
    tagged = [Tagged(r, re.sub(r"\d", "", label), 0.9) for label, r in ranges]
    outermost = sorted((t for t in tagged if t.label in _TAGS), key=lambda t: t.words)
    cues = [Tagged((r[1] - 1, r[1]), "cue", 0.9) for label, r in ranges if re.fullmatch(r"(cue|inner)\d*", label)]
    return Analysis(
        document=Document(id="test", text=text, sha256="0" * 64, segments=_segments(text, kinds or {})),
        words=words,
        sentences=sentences,
        attribution=tuple(t for t in outermost if not _numbered_inside(t, ranges)),
        cues=tuple(sorted(cues, key=lambda t: t.words)),
        names=tuple(sorted((t for t in tagged if t.label in {"PER", "ORG", "LOC", "OTH"}), key=lambda t: t.words)),
        links=_links(ranges),
        acts={
            r[1] - 1: acts[text[tokens[r[0]][0] : tokens[r[1] - 1][1]]]
            for label, r in ranges
            if acts and label.startswith("cue")
        },
    )


def read(marked: str, **given: object) -> tuple[Statement, ...]:
    """The statements of a marked text."""
    return find(analysis(marked, **given), (), ())  # type: ignore[arg-type]


def only(marked: str, **given: object) -> Statement:
    """The one statement of a marked text."""
    (statement,) = read(marked, **given)
    return statement


def _numbered_inside(tag: Tagged, ranges: list[tuple[str, tuple[int, int]]]) -> bool:
    """Whether a tag lies in an outermost content: it is of an inner layer then, and only linked."""
    return any(
        label.startswith("content") and r != tag.words and r[0] <= tag.words[0] and tag.words[1] <= r[1]
        for label, r in ranges
    )


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]], list[tuple[str, tuple[int, int]]]]:
    text, tokens, marks = "", [], []
    stack: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(marked):
        if match["mark"]:
            stack.append((match["mark"], len(text)))
        elif match["close"]:
            label, start = stack.pop()
            marks.append((label, (start, len(text))))
        else:
            if match["word"]:
                tokens.append((len(text), len(text) + len(match[0])))
            text += match[0]
    if stack:
        raise ValueError(f"unclosed marks: {stack}")
    return text, tokens, marks


def _covered(tokens: list[tuple[int, int]], span: tuple[int, int]) -> tuple[int, int]:
    inside = [i for i, (start, end) in enumerate(tokens) if start < span[1] and span[0] < end]
    return inside[0], inside[-1] + 1


def _sentences(text: str, tokens: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out, start = [], 0
    for i, (_, end) in enumerate(tokens):
        last = i + 1 == len(tokens)
        stop = text[end - 1] in ".?!" and (last or text[end : end + 1].isspace())
        if last or stop or "\n" in text[end : tokens[i + 1][0]]:
            out.append((start, i + 1))
            start = i + 1
    return tuple(out)


def _segments(text: str, kinds: Mapping[int, str]) -> tuple[Segment, ...]:
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return tuple(Segment(kind=kinds.get(n, "paragraph"), start=a, end=b) for n, (a, b) in enumerate(lines))  # type: ignore[arg-type]


def _words(
    text: str,
    tokens: list[tuple[int, int]],
    sentences: tuple[tuple[int, int], ...],
    parse: str,
    upos: Mapping[str, str],
) -> tuple[Word, ...]:
    forms = [text[a:b] for a, b in tokens]
    tree: dict[int, tuple[str, int | None]] = {}
    for line in filter(None, (row.strip() for row in parse.splitlines())):
        dependent, relation, governor = line.split()
        tree[_find(forms, dependent)] = (relation, None if governor == "-" else _find(forms, governor))
    out = []
    for i, (start, end) in enumerate(tokens):
        sentence = next(n for n, (a, b) in enumerate(sentences) if a <= i < b)
        relation, head = tree.get(i, ("dep", None))
        low = forms[i].lower()
        tag = upos.get(forms[i]) or _part_of_speech(forms[i], first=i == sentences[sentence][0])
        out.append(Word(start, end, forms[i], _LEMMAS.get(low, low), tag, head, relation, sentence))
    return tuple(out)


def _find(forms: list[str], name: str) -> int:
    form, _, number = name.partition("#")
    return [i for i, f in enumerate(forms) if f == form][int(number or 1) - 1]


def _part_of_speech(form: str, *, first: bool) -> str:
    for tag, forms in _FUNCTION.items():
        if form.lower() in forms.split():
            return tag
    if not form[0].isalnum():
        return "PUNCT"
    if _LEMMAS.get(form.lower(), form.lower()) != form.lower() and not form.endswith("s"):
        return "VERB"
    return "PROPN" if form[0].isupper() and not first else "NOUN"


def _links(ranges: list[tuple[str, tuple[int, int]]]) -> dict[tuple[int, str], tuple[Link, ...]]:
    """Links of numbered marks: every word of `source2` and `content2` to the last word of `cue2` or `inner2`."""
    out: dict[tuple[int, str], tuple[Link, ...]] = {}
    for label, r in ranges:
        number = re.sub(r"\D", "", label)
        if not number or not label.startswith(("cue", "inner")):
            continue
        for role in ("source", "content"):
            words = sorted(i for other, (a, b) in ranges if other == role + number for i in range(a, b))
            if words:
                out[r[1] - 1, role] = tuple(Link(i, 0.9) for i in words)
    return out
