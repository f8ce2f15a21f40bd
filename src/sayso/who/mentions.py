"""Which words may stand for an actor? Names, role nouns and pronouns of an analysis, with their grammar.

Nothing is joined here; `links` does that. Word numbers are indices into `Analysis.words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
#: dependents that belong to a noun phrase's own words; clauses, appositions and conjuncts do not
_INNER = frozenset(
    {"det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod", "flat", "fixed", "goeswith", "det:predet"}
    | {"nmod:unmarked", "flat:foreign", "flat:name", "case", "advmod", "det:poss"}
)
_PARTS = frozenset({"flat", "fixed", "goeswith", "compound", "nmod:desc"})  #: words inside a noun phrase that head none
_MODIFIER = frozenset({"compound", "amod", "nmod:poss", "flat", "nmod:desc", "goeswith", "fixed", "nmod:unmarked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    head: int  #: the syntactic head of the noun phrase
    words: WordRange  #: the phrase without appositions, conjuncts and clauses
    span: Span
    form: Form
    sentence: int
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
    return Grammar(analysis, names, children, _quoted(analysis))


def _quoted(analysis: Analysis) -> list[bool]:
    """Whether each word stands between double quotation marks; quotes end with their paragraph at the latest."""
    starts = {segment.start for segment in analysis.document.segments}
    found, inside = [], False
    for word in analysis.words:
        if word.start in starts:
            inside = False
        mark = word.text
        if mark in ("“", "``", "„"):
            inside = True
        elif mark in ("”", "''"):
            inside = False
        elif mark == '"':
            inside = not inside
        found.append(inside)
    return found


def find(grammar: Grammar, wanted: Iterable[Span]) -> tuple[list[Mention], dict[Span, int]]:
    """Every mention in text order, one a head word, and the head of each wanted span that may stand for somebody."""
    analysis = grammar.analysis
    name_of = {index: name for name in grammar.names for index in range(*name.words)}
    wanted_heads: dict[Span, int] = {}
    for span in wanted:
        head = span_head(grammar, span)
        if head is not None and not _is_negated(grammar, head):
            inner = name_head(grammar, name_of[head].words) if head in name_of else head
            wanted_heads[span] = phrase_head(grammar, inner)
    heads: dict[int, Tagged | None] = dict.fromkeys(wanted_heads.values())
    for name in grammar.names:
        head = phrase_head(grammar, name_head(grammar, name.words))
        if head in wanted_heads.values() or not (name.label == "LOC" and _is_locative(grammar, head)):
            heads[head] = name
    for index, word in enumerate(analysis.words):
        if index in heads or index in name_of or _is_negated(grammar, index):
            continue
        says_who = word.upos in _NOUNS and word.deprel not in _PARTS and agent_of(_left(grammar, index)) is not None
        if says_who or (word.upos == "PRON" and _pronoun(word.text) not in (None, "unresolved")):
            heads[index] = None
    return [mention(grammar, head, heads[head]) for head in sorted(heads)], wanted_heads


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
    for index in range(*words):
        head = grammar.analysis.words[index].head
        if head is None or not words[0] <= head < words[1]:
            return index
    return words[0]


def phrase_head(grammar: Grammar, word: int) -> int:
    """The noun that a flat name hangs on: "Minister" of "Prime Minister John Key", where the tree says so."""
    words = grammar.analysis.words
    for _ in range(4):
        head = words[word].head
        if (
            words[word].deprel not in ("flat", "flat:name", "goeswith", "fixed", "nmod:desc")
            or head is None
            or words[head].upos not in _NOUNS
        ):
            break
        word = head
    return word


def span_head(grammar: Grammar, span: Span) -> int | None:
    """The first word in the span whose governor lies outside it; prepositions and punctuation pass it on."""
    inside = [i for i, word in enumerate(grammar.analysis.words) if word.start < span[1] and word.end > span[0]]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    tops = [i for i in inside if (head := grammar.analysis.words[i].head) is None or not first <= head <= last]
    nominal = [
        i for i in tops if grammar.analysis.words[i].upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM")
    ]
    if nominal:
        return nominal[0]
    below = [i for i in inside if grammar.analysis.words[i].upos in ("NOUN", "PROPN", "PRON")]
    return below[0] if below else None


def mention(grammar: Grammar, head: int, name: Tagged | None) -> Mention:
    words = grammar.analysis.words
    word = words[head]
    closed = lexicon.load().words
    if name is None and word.upos == "PRON":
        pronoun = _pronoun(word.text) or "unresolved"
        gender: Gender = "m" if pronoun == "he" else "f" if pronoun == "she" else ""
        return Mention(
            head=head, words=(head, head + 1), span=(word.start, word.end), form="pronoun", sentence=word.sentence,
            pronoun=pronoun, plural=pronoun in ("they", "we"), gender=gender, modifier=word.deprel == "nmod:poss",
        )  # fmt: skip
    reach = phrase(grammar, head)
    if name is not None:
        reach = min(reach[0], name.words[0]), max(reach[1], name.words[1])
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
        modifier=word.deprel in _MODIFIER,
    )


def _pronoun(text: str) -> Pronoun | None:
    lower = text.lower()
    words = lexicon.load().words
    return next((group for group in _PRONOUNS if lower in words[group]), None)


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
    stack = [child for child in grammar.children[head] if grammar.relation(child) in _INNER - {"case"}]
    while stack:
        word = stack.pop()
        if not floor <= word < ceiling:
            continue
        first, last = min(first, word), max(last, word)
        stack.extend(child for child in grammar.children[word] if _is_inner(grammar, child))
    return first, last + 1


def _bounds(grammar: Grammar, head: int) -> WordRange:
    """The words around `head` up to the next verb, comma or conjunction: no noun phrase goes on beyond, whatever the tree
    says."""
    words = grammar.analysis.words
    first, last = grammar.analysis.sentences[words[head].sentence]
    floor = next((index + 1 for index in range(head - 1, first - 1, -1) if _ends_phrase(words[index])), first)
    ceiling = next((index for index in range(head + 1, last) if _ends_phrase(words[index])), last)
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
