"""Which words hang on which? A view of one analysis's dependency trees that the event rules ask their questions of.

Universal Dependencies, basic trees. Everything is a word index into `Analysis.words`; nothing here knows about events.
The notions of subject and patient reach through passives, relative clauses, control and coordination, because a
clause's participants are rarely its own children (`de Marneffe et al. 2021, Universal Dependencies`, section 4).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.events.inflections import lemmas
from sayso.records import Analysis, Span, Word, WordRange

RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
MAX_DEPTH = 12  # no sentence of the UD training data nests control and coordination deeper than 7


@dataclass(frozen=True, slots=True)
class Tree:
    """The words of a document with the children of each."""

    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]
    sentences: tuple[WordRange, ...]
    lemmas: tuple[str, ...]  #: in lower case
    starts: tuple[int, ...]  #: code points

    def base(self, word: int) -> str:
        """The relation to the head without its subtype: `nsubj` for `nsubj:pass`."""
        return self.words[word].deprel.partition(":")[0]

    def kids(self, word: int, *relations: str) -> list[int]:
        """Children in one of the relations; a relation without subtype does not match its subtypes."""
        return [child for child in self.children[word] if self.words[child].deprel in relations]

    def lemma(self, word: int) -> str:
        return self.lemmas[word]

    def within(self, spans: Iterable[Span]) -> list[int]:
        """The words that start inside some spans."""
        return [
            index
            for start, end in spans
            for index in range(bisect_left(self.starts, start), bisect_left(self.starts, end))
        ]

    def span(self, words: WordRange) -> Span:
        return self.words[words[0]].start, self.words[words[1] - 1].end


def plant(analysis: Analysis) -> Tree:
    """The tree of an analysis. A form of a word that the event tables list has that lemma, others the model's."""
    known = lemmas()
    children: list[list[int]] = [[] for _ in analysis.words]
    for index, word in enumerate(analysis.words):
        if word.head is not None and word.head != index:
            children[word.head].append(index)
    return Tree(
        words=analysis.words,
        children=tuple(tuple(row) for row in children),
        sentences=analysis.sentences,
        lemmas=tuple(known.get((word.text.lower(), word.upos)) or word.lemma.lower() for word in analysis.words),
        starts=tuple(word.start for word in analysis.words),
    )


def head_of(tree: Tree, words: WordRange) -> int:
    """The word of a run whose head lies outside it: what the run hangs on. Of several the first."""
    first, last = words
    for index in range(first, last):
        head = tree.words[index].head
        if (head is None or not first <= head < last) and tree.words[index].upos != "PUNCT":
            return index
    return first


def subtree(tree: Tree, word: int) -> set[int]:
    found: set[int] = set()
    waiting = [word]
    while waiting:
        index = waiting.pop()
        if index not in found:
            found.add(index)
            waiting.extend(tree.children[index])
    return found


def ancestors(tree: Tree, word: int) -> list[int]:
    """The heads above a word, nearest first."""
    above: list[int] = []
    head = tree.words[word].head
    while head is not None and head not in above:
        above.append(head)
        head = tree.words[head].head
    return above


def preposition(tree: Tree, word: int) -> str:
    """The lemmas of a phrase's case markers, joined: `against`, `because of`; empty where it has none."""
    marks = [child for child in tree.kids(word, "case", "mark") if child < word and tree.words[child].upos != "PART"]
    parts = [part for mark in marks for part in (mark, *tree.kids(mark, "fixed"))]
    return " ".join(tree.lemma(part) for part in sorted(parts))


def particles(tree: Tree, word: int) -> list[str]:
    """The particles of a phrasal verb, and adverbs that may be one: `pull` … `out`."""
    adverbs = [child for child in tree.kids(word, "advmod") if len(tree.words[child].text) <= 7]
    return [tree.lemma(child) for child in (*tree.kids(word, "compound:prt"), *adverbs)]


def coordinated(tree: Tree, word: int) -> list[int]:
    """A word and what is joined to it by *and*, *or* or commas, in text order."""
    joined = [word]
    for index in joined:
        joined.extend(child for child in tree.kids(index, "conj") if child not in joined)
    return sorted(joined)


def is_passive(tree: Tree, verb: int) -> bool:
    if tree.kids(verb, "nsubj:pass", "aux:pass", "csubj:pass", "obl:agent"):
        return True
    word = tree.words[verb]
    if tree.kids(verb, "nsubj") or (tree.kids(verb, "obj") and tree.base(verb) != "acl"):
        return False
    if word.deprel == "conj" and word.head is not None and not tree.kids(verb, "aux"):
        return is_participle(word) and bool(tree.kids(word.head, "nsubj:pass", "aux:pass", "csubj:pass", "obl:agent"))
    return is_participle(word) and tree.base(verb) in {"acl", "advcl", "amod"}


