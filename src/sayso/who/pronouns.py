"""Whom does a pronoun stand for? Number, gender, animacy, nearness and grammatical role; nobody, when in doubt.

The preferences are those of the literature (Lappin & Leass 1994: recency, subjects before objects, parallel roles;
binding after Chomsky 1981); the weights were set on the training part of GUM news and interviews.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.who import lexicon
from sayso.who.clusters import Cluster, Link, Reason
from sayso.who.mentions import Grammar, Mention, phrase_head

SURE = 0.8  # model score from which a link of the model is taken without a rule's support
WINDOW = 3  # sentences back; farther antecedents of pronouns were under 3 % in GUM news
LOOK_BACK = 4  # mentions of a candidate that are looked at: its last may be a mere "his"
MODEL = 1.0  # weight of the language model's link, as much as being a subject
MARGIN = 0.55  # by which the best candidate must lead the second: the least from which precision rose no more
MARGIN_OF_SPEAKERS = 0.1

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})
_OBJECTS = frozenset({"obj", "iobj"})


def antecedent(
    grammar: Grammar, mention: Mention, clusters: Sequence[Cluster], by_head: dict[int, Cluster]
) -> Link | None:
    """The cluster that a pronoun belongs to and why, or None."""
    if mention.pronoun == "unresolved":
        return _relative(grammar, mention, by_head)
    if mention.pronoun not in ("he", "she", "it", "they") or (
        mention.pronoun == "it" and not _is_personal(grammar, mention)
    ):
        return None
    oldest = mention.sentence - WINDOW
    near = [cluster for cluster in clusters if cluster.mentions[-1].sentence >= oldest and _agrees(mention, cluster)]
    scored = [(cluster, *scored) for cluster in near if (scored := _score(grammar, mention, cluster)) is not None]
    ranked = sorted(scored, key=lambda item: (item[1], item[2].head), reverse=True)
    if not ranked:
        return None
    says = _is_personal(grammar, mention)  # who says something is somebody: less evidence is needed
    floor, margin = (0.0, MARGIN_OF_SPEAKERS) if says else (FLOOR[mention.pronoun], MARGIN)
    cluster, score, last = ranked[0]
    if score < floor or (len(ranked) > 1 and score - ranked[1][1] < margin):
        return None
    others = [f"“{' '.join(grammar.texts(item[2].words))}”" for item in ranked[1:4]]
    why = f"“{' '.join(grammar.texts(last.words))}” fits best" + (f", before {', '.join(others)}" if others else "")
    return cluster, Reason("rule:en/who/pronoun", why, last.head)


#: least score of the best candidate; "they" and "it" stand for much that is no actor
FLOOR = {"he": 0.0, "she": 0.0, "they": 2.8, "it": 1.5}


def _relative(grammar: Grammar, mention: Mention, by_head: dict[int, Cluster]) -> Link | None:
    """ "who", "which", "that" stand for the noun that their clause belongs to."""
    words = grammar.analysis.words
    if words[mention.head].text.lower() not in lexicon.load().words["relative_pronoun"]:
        return None
    clause: int | None = mention.head
    while clause is not None and words[clause].deprel not in ("acl:relcl", "acl"):
        clause = words[clause].head
    noun = words[clause].head if clause is not None else None
    cluster = by_head.get(noun) if noun is not None else None
    return None if cluster is None else (cluster, Reason("rule:en/who/relative", "its relative clause", noun))


def _is_personal(grammar: Grammar, mention: Mention) -> bool:
    """Does "it" do what only somebody does: say, announce, deny?"""
    word = grammar.analysis.words[mention.head]
    if word.deprel not in _SUBJECTS or word.head is None:
        return False
    return grammar.analysis.words[word.head].lemma.lower() in lexicon.load().words["speech"]


def _score(grammar: Grammar, mention: Mention, cluster: Cluster) -> tuple[float, Mention] | None:
    """How well a cluster fits a pronoun, with the mention that says so; None where it cannot."""
    near = [other for other in cluster.mentions[-LOOK_BACK:] if other.head < mention.head]
    near = [other for other in near if mention.sentence - other.sentence <= WINDOW]
    if not near or _is_bound(grammar, mention, cluster):
        return None
    score, best = max(((_of_mention(grammar, mention, other), other) for other in near), key=lambda item: item[0])
    score += min(len(cluster.mentions), 4) * 0.15 + (0.4 if cluster.names else 0.0)
    score += 0.8 if mention.gender and cluster.gender == mention.gender else 0.0
    linked = grammar.analysis.links.get((mention.head, "antecedent"), ())
    heads = {other.head for other in cluster.mentions}
    score += MODEL * max((link.score for link in linked if link.word in heads), default=0.0)
    return score, best


def _of_mention(grammar: Grammar, mention: Mention, other: Mention) -> float:
    """How near and how prominent one earlier mention is."""
    score = 2.0 - 0.8 * (mention.sentence - other.sentence)
    subject = other.relation in _SUBJECTS
    score += 1.0 if subject else 0.3 if other.relation in _OBJECTS else -0.5 if other.modifier else 0.0
    if subject and mention.relation in _SUBJECTS:
        score += 0.4
    if other.form == "pronoun" and other.pronoun == mention.pronoun:
        score += 0.5
    if grammar.quoted[other.head] and not grammar.quoted[mention.head]:
        score -= 1.0
    return score


def _agrees(mention: Mention, cluster: Cluster) -> bool:
    """Number, gender and animacy."""
    person = cluster.kind == "person" or cluster.label == "PER"
    if mention.pronoun in ("he", "she"):
        return person and not cluster.plural and cluster.gender in ("", mention.gender)
    if mention.pronoun == "they":
        return cluster.plural or (cluster.kind in ("group", "population") and not person)
    return (
        not person
        and not cluster.plural
        and (cluster.kind in ("organization", "government", "country", "group") or cluster.label in ("ORG", "LOC"))
    )


def _is_bound(grammar: Grammar, mention: Mention, cluster: Cluster) -> bool:
    """Binding: "she thanked her" are two; "she thanked herself" is one. And a quote's "he" is not its speaker."""
    words = grammar.analysis.words
    if words[mention.head].text.lower().endswith(("self", "selves")) or words[mention.head].deprel == "nmod:poss":
        return False
    governor = words[mention.head].head
    if governor is None:
        return False
    for other in reversed(cluster.mentions):
        if other.sentence != mention.sentence:
            break
        if other.governor == governor and other.relation in _SUBJECTS | _OBJECTS:
            return True
    if grammar.quoted[mention.head]:
        subject = speech_subject(grammar, mention.head)
        return subject is not None and any(other.head == subject for other in cluster.mentions)
    return False


