"""The cast of a document: its actors, each with its mentions, what is known of it, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sayso.records import Actor, Analysis, Phrase, Place, Span, Trace, WordRange
from sayso.who import lexicon, links, spotting
from sayso.who import mentions as finding
from sayso.who.clusters import Cluster
from sayso.who.describe import Description
from sayso.who.folding import fold
from sayso.who.mentions import Grammar, Mention
from sayso.who.phrases import Sources
from sayso.who.registry import Registry
from sayso.who.sectors import Context, portray

CENTRAL = 3  # words of "Russia 's government"; longer phrases say which government of the country


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a document, and which of them each span stands for.

    `by_span` has the spans that were asked for and the actors' own mentions; a span that stands for nobody known (an
    unresolved pronoun) is not in it.
    """

    actors: tuple[Actor, ...]
    by_span: Mapping[Span, str]


@dataclass(frozen=True, slots=True)
class _Member:
    """One actor before it is written down: the clusters that are it, and what is known of it."""

    id: str
    clusters: tuple[Cluster, ...]
    known: Description


def cast(analysis: Analysis, mentions: Iterable[Span], places: Sequence[Place], registry: Registry) -> Cast:
    """Every actor that is named, and every actor that one of `mentions` stands for. Ids `a1`… by first mention.

    `places` tell the country of a place within an actor's own words ("Osgiliath police").
    """
    grammar = finding.grammar(analysis, spotting.names(analysis, registry))
    found, heads = finding.find(grammar, dict.fromkeys(mentions))
    asked = frozenset(heads.values())
    on = _published(analysis)
    kept = [cluster for cluster in links.resolve(grammar, found, registry, on) if _is_actor(cluster, asked)]
    context = Context(grammar, Sources(registry, on), places)
    members = _united(context, kept)
    ids = {one.head: member.id for member in members for cluster in member.clusters for one in cluster.mentions}
    by_span = {mention.span: ids[mention.head] for cluster in kept for mention in cluster.mentions}
    by_span |= {span: ids[head] for span, head in heads.items() if head in ids}
    return Cast(tuple(_actor(grammar, member, ids) for member in members), MappingProxyType(by_span))


def _published(analysis: Analysis) -> date | None:
    try:
        return date.fromisoformat((analysis.document.published or "")[:10])
    except ValueError:
        return None


def _is_actor(cluster: Cluster, asked: frozenset[int]) -> bool:
    """Named persons and bodies always; countries, peoples and unnamed ones only where somebody asked for them."""
    if any(mention.head in asked for mention in cluster.mentions):
        return True
    return cluster.label in ("PER", "ORG") or (cluster.entry is not None and cluster.entry.kind != "people")


def _united(context: Context, clusters: Sequence[Cluster]) -> list[_Member]:
    """Clusters that turn out to be one actor: unnamed ones in the same words, a country's government."""
    groups: dict[object, list[Cluster]] = {}
    known: dict[object, Description] = {}
    for cluster in clusters:
        description = portray(context, cluster)
        key = _identity(context.grammar, cluster, description) or id(cluster)
        groups.setdefault(key, []).append(cluster)
        known.setdefault(key, description)
    return [_Member(f"a{number}", tuple(groups[key]), known[key]) for number, key in enumerate(groups, start=1)]


def _identity(grammar: Grammar, cluster: Cluster, description: Description) -> tuple[str, ...] | None:
    first = cluster.mentions[0]
    words = grammar.texts(_bare(grammar, first))
    if description.kind == "government" and description.country and _is_central(cluster, words):
        return "government", description.country
    if cluster.names:
        return None
    if first.plural or (first.agent is not None and first.agent.kind in ("organization", "government", "population")):
        return "words", *fold(" ".join(words))
    return None


def _is_central(cluster: Cluster, words: Sequence[str]) -> bool:
    """A capital that stands for its government, or "the Ruritanian government" in so many words."""
    if cluster.place is not None:
        return cluster.place.form == "capital"
    agent = cluster.mentions[0].agent
    return agent is not None and agent.noun == "government" and len(words) <= CENTRAL


# ----------------------------------------------------------------------------------------------------------- the record


