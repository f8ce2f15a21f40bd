"""Which country and sector do a phrase's own words give? "Kenyan senators" is KEN LEG, "a French army patrol" FRA MIL.

Composition, in this order: the words of the phrase, then the registry for the names in it. The country comes from the
nearest demonym or possessive, else from a known body, else from "of …", "in …"; the sector from the head noun, unless
that noun gives way to the body it belongs to ("head of the army").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType

from sayso.records import ActorKind, Trace
from sayso.who import lexicon
from sayso.who import registry as registries
from sayso.who.lexicon import Agent
from sayso.who.phrases import Locate, Piece, Segment, Sources, pieces, segments, tokens, without_determiners
from sayso.who.registry import Entry, Registry

DEEPEST = 4  # "a spokesman for the head of the office of the president of …"

_FORMS: Mapping[str, ActorKind] = {
    "name": "country",
    "demonym": "population",
    "place": "population",
    "capital": "government",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """What concluded a country or a sector, and what else was there."""

    by: str = ""
    why: str = ""
    candidates: tuple[str, ...] = ()  #: other codes that the text or the registry gives


NOTHING = Concluded()


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a phrase says about its actor. Unknown stays None or empty."""

    country: str | None = None
    sectors: tuple[str, ...] = ()
    kind: ActorKind = "unknown"
    former: bool = False
    entry: Entry | None = None  #: the registry's, where the phrase as a whole names it
    agent: Agent | None = None  #: the head noun, where it is a known one
    of_country: Concluded = NOTHING
    of_sectors: Concluded = NOTHING

    @property
    def trace(self) -> Mapping[str, Trace]:
        found = {}
        if self.country:
            found["country"] = _trace(self.of_country)
        if self.sectors:
            found["roles"] = _trace(self.of_sectors)
        return MappingProxyType(found)

    def with_country(self, country: str | None, concluded: Concluded) -> Description:
        return replace(self, country=country, of_country=concluded)

    def with_sectors(self, sectors: tuple[str, ...], by: str, why: str) -> Description:
        return replace(self, sectors=sectors, of_sectors=Concluded(by=by, why=why))


def _trace(concluded: Concluded) -> Trace:
    return Trace(by=concluded.by, why=concluded.why, candidates=concluded.candidates)


def describe(
    phrase: str, on: date | None = None, *, locate: Locate | None = None, registry: Registry | None = None
) -> tuple[str | None, tuple[str, ...], Mapping[str, Trace]]:
    """Country, sectors (most specific first) and the trace of a bare phrase on a date.

    `locate` gives the country of a place name that is neither a country nor a capital.

    >>> describe("Kenyan senators")[:2]
    ('KEN', ('LEG',))
    """
    found = compose(tokens(phrase), Sources(registry or registries.load(), on, locate))
    return found.country, found.sectors, found.trace


def compose(words: Sequence[str], sources: Sources, depth: int = 0) -> Description:
    """The description of a phrase given as words (UD division)."""
    if len(words) == 1 and words[0].lower() in _pronouns():
        return Description().with_sectors(("UNK",), "rule:en/who/pronoun", "a pronoun by itself names nobody")
    parts = segments(words, sources.registry) if depth < DEEPEST else []
    if not parts:
        return Description()
    head = noun_phrase(parts[0].words, sources)
    if len(parts) == 1:
        return head
    if parts[1].lead == "of" and _only_counts(parts[0].words, head):
        return _counted(head, parts, sources, depth)
    for part in parts[1:]:
        if part.lead == "," and head.sectors and head.country:
            break
        if _belongs(head, part):
            head = _inherit(head, compose(part.words, sources, depth + 1), part)
    return head


@cache
def _pronouns() -> frozenset[str]:
    words = lexicon.load().words
    return words["he"] | words["she"] | words["they"]


# ------------------------------------------------------------------------------------------------ the noun phrase alone


def noun_phrase(words: Sequence[str], sources: Sources) -> Description:
    """The description of one noun phrase without its complements."""
    known = pieces(words, sources)
    bare = without_determiners(words)
    former = any(word.lower() in lexicon.load().former for word in words)
    found = _whole(known, bare, sources.on)
    if found is None:
        found = _country(_sectors(known, sources.on, words), known, sources.on)
        found = _of_state(found, known)
        if found.agent is None and found.entry is None and not found.sectors:
            found = _people(found, known, bare)
        opposed = lexicon.load().words["opposed"]
        if found.sectors and "OPP" not in found.sectors and any(word.lower() in opposed for word in words):
            found = replace(found, sectors=(*found.sectors, "OPP"))
    return retired(found) if former else found