def speech_subject(grammar: Grammar, word: int) -> int | None:
    """Who says a quotation: the subject of the sentence's verb of saying, else of its main verb outside the quotes."""
    words = grammar.analysis.words
    speech = lexicon.load().words["speech"]
    first, last = grammar.analysis.sentences[words[word].sentence]
    said = [
        i
        for i in range(first, last)
        if words[i].upos == "VERB" and not grammar.quoted[i] and words[i].lemma.lower() in speech
    ]
    roots = [i for i in range(first, last) if words[i].head is None and not grammar.quoted[i]]
    for verb in (*said, *roots):
        for child in grammar.children[verb]:
            if words[child].deprel in _SUBJECTS:
                return phrase_head(grammar, child)
    return None


def speaker(grammar: Grammar, mention: Mention, by_head: dict[int, Cluster]) -> Link | None:
    """ "I" in a quotation is its speaker; a sentence wholly inside a quotation has the speaker of the one before."""
    if not grammar.quoted[mention.head]:
        return None
    number: int = mention.sentence
    paragraph = _paragraph(grammar, mention.head)
    while number >= 0:
        first = grammar.analysis.sentences[number][0]
        if paragraph is not None and grammar.analysis.words[first].start < paragraph:
            return None
        subject = speech_subject(grammar, first)
        if subject is not None:
            cluster = by_head.get(subject)
            return (
                None
                if cluster is None
                else (cluster, Reason("rule:en/who/speaker", "the speaker of the quotation", subject))
            )
        if not grammar.quoted[first]:
            return None
        number -= 1
    return None


def _paragraph(grammar: Grammar, word: int) -> int | None:
    """Where the word's paragraph starts."""
    start = grammar.analysis.words[word].start
    return next(
        (segment.start for segment in grammar.analysis.document.segments if segment.start <= start < segment.end), None
    )
