"""Which words may stand for an actor? Names, role nouns and pronouns of an analysis, with their grammar.

Nothing is joined here; `links` does that. Word numbers are indices into `Analysis.words`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.records import Analysis, Span, Tagged, Word, WordRange
from sayso.who import lexicon
from sayso.who.folding import fold
from sayso.who.lexicon import Agent, Gender
from sayso.who.phrases import agent_of

Form = Literal["name", "nominal", "pronoun"]
Pronoun = Literal["he", "she", "it", "they", "i", "we", "unresolved"]

_PRONOUNS: tuple[Pronoun, ...] = ("he", "she", "it", "they", "i", "we", "unresolved")
_NOUNS = frozenset({"NOUN", "PROPN"})
_HEADS = _NOUNS | {"PRON"}
#: dependents that belong to a noun phrase's own words; clauses, appositions and conjuncts do not
_INNER = frozenset(
    {"det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod", "flat", "fixed", "goeswith", "det:predet"}
    | {"nmod:unmarked", "flat:foreign", "flat:name", "case", "advmod", "det:poss"}
)
_DEPENDENT = _INNER - {"case"}  #: of the head itself, whose preposition is not its own
_PARTS = frozenset({"flat", "fixed", "goeswith", "compound", "nmod:desc"})  #: words inside a noun phrase that head none
_CARRIED = _PARTS - {"compound"}  #: what hangs on the noun that it names
_QUOTES = {"“": "”", "„": "”“", "``": "''", '"': '"', "‘": "’", "'": "'’", "«": "»"}  #: opening → closing marks
#: a single quotation mark opens where white space is before it and another one closes before the paragraph ends
_SINGLE = re.compile(r"(?:^|\s)['‘]\w[^\n]*?\w?[\w,.?!]['’](?!\w)")
_TITLE_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PART", "PUNCT"})
_MODIFIER = frozenset({"compound", "amod", "nmod:poss", "flat", "nmod:desc", "goeswith", "fixed", "nmod:unmarked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    head: int  #: the syntactic head of the noun phrase
    words: WordRange  #: the phrase without appositions, conjuncts and clauses
    span: Span
    form: Form
    sentence: int
    relation: str = ""  #: of the whole phrase to the word it hangs on
    governor: int | None = None  #: that word
    name: WordRange | None = None
    label: str = ""  #: PER, ORG, LOC, OTH for names
    pronoun: Pronoun | None = None
    agent: Agent | None = None  #: the role noun that it is, or that stands before the name
    plural: bool = False
    definite: bool = False
    gender: Gender = ""
    possessed: bool = False  #: "his colleagues", "their country": whose it is must be known first
    modifier: bool = False  #: it stands before another noun: "US forces", "Moscow's troops"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The tree of an analysis, as lists."""

    analysis: Analysis
    names: Sequence[Tagged]  #: the names to go by, which need not be the analysis's own
    children: Sequence[Sequence[int]]
    starts: Sequence[int]  #: of every word, in code points
    ends: Sequence[int]
    breaks: Sequence[bool]  #: words that no noun phrase goes across
    titled: Mapping[int, int]  #: words of a title before a person's name → the name's head
    quoted: Sequence[bool]  #: between quotation marks

    def relation(self, word: int) -> str:
        return self.analysis.words[word].deprel

    def span(self, words: WordRange) -> Span:
        return self.analysis.words[words[0]].start, self.analysis.words[words[1] - 1].end

    def spelling(self, words: WordRange) -> str:
        """The words as the document writes them, on one line."""
        return " ".join(self.analysis.document.text[slice(*self.span(words))].split())

    def texts(self, words: WordRange) -> list[str]:
        return [word.text for word in self.analysis.words[words[0] : words[1]]]


