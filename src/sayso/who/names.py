"""Which names are one actor's? The same spelling, a short form, an acronym, a transliteration, one registry entry."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.who import lexicon
from sayso.who.clusters import Cluster, Link, Reason
from sayso.who.folding import acronym_of, fold, same_spelling, without_articles
from sayso.who.lexicon import Key
from sayso.who.mentions import Mention
from sayso.who.registry import CountryName, Registry


def bearer(mention: Mention, spelling: str, clusters: Sequence[Cluster], registry: Registry) -> Link | None:
    """The cluster whose name `spelling` is, or None when it names somebody new or could name several."""
    named = [cluster for cluster in reversed(clusters) if cluster.names]
    key = fold(spelling)
    for cluster in named:
        if (
            key in cluster.keys
            and (cluster.label == "PER") == (mention.label == "PER")
            and genders_fit(cluster, mention)
        ):
            return _link(cluster, "rule:en/who/same-name", f"the same name as “{cluster.fullest}”")
    if mention.label == "PER":
        return _person(mention, without_articles(key), named)
    others = [cluster for cluster in named if cluster.label != "PER"]
    return _registered(key, spelling, others, registry) or _body(mention, key, spelling, others)


def _link(cluster: Cluster, rule: str, why: str) -> Link:
    return cluster, Reason(rule, why, cluster.mentions[-1].head)


def genders_fit(cluster: Cluster, mention: Mention) -> bool:
    return not (cluster.gender and mention.gender and cluster.gender != mention.gender)


# ------------------------------------------------------------------------------------------------- bodies and countries


def _registered(key: Key, spelling: str, others: Sequence[Cluster], registry: Registry) -> Link | None:
    entry = registry.find(key, spelling)
    place = registry.country(key, spelling)
    for cluster in others:
        both = f"“{spelling}” and “{cluster.fullest}” are both"
        if entry is not None and cluster.entry is not None and entry.id == cluster.entry.id:
            return _link(cluster, f"registry:{entry.id}", f"{both} {entry.name}")
        if place is not None and cluster.place is not None and _same_country(place, cluster.place):
            return _link(cluster, "registry:countries", f"{both} {place.name}")
    return None


def _same_country(one: CountryName, other: CountryName) -> bool:
    return (one.iso3, one.form, one.plural) == (other.iso3, other.form, other.plural)


def _body(mention: Mention, key: Key, spelling: str, others: Sequence[Cluster]) -> Link | None:
    """An acronym of a fuller name, or its beginning: SDF, Amnesty."""
    if mention.label == "LOC":
        return None
    bodies = [cluster for cluster in others if cluster.label != "LOC"]
    for cluster in bodies:
        if "ORG" not in (mention.label, cluster.label):
            continue
        for name in cluster.names:
            if acronym_of(spelling, name) or acronym_of(name, spelling):
                return _link(cluster, "rule:en/who/acronym", f"“{spelling}” has the initials of “{name}”")
    short = [cluster for cluster in bodies if any(_is_short_for(key, name) for name in cluster.keys)]
    if mention.label == "ORG" and len(short) == 1 and short[0].label == "ORG":
        return _link(short[0], "rule:en/who/short-name", f"“{spelling}” is short for “{short[0].fullest}”")
    return None


def _is_short_for(short: Key, full: Key) -> bool:
    """Amnesty and Amnesty International; not Ministry and Ministry of Works, which any ministry may be."""
    return len(short) < len(full) and full[: len(short)] == short and lexicon.agent(short) is None


# -------------------------------------------------------------------------------------------------------------- persons


def _person(mention: Mention, key: Key, named: Sequence[Cluster]) -> Link | None:
    """A shorter or other spelling of a person's name.

    A family name that two persons bear goes with title or gender, else with the one so far called by it alone.
    """
    fitting = [
        cluster
        for cluster in named
        if cluster.label == "PER"
        and genders_fit(cluster, mention)
        and same_person(key, without_articles(fold(cluster.fullest)))
    ]
    if len(fitting) > 1:
        titled = [cluster for cluster in fitting if mention.agent is not None and mention.agent.noun in cluster.nouns]
        told = [cluster for cluster in fitting if mention.gender and cluster.gender == mention.gender]
        alone = [cluster for cluster in fitting if any(len(name) == 1 for name in cluster.keys)]
        fitting = next((some for some in (titled, told, alone) if len(some) == 1), [])
    if len(fitting) != 1:
        return None
    return _link(fitting[0], "rule:en/who/person-name", f"a form of the name “{fitting[0].fullest}”")


def same_person(one: Key, other: Key) -> bool:
    """May two folded names be one person's? Family names must agree, given names must not disagree.

    >>> same_person(("b", "baggins"), ("bilbo", "baggins"))
    True
    """
    suffixes = lexicon.load().words["name_suffix"]
    if not one or not other or (len(one) > 1 and len(other) > 1 and suffixes & set(one) != suffixes & set(other)):
        return False
    short, full = sorted((_without(one, suffixes), _without(other, suffixes)), key=len)
    if len(short) == 1:
        return same_spelling(short[0], full[-1]) or short[0] in full
    if same_spelling(short[-1], full[-1]):
        return _same_given(short[0], full[0])
    return len(full) > len(short) and full[: len(short)] == short


def _without(name: Key, suffixes: frozenset[str]) -> Key:
    return tuple(word for word in name if word not in suffixes) or name


def _same_given(one: str, other: str) -> bool:
    """Samwise, Sam and S are one; Samwise and Merry are two."""
    short, full = sorted((one, other), key=len)
    return same_spelling(one, other) or ((len(short) == 1 or len(short) >= 3) and full.startswith(short))
