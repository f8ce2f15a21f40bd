"""Mentions that have been taken for one actor while a document is read, and why each was."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.records import ActorKind
from sayso.who.folding import fold
from sayso.who.lexicon import Gender, Key
from sayso.who.mentions import Mention
from sayso.who.registry import CountryName, Entry


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a mention belongs to its cluster."""

    rule: str
    why: str
    other: int | None = None  #: head word of the mention it was linked to


@dataclass(slots=True, eq=False)
class Cluster:
    """Mentions taken to be one actor, in text order; grows while the document is read."""

    mentions: list[Mention] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  #: distinct spellings in order
    keys: set[Key] = field(default_factory=set)  #: the spellings, folded
    fullest: str = ""  #: the spelling with the most words
    label: str = ""
    nouns: set[str] = field(default_factory=set)  #: role nouns said of it
    gender: Gender = ""
    plural: bool = False
    kind: ActorKind = "unknown"
    entry: Entry | None = None
    place: CountryName | None = None

    def call(self, name: str) -> None:
        """Adds a spelling of its name."""
        if name in self.names:
            return
        self.names.append(name)
        self.keys.add(fold(name))
        self.fullest = max(self.fullest, name, key=lambda one: (len(fold(one)), len(one)))

    def insert(self, mention: Mention, reason: Reason) -> None:
        """Adds a mention at its place in the text."""
        place = sum(1 for other in self.mentions if other.head < mention.head)
        self.mentions.insert(place, mention)
        self.reasons.insert(place, reason)

    def last_before(self, head: int) -> Mention | None:
        for mention in reversed(self.mentions):
            if mention.head < head:
                return mention
        return None


Link = tuple[Cluster, Reason]  #: where a mention belongs, and why