def is_participle(word: Word) -> bool:
    """A form such as `killed`, `taken`, `led`: neither the lemma itself nor an -ing form."""
    form = word.text.lower()
    return (
        word.upos in {"VERB", "ADJ"}
        and not form.endswith(("ing", "s"))
        and (form != word.lemma.lower() or form.endswith(("ed", "en")))
    )


def antecedent(tree: Tree, word: int) -> int:
    """The noun that a relative pronoun stands for, or the word itself."""
    if tree.lemma(word) not in RELATIVE_PRONOUNS or tree.words[word].upos not in {"PRON", "DET", "SCONJ"}:
        return word
    for above in ancestors(tree, word):
        if tree.words[above].deprel.startswith("acl"):
            noun = tree.words[above].head
            return word if noun is None else noun
    return word


def subjects(tree: Tree, verb: int, depth: int = 0) -> list[int]:
    """Who does what the verb says, or is what it says; for a passive verb the surface subject (see `patients`).

    Reaches through coordination, control (`ordered them to leave`: them), participles (`fighters attacking`) and
    relative clauses. Empty where the sentence does not say.
    """
    own = tree.kids(verb, "nsubj", "nsubj:pass", "nsubj:outer")
    if own:
        return [antecedent(tree, subject) for subject in own]
    word = tree.words[verb]
    head = word.head
    if head is None or depth > MAX_DEPTH:
        return []
    relation = word.deprel
    if relation in {"acl:relcl", "acl"}:
        return _of_adnominal(tree, verb, head, depth)
    if relation in {"conj", "parataxis"}:
        return subjects(tree, head, depth + 1) if tree.words[head].upos in {"VERB", "AUX", "ADJ"} else []
    if relation in {"xcomp", "ccomp", "advcl"}:
        return _controller(tree, verb, head, depth)
    return []


def _of_adnominal(tree: Tree, verb: int, noun: int, depth: int) -> list[int]:
    if tree.words[verb].deprel == "acl:relcl" or not _is_infinitive(tree, verb):
        return [noun]
    owners = tree.kids(noun, "nmod:poss")  # "their decision to withdraw"
    if owners:
        return owners
    head = tree.words[noun].head  # "they took the decision to withdraw"
    if head is not None and tree.words[noun].deprel in {"obj", "obl"} and tree.words[head].upos == "VERB":
        return subjects(tree, head, depth + 1)
    return []


def _is_infinitive(tree: Tree, verb: int) -> bool:
    return any(tree.lemma(mark) == "to" for mark in tree.kids(verb, "mark"))


def _controller(tree: Tree, verb: int, head: int, depth: int) -> list[int]:
    """The subject of a clause that has none: the object of a verb like `order`, else the subject above."""
    if tree.words[verb].deprel == "xcomp" and not is_passive(tree, head):
        objects = tree.kids(head, "obj", "iobj")
        objects += [o for o in tree.kids(head, "obl") if preposition(tree, o) in {"on", "upon"} and o < verb]
        if objects and _is_infinitive(tree, verb):
            return [antecedent(tree, objects[0])]
    return subjects(tree, head, depth + 1)


def patients(tree: Tree, verb: int) -> list[int]:
    """To whom or what it is done: objects of an active verb, the subject of a passive one."""
    if is_passive(tree, verb):  # first, for "the pilgrims were denied passage" has an object too
        return subjects(tree, verb)
    own = tree.kids(verb, "obj")
    if own:
        return [antecedent(tree, patient) for patient in own]
    word = tree.words[verb]
    if word.deprel == "acl:relcl" and word.head is not None:
        inner = tree.kids(verb, "nsubj")
        if inner and antecedent(tree, inner[0]) == inner[0]:  # "the town they shelled"
            return [word.head]
    if word.deprel == "conj" and word.head is not None and tree.words[word.head].upos == "VERB":
        later = [o for o in tree.kids(word.head, "obj") if o > verb]  # "shelled and burned the town"
        return [antecedent(tree, patient) for patient in later]
    shared = [second for second in tree.kids(verb, "conj") if second - verb <= 2 and tree.words[second].upos == "VERB"]
    return [patient for second in shared for patient in tree.kids(second, "obj")]


def agents(tree: Tree, verb: int) -> list[int]:
    """Who does it: the subject of an active verb, the by-phrase of a passive one."""
    by = [o for o in tree.kids(verb, "obl", "obl:agent") if preposition(tree, o) == "by"]
    if is_passive(tree, verb):
        return by
    return subjects(tree, verb)


def clause(tree: Tree, word: int) -> int:
    """The predicate of the clause that a word stands in (the word itself if it is one)."""
    if tree.words[word].upos == "VERB" and tree.base(word) not in {"amod", "compound"}:
        return word
    for above in (word, *ancestors(tree, word)):
        if tree.words[above].upos in {"VERB", "AUX"} or tree.kids(above, "cop", "nsubj", "nsubj:pass"):
            return above
        if tree.words[above].head is None:
            return above
    return word
