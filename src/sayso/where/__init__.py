"""Where: toponyms found, resolved to GeoNames ids and points, with an honest precision and the candidates kept."""

from __future__ import annotations

from sayso.records import Analysis, Place
from sayso.where.gazetteer import Gazetteer, GazetteerMissing, open_gazetteer

__all__ = ["Gazetteer", "GazetteerMissing", "find", "open_gazetteer"]


def find(analysis: Analysis, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places that the document names, one a mention, in text order, ids `p1`…

    With the model's names the gazetteer's suggestions are weighed against them; without any the gazetteer finds alone.
    """
    from sayso.where.finder import combined, governments, mentions  # numpy, which building the gazetteer does without
    from sayso.where.resolve import numbered, resolve

    suggested = combined(analysis, mentions(analysis.document.text, gazetteer))
    places = resolve(suggested, analysis.document, gazetteer)
    speaking = governments(analysis, places)
    return numbered(place for place in places if place.span not in speaking)
