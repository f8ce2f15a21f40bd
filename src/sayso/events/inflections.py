"""Which word of our tables is this a form of? Inflected forms of the lemmas that the event tables list.

The network lemmatises every word, and is least sure of rare ones; the tables' own lemmas are too few and too important
to be lost that way. Regular forms are made by the spelling rules of English (Quirk et al. 1985, sections 3.5 to 3.9,
5.81), irregular ones are listed in `data/en/event_inflections.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import cast

from sayso.events import tables

VOWELS = frozenset("aeiou")
NEVER_DOUBLED = frozenset("wxyhaeiou")
FIRST_SYLLABLE = ("er", "en", "it", "et", "or", "on", "al", "ish")  # "offered", "threatened": stress is not on the last


@cache
def lemmas() -> Mapping[tuple[str, str], str]:
    """(form in lower case, `VERB` or `NOUN`) → lemma, for every lemma of the event tables."""
    verbs, nouns = _listed()
    found: dict[tuple[str, str], str] = {}
    for noun in nouns:
        found.update({(form, "NOUN"): noun for form in plurals(noun)})
    for verb in verbs:
        found.update({(form, "VERB"): verb for form in regular(verb)})
    for row in tables.rows("en", "event_inflections.csv"):
        if row["lemma"] in verbs:
            found[row["form"], "VERB"] = row["lemma"]
        if row["lemma"] in nouns:
            found[row["form"], "NOUN"] = row["lemma"]
    found.update({(verb, "VERB"): verb for verb in verbs})
    found.update({(noun, "NOUN"): noun for noun in nouns})
    return found


def _listed() -> tuple[set[str], set[str]]:
    keys = (*tables.senses(), *tables.casualties())
    verbs = {lemma for lemma, pos in keys if pos == "VERB"}
    nouns = {lemma for lemma, pos in keys if pos == "NOUN"} | set(tables.instruments())
    words = tables.words()
    verbs |= set(_of(words["verbs"].values()))
    verbs |= set(_of([words["responsibility"]["claiming"], words["responsibility"]["denying"]]))
    for lists in words["status"].values():
        verbs |= set(lists.get("governors", ()))
        nouns |= set(lists.get("nouns", ()))
    return {verb for verb in verbs if verb.isalpha()}, nouns


def _of(lists: Iterable[object]) -> Iterator[str]:
    for entry in lists:
        yield from cast(Iterable[str], entry)


def regular(verb: str) -> set[str]:
    """The regular forms of a verb.

    >>> sorted(regular("raid")), sorted(regular("ram")), sorted(regular("defy"))
    (['raided', 'raiding', 'raids'], ['rammed', 'ramming', 'rams'], ['defied', 'defies', 'defying'])
    """
    if verb.endswith("e"):
        stem = verb.removesuffix("e")
        return {verb + "s", verb + "d", (verb if verb.endswith(("ee", "oe", "ye")) else stem) + "ing"}
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    stem = verb + verb[-1] if _doubles(verb) else verb
    return {*plurals(verb), stem + "ed", stem + "ing"}


def _doubles(verb: str) -> bool:
    short = len(verb) > 2 and verb[-1] not in NEVER_DOUBLED and verb[-2] in VOWELS and verb[-3] not in VOWELS
    return short and (len(verb) <= 4 or not verb.endswith(FIRST_SYLLABLE))


def plurals(noun: str) -> set[str]:
    """The regular plural of a noun, which is also a verb's third person."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return {noun + "es"}
    if noun.endswith("y") and noun[-2:-1] not in VOWELS:
        return {noun[:-1] + "ies"}
    return {noun + "s"}
