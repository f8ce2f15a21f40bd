"""Which mentions stand for the same actor? Names by their spellings, nouns by what they say, pronouns by grammar.

Precision first: a mention that could be several is left alone. Every link keeps its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sayso.who import lexicon, names, pronouns
from sayso.who import registry as registries
from sayso.who.clusters import Cluster, Link, Reason
from sayso.who.folding import fold
from sayso.who.mentions import Grammar, Mention
from sayso.who.phrases import agent_of
from sayso.who.registry import Registry, Tenure

NEAR = 2  # sentences within which "the group" is the one group spoken of, where the document has several


@dataclass(slots=True)
class _Progress:
    """How far the document has been read."""

    grammar: Grammar
    registry: Registry
    on: date | None
    clusters: list[Cluster] = field(default_factory=list)
    by_head: dict[int, Cluster] = field(default_factory=dict)
    ending: dict[int, Mention] = field(default_factory=dict)  #: word after a mention → the mention
    offices: dict[str, list[tuple[Cluster, list[Tenure]]]] = field(default_factory=dict)  #: role noun → its holders


def resolve(grammar: Grammar, mentions: Sequence[Mention], registry: Registry, on: date | None) -> list[Cluster]:
    """The clusters of a document's mentions, by first mention. A pronoun that cannot be resolved is in none."""
    so_far = _Progress(grammar, registry, on)
    for mention in mentions:
        found = _home(so_far, mention)
        if found is None and mention.form == "pronoun":
            continue
        cluster, reason = found or (Cluster(), Reason("first", "first mention"))
        if not cluster.mentions:
            so_far.clusters.append(cluster)
        cluster.insert(mention, reason)
        _learn(so_far, cluster, mention)
        so_far.by_head[mention.head] = cluster
        _absorb(so_far, mention)
        so_far.ending[mention.words[1]] = mention
    for mention in mentions:  # a quotation's speaker may be named after it
        if mention.pronoun == "i" and (spoken := pronouns.speaker(grammar, mention, so_far.by_head)):
            cluster, reason = spoken
            cluster.insert(mention, reason)
            so_far.by_head[mention.head] = cluster
    return so_far.clusters


def _home(so_far: _Progress, mention: Mention) -> Link | None:
    if mention.form == "pronoun":
        return pronouns.antecedent(so_far.grammar, mention, so_far.clusters, so_far.by_head)
    if mention.name is not None:
        spelling = so_far.grammar.spelling(mention.name)
        known = names.bearer(mention, spelling, so_far.clusters, so_far.registry)
        return known or _by_apposition(so_far, mention)
    return (
        _by_apposition(so_far, mention)
        or _by_noun(so_far, mention)
        or _by_office(so_far, mention)
        or _by_model(so_far, mention)
    )


# -------------------------------------------------------------------------------------------------------- by the syntax


def _by_apposition(so_far: _Progress, mention: Mention) -> Link | None:
    """ "the spokesman, Ahmed Hill", "the Free Rangers (FR)"."""
    head = _apposed_to(so_far, mention)
    cluster = so_far.by_head.get(head) if head is not None else None
    if cluster is None or not _may_join(cluster, mention):
        return None
    return cluster, Reason("rule:en/who/apposition", "in apposition", head)


def _apposed_to(so_far: _Progress, mention: Mention) -> int | None:
    """The head that a mention stands in apposition to, by the tree, or by its commas where the tree has missed it."""
    words = so_far.grammar.analysis.words
    if words[mention.head].deprel == "appos":
        return words[mention.head].head
    first, last = mention.words
    before = so_far.ending.get(first - 1)
    if before is None or words[first - 1].text != "," or words[mention.head].deprel == "conj" or mention.modifier:
        return None
    if any(word.upos == "CCONJ" for word in words[last : last + 2]):  # a list
        return None
    if {before.form, mention.form} != {"name", "nominal"}:
        return None
    noun, name = (before, mention) if before.form == "nominal" else (mention, before)
    is_person = noun.agent is not None and noun.agent.kind == "person" and not noun.plural and name.label == "PER"
    return before.head if is_person else None