def _actor(grammar: Grammar, member: _Member, ids: Mapping[int, str]) -> Actor:
    mentions = sorted(
        (mention for cluster in member.clusters for mention in cluster.mentions), key=lambda one: one.head
    )
    name, aliases = _names(grammar, member.clusters)
    known = member.known
    return Actor(
        id=member.id,
        name=name,
        kind=known.kind,
        mentions=tuple(dict.fromkeys(mention.span for mention in mentions)),
        registry=known.entry.id if known.entry is not None else None,
        country=known.country,
        roles=known.sectors,
        aliases=aliases,
        descriptors=_descriptors(grammar, mentions) if any(cluster.names for cluster in member.clusters) else (),
        member_of=_member_of(grammar, member.id, mentions, ids),
        former=known.former,
        trace=MappingProxyType({**known.trace, "mentions": _mention_trace(grammar, member.clusters)}),
    )


def _names(grammar: Grammar, clusters: Sequence[Cluster]) -> tuple[str, tuple[str, ...]]:
    """The fullest name of the document, without titles and determiners, and the other names."""
    spellings = [_without_article(name) for cluster in clusters for name in cluster.names]
    if not spellings:
        start, end = grammar.span(_bare(grammar, clusters[0].mentions[0]))
        return " ".join(grammar.analysis.document.text[start:end].split()), ()
    full = [spelling for spelling in spellings if not spelling.isupper() or " " in spelling] or spellings
    name = max(full, key=lambda spelling: (len(fold(spelling)), len(spelling)))
    return name, tuple(dict.fromkeys(spelling for spelling in spellings if spelling != name))


def _without_article(name: str) -> str:
    words = name.split()
    return " ".join(words[1:] if len(words) > 1 and words[0].lower() in ("the", "a", "an") else words)


def _bare(grammar: Grammar, mention: Mention) -> WordRange:
    """A phrase's words without the determiner before them."""
    first, last = mention.words
    determiners = lexicon.load().words["definite"] | {"a", "an"}
    while first < last - 1 and grammar.analysis.words[first].text.lower() in determiners:
        first += 1
    return first, last


def _mention_trace(grammar: Grammar, clusters: Sequence[Cluster]) -> Trace:
    """Which words made each mention this actor."""
    analysis = grammar.analysis
    links = []
    for cluster in clusters:
        for mention, reason in zip(cluster.mentions, cluster.reasons, strict=True):
            if reason.other is not None:
                other = analysis.words[reason.other]
                text = analysis.document.text[slice(*mention.span)]
                link = {"span": list(mention.span), "text": text, "by": reason.rule, "why": reason.why}
                links.append({**link, "to": [other.start, other.end]})
    spans = tuple(mention.span for cluster in clusters for mention in cluster.mentions)
    why = "; ".join(f"“{link['text']}”: {link['why']}" for link in links) or "one mention"
    return Trace(by="rule:en/who/mentions", spans=spans, why=why, candidates=tuple(links))


def _descriptors(grammar: Grammar, mentions: Sequence[Mention]) -> tuple[Phrase, ...]:
    """How the text describes a named actor: titles before the name, appositions, definite nouns."""
    text = grammar.analysis.document.text
    found: dict[str, Phrase] = {}
    for mention in mentions:
        if mention.form == "nominal":
            words = mention.words
        elif mention.name is not None and mention.label == "PER" and mention.words[0] < mention.name[0]:
            words = mention.words[0], mention.name[0]
        else:
            continue
        span = grammar.span(words)
        if any(letter.isalpha() for letter in text[slice(*span)]):
            found.setdefault(text[slice(*span)].lower(), Phrase(span=span, text=text[slice(*span)]))
    return tuple(found.values())


def _member_of(
    grammar: Grammar, identifier: str, mentions: Sequence[Mention], ids: Mapping[int, str]
) -> tuple[str, ...]:
    """The bodies named inside an actor's own phrases: "a spokesman for the ministry"."""
    found: dict[str, None] = {}
    for mention in mentions:
        if mention.form == "pronoun" or (mention.agent is None and mention.label != "PER"):
            continue
        inside = (
            word for word in range(*mention.words) if word != mention.head and ids.get(word, identifier) != identifier
        )
        for word in inside:
            if _is_affiliation(grammar, word):
                found.setdefault(ids[word])
    return tuple(found)


def _is_affiliation(grammar: Grammar, word: int) -> bool:
    words = grammar.analysis.words
    if words[word].upos == "PRON":
        return False
    relation = words[word].deprel
    if relation in ("compound", "nmod:poss", "nmod:desc"):
        return True
    prepositions = {words[child].text.lower() for child in grammar.children[word] if words[child].deprel == "case"}
    return relation == "nmod" and bool(prepositions & {"of", "for", "at", "from", "in", "with"})
