"""Which words do the saying? Cue runs of the model, brought to their head words; negation and voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.records import Tagged
from sayso.statements.view import View, head_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CueMention:
    """A cue in the text. All indices are words."""

    words: tuple[int, ...]  #: head words: verb with its particle, noun, "according to"
    run: tuple[int, int]  #: the run it was read from, auxiliaries and negation in it
    head: int
    anchors: tuple[int, ...]  #: words that the model's links may hang on, best first
    lemma: str
    pos: str  #: UPOS as in cues.csv: VERB, NOUN, ADJ, ADV, ADP; PUNCT for a colon
    passive: bool
    negated: bool
    outer: bool  #: tagged in the outermost layer
    score: float  #: of the run that it was read from
    heard: float | None = None  #: probability that the tagger of all layers gives it; None where it hears none


def find(view: View) -> tuple[CueMention, ...]:
    """One mention for every cue that either tagger sees, in text order."""
    outer = [t for t in view.analysis.attribution if t.label == "cue"]
    mentions = []
    taken: set[int] = set()
    for tagged in outer:
        inner = [t for t in view.analysis.cues if t.words[0] < tagged.words[1] and tagged.words[0] < t.words[1]]
        anchors = [t.words[0] for t in inner] + [tagged.words[0]]
        heard = max([t.score for t in inner], default=None)
        mentions.append(replace(mention(view, tagged, anchors, outer=True), heard=heard))
        taken.update(range(*tagged.words))
        for t in inner:
            taken.update(range(*t.words))
    for tagged in view.analysis.cues:
        if tagged.words[0] not in taken:
            found = mention(view, tagged, [tagged.words[0]], outer=False)
            mentions.append(replace(found, heard=tagged.score))
    return tuple(sorted(mentions, key=lambda m: (m.run, not m.outer)))


def mention(view: View, tagged: Tagged, anchors: Sequence[int], *, outer: bool) -> CueMention:
    start, end = tagged.words
    head = _head(view, list(range(start, end)))
    words, lemma = _head_words(view, head)
    pos = _part_of_speech(view, head, lemma)
    return CueMention(
        words=words,
        run=(start, end),
        head=head,
        anchors=tuple(dict.fromkeys([*anchors, head, *range(start, end)])),
        lemma=lemma,
        pos=pos,
        passive=pos == "VERB" and is_passive(view, head),
        negated=_is_negated(view, head, start, end),
        outer=outer,
        score=tagged.score,
    )


def is_passive(view: View, head: int) -> bool:
    """Passive by its auxiliary or subject, or a bare past participle: "asked about …", "the attack reported by …"."""
    word = view.words[head]
    if word.upos != "VERB":
        return False
    if _is_bare_participle(view, head):
        return True
    if _follows_be(view, head):
        return True
    marked = any(view.words[k].deprel in {"aux:pass", "nsubj:pass", "csubj:pass"} for k in view.kids[head])
    return marked and not any(view.words[k].deprel == "nsubj" for k in view.kids[head])


def _follows_be(view: View, head: int) -> bool:
    """Whether a past participle follows a form of "be", with nothing but adverbs and negation between."""
    low = view.low[head]
    if low == view.words[head].lemma.lower() or low.endswith("ing"):
        return False
    before = head - 1
    while before >= 0 and (view.words[before].upos == "ADV" or view.low[before] in view.lexicon.words["cue.negation"]):
        before -= 1
    return before >= 0 and view.low[before] in view.lexicon.words["cue.be"]


def _is_bare_participle(view: View, head: int) -> bool:
    """A past participle with no subject or auxiliary, after its noun or at the start of its clause."""
    low = view.low[head]
    if low == view.words[head].lemma.lower() or low.endswith("ing"):
        return False
    if any(view.rel[k] in {"nsubj", "aux", "mark"} for k in view.kids[head]):
        return False
    first = head == 0 or not view.solid[head - 1] or view.words[head - 1].sentence != view.words[head].sentence
    return view.rel[head] == "acl" or (view.rel[head] == "advcl" and first)


def _head(view: View, indices: list[int]) -> int:
    """The word that says: past auxiliaries and light verbs, to the noun or adjective that they carry."""
    solid = [i for i in indices if view.solid[i]]
    if not solid:
        return indices[0]
    for i in solid:
        if view.low[i] in view.lexicon.words["cue.according"]:
            return i
    head = head_of(view, solid)
    content = [i for i in solid if view.words[i].upos in {"VERB", "NOUN", "ADJ", "PROPN"}]
    if content and view.words[head].upos in {"AUX", "PART", "ADV", "PRON", "DET", "SCONJ", "ADP", "CCONJ"}:
        head = next(
            (i for i in content if (view.words[i].lemma, view.words[i].upos) in view.lexicon.senses), content[0]
        )
    if view.words[head].lemma in view.lexicon.words["cue.light"]:
        carried = [i for i in content if i > head and view.words[i].upos in {"NOUN", "ADJ"}]
        known = [i for i in carried if (view.words[i].lemma, view.words[i].upos) in view.lexicon.senses]
        if known:
            return known[-1]
    return head


def _head_words(view: View, head: int) -> tuple[tuple[int, ...], str]:
    """The head with its particle or fixed partner, and the lemma it has in the table of cues."""
    word = view.words[head]
    following = head + 1
    if (
        view.low[head] in view.lexicon.words["cue.according"]
        and following < len(view.words)
        and view.low[following] == "to"
    ):
        return (head, following), "according to"
    lemma = _lemma(view, head)
    for kid in view.kids[head]:
        if view.words[kid].deprel == "compound:prt":
            return tuple(sorted((head, kid))), f"{lemma} {view.low[kid]}"
    if following < len(view.words) and word.upos == "VERB":
        phrasal = f"{lemma} {view.low[following]}"
        if (phrasal, "VERB") in view.lexicon.senses:
            return (head, following), phrasal
    return (head,), lemma


def _lemma(view: View, word: int) -> str:
    """The model's lemma, where the table of cues has it; else the table's for the form; else the model's."""
    lemma = view.words[word].lemma.lower()
    if any((lemma, pos) in view.lexicon.senses for pos in ("VERB", "NOUN", "ADJ", "ADV")):
        return lemma
    return view.lexicon.lemmas.get(view.low[word], lemma)