def _absorb(so_far: _Progress, mention: Mention) -> None:
    """ "The spokesman, Hill, …" where Hill was known already: the spokesman turns out to be him."""
    head = _apposed_to(so_far, mention) if mention.form == "name" else None
    if head is None:
        return
    unnamed, cluster = so_far.by_head.get(head), so_far.by_head[mention.head]
    if unnamed is None or unnamed is cluster or unnamed.names or len(unnamed.mentions) > 1:
        return
    described = unnamed.mentions[0]
    if not _may_join(cluster, described):
        return
    cluster.insert(described, Reason("rule:en/who/apposition", "in apposition", mention.head))
    cluster.nouns |= unnamed.nouns
    cluster.gender = cluster.gender or unnamed.gender
    so_far.by_head[described.head] = cluster
    so_far.clusters.remove(unnamed)


def _may_join(cluster: Cluster, mention: Mention) -> bool:
    """Nothing known of the two speaks against their being one."""
    if not names.genders_fit(cluster, mention):
        return False
    person = cluster.kind == "person" or cluster.label == "PER"
    if mention.form == "name" and cluster.label:
        return mention.label == cluster.label == "ORG"  # two persons' names side by side are two persons
    if mention.form == "name":
        fits = {"PER": not cluster.plural and cluster.kind in ("person", "unknown"), "ORG": not person}
        return fits.get(mention.label, False)
    if mention.agent is None:
        return not mention.plural and cluster.label in ("PER", "ORG")
    if cluster.label:
        return (mention.agent.kind == "person") == person
    return mention.plural == cluster.plural


# ----------------------------------------------------------------------------------------------------- by the role noun


def _by_noun(so_far: _Progress, mention: Mention) -> Link | None:
    """ "The gunman" is the gunman of before; "the president" whoever was called president; else somebody new."""
    if mention.agent is None or not mention.definite or mention.possessed or mention.agent.sectors == ("UNK",):
        return None
    noun = mention.agent.noun
    words = _content_words(so_far.grammar, mention)
    fitting = []
    for cluster in reversed(so_far.clusters):
        last = cluster.last_before(mention.head)
        if last is None or noun not in cluster.nouns or cluster.plural != mention.plural:
            continue
        said = any(other.agent is not None and other.agent.noun == noun for other in cluster.mentions)
        if not said and mention.sentence - last.sentence > NEAR:  # only the registry calls it so
            continue
        if names.genders_fit(cluster, mention) and _adds_nothing(so_far.grammar, words, cluster, noun):
            fitting.append((cluster, last))
    if len(fitting) > 1:
        fitting = [(cluster, last) for cluster, last in fitting if mention.sentence - last.sentence <= NEAR]
    if len(fitting) != 1:
        return None
    cluster, last = fitting[0]
    return cluster, Reason("rule:en/who/same-noun", f"“{noun}” was said of it before", last.head)


def _adds_nothing(grammar: Grammar, later: frozenset[str], cluster: Cluster, noun: str) -> bool:
    """ "The Gondorian envoy" is not "the envoy of Rohan"; "the envoy" may be either."""
    if later <= frozenset(noun.split()):
        return True
    return any(
        later <= _content_words(grammar, other)
        for other in cluster.mentions
        if other.agent is not None and other.agent.noun == noun
    )


def _content_words(grammar: Grammar, mention: Mention) -> frozenset[str]:
    """What a phrase says, without its name and its determiners."""
    closed = lexicon.load().words["determiner"]
    first, last = mention.words
    if mention.name is not None and mention.name[0] > first:
        last = mention.name[0]
    words = grammar.analysis.words[first:last]
    content = ("NOUN", "PROPN", "ADJ", "NUM", "VERB")
    return frozenset(word.lemma.lower() for word in words if word.upos in content and word.text.lower() not in closed)


