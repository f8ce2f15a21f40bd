"""Which words are names? The language model's names, put right by the registry and by the document itself.

A model misses a name here that it found there, cuts it short, or calls an armed group a person. The registry knows the
well-known ones, and a document writes its own names the same way throughout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sayso.records import Analysis, Tagged, Word
from sayso.who import lexicon
from sayso.who.folding import fold
from sayso.who.lexicon import Key
from sayso.who.phrases import HYPHENS, spell
from sayso.who.registry import Registry

FOUND = 1.0  # the score of a name that is in the registry: no model's probability


def names(analysis: Analysis, registry: Registry) -> tuple[Tagged, ...]:
    """Names in text order, not overlapping."""
    known = _registered(analysis, registry)
    found = [trimmed for name in analysis.names if (trimmed := _trimmed(analysis, name)) is not None]
    kept = _without_overlaps([*known, *found])
    again = _again(analysis, kept)
    return tuple(_relabelled(analysis, _without_overlaps([*kept, *again]), registry))


def spelling(analysis: Analysis, name: Tagged) -> str:
    """A name as the document writes it, on one line."""
    words = analysis.words[name.words[0] : name.words[1]]
    return " ".join(analysis.document.text[words[0].start : words[-1].end].split())


def _registered(analysis: Analysis, registry: Registry) -> list[Tagged]:
    """The longest registered names and countries, where they are written as names."""
    found: list[Tagged] = []
    for first, last in analysis.sentences:
        texts = [word.text for word in analysis.words[first:last]]
        position = 0
        while position < len(texts):
            if not texts[position][:1].isupper():
                position += 1
                continue
            end, label = _longest(analysis, texts, position, first, registry)
            if end > position:
                found.append(Tagged((first + position, first + end), label, FOUND))
            position = max(end, position + 1)
    return found


def _longest(analysis: Analysis, texts: Sequence[str], start: int, first: int, registry: Registry) -> tuple[int, str]:
    """Where the registered name that begins at `start` ends, and its label; `start` itself where there is none."""
    key = fold(texts[start])
    if not key or key[0] not in registry.longest:
        return start, ""
    for end in range(min(len(texts), start + registry.longest[key[0]] + HYPHENS), start, -1):
        if not fold(texts[end - 1]):  # punctuation
            continue
        written = spell(texts[start:end])
        words = fold(written)
        single = end == start + 1
        if single and not _is_proper(analysis.words[first + start]):
            continue
        if (entry := registry.find(words, written)) and entry.kind != "people":
            return end, "PER" if entry.kind == "person" else "ORG"
        if (country := registry.country(words, written)) and country.form == "name":
            return end, "LOC"
    return start, ""


def _is_proper(word: Word) -> bool:
    return word.upos == "PROPN" or (len(word.text) > 1 and word.text.isupper())


def _trimmed(analysis: Analysis, name: Tagged) -> Tagged | None:
    """A name without the titles that the model took in, with the given name that it left out; None for a bare title."""
    first, last = name.words
    titles = lexicon.load().titles
    while first < last and not fold(analysis.words[last - 1].text):
        last -= 1
    if name.label != "PER":
        return Tagged((first, last), name.label, name.score) if first < last else None
    for length in (3, 2, 1, 3, 2, 1):
        texts = [word.text for word in analysis.words[first : min(first + length, last)]]
        if fold(spell(texts)) in titles and len(texts) == length:
            first += length
    if first >= last:
        return None
    start = analysis.sentences[analysis.words[first].sentence][0]
    while first > start and _is_given(analysis.words[first - 1]):
        first -= 1
    return Tagged((first, last), name.label, name.score)


def _is_given(word: Word) -> bool:
    key = fold(word.text)
    return word.upos == "PROPN" and word.text[:1].isupper() and bool(key) and key[0] in lexicon.load().given


def _again(analysis: Analysis, kept: Sequence[Tagged]) -> list[Tagged]:
    """Proper nouns that the document has called names elsewhere: "Cantlie" after "John Cantlie"."""
    taken = {index for name in kept for index in range(*name.words)}
    labels: dict[str, str] = {}
    for name in kept:
        texts = [word.text for word in analysis.words[name.words[0] : name.words[1]]]
        if len(texts) == 1 and name.label != "OTH":
            labels.setdefault(texts[0], name.label)
        elif name.label == "PER":
            labels[texts[-1]] = "PER"
    return [
        Tagged((index, index + 1), labels[word.text], 0.5)
        for index, word in enumerate(analysis.words)
        if index not in taken and word.upos == "PROPN" and word.text[:1].isupper() and word.text in labels
    ]


def _without_overlaps(found: Iterable[Tagged]) -> list[Tagged]:
    """Longer names before shorter ones; of equal length the one that came first."""
    chosen: list[Tagged] = []
    taken: set[int] = set()
    for name in sorted(found, key=lambda one: one.words[0] - one.words[1]):
        words = range(*name.words)
        if taken.isdisjoint(words):
            taken.update(words)
            chosen.append(name)
    return sorted(chosen, key=lambda one: one.words)


def _relabelled(analysis: Analysis, found: Sequence[Tagged], registry: Registry) -> Iterable[Tagged]:
    """One spelling has one label throughout a document: the one with the most probability.

    A country or a capital is a place ("Washington"), unless the document has a person so called ("George Washington").
    """
    persons = {fold(spelling(analysis, name)) for name in found if name.label == "PER"}
    families = {key[-1:] for key in persons if len(key) > 1}
    votes: dict[Key, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name in found:
        votes[fold(spelling(analysis, name))][name.label] += name.score
    for name in found:
        written = spelling(analysis, name)
        labels = votes[fold(written)]
        label = max(labels, key=lambda one: labels[one])
        if label == "PER" and fold(written) not in families and registry.country(fold(written), written) is not None:
            label = "LOC"
        yield Tagged(name.words, label, name.score)
