"""The labels of every head. Closed sets are written here; lemma scripts and deprels are counted on the treebank."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from sayso.records import Act, EventType, Status

UPOS = (
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
)
NAMES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-OTH", "I-OTH")
ATTRIBUTION = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
TIMES = ("O", "B-DATE", "I-DATE", "B-TIME", "I-TIME", "B-DURATION", "I-DURATION", "B-SET", "I-SET")
ROLES = (
    "ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-TMP", "ARGM-LOC", "ARGM-ADV", "ARGM-MOD", "ARGM-NEG", "ARGM-MNR",
    "ARGM-CAU", "ARGM-PRP", "ARGM-DIR", "ARGM-EXT", "ARGM-DIS", "ARGM-ADJ", "ARGM-PRD", "ARGM-LVB", "ARGM-PRR",
    "ARGM-GOL", "ARGM-COM", "R-ARG", "C-ARG",
)  # fmt: skip
ATTRIBUTION_LINKS = ("source", "content")
PARTICIPANTS = ("actor", "recipient", "instrument", "place", "time")
RELATIONS = (*ROLES, *ATTRIBUTION_LINKS, *PARTICIPANTS, "antecedent")
GROUPS = {
    "roles": slice(0, len(ROLES)),
    "attribution": slice(len(ROLES), len(ROLES) + 2),
    "participants": slice(len(ROLES) + 2, len(ROLES) + 7),
    "antecedent": slice(len(ROLES) + 7, len(ROLES) + 8),
}
TRIGGERS = ("O", *get_args(EventType))
STATUSES = get_args(Status)
ACTS = get_args(Act)
MODES = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
TYPE_MODES = tuple(x for t in get_args(EventType) for x in (t, *(f"{t}-{m}" for m in MODES.get(t, ()))))


@dataclass(slots=True)
class Labels:
    deprels: list[str] = field(default_factory=list)
    lemma_scripts: list[str] = field(default_factory=list)

    @property
    def taggers(self) -> dict[str, tuple[str, ...]]:
        return {
            "upos": UPOS,
            "lemma": tuple(self.lemma_scripts),
            "sentence": ("inside", "start"),
            "name": NAMES,
            "attribution": ATTRIBUTION,
            "cue": ("O", "cue"),
            "act": ACTS,
            "time": TIMES,
            "trigger": TRIGGERS,
            "mode": TYPE_MODES,
            "status": STATUSES,
            "predicate": ("O", "predicate"),
            "anaphor": ("O", "anaphor"),
            "factuality": ("value",),
        }
