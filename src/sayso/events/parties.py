"""Which words name a party? From the head word of a noun phrase to the phrase a coder would underline.

The phrase keeps determiners, titles, modifiers and prepositional attributes (`a spokesman for the ministry`), and
leaves out what is said about it: relative clauses, appositions behind a comma, coordinated phrases, which are parties
of their own.
"""

from __future__ import annotations

from sayso.events.tree import Tree, coordinated, subtree
from sayso.records import Party, Span

_ASIDE = frozenset(
    {"conj", "cc", "acl:relcl", "advcl", "parataxis", "case", "mark", "cop", "nsubj", "nsubj:pass", "aux"}
    | {"discourse", "dislocated", "ccomp", "csubj", "list", "orphan", "vocative", "expl", "reparandum"}
)
_EDGE = frozenset({"PUNCT", "CCONJ", "ADP"})


def phrase_words(tree: Tree, head: int) -> tuple[int, int]:
    """The run of words around `head` that belong to its noun phrase."""
    kept = {head}
    for child in tree.children[head]:
        if _belongs(tree, head, child):
            kept |= subtree(tree, child)
    if tree.words[head].deprel in {"compound", "amod", "nmod:poss"}:
        kept = {word for word in kept if tree.words[word].deprel != "case" or word < head}
    first = last = head
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while first < head and tree.words[first].upos in _EDGE:
        first += 1
    while last > head and tree.words[last].upos in {"PUNCT", "CCONJ"} and tree.words[last].text not in {")", "]"}:
        last -= 1
    return first, last + 1


def _belongs(tree: Tree, head: int, child: int) -> bool:
    word = tree.words[child]
    if word.deprel in _ASIDE:
        return False
    if word.deprel == "advmod" and child > head:
        return False
    behind_comma = child > head and tree.words[min(subtree(tree, child))].text in {",", "–", "—", "-", "("}
    if word.deprel in {"appos", "acl", "nmod", "amod"} and child > head:
        previous = min(subtree(tree, child)) - 1
        behind_comma = behind_comma or (previous > head and tree.words[previous].text in {",", "–", "—", "("})
        return not behind_comma and not (word.deprel == "acl" and word.upos == "VERB")
    return not (word.upos == "PUNCT" and word.text in {",", ";", ":", "–", "—"} and (child > head))


def party(tree: Tree, head: int, text: str) -> Party:
    start, end = phrase_span(tree, head)
    return Party(span=(start, end), text=text[start:end])


def phrase_span(tree: Tree, head: int) -> Span:
    return tree.span(phrase_words(tree, head))


def spread(tree: Tree, heads: list[int]) -> list[int]:
    """The head words of all parties that are coordinated with the given ones: `the Elves and the Dwarves` are two."""
    found: list[int] = []
    for head in heads:
        for member in coordinated(tree, head):
            if tree.words[member].upos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"} and member not in found:
                found.append(member)
    return found


def mentions_of(tree: Tree, words: list[int]) -> list[int]:
    """The head words of the phrases that a set of words makes up, coordination split."""
    chosen = set(words)
    heads = [w for w in sorted(chosen) if tree.words[w].head not in chosen and tree.words[w].upos not in _EDGE]
    found: list[int] = []
    for head in heads:
        for member in (head, *(c for c in coordinated(tree, head) if c in chosen)):
            if member not in found and tree.words[member].upos not in {"ADP", "PUNCT", "CCONJ", "SCONJ", "PART"}:
                found.append(member)
    return found
