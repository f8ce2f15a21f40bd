"""Country, sector and kind of one actor, from all that the text says of it and then from the registry.

The text comes first. Where text and registry disagree the text's value is the field, and the registry's stands beside
it in the trace. Private persons stay local to the document: a name that the registry does not hold is not guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.records import ActorKind, Place
from sayso.who import registry as registries
from sayso.who.clusters import Cluster
from sayso.who.describe import Concluded, Description, compose
from sayso.who.folding import fold
from sayso.who.mentions import Grammar, Mention
from sayso.who.phrases import Locate, Sources
from sayso.who.registry import Entry

_PLACE_KINDS: Mapping[str, ActorKind] = {
    "name": "country",
    "capital": "government",
    "demonym": "population",
    "place": "population",
}


@dataclass(frozen=True, slots=True)
class Context:
    """The document that an actor stands in."""

    grammar: Grammar
    sources: Sources
    places: Sequence[Place]


def portray(context: Context, cluster: Cluster) -> Description:
    """What is known of an actor."""
    found = Description()
    for mention in cluster.mentions:
        if mention.form != "pronoun" and not (found.country and found.sectors and mention.agent is None):
            found = _add(found, _said_by(context, cluster, mention))
    entry = _entry(context, cluster)
    if entry is not None:
        found = _with_registry(context, found, entry)
    kind = _kind(cluster, found, entry)
    if kind == "country" or (cluster.names and found.sectors == ("UNK",)):  # who has a name is not unidentified
        found = replace(found, sectors=())
    return replace(found, kind=kind, entry=entry)


def _said_by(context: Context, cluster: Cluster, mention: Mention) -> Description:
    """Of a person's phrase, the words outside the name; of everything else, all words."""
    texts = context.grammar.texts
    first, last = mention.words
    words = texts((first, last))
    if mention.name is not None and cluster.label == "PER":
        words = [*texts((first, mention.name[0])), *texts((mention.name[1], last))]
    if not any(word[:1].isalpha() for word in words):
        return Description()
    return compose(words, replace(context.sources, locate=_locator(context, mention)))


def _locator(context: Context, mention: Mention) -> Locate | None:
    """The countries of the places that lie within the mention's own words."""
    first, last = context.grammar.span(mention.words)
    inside = {place.text: place.country for place in context.places if first <= place.span[0] and place.span[1] <= last}
    return inside.get if inside else None


def _add(found: Description, more: Description) -> Description:
    """The first word on country and on sector holds; a later one is kept beside it where it differs."""
    if more.sectors and (not found.sectors or found.sectors == ("UNK",)):
        found = replace(
            found,
            sectors=more.sectors,
            of_sectors=more.of_sectors,
            agent=more.agent or found.agent,
            former=found.former or more.former,
        )
    elif more.sectors and more.sectors[0] not in found.sectors and more.sectors != ("UNK",):
        found = replace(found, of_sectors=_beside(found.of_sectors, more.sectors))
    if more.country and not found.country:
        found = found.with_country(more.country, more.of_country)
    elif more.country and more.country != found.country:
        found = replace(found, of_country=_beside(found.of_country, (more.country,)))
    return replace(found, kind=more.kind) if found.kind == "unknown" else found


def _beside(concluded: Concluded, others: Sequence[str], why: str = "") -> Concluded:
    candidates = tuple(dict.fromkeys((*concluded.candidates, *others)))
    return replace(concluded, candidates=candidates, why=f"{concluded.why}; {why}" if why else concluded.why)


def _entry(context: Context, cluster: Cluster) -> Entry | None:
    """The registry's entry; a person's by the fullest name that the document gives, so that a namesake is not taken."""
    if cluster.label != "PER":
        return cluster.entry
    fullest = cluster.fullest
    entry = context.sources.registry.find(fold(fullest), fullest)
    return entry if entry is not None and entry.kind == "person" else None


def _with_registry(context: Context, found: Description, entry: Entry) -> Description:
    now = registries.standing(entry, context.sources.on)
    concluded = Concluded(by=f"registry:{entry.id}", why=now.why)
    if now.country and not found.country:
        found = found.with_country(now.country, concluded)
    elif now.country and now.country != found.country:
        why = f"the registry says {now.country}: {now.why}"
        found = replace(found, of_country=_beside(found.of_country, (now.country,), why))
    if now.sectors and found.sectors in ((), ("UNK",)):
        return replace(found, sectors=now.sectors, of_sectors=concluded, former=found.former or now.former)
    if now.sectors and now.sectors != found.sectors:
        why = f"the registry says {' '.join(now.sectors)}: {now.why}"
        return replace(found, of_sectors=_beside(found.of_sectors, now.sectors, why))
    return found


def _kind(cluster: Cluster, found: Description, entry: Entry | None) -> ActorKind:
    if cluster.label == "PER":
        return "person"
    if entry is not None:
        return entry.actor_kind
    if cluster.place is not None and cluster.names:
        return _PLACE_KINDS[cluster.place.form]
    kind = found.kind if found.kind != "unknown" else cluster.kind
    if kind != "unknown":
        return kind
    return "organization" if cluster.label == "ORG" else "group" if cluster.plural else "unknown"