def grammar(analysis: Analysis, names: Sequence[Tagged]) -> Grammar:
    children: list[list[int]] = [[] for _ in analysis.words]
    for index, word in enumerate(analysis.words):
        if word.head is not None and 0 <= word.head < len(children):
            children[word.head].append(index)
    words = analysis.words
    breaks = [_ends_phrase(word) for word in words]
    return Grammar(
        analysis=analysis,
        names=names,
        children=children,
        starts=[word.start for word in words],
        ends=[word.end for word in words],
        quoted=_quoted(analysis),
        breaks=breaks,
        titled=_titled(analysis, names, breaks),
    )


def _titled(analysis: Analysis, names: Sequence[Tagged], breaks: Sequence[bool]) -> dict[int, int]:
    """The words of "local police chief" in "local police chief Sam Gamgee", whatever the tree makes of them."""
    words = analysis.words
    inside = {index for name in names for index in range(*name.words)}
    found: dict[int, int] = {}
    for name in names:
        if name.label != "PER" or not _is_title(words, name.words[0]):
            continue
        head = _top(words, name.words)
        floor = analysis.sentences[words[head].sentence][0]
        index = name.words[0] - 1
        while index >= floor and not breaks[index] and words[index].upos in _TITLE_WORDS:
            if index not in inside:
                found[index] = head
            index -= 1
    return found


def _is_title(words: Sequence[Word], end: int) -> bool:
    """Do the words before `end` finish in a title or a singular noun for a person?"""
    if end == 0 or words[end - 1].sentence != words[min(end, len(words) - 1)].sentence:
        return False
    before = words[end - 1]
    if fold(before.text) in lexicon.load().titles:
        return True
    if before.upos not in _NOUNS:
        return False
    agent = agent_of([word.text for word in words[max(0, end - 4) : end]])
    return agent is not None and agent.kind == "person"


def _quoted(analysis: Analysis) -> list[bool]:
    """Whether each word stands between quotation marks; quotes end with their paragraph at the latest."""
    text = analysis.document.text
    starts = {segment.start for segment in analysis.document.segments}
    found: list[bool] = []
    closing = ""  # the marks that end the quotation we are in
    for word in analysis.words:
        if word.start in starts:
            closing = ""
        if closing:
            after = text[word.end : word.end + 1]
            if word.text in closing and not after.isalnum():
                closing = ""
        elif word.text in _QUOTES and (
            word.text not in "'‘" or _SINGLE.match(text, word.start - 1 if word.start else 0)
        ):
            closing = _QUOTES[word.text]
        found.append(bool(closing))
    return found


def find(grammar: Grammar, wanted: Iterable[Span]) -> tuple[list[Mention], dict[Span, int]]:
    """Every mention in text order, one a head word, and the head of each wanted span that may stand for somebody."""
    analysis = grammar.analysis
    name_of = {index: name for name in grammar.names for index in range(*name.words)}
    wanted_heads: dict[Span, int] = {}
    for span in wanted:
        head = _named_in(grammar, span) or span_head(grammar, span)
        if head is not None and not _is_negated(grammar, head):
            inner = name_head(grammar, name_of[head].words) if head in name_of else head
            wanted_heads[span] = phrase_head(grammar, inner)
    heads: dict[int, Tagged | None] = dict.fromkeys(wanted_heads.values())
    asked = frozenset(wanted_heads.values())
    for name in grammar.names:
        head = phrase_head(grammar, name_head(grammar, name.words))
        if head in asked or not (name.label == "LOC" and _is_locative(grammar, head)):
            heads[head] = name
    for index, word in enumerate(analysis.words):
        if index in heads or index in name_of or index in grammar.titled or word.upos not in _HEADS:
            continue
        if word.upos == "PRON":
            stands = _pronoun(word.text) not in (None, "unresolved")
        else:
            stands = word.deprel not in _PARTS and agent_of(_left(grammar, index)) is not None
        if stands and not _is_negated(grammar, index):
            heads[index] = None
    return [mention(grammar, head, heads[head]) for head in sorted(heads)], wanted_heads


