"""Lemmas as edit scripts: what to cut from a word's end and what to put there (`2|y|l`: cut two, add y, lower case).

A script learned on one word serves every word that inflects alike, so a tagger over scripts is a lemmatiser.
"""

from __future__ import annotations

from dataclasses import dataclass


def script(word: str, lemma: str) -> str:
    """The script that turns `word` into `lemma`."""
    lowered = word.lower()
    case = "l" if lemma == lemma.lower() else "k"
    form = lowered if case == "l" else word
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    return f"{len(form) - common}|{lemma[common:]}|{case}"


@dataclass(frozen=True, slots=True)
class Edit:
    """A script, read."""

    cut: int
    add: str
    lower: bool

    @classmethod
    def read(cls, script: str) -> Edit:
        """Raises `ValueError` for what is no script."""
        cut, add, case = script.split("|", 1)[0], script.split("|", 1)[1].rsplit("|", 1)[0], script[-1]
        return cls(int(cut), add, case == "l")

    def apply(self, word: str) -> str:
        """The lemma; the lowered word where the script would cut more than there is."""
        form = word.lower() if self.lower else word
        keep = len(form) - self.cut
        return form[:keep] + self.add if keep >= 0 and (keep or self.add) else word.lower()
