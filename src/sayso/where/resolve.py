"""Toponyms to places: candidates for each, one decision for the document, and what supports it, as records.

The steps in order are `group`, `choose.decide` and `_place`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sayso.records import Document, Place, Span, Trace
from sayso.where import tables
from sayso.where.candidates import Candidate, border, candidates, containers, lies_in
from sayso.where.choose import FEATURES, Decision, Group, decide, tally
from sayso.where.earth import kilometres
from sayso.where.folding import fold
from sayso.where.gazetteer import Entry, Gazetteer
from sayso.where.surroundings import kind_beside

#: probability below which a place stays unresolved, by who found the words: a name that is given is known to be a plac
SURE_ENOUGH = {"given": 0.3, "model": 0.35, "gazetteer": 0.4}
SAME_PLACE_KM = 30.0  # a city, its province and its district of one name: which of them matters less than where
SEAT_SHARE = 0.1  # of a province's people; Quebec and Oaxaca, below it, are the provinces
SUPPORTED = 0.3  # log(1 + mentions) of other places in a province, from which the text is about that province
CAPITAL_CHANCE = 0.1
MOST_CANDIDATES_KEPT = 5
BESIDE_KM = 30.0  # "north of Aleppo" without a distance reaches about this far
CONTEXT = 60  # characters before the toponym that may hold "30 km north of"
_WORD = re.compile(r"[^\W\d_a-zß-ÿ][\w’'-]*(?:\s+[^\W\d_a-zß-ÿ][\w’'-]*)?")
_OFFSET = re.compile(
    r"(?:(?P<n>\d+(?:\.\d+)?)\s*-?\s*(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b[^.;]{0,20}?\s)?"
    r"(?:north|south|east|west)(?:[ -]?(?:east|west))?(?:ern)? of (?:the (?:[a-z]+ ){0,4})?$"
)
KM_PER_MILE = 1.609
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that may name a place."""

    span: Span
    text: str
    found_by: str = "given"  #: `given`, `model` or `gazetteer`
    doubts: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


