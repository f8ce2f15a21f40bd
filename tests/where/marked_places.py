"""Texts with their toponyms in brackets: `fighting in [Aleppo]`."""

from __future__ import annotations

import re

from sayso.records import Document, Place
from sayso.where.gazetteer import Gazetteer
from sayso.where.resolve import Mention, resolve


def places_of(marked: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places of the bracketed words, given as names."""
    text, mentions = "", []
    for part in re.split(r"(\[[^\]]+\])", marked):
        words = part.strip("[]")
        if part.startswith("["):
            mentions.append(Mention(span=(len(text), len(text) + len(words)), text=words))
        text += words
    return resolve(mentions, Document(id="d", text=text, sha256=""), gazetteer)


def place_of(marked: str, gazetteer: Gazetteer) -> Place:
    (place,) = places_of(marked, gazetteer)
    return place