def _whole(known: Sequence[Piece], bare: Sequence[str], on: date | None) -> Description | None:
    """The phrase is nothing but a country's, a capital's, a place's or a registered name."""
    if len(known) != 1 or known[0].tied or known[0].end - known[0].start < len(bare):
        return None
    piece = known[0]
    if piece.entry is not None:
        return of_entry(piece.entry, on)
    if piece.country is None:
        return None
    name = piece.country
    by = "gazetteer" if name.form == "place" else "registry:countries"
    base = Description(kind=_FORMS[name.form]).with_country(
        name.iso3, Concluded(by=by, why=f"“{piece.text}” is {name.name}")
    )
    if name.form == "name":
        return base
    if name.form == "capital":
        return base.with_sectors(("GOV",), "rule:en/who/capital", f"“{piece.text}”, the capital, for the government")
    return base.with_sectors(("CVL",), f"rule:en/who/{name.form}", f"“{piece.text}”: its people")


def of_entry(entry: Entry, on: date | None) -> Description:
    """What the registry says of an entry on a date."""
    now = registries.standing(entry, on)
    concluded = Concluded(by=f"registry:{entry.id}", why=now.why)
    return Description(
        country=now.country,
        sectors=now.sectors,
        kind=entry.actor_kind,
        former=now.former,
        entry=entry,
        of_country=concluded,
        of_sectors=concluded,
    )


def _sectors(known: Sequence[Piece], on: date | None, words: Sequence[str]) -> Description:
    """Sectors of a noun phrase: the last role noun decides, unless it gives way to what stands before it."""
    own = [piece for piece in known if not piece.tied]
    heads = [piece for piece in own if piece.agent is not None]
    if not heads:
        return _by_name_or_modifier(own, on, len(words))
    head = heads[-1]
    if head.agent is not None and not head.agent.sectors and len(heads) > 1 and head.text[:1].isupper():
        head = heads[-2]  # "Defence Minister Marshal Hill"
    agent = head.agent
    assert agent is not None
    following = words[head.end] if head.end < len(words) else ""
    if following.isalpha() and following.islower():  # "police statement", "army decision": the head is something else
        why = f"“{head.text}” before “{following}”"
        return Description().with_sectors(agent.sectors, "rule:en/who/modifier", why)
    base = Description(kind=agent.kind, agent=agent)
    if agent.sectors and not agent.yields:
        return base.with_sectors(agent.sectors, "rule:en/who/head", f"“{head.text}”")
    before = reversed([piece for piece in own if piece.start < head.start])
    after = [piece for piece in own if piece.start >= head.end and piece.entry and piece.entry.kind != "person"]
    for piece in (*before, *after):
        if found := _affiliation(base, head, piece, on):
            return found
    return base.with_sectors(agent.sectors, "rule:en/who/head", f"“{head.text}”")


def _affiliation(base: Description, head: Piece, piece: Piece, on: date | None) -> Description | None:
    """The sector that a head which gives way takes from another word of its phrase."""
    if piece.entry is not None and piece.entry.kind != "people":
        now = registries.standing(piece.entry, on)
        if now.sectors:
            return base.with_sectors(now.sectors, f"registry:{piece.entry.id}", f"“{head.text}” of {now.why}")
    if piece.agent is not None and piece.agent.sectors:
        why = f"“{head.text}” gives way to “{piece.text}”"
        return base.with_sectors(piece.agent.sectors, "rule:en/who/affiliation", why)
    if piece.modifier is not None:
        return base.with_sectors((piece.modifier,), "rule:en/who/modifier", f"“{piece.text}” before “{head.text}”")
    return None


def _by_name_or_modifier(own: Sequence[Piece], on: date | None, length: int) -> Description:
    """A phrase without a role noun; "Hill's decision" is no official."""
    for piece in reversed(own):
        if piece.entry is not None and (piece.entry.kind != "person" or piece.end == length):
            found = of_entry(piece.entry, on)
            return found if found.sectors or piece is own[0] else replace(found, entry=None)
    for piece in reversed(own):
        if piece.modifier is not None:
            return Description().with_sectors((piece.modifier,), "rule:en/who/modifier", f"“{piece.text}”")
    return Description()