def _named_in(grammar: Grammar, span: Span) -> int | None:
    """The person whose name ends a span's first noun phrase, whatever the tree says: "White House spokesman Hill"."""
    words = grammar.analysis.words
    start, stop = bisect_right(grammar.ends, span[0]), bisect_left(grammar.starts, span[1])
    end = start
    while end < stop and not grammar.breaks[end] and words[end].upos != "ADP":
        end += 1
    named = [name for name in grammar.names if name.label == "PER" and start <= name.words[0] and name.words[1] == end]
    return _top(words, named[0].words) if named else None


def _is_negated(grammar: Grammar, head: int) -> bool:
    """ "No group", "neither side", "nobody": there is nobody whom these stand for."""
    negative = lexicon.load().words["nobody"]
    words = grammar.analysis.words
    if words[head].text.lower() in negative:
        return True
    return any(
        grammar.relation(child) == "det" and words[child].text.lower() in negative for child in grammar.children[head]
    )


def _is_locative(grammar: Grammar, head: int) -> bool:
    """ "in Mordor", "to Mordor": where, not who."""
    places = lexicon.load().words["locative"]
    words = grammar.analysis.words
    return any(
        grammar.relation(child) == "case" and words[child].text.lower() in places for child in grammar.children[head]
    )


def name_head(grammar: Grammar, words: WordRange) -> int:
    """The first of the words that hangs on a word outside."""
    return _top(grammar.analysis.words, words)


def _top(words: Sequence[Word], reach: WordRange) -> int:
    for index in range(*reach):
        head = words[index].head
        if head is None or not reach[0] <= head < reach[1]:
            return index
    return reach[0]


def phrase_head(grammar: Grammar, word: int) -> int:
    """The word that stands for a phrase: a titled person's name; else the noun that a flat name hangs on."""
    words = grammar.analysis.words
    if word in grammar.titled:
        return grammar.titled[word]
    if word in grammar.titled.values():
        return word
    for _ in range(4):
        head = words[word].head
        if head is None or words[word].deprel not in _CARRIED or words[head].upos not in _NOUNS:
            break
        word = head
    return grammar.titled.get(word, word)


def span_head(grammar: Grammar, span: Span) -> int | None:
    """The first word in the span whose governor lies outside it; prepositions and punctuation pass it on."""
    words = grammar.analysis.words
    start = bisect_right(grammar.ends, span[0])
    inside = range(start, max(start, bisect_left(grammar.starts, span[1])))
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    tops = [i for i in inside if (head := words[i].head) is None or not first <= head <= last]
    nouns = [i for i in tops if words[i].upos in _HEADS]
    below = [i for i in inside if words[i].upos in _HEADS]
    others = [i for i in tops if words[i].upos in ("NUM", "ADJ", "DET", "SYM")]  # "the wounded", "24", "some"
    return next(iter((*nouns, *below, *reversed(others))), None)


def mention(grammar: Grammar, head: int, name: Tagged | None) -> Mention:
    words = grammar.analysis.words
    word = words[head]
    closed = lexicon.load().words
    pronoun = _pronoun(word.text)
    if name is None and (word.upos == "PRON" or pronoun not in (None, "unresolved")):
        pronoun = pronoun or "unresolved"
        gender: Gender = "m" if pronoun == "he" else "f" if pronoun == "she" else ""
        return Mention(
            head=head,
            words=(head, head + 1),
            span=(word.start, word.end),
            form="pronoun",
            sentence=word.sentence,
            relation=word.deprel,
            governor=word.head,
            pronoun=pronoun,
            plural=pronoun in ("they", "we"),
            gender=gender,
            modifier=word.deprel == "nmod:poss",
        )
    reach = phrase(grammar, head)
    if name is not None:
        reach = min(reach[0], name.words[0]), max(reach[1], name.words[1])
        while reach[0] > 0 and grammar.titled.get(reach[0] - 1) == head:
            reach = reach[0] - 1, reach[1]
    while words[reach[0]].upos == "ADP" and reach[0] < head:
        reach = reach[0] + 1, reach[1]
    top = words[_top(words, reach)]
    # the role noun is the head, or stands before the name: "Captain Faramir"
    last = head if name is None or head < name.words[0] else name.words[0] - 1
    agent = agent_of(_left(grammar, last, reach[0]))
    owners = [words[child] for child in grammar.children[head] if words[child].deprel == "nmod:poss"]
    return Mention(
        head=head,
        words=reach,
        span=grammar.span(reach),
        form="nominal" if name is None else "name",
        sentence=word.sentence,
        name=name.words if name else None,
        label=name.label if name else "",
        agent=agent,
        plural=name is None and (agent.plural if agent is not None else _is_plural(word)),
        definite=words[reach[0]].text.lower() in closed["definite"] or bool(owners),
        gender=_gender(grammar, name, agent, reach),
        possessed=any(owner.upos == "PRON" for owner in owners),
        relation=top.deprel,
        governor=top.head,
        modifier=top.deprel in _MODIFIER,
    )


