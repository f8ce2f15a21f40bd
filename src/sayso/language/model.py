"""The language model: a document in, an `Analysis` out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.language import heads
from sayso.language.encoder import Encoder, Scores
from sayso.language.labels import Labels, read
from sayso.language.lemmas import apply
from sayso.language.words import split
from sayso.records import Analysis, Document, Link, Span, Tagged, Word, WordRange

PREDICATE = 0.5  # probability from which a word has semantic roles
CUE = 0.3  # from here a word is offered as a cue; the statements stage decides
TRIGGER = 0.3  # likewise for events: probability that a word is a trigger of any type
ANAPHOR = 0.3
LINK = 0.1  # links less probable than this are left out
LISTED = 0.02  # labels less probable than this are left out of distributions

ROLE_RELATIONS = "ARG"
ATTRIBUTION_RELATIONS = ("source", "content")
PARTICIPANT_RELATIONS = ("actor", "recipient", "instrument", "place", "time")


@dataclass(slots=True)
class _Draft:
    """What has been decoded of a document so far."""

    words: list[Word] = field(default_factory=list)
    sentences: list[WordRange] = field(default_factory=list)
    names: list[Tagged] = field(default_factory=list)
    times: list[Tagged] = field(default_factory=list)
    attribution: list[Tagged] = field(default_factory=list)
    cues: list[Tagged] = field(default_factory=list)
    triggers: list[Tagged] = field(default_factory=list)
    modes: dict[int, Mapping[str, float]] = field(default_factory=dict)
    statuses: dict[int, Mapping[str, float]] = field(default_factory=dict)
    acts: dict[int, Mapping[str, float]] = field(default_factory=dict)
    factuality: dict[int, float] = field(default_factory=dict)
    predicates: list[int] = field(default_factory=list)
    links: dict[tuple[int, str], tuple[Link, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of a text beforehand: its words, and perhaps its sentences and predicates (word indices)."""

    words: tuple[Span, ...]
    sentence_starts: frozenset[int] | None = None
    predicates: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """For each word: 1 yes, 0 no, -1 the network decides."""

    starts: NDArray[np.int64]
    predicates: NDArray[np.int64]

    @classmethod
    def of(cls, given: Given | None, paragraphs: list[int], count: int) -> _Told:
        starts, predicates = np.full(count, -1, np.int64), np.full(count, -1, np.int64)
        starts[paragraphs] = 1
        if given and given.sentence_starts is not None:
            starts[:] = 0
            starts[sorted(given.sentence_starts)] = 1
        if given and given.predicates is not None:
            predicates[:] = 0
            predicates[sorted(given.predicates)] = 1
        return cls(starts, predicates)


