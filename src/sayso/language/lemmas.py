"""Lemmas as edit scripts: what to cut from a word's end and what to put there (`2|y|l`: cut two, add y, lower the case).

A script learned on one word serves every word that inflects alike, so a tagger over scripts is a lemmatiser.
"""

from __future__ import annotations


def script(word: str, lemma: str) -> str:
    """The script that turns `word` into `lemma`."""
    lowered = word.lower()
    case = "l" if lemma == lemma.lower() else "k"
    form = lowered if case == "l" else word
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    return f"{len(form) - common}|{lemma[common:]}|{case}"


def apply(edit: str, word: str) -> str:
    """The lemma that a script gives; the lowered word where the script cuts more than there is."""
    cut, add, case = edit.rsplit("|", 2) if edit.count("|") == 2 else ("0", "", "l")
    form = word.lower() if case == "l" else word
    keep = len(form) - int(cut)
    return form[:keep] + add if keep >= 0 and (keep or add) else form