def _part_of_speech(view: View, head: int, lemma: str) -> str:
    if lemma == "according to":
        return "ADP"
    upos = view.words[head].upos
    if not view.solid[head]:
        return "PUNCT"
    if upos in {"AUX", "PROPN"} or (lemma, upos) not in view.lexicon.senses:
        for other in ("VERB", "NOUN", "ADJ", "ADV", "ADP"):
            if (lemma, other) in view.lexicon.senses:
                return other
    return {"PROPN": "NOUN", "AUX": "VERB"}.get(upos, upos)


def _is_negated(view: View, head: int, start: int, end: int) -> bool:
    """Negation inside the run, on the cue, on its auxiliary verb, or on a subject that is nobody."""
    negators = view.lexicon.words["cue.negation"]
    if any(view.low[i] in negators for i in range(start, end)):
        return True
    tops = [head]
    governor = view.words[head].head
    if (
        governor is not None
        and view.words[governor].lemma in view.lexicon.words["cue.light"]
        and view.rel[head] in {"obj", "nsubj"}
    ):
        tops.append(governor)
    for top in tops:
        for kid in view.kids[top]:
            if view.low[kid] in negators and view.rel[kid] in {"advmod", "det", "cc", "aux"}:
                return True
            if view.rel[kid] == "nsubj" and (
                view.low[kid] in negators
                or any(view.low[k] in {"no", "neither"} and view.rel[k] == "det" for k in view.kids[kid])
            ):
                return True
    return False


def links(view: View, cue: CueMention, relation: str) -> Mapping[int, float]:
    """Words that the model links to the cue by `source` or `content`, with probabilities; {} where it has none."""
    for anchor in cue.anchors:
        found = view.analysis.links.get((anchor, relation))
        if found:
            return {link.word: link.score for link in found}
    return {}
