"""The rows beside the article: one a record, every field tied to the words it rests on.

Content only; `html.py` gives it form.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.export import captions
from sayso.export.captions import Cited
from sayso.records import Actor, Event, Party, Place, Quantity, Reading, Statement, Time, Wording

CONTENT = 280  # characters of a content in its row: the whole of it is in the article beside


@dataclass(frozen=True, slots=True)
class Bit:
    text: str
    lights: str = ""  #: id and role of the words it rests on: `e1-actor`
    leads_to: str = ""  #: id of the record it names


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    bits: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    head: tuple[Bit, ...]
    quote: Bit | None
    fields: tuple[Field, ...]


def rows(reading: Reading) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Section name → its rows, in the reading's order; sections without rows are left out."""
    cited = captions.cited(reading)
    sections = (
        ("Statements", tuple(_statement(cited, one) for one in reading.statements)),
        ("Events", tuple(_event(cited, one) for one in reading.events)),
        ("Cast", tuple(_actor(cited, one) for one in reading.actors)),
        ("Places", tuple(_place(one) for one in reading.places)),
        ("Times", tuple(_time(one) for one in reading.times)),
        ("Quantities", tuple(_quantity(cited, one) for one in reading.quantities)),
        ("Wording", tuple(_wording(cited, one, f"w{number}") for number, one in enumerate(reading.wording, start=1))),
    )
    return tuple((name, found) for name, found in sections if found)


def _statement(cited: Cited, statement: Statement) -> Row:
    id_ = statement.id
    act = statement.cue.act if statement.cue else "no cue"
    head = (
        Bit(captions.speaker(cited, statement), f"{id_}-source", statement.source.actor or ""),
        Bit(act, f"{id_}-cue"),
        Bit(statement.manner),
    )
    fields = _fields(
        ("via", _parties(cited, statement.via, f"{id_}-via")),
        ("to", _parties(cited, (statement.addressee,) if statement.addressee else (), f"{id_}-addressee")),
        ("when", _one(captions.when(cited, statement.time), f"{id_}-time", statement.time)),
        ("where", _one(captions.where(cited, statement.place), f"{id_}-place", statement.place)),
        ("within", _one(statement.within, "", statement.within)),
        ("score", _one(f"{statement.score:.2f}")),
    )
    return Row(id_, head, Bit(captions.shortened(statement.content.text, CONTENT), f"{id_}-content"), fields)


def _event(cited: Cited, event: Event) -> Row:
    id_, magnitude = event.id, event.magnitude
    head = (Bit(captions.kind(event), f"{id_}-trigger"), Bit(event.status))
    fields = _fields(
        ("who", _parties(cited, event.actors, f"{id_}-actor")),
        ("to whom", _parties(cited, event.recipients, f"{id_}-recipient")),
        ("with", _one(event.instrument.text if event.instrument else None, f"{id_}-instrument")),
        ("when", _one(captions.when(cited, event.time), f"{id_}-time", event.time)),
        ("where", _one(captions.where(cited, event.place), f"{id_}-place", event.place)),
        ("killed", _one(captions.number(magnitude.killed), f"{id_}-killed")),
        ("injured", _one(captions.number(magnitude.injured), f"{id_}-injured")),
        ("taking part", _one(captions.number(magnitude.size), f"{id_}-size")),
        ("on the say-so of", _one(captions.say_so(cited, event), "", event.stated_in)),
        ("denied by", _one(captions.denials(cited, event), "", next(iter(event.disputed_by), None))),
        ("responsibility", _one(captions.responsibility(cited, event), f"{id_}-responsibility")),
        ("same as", _one(event.same_as, "", event.same_as)),
        ("part of", _one(event.part_of, "", event.part_of)),
        ("contexts", _one(", ".join(event.contexts))),
        ("score", _one(f"{event.score:.2f}", f"{id_}-evidence")),
    )
    return Row(id_, head, None, fields)


def _actor(cited: Cited, actor: Actor) -> Row:
    kind = f"former {actor.kind}" if actor.former else actor.kind
    codes = " ".join(filter(None, (actor.country, *actor.roles)))
    members = (Bit(captions.cast_name(cited, one) or one, "", one) for one in actor.member_of)
    fields = _fields(
        ("codes", _one(codes)),
        ("described as", _one(", ".join(one.text for one in actor.descriptors), f"{actor.id}-descriptor")),
        ("also", _one(", ".join(actor.aliases))),
        ("member of", tuple(members)),
        ("registry", _one(actor.registry)),
        ("mentions", _one(str(len(actor.mentions)), f"{actor.id}-mention")),
    )
    return Row(actor.id, (Bit(actor.name, f"{actor.id}-mention"), Bit(kind)), None, fields)


def _place(place: Place) -> Row:
    point = None if place.lat is None or place.lon is None else f"{place.lat:g}, {place.lon:g}"
    if point and place.precision_km is not None:
        point += f" ± {place.precision_km:g} km"
    fields = _fields(
        ("in the text", _one(place.text if place.text != place.name else None, f"{place.id}-place")),
        ("country", _one(", ".join(filter(None, (place.country, place.admin1))))),
        ("at", _one(point)),
        ("GeoNames", _one(str(place.geonames) if place.geonames else None)),
        ("score", _one(f"{place.score:.2f}")),
    )
    return Row(place.id, (Bit(place.name, f"{place.id}-place"), Bit(place.kind)), None, fields)


def _time(time: Time) -> Row:
    period = None if time.begin is None and time.end is None else f"{time.begin or '…'} – {time.end or '…'}"
    anchor = Bit(time.anchor or "", "", time.anchor or "") if time.anchor else None
    fields = _fields(
        ("value", _one(time.value)),
        ("modified", _one(time.mod)),
        ("from – to", _one(period if time.begin != time.value or time.end != time.value else None)),
        ("counted from", (anchor,) if anchor else ()),
    )
    return Row(time.id, (Bit(time.text, f"{time.id}-time"), Bit(time.type)), None, fields)


def _quantity(cited: Cited, quantity: Quantity) -> Row:
    fields = _fields(
        ("number", _one(captions.number(quantity))),
        ("unit", _one(quantity.unit)),
        ("of", _one(captions.cast_name(cited, quantity.of) or quantity.of, "", quantity.of)),
    )
    about = (Bit("about"),) if quantity.approximate else ()
    return Row(quantity.id, (Bit(quantity.text, f"{quantity.id}-quantity"), *about), None, fields)


def _wording(cited: Cited, wording: Wording, id_: str) -> Row:
    whose = wording.statement or captions.OWN_VOICE
    fields = _fields(
        ("about", _one(captions.cast_name(cited, wording.about) or wording.about, "", wording.about)),
        ("whose word", _one(whose, "", wording.statement)),
    )
    return Row(id_, (Bit(wording.text, f"{id_}-wording"), Bit(wording.kind)), None, fields)


def _one(text: str | None, lights: str = "", leads_to: str | None = None) -> tuple[Bit, ...]:
    return (Bit(text, lights, leads_to or ""),) if text else ()


def _parties(cited: Cited, parties: Iterable[Party], lights: str) -> tuple[Bit, ...]:
    found = {captions.name(cited, party): party for party in parties}
    return tuple(Bit(name, lights, party.actor or "") for name, party in found.items())


def _fields(*named: tuple[str, tuple[Bit, ...]]) -> tuple[Field, ...]:
    return tuple(Field(name, bits) for name, bits in named if bits)