def _pronoun(text: str) -> Pronoun | None:
    return _pronouns().get(text.lower())


@cache
def _pronouns() -> Mapping[str, Pronoun]:
    words = lexicon.load().words
    return {word: group for group in reversed(_PRONOUNS) for word in words[group]}


def _left(grammar: Grammar, head: int, floor: int | None = None) -> list[str]:
    """The words that end in `head`, at most five, of its own sentence."""
    if head < 0:
        return []
    words = grammar.analysis.words
    start = max(head - 4, grammar.analysis.sentences[words[head].sentence][0] if floor is None else floor, 0)
    return [word.text for word in words[start : head + 1]]


def phrase(grammar: Grammar, head: int) -> WordRange:
    """The words of the noun phrase that `head` heads, without appositions, conjuncts and clauses."""
    first = last = head
    floor, ceiling = _bounds(grammar, head)
    stack = [child for child in grammar.children[head] if grammar.relation(child) in _DEPENDENT]
    while stack:
        word = stack.pop()
        if not floor <= word < ceiling:
            continue
        first, last = min(first, word), max(last, word)
        stack.extend(child for child in grammar.children[word] if _is_inner(grammar, child))
    return first, last + 1


def _bounds(grammar: Grammar, head: int) -> WordRange:
    """The words around `head` up to the next verb, comma or conjunction, across which no noun phrase goes."""
    first, last = grammar.analysis.sentences[grammar.analysis.words[head].sentence]
    floor, ceiling = head, head + 1
    while floor > first and not grammar.breaks[floor - 1]:
        floor -= 1
    while ceiling < last and not grammar.breaks[ceiling]:
        ceiling += 1
    return floor, ceiling


def _ends_phrase(word: Word) -> bool:
    if word.upos == "PUNCT":
        return word.text in ",;:()[]–—.?!"
    return word.upos in ("AUX", "SCONJ", "CCONJ") or (word.upos == "VERB" and word.deprel not in ("amod", "compound"))


def _is_inner(grammar: Grammar, word: int) -> bool:
    """Hyphens belong to the compound that they join."""
    relation = grammar.relation(word)
    return relation in _INNER or (relation == "punct" and grammar.analysis.words[word].text in "-–")


def _is_plural(word: Word) -> bool:
    """The lemma tells: a plural noun is not written as its lemma is."""
    text = word.text.lower()
    return text in lexicon.load_irregular() or (text != word.lemma.lower() and text.endswith("s"))


def _gender(grammar: Grammar, name: Tagged | None, agent: Agent | None, reach: WordRange) -> Gender:
    known = lexicon.load()
    if name is None:
        return agent.gender if agent is not None else ""
    if name.label != "PER":
        return ""
    before = grammar.texts((reach[0], name.words[0])) if reach[0] < name.words[0] else []
    for length in (1, 2):
        title = known.titles.get(fold(" ".join(before[-length:]))) if len(before) >= length else None
        if title and title[1]:
            return title[1]
    if agent is not None and agent.gender:
        return agent.gender
    words = grammar.texts(name.words)
    key = fold(words[0])
    if len(words) > 1 and key:
        return known.given.get(key[0], "")
    return ""