def _country(found: Description, known: Sequence[Piece], on: date | None) -> Description:
    """Country of a noun phrase: the nearest demonym or possessive; both kept where a known body says otherwise."""
    named = [piece for piece in known if piece.country is not None and not piece.tied]
    bodies = [(piece.entry, registries.standing(piece.entry, on)) for piece in known if piece.entry and not piece.tied]
    registered = [(entry, now) for entry, now in bodies if now.country]
    if not named:
        if not registered:
            return found
        entry, now = registered[-1]
        return found.with_country(now.country, Concluded(by=f"registry:{entry.id}", why=now.why))
    country = named[-1].country
    assert country is not None
    others = tuple(now.country for _, now in registered if now.country and now.country != country.iso3)
    why = f"“{named[-1].text}”" + (f"; the registry says {', '.join(others)}" if others else "")
    if others and found.entry is not None and found.entry.kind != "person":
        found = replace(found, entry=None)  # a namesake in another country
    by = "gazetteer" if country.form == "place" else "rule:en/who/composition"
    return found.with_country(country.iso3, Concluded(by=by, why=why, candidates=others))


def _of_state(found: Description, known: Sequence[Piece]) -> Description:
    """ "Danish forces" and "the president's forces" are the state's; "forces" alone may be anybody's."""
    agent = found.agent
    if agent is None or not agent.of_state:
        return found
    named = [piece for piece in known if piece.country and not piece.tied and piece.country.form in ("name", "demonym")]
    of_government = found.sectors[:1] == ("GOV",)
    if not of_government and not (named and found.sectors == agent.sectors):
        return found
    whose = "the government" if of_government else f"“{named[-1].text}”"
    return found.with_sectors(agent.of_state, "rule:en/who/of-state", f"“{agent.noun}” of {whose}")


def _people(found: Description, known: Sequence[Piece], bare: Sequence[str]) -> Description:
    """A phrase that ends in a demonym is about people: "two Ruritanians"."""
    last = known[-1] if known else None
    if last is None or last.country is None or last.tied or not bare or last.text.split()[-1] != bare[-1]:
        return found
    if last.country.form != "demonym":
        return found
    return replace(found, kind="population").with_sectors(("CVL",), "rule:en/who/demonym", f"“{last.text}”: its people")


def retired(found: Description) -> Description:
    """Former officials are ELI (PLOVER manual 2.0); a former rebel is a rebel who was."""
    if found.sectors and not (registries.OFFICIAL | {"ELI"}) & set(found.sectors):
        return replace(found, former=True)
    kept = tuple(sector for sector in found.sectors if sector not in ("ELI", "GOV"))
    why = f"former: {found.of_sectors.why}".strip()
    return replace(found, former=True).with_sectors(("ELI", *kept), "rule:en/who/former", why)


# --------------------------------------------------------------------------------------------------- of …, in …, from …


def _only_counts(words: Sequence[str], head: Description) -> bool:
    """ "a group of", "several of", "members of": what follows "of" is who acts."""
    if words[-1].lower() not in lexicon.load().partitives:
        return False
    return not head.sectors or (head.agent is not None and head.sectors == head.agent.sectors)


def _counted(head: Description, parts: Sequence[Segment], sources: Sources, depth: int) -> Description:
    """The counted thing, with the complements that follow it: "several of the largest unions | in Denmark"."""
    found = compose(parts[1].words, sources, depth + 1)
    for part in parts[2:]:
        if _belongs(found, part):
            found = _inherit(found, compose(part.words, sources, depth + 1), part)
    if found.kind == "person":
        found = replace(found, kind="group")
    return retired(found) if head.former and not found.former else found


def _belongs(head: Description, part: Segment) -> bool:
    """Does a complement say where its head belongs? Not "ambassador to …", not "envoy for …"."""
    closed = lexicon.load().words
    if part.lead == ",":
        return True
    envoy = head.agent is not None and head.agent.noun.split()[-1] in closed["envoy"]
    return part.lead in closed["belongs"] and not (envoy and head.country and part.lead in closed["post"])


def _inherit(outer: Description, inner: Description, part: Segment) -> Description:
    """What the head takes over from "of …": the country where it has none, the sector where it gives way."""
    where = f"{part.lead} “{' '.join(part.words)}”: ".lstrip(", ")
    vague = outer.country is None or (outer.of_country.by == "gazetteer" and inner.of_country.by != "gazetteer")
    if vague and inner.country is not None:
        outer = outer.with_country(inner.country, replace(inner.of_country, why=where + inner.of_country.why))
    if outer.kind == "unknown" and part.lead == ",":
        outer = replace(outer, kind=inner.kind)
    if not inner.sectors or not _gives_way(outer) or (inner.agent is None and inner.entry is None):
        return outer
    sectors = inner.sectors
    if outer.former:
        sectors = ("ELI", *(sector for sector in sectors if sector not in ("ELI", "GOV")))
    return outer.with_sectors(sectors, inner.of_sectors.by, where + inner.of_sectors.why)


def _gives_way(outer: Description) -> bool:
    if outer.agent is None:
        return not outer.sectors
    return (outer.agent.yields or not outer.agent.sectors) and outer.sectors in (outer.agent.sectors, ("ELI",))