def _by_office(so_far: _Progress, mention: Mention) -> Link | None:
    """ "The Ruritanian president" is the person of the document who held that office on its date."""
    if mention.agent is None or mention.plural or mention.agent.noun not in so_far.offices:
        return None
    words = so_far.grammar.texts(mention.words)
    countries = {name.iso3 for word in words if (name := so_far.registry.country(fold(word), word)) is not None}
    if len(countries) != 1:
        return None
    holders = [
        cluster
        for cluster, tenures in so_far.offices[mention.agent.noun]
        if countries & {tenure.country for tenure in tenures}
    ]
    if len(holders) != 1 or not names.genders_fit(holders[0], mention):
        return None
    entry = holders[0].entry
    by = f"registry:{entry.id}" if entry is not None else "registry"
    return holders[0], Reason(by, f"“{' '.join(words)}” on the document's date", holders[0].mentions[-1].head)


def _by_model(so_far: _Progress, mention: Mention) -> Link | None:
    """What the language model links, where it is sure and grammar agrees."""
    if not mention.definite:
        return None
    for link in so_far.grammar.analysis.links.get((mention.head, "antecedent"), ()):
        cluster = so_far.by_head.get(link.word)
        if link.score < pronouns.SURE or cluster is None or link.word >= mention.head:
            continue
        if _may_join(cluster, mention) and cluster.plural == mention.plural:
            return cluster, Reason("model:links", f"linked by the model ({link.score:.2f})", link.word)
    return None


# ---------------------------------------------------------------------------------------------------------- bookkeeping


def _learn(so_far: _Progress, cluster: Cluster, mention: Mention) -> None:
    """What a cluster knows of itself after one more mention."""
    cluster.gender = cluster.gender or mention.gender
    if mention.agent is not None:
        cluster.nouns.add(mention.agent.noun)
        if cluster.kind == "unknown":
            cluster.kind = mention.agent.kind
    if len(cluster.mentions) == 1:
        cluster.plural = mention.plural
    if mention.name is None:
        return
    words, spelling = so_far.grammar.texts(mention.name), so_far.grammar.spelling(mention.name)
    cluster.call(spelling)
    if not cluster.label:
        cluster.label = mention.label
        cluster.plural = False
    if mention.label == "PER":
        cluster.kind = "person"
        _look_up_person(so_far, cluster, spelling)
        return
    _look_up(cluster, words, spelling, so_far.registry)


def _look_up_person(so_far: _Progress, cluster: Cluster, spelling: str) -> None:
    """The offices that a person known to the registry held on the document's date, as role nouns."""
    entry = so_far.registry.find(fold(spelling), spelling)
    if entry is None or entry is cluster.entry or spelling != cluster.fullest:
        return
    cluster.entry = entry
    cluster.gender = cluster.gender or entry.gender
    held = registries.held(entry, so_far.on)
    for noun in {tenure.office.lower() for tenure in held}:
        cluster.nouns.add(noun)
        so_far.offices.setdefault(noun, []).append((cluster, [one for one in held if one.office.lower() == noun]))


def _look_up(cluster: Cluster, words: list[str], spelling: str, registry: Registry) -> None:
    """Of a body or a country: what the registry and the words of its name make it."""
    key = fold(spelling)
    entry = registry.find(key, spelling) if cluster.entry is None else None
    if entry is not None and entry.kind != "person":
        cluster.entry = entry
        cluster.kind = entry.actor_kind
        cluster.nouns |= lexicon.load().nouns_of_kind.get(entry.kind, frozenset())
    if cluster.place is None and cluster.entry is None:
        cluster.place = registry.country(key, spelling)
        cluster.plural = cluster.place is not None and cluster.place.plural
    if cluster.label == "ORG" and (agent := agent_of(words)) is not None:
        cluster.nouns |= {agent.noun, agent.noun.split()[-1]}
        cluster.kind = agent.kind if cluster.kind == "unknown" else cluster.kind
    elif cluster.label == "ORG" and cluster.kind == "unknown":
        cluster.kind = "organization"
