"""Scores become an analysis, window by window: words and trees, tagged runs, triggers, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.language import heads
from sayso.language.encoder import Scores
from sayso.language.labels import Labels
from sayso.language.lemmas import Edit
from sayso.records import Analysis, Document, Link, Span, Tagged, Word, WordRange

PREDICATE = 0.5  # probability from which a word has semantic roles
CUE = 0.3  # from here a word is offered as a cue; the statements stage decides
TRIGGER = 0.3  # likewise for events: probability that a word is a trigger of any type
ANAPHOR = 0.3
LINK = 0.1  # links less probable than this are left out
LISTED = 0.02  # labels less probable than this are left out of distributions

ATTRIBUTION_RELATIONS = ("source", "content")
PARTICIPANT_RELATIONS = ("actor", "recipient", "instrument", "place", "time")


@dataclass(frozen=True, slots=True)
class Told:
    """For each word 1 where it is one, 0 where it is not, -1 where the network decides."""

    starts: NDArray[np.int64]  #: of a sentence
    predicates: NDArray[np.int64]

    @classmethod
    def of(cls, count: int, starts: frozenset[int] | None = None, predicates: frozenset[int] | None = None) -> Told:
        """None: the network decides everywhere."""
        columns = [np.full(count, -1 if known is None else 0, np.int64) for known in (starts, predicates)]
        for column, known in zip(columns, (starts, predicates), strict=True):
            column[sorted(known or ())] = 1
        return cls(*columns)


class Decoding:
    """What has been decoded of one document so far. `add` its windows in text order, then take the `analysis`."""

    def __init__(
        self,
        labels: Labels,
        edits: Sequence[Edit],
        document: Document,
        spans: Sequence[Span],
        told: Told,
    ) -> None:
        self._labels, self._edits = labels, edits
        self._document, self._spans, self._told = document, spans, told
        self._words: list[Word] = []
        self._sentences: list[WordRange] = []
        self._runs: dict[str, list[Tagged]] = {name: [] for name in labels.transitions}
        self._cues: list[Tagged] = []
        self._triggers: list[Tagged] = []
        self._modes: dict[int, Mapping[str, float]] = {}
        self._statuses: dict[int, Mapping[str, float]] = {}
        self._acts: dict[int, Mapping[str, float]] = {}
        self._factuality: dict[int, float] = {}
        self._predicates: list[int] = []
        self._links: dict[tuple[int, str], tuple[Link, ...]] = {}

    def analysis(self) -> Analysis:
        return Analysis(
            document=self._document,
            words=tuple(self._words),
            sentences=tuple(self._sentences),
            names=tuple(self._runs["name"]),
            times=tuple(self._runs["time"]),
            attribution=tuple(self._runs["attribution"]),
            cues=tuple(self._cues),
            triggers=tuple(self._triggers),
            modes=self._modes,
            statuses=self._statuses,
            acts=self._acts,
            factuality=self._factuality,
            predicates=tuple(self._predicates),
            links=self._links,
        )

    def add(self, scores: Scores, paths: Mapping[str, heads.Path]) -> None:
        """Decodes one window. `paths`: of every BIO tagger, the best path and the labels' probabilities."""
        first = scores.first
        logits = {name: scores.tags[:, columns] for name, columns in self._labels.columns.items()}
        sentences = heads.sentences(logits["sentence"], self._told.starts[first : scores.last])
        self._add_words(scores, sentences, logits)
        runs = {t: heads.runs(*path, self._labels.taggers[t], first) for t, path in paths.items()}
        for tagger, found in runs.items():
            self._runs[tagger] += found
        p = {n: heads.softmax(logits[n]) for n in ("cue", "predicate", "anaphor")}
        told = self._told.predicates[first : scores.last]
        predicates = np.flatnonzero(np.where(told < 0, p["predicate"][:, 1] > PREDICATE, told == 1))
        self._predicates += [first + int(i) for i in predicates]
        cues = [_word(first + i, "cue", p["cue"][i, 1]) for i in np.flatnonzero(p["cue"][:, 1] > CUE)]
        triggers = self._found_triggers(heads.softmax(logits["trigger"]), first)
        self._cues += cues
        self._triggers += triggers
        long_cues = [run for run in runs["attribution"] if run.label == "cue"]
        self._add_distributions(first, logits, [*cues, *long_cues], triggers)
        for i in {*predicates.tolist(), *(t.words[0] - first for t in triggers)}:
            self._factuality[first + i] = float(logits["factuality"][i, 0])
        keys = _Anchors(
            predicates=frozenset(predicates.tolist()),
            anaphors=frozenset(np.flatnonzero(p["anaphor"][:, 1] > ANAPHOR).tolist()),
            triggers=frozenset(t.words[0] - first for t in triggers),
            cues=_cue_keys(first, cues, long_cues),
        )
        self._add_links(scores, sentences, keys)

    def _add_words(self, scores: Scores, sentences: list[WordRange], logits: dict[str, heads.Floats]) -> None:
        text, first = self._document.text, scores.first
        names, upos = self._labels.deprels, self._labels.taggers["upos"]
        root = names.index("root")
        pos, lemma = logits["upos"].argmax(1), logits["lemma"].argmax(1)
        relations = scores.deprels.copy()
        relations[:, root] = -np.inf
        deprel = relations.argmax(1)
        for low, high in sentences:
            tree = heads.tree(scores.arcs[low:high, low:high])
            number = len(self._sentences)
            self._sentences.append((first + low, first + high))
            for i in range(low, high):
                start, end = self._spans[first + i]
                form = text[start:end]
                is_root = tree[i - low] == i - low
                head = None if is_root else first + low + int(tree[i - low])
                relation = "root" if is_root else names[deprel[i]]
                self._words.append(
                    Word(start, end, form, self._edits[lemma[i]].apply(form), upos[pos[i]], head, relation, number)
                )

    def _found_triggers(self, p: heads.Floats, first: int) -> list[Tagged]:
        """Words that may be triggers, with their likeliest type; neighbours of one type are one trigger."""
        types = p[:, 1:].argmax(1) + 1
        chosen = np.where(1 - p[:, 0] > TRIGGER, types, 0)
        return heads.same_label_runs(chosen, p[np.arange(len(p)), types], self._labels.taggers["trigger"], first)

    def _add_distributions(
        self, first: int, logits: dict[str, heads.Floats], cues: list[Tagged], triggers: list[Tagged]
    ) -> None:
        def listed(tagger: str, word: int) -> Mapping[str, float]:
            p, labels = heads.softmax(logits[tagger][word - first]), self._labels.taggers[tagger]
            return {labels[i]: float(p[i]) for i in np.argsort(-p, kind="stable") if p[i] > LISTED}

        for cue in cues:  # the last word of a cue is its anchor: "has repeatedly denied"
            self._acts[cue.words[0]] = listed("act", cue.words[1] - 1)
        for trigger in triggers:
            self._modes[trigger.words[0]] = listed("mode", trigger.words[0])
            self._statuses[trigger.words[0]] = listed("status", trigger.words[0])

    def _add_links(self, scores: Scores, sentences: list[WordRange], keys: _Anchors) -> None:
        relations = self._labels.relations
        roles = [k for k, relation in enumerate(relations) if "ARG" in relation]
        for n, anchor in enumerate(scores.anchors.tolist()):
            word, logits = scores.first + anchor, scores.links[n]
            if anchor in keys.predicates:
                low, high = next(s for s in sentences if s[0] <= anchor < s[1])
                self._add_roles(word, logits[low:high][:, roles], [relations[k] for k in roles], scores.first + low)
            for relation in ATTRIBUTION_RELATIONS:
                for key in keys.cues.get(anchor, ()):
                    self._keep(key, relation, _likely(logits, relations.index(relation), scores.first))
            if anchor in keys.triggers:
                for relation in PARTICIPANT_RELATIONS:
                    self._keep(word, relation, _likely(logits, relations.index(relation), scores.first))
            if anchor in keys.anaphors:
                before = _likely(logits[:anchor], relations.index("antecedent"), scores.first)
                self._keep(word, "antecedent", before)

    def _add_roles(self, predicate: int, logits: heads.Floats, relations: list[str], first: int) -> None:
        """Each word of the predicate's sentence has one role or none."""
        none = np.zeros((len(logits), 1), np.float32)
        p = heads.softmax(np.concatenate([none, logits], 1))
        best = p.argmax(1)
        for k in sorted({*best.tolist()} - {0}):
            words = [Link(first + int(w), float(p[w, k])) for w in np.flatnonzero(best == k)]
            self._keep(predicate, relations[k - 1], _best_first(words))

    def _keep(self, anchor: int, relation: str, links: tuple[Link, ...]) -> None:
        if links:
            self._links[anchor, relation] = links


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchors:
    """Which words of a window anchor which links; indices relative to the window."""

    predicates: frozenset[int]
    anaphors: frozenset[int]
    triggers: frozenset[int]
    cues: Mapping[int, Sequence[int]]  #: anchor → the first words (in the document) of the cues that it anchors


def _cue_keys(first: int, cues: list[Tagged], long_cues: list[Tagged]) -> Mapping[int, Sequence[int]]:
    keys: dict[int, list[int]] = {}
    for cue in (*cues, *long_cues):
        known = keys.setdefault(cue.words[1] - 1 - first, [])
        if cue.words[0] not in known:
            known.append(cue.words[0])
    return keys


def _word(index: np.int64, label: str, score: np.float32) -> Tagged:
    return Tagged((int(index), int(index) + 1), label, float(score))


def _likely(logits: heads.Floats, relation: int, first: int) -> tuple[Link, ...]:
    p = heads.sigmoid(logits[:, relation])
    return _best_first([Link(first + int(i), float(p[i])) for i in np.flatnonzero(p > LINK)])


def _best_first(links: list[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda k: (-k.score, k.word)))