class LanguageModel:
    """sayso-en, opened. Safe to share between threads; each call works on its own data."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        """Raises `FileNotFoundError` where the model's files are missing."""
        self.labels: Labels = read(folder / "model.toml")
        self.encoder = Encoder(folder, threads or len(os.sched_getaffinity(0)))

    def analyse(self, document: Document, given: Given | None = None) -> Analysis:
        """The analysis of a document. What is `given` (words, sentences, predicates) is taken as it is."""
        spans = list(given.words) if given else split(document.text)
        paragraphs = _paragraph_words(document, spans)
        told = _Told.of(given, paragraphs, len(spans))
        draft = _Draft()
        for scores in self.encoder.run(document.text, spans, paragraphs, told.starts, np.maximum(told.predicates, 0)) if spans else ():
            self._decode(draft, document.text, spans, told, scores)
        return Analysis(
            document=document,
            words=tuple(draft.words),
            sentences=tuple(draft.sentences),
            names=tuple(draft.names),
            times=tuple(draft.times),
            attribution=tuple(draft.attribution),
            cues=tuple(draft.cues),
            triggers=tuple(draft.triggers),
            modes=draft.modes,
            statuses=draft.statuses,
            acts=draft.acts,
            factuality=draft.factuality,
            predicates=tuple(draft.predicates),
            links=draft.links,
        )

    def _decode(self, draft: _Draft, text: str, spans: list[Span], told: _Told, scores: Scores) -> None:
        first = scores.first
        columns = self.labels.columns
        logits = {name: scores.tags[:, c] for name, c in columns.items()}
        sentences = heads.sentences(logits["sentence"], told.starts[first : scores.last])
        self._words(draft, text, spans, sentences, logits, scores)
        p = {n: heads.softmax(logits[n]) for n in logits if n not in ("lemma", "factuality", "upos", "sentence")}
        for tagger, found in (("name", draft.names), ("time", draft.times), ("attribution", draft.attribution)):
            path = heads.viterbi(np.log(p[tagger] + 1e-9), self.labels.transitions[tagger])
            found += heads.runs(path, p[tagger], self.labels.taggers[tagger], first)
        draft.cues += [Tagged((first + i, first + i + 1), "cue", float(p["cue"][i, 1])) for i in np.flatnonzero(p["cue"][:, 1] > CUE)]
        triggers = self._triggers(p["trigger"], first)
        draft.triggers += triggers
        for t in triggers:
            i = t.words[0]
            draft.modes[i] = _listed(p["mode"][i - first], self.labels.taggers["mode"])
            draft.statuses[i] = _listed(p["status"][i - first], self.labels.taggers["status"])
        cues = [t for t in (*draft.cues, *draft.attribution) if t.label == "cue" and t.words[0] >= first]
        for t in cues:  # the last word of a cue is its anchor: "has repeatedly denied"
            draft.acts[t.words[0]] = _listed(p["act"][t.words[1] - 1 - first], self.labels.taggers["act"])
        known = told.predicates[first : scores.last]
        is_predicate = np.where(known < 0, p["predicate"][:, 1] > PREDICATE, known == 1)
        predicates = {int(i) for i in np.flatnonzero(is_predicate)}
        draft.predicates += [first + i for i in sorted(predicates)]
        for i in predicates | {t.words[0] - first for t in triggers}:
            draft.factuality[first + i] = float(logits["factuality"][i, 0])
        self._links(draft, scores, sentences, p, predicates)

    def _words(
        self, draft: _Draft, text: str, spans: list[Span], sentences: list[WordRange], logits: dict[str, heads.Floats], scores: Scores
    ) -> None:
        upos = self.labels.taggers["upos"]
        scripts = self.labels.taggers["lemma"]
        pos, lemma = logits["upos"].argmax(1), logits["lemma"].argmax(1)
        deprel = scores.deprels.argmax(1)
        root = self.labels.deprels.index("root")
        unrooted = scores.deprels.copy()
        unrooted[:, root] = -np.inf
        second = unrooted.argmax(1)
        for low, high in sentences:
            tree = heads.tree(scores.arcs[low:high, low:high])
            number = len(draft.sentences)
            draft.sentences.append((scores.first + low, scores.first + high))
            for i in range(low, high):
                start, end = spans[scores.first + i]
                form = text[start:end]
                is_root = tree[i - low] == i - low
                draft.words.append(
                    Word(
                        start,
                        end,
                        form,
                        apply(scripts[lemma[i]], form),
                        upos[pos[i]],
                        None if is_root else scores.first + low + int(tree[i - low]),
                        "root" if is_root else self.labels.deprels[second[i] if deprel[i] == root else deprel[i]],
                        number,
                    )
                )

    def _triggers(self, p: heads.Floats, first: int) -> list[Tagged]:
        types = p[:, 1:].argmax(1) + 1
        chosen = np.where(1 - p[:, 0] > TRIGGER, types, 0)
        return heads.same_label_runs(chosen, p[np.arange(len(p)), types], self.labels.taggers["trigger"], first)

    def _links(
        self, draft: _Draft, scores: Scores, sentences: list[WordRange], p: dict[str, heads.Floats], predicates: set[int]
    ) -> None:
        first = scores.first
        relations = self.labels.relations
        roles = [k for k, r in enumerate(relations) if ROLE_RELATIONS in r]
        sentence_of = np.zeros(scores.last - first, np.int64)
        for number, (low, high) in enumerate(sentences):
            sentence_of[low:high] = number
        cue_of = {t.words[1] - 1 - first: t.words[0] for t in draft.attribution if t.label == "cue" and t.words[0] >= first}
        trigger_of = {t.words[0] - first for t in draft.triggers}
        for n, anchor in enumerate(map(int, scores.anchors)):
            logits = scores.links[n]
            if anchor in predicates:
                low, high = sentences[sentence_of[anchor]]
                mine = logits[low:high][:, roles]
                probabilities = heads.softmax(np.concatenate([np.zeros((high - low, 1), np.float32), mine], 1))
                best = probabilities.argmax(1)
                for k in sorted(set(best[best > 0].tolist())):
                    words = [Link(first + low + int(w), float(probabilities[w, k])) for w in np.flatnonzero(best == k)]
                    draft.links[first + anchor, relations[roles[k - 1]]] = _best_first(words)
            keys = {first + anchor} if p["cue"][anchor, 1] > CUE else set()
            keys |= {cue_of[anchor]} if anchor in cue_of else set()
            for relation in ATTRIBUTION_RELATIONS if keys else ():
                found = _likely(logits, relations.index(relation), first)
                draft.links.update({(key, relation): found for key in keys if found})
            for relation in PARTICIPANT_RELATIONS if anchor in trigger_of else ():
                if found := _likely(logits, relations.index(relation), first):
                    draft.links[first + anchor, relation] = found
            if p["anaphor"][anchor, 1] > ANAPHOR and (found := _likely(logits, relations.index("antecedent"), first)):
                draft.links[first + anchor, "antecedent"] = tuple(k for k in found if k.word < first + anchor)


def _likely(logits: heads.Floats, relation: int, first: int) -> tuple[Link, ...]:
    p = heads.sigmoid(logits[:, relation])
    return _best_first([Link(first + int(i), float(p[i])) for i in np.flatnonzero(p > LINK)])


def _best_first(links: list[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda k: (-k.score, k.word)))


def _listed(p: heads.Floats, labels: tuple[str, ...]) -> Mapping[str, float]:
    return {labels[i]: float(p[i]) for i in np.argsort(-p, kind="stable") if p[i] > LISTED}


def _paragraph_words(document: Document, spans: list[Span]) -> list[int]:
    """Indices of the words that open a segment, or a line where there are no segments."""
    offsets = [s.start for s in document.segments]
    if not offsets:
        offsets = [i + 1 for i, (a, b) in enumerate(pairwise(document.text)) if a == "\n" and b != "\n"]
    starts = np.array([s for s, _ in spans])
    return sorted({int(i) for i in np.searchsorted(starts, offsets) if i < len(spans)} | ({0} if spans else set()))