def resolve(mentions: Sequence[Mention], document: Document, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """A place for each mention that names one, in text order, ids `p1`…; what names none has no place.

    A mention that names a place which the gazetteer cannot settle still gives a place, without id or point, if it was
    given or the model saw it; one that only the gazetteer suggested is dropped. Nationality words give none: see
    `countries_named`.
    """
    ordered = sorted(mentions, key=lambda mention: mention.span)
    groups = group(ordered, document.text, gazetteer)
    decisions = decide(groups, tally(countries_named(document.text)))
    found: dict[int, Place] = {}
    for decision in decisions:
        verdict = _verdict(decision, gazetteer)
        for index in decision.group.mentions:
            place = _border(ordered[index], gazetteer) or _place(ordered[index], verdict, document.text)
            if place is not None:
                found[index] = place
    return numbered(place for _, place in sorted(found.items()))


def group(mentions: Sequence[Mention], text: str, gazetteer: Gazetteer) -> tuple[Group, ...]:
    """The mentions by their words, each group with its candidates and the parents named beside any of them."""
    by_words: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        by_words.setdefault(fold(_POSSESSIVE.sub("", mention.text)) or mention.text, []).append(index)
    found = []
    for key, indices in by_words.items():
        ways = dict.fromkeys((mentions[i].text, kind_beside(text, mentions[i].span)) for i in indices)
        offered: dict[int, Candidate] = {}
        for words, outside in ways:
            for candidate in candidates(words, outside, gazetteer):
                known = offered.get(candidate.entry.id)
                if known is None or (known.reading.kind is None and candidate.reading.kind is not None):
                    offered[candidate.entry.id] = candidate
        held = [container for i in indices for container in containers(text, mentions[i].span, gazetteer)]
        found.append(
            Group(
                key=key,
                mentions=tuple(indices),
                candidates=tuple(offered.values()),
                containers=tuple(held),
                doubts=_doubts([mentions[index] for index in indices], bool(held)),
            )
        )
    return tuple(found)


def _doubts(mentions: Sequence[Mention], parent: bool) -> Mapping[str, float]:
    """Mean of the mentions' doubts; whoever found one of them vouches for all."""
    names = {name for mention in mentions for name in mention.doubts}
    doubts = {name: sum(m.doubts.get(name, 0.0) for m in mentions) / len(mentions) for name in names}
    finders = {mention.found_by for mention in mentions}
    finder = next(name for name in ("given", "model", "gazetteer", *finders) if name in finders)
    return {**doubts, finder: 1.0, "parent": float(parent), "repeated": float(len(mentions) > 1)}


def countries_named(text: str) -> list[str]:
    """ISO codes of the countries whose demonyms the text uses, once for each use; ambiguous demonyms are left out."""
    named = []
    known = tables.nationalities()
    for match in _WORD.finditer(text):
        words = match[0].lower().split()
        for words_taken in dict.fromkeys((" ".join(words), words[0], words[-1])):
            codes = known.get(_POSSESSIVE.sub("", words_taken), ())
            if codes:
                if len(codes) == 1:
                    named.append(codes[0])
                break
    return named


# ----------------------------------------------------------------------------------------------------------- as records


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """What holds for all mentions of a group."""

    chance: float  #: of the best candidate and of those that are the same place
    nowhere: float
    ranked: tuple[tuple[float, Candidate], ...]  #: best first
    reasons: tuple[str, ...]
    parents: tuple[Span, ...]
    admin1: str | None


def _verdict(decision: Decision, gazetteer: Gazetteer) -> _Verdict:
    pairs = zip(decision.probabilities, decision.group.candidates, strict=True)
    ranked = _capital_first(decision, _city_first(sorted(pairs, key=lambda pair: -pair[0])))
    best = ranked[0][1] if ranked else None
    return _Verdict(
        chance=round(_together(ranked), 3) if ranked else 0.0,
        nowhere=decision.nowhere,
        ranked=ranked[:MOST_CANDIDATES_KEPT],
        reasons=tuple(_reasons(decision, best)) if best else (),
        parents=tuple(_parent_spans(decision, best.entry)) if best else (),
        admin1=_admin1(best.entry, gazetteer) if best else None,
    )


def _city_first(ranked: Sequence[tuple[float, Candidate]]) -> tuple[tuple[float, Candidate], ...]:
    """The ranking with a city before the province or district that is named after it: Kabul is the city, unless the
    words say "province" or the city is a small part of it."""
    if not ranked or ranked[0][1].entry.kind not in ("admin1", "admin2") or ranked[0][1].reading.kind:
        return tuple(ranked)
    area = ranked[0][1].entry
    for index, (_, candidate) in enumerate(ranked):
        city = candidate.entry
        if city.kind == "city" and lies_in(city, area) and city.population >= SEAT_SHARE * area.population:
            return (ranked[index], *ranked[:index], *ranked[index + 1 :])
    return tuple(ranked)


def _capital_first(
    decision: Decision, ranked: tuple[tuple[float, Candidate], ...]
) -> tuple[tuple[float, Candidate], ...]:
    """The ranking with a national capital before a province of its name elsewhere in the country, where nothing in the
    text lies in that province: Washington is the city, next to Seattle the state."""
    best = ranked[0][1] if ranked else None
    if best is None or best.entry.kind != "admin1" or best.reading.kind or _feature(decision, best, "comma_country"):
        return ranked
    if _feature(decision, best, "province_support") > SUPPORTED:
        return ranked
    for index, (chance, candidate) in enumerate(ranked):
        if candidate.entry.capital and candidate.entry.country == best.entry.country and chance > CAPITAL_CHANCE:
            shared = (chance + ranked[0][0], candidate)
            return (shared, *ranked[1:index], (0.0, best), *ranked[index + 1 :])
    return ranked


def _feature(decision: Decision, candidate: Candidate, name: str) -> float:
    return decision.supports[decision.group.candidates.index(candidate)][FEATURES.index(name)]


def _place(mention: Mention, verdict: _Verdict, text: str) -> Place | None:
    enough = SURE_ENOUGH.get(mention.found_by, SURE_ENOUGH["gazetteer"])
    doubted = verdict.chance < verdict.nowhere and mention.found_by != "given"
    if not verdict.ranked or verdict.chance < enough or doubted:
        return _unresolved(mention, verdict)
    if verdict.ranked[0][1].nationality and mention.found_by != "given":
        return None
    return _settled(mention, verdict, text)


def _together(ranked: Sequence[tuple[float, Candidate]]) -> float:
    """The probability of the best candidate and of those that are the same place for most purposes."""
    best = ranked[0][1].entry
    return min(1.0, sum(
        chance for chance, other in ranked
        if chance > 0.005 and (
            kilometres(best.point, other.entry.point) <= SAME_PLACE_KM
            or lies_in(best, other.entry) or lies_in(other.entry, best)
        )
    ))  # fmt: skip


def _settled(mention: Mention, verdict: _Verdict, text: str) -> Place:
    candidate = verdict.ranked[0][1]
    entry, reading = candidate.entry, candidate.reading
    precision, how = _precision(candidate, mention, text)
    trace = Trace(
        by=f"rule:where/{_rule(candidate)}",
        score=verdict.chance,
        spans=(mention.span, *verdict.parents),
        why="; ".join((*verdict.reasons, *how, *([entry.note] if entry.note else []))),
        candidates=tuple(_shown(c.entry, p) for p, c in verdict.ranked),
    )
    return Place(
        id="",
        span=mention.span,
        text=mention.text,
        name=mention.text if reading.inferred else entry.name,
        kind="facility" if reading.inferred else entry.kind,
        geonames=None if reading.inferred else entry.geonames,
        country=entry.country,
        admin1=verdict.admin1,
        lat=round(entry.lat, 4),
        lon=round(entry.lon, 4),
        precision_km=precision,
        score=verdict.chance,
        trace={"geonames": trace},
    )


def _admin1(entry: Entry, gazetteer: Gazetteer) -> str | None:
    if entry.kind == "admin1":
        return entry.name
    unit = gazetteer.province(entry.country, entry.admin1) if entry.country and entry.admin1 else None
    return unit.name if unit else None


def _precision(candidate: Candidate, mention: Mention, text: str) -> tuple[float, list[str]]:
    """Radius in km, and what made it other than the place's own."""
    entry, reading = candidate.entry, candidate.reading
    radius, how = entry.radius_km, []
    if reading.inferred:
        radius, how = max(radius, 10.0), [f"a facility, placed at {entry.name}"]
    if reading.part:
        how.append(f"a part of {entry.name}; the point is that of the whole")
    offset = _OFFSET.search(text[max(0, mention.span[0] - CONTEXT) : mention.span[0]])
    if offset:
        unit = KM_PER_MILE if (offset["unit"] or "").startswith("mi") else 1.0
        radius += float(offset["n"]) * unit if offset["n"] else BESIDE_KM
        how.append(f"beside {entry.name}, not in it")
    return round(radius, 1), how


def _rule(candidate: Candidate) -> str:
    if candidate.nationality:
        return "nationality"
    if candidate.reading.inferred:
        return "facility-at-city"
    return "part-of" if candidate.reading.part else "gazetteer"


def _reasons(decision: Decision, candidate: Candidate) -> Iterator[str]:
    entry = candidate.entry
    row = dict(zip(FEATURES, decision.supports[decision.group.candidates.index(candidate)], strict=True))
    for container in decision.group.containers:
        if any(lies_in(entry, outer) for outer in container.entries):
            yield f"“{container.parent.text}” stands beside it"
            break
    if row["kind_said"]:
        yield f"called a {candidate.reading.kind}"
    if row["country_share"] > 0.2 and entry.kind != "country":
        yield f"{entry.country} is named elsewhere in the text"
    if row["near"] > 0.3:
        yield "near another place of the text"
    if entry.population:
        yield f"population {entry.population:,}" if entry.kind == "city" else f"a {entry.kind}"
    if len(decision.group.candidates) == 1:
        yield "no other place of that name is known"


def _parent_spans(decision: Decision, entry: Entry) -> Iterator[Span]:
    for container in decision.group.containers:
        if any(lies_in(entry, outer) for outer in container.entries):
            yield container.parent.span


def _shown(entry: Entry, chance: float) -> dict[str, object]:
    return {
        "geonames": entry.geonames,
        "name": entry.name,
        "kind": entry.kind,
        "country": entry.country,
        "lat": round(entry.lat, 3),
        "lon": round(entry.lon, 3),
        "score": round(chance, 3),
    }


def _unresolved(mention: Mention, verdict: _Verdict) -> Place | None:
    if mention.found_by == "gazetteer":
        return None
    said = next((candidate.reading.kind for _, candidate in verdict.ranked if candidate.reading.kind), None)
    why = "nothing in the text settles which place this is" if verdict.ranked else "the gazetteer has no such name"
    return Place(
        id="",
        span=mention.span,
        text=mention.text,
        name=mention.text,
        kind="facility" if said == "street" else said or "region",
        trace={
            "geonames": Trace(
                by="rule:where/unresolved",
                why=why,
                spans=(mention.span,),
                candidates=tuple(_shown(c.entry, p) for p, c in verdict.ranked),
            )
        },
    )


def _border(mention: Mention, gazetteer: Gazetteer) -> Place | None:
    """The border of two countries: a region between them, as precise as half the way from one to the other."""
    sides = border(mention.text, gazetteer)
    if sides is None:
        return None
    first, second = sides
    line = next((n.entry for n in gazetteer.lookup(f"{first.name} {second.name} border")), None)
    return Place(
        id="",
        span=mention.span,
        text=mention.text,
        name=f"border of {first.name} and {second.name}",
        kind="region",
        lat=line.lat if line else round((first.lat + second.lat) / 2, 2),
        lon=line.lon if line else round((first.lon + second.lon) / 2, 2),
        precision_km=line.radius_km if line else round(kilometres(first.point, second.point) / 2),
        score=0.9,
        trace={
            "geonames": Trace(
                by="rule:where/border",
                why="two countries and the word border; GeoNames has no id for it",
                spans=(mention.span,),
                candidates=(_shown(first, 0.0), _shown(second, 0.0)),
            )
        },
    )


def numbered(places: Iterable[Place]) -> tuple[Place, ...]:
    """The places with ids `p1`… in the order given."""
    return tuple(replace(place, id=f"p{number}") for number, place in enumerate(places, 1))
