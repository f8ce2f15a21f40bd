"""What a time is counted from: the publication date, or the date that the story has reached.

News tells the present from its publication date ("on Tuesday", "in May"); a passage of background or history tells the
past from the last date it named ("In 1917 … In May …"). Reading one as the other is what costs most in resolving times
(HeidelTime falls from 82.9 to 60.5 on WikiWars when told that history is news), so it is decided sentence by
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sayso.records import Analysis, Span, Word
from sayso.when.points import Point

Tense = Literal["past", "future"]

DAYS_AGO = 400  #: a date further back than this is history: the same month without a year would not be said of it
STORY_SHARE = 0.72  #: a text whose full dates are this often history, is history
REACH = 2  #: how many sentences a date of history goes on to govern in a text that is news
OPENING_WORDS, OPENING_LENGTH = (
    3,
    24,
)  #: "Then, early in", "It began in": what may stand before a date that opens a passage
CHAIN = 8  #: heads above a time among which its verb is looked for
CUE_WINDOW = 90  #: characters to each side of a time in which a cue of tense counts


@dataclass(frozen=True, slots=True)
class Named:
    """A date that the text has named, and the id of the time that named it."""

    point: Point
    id: str
    sentence: int
    opens: bool  #: stands at the head of its sentence ("In 1917, …"), or continues a story so opened


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where sentences end, as offsets; from the analysis, or found by their stops."""

    ends: tuple[int, ...]

    def index(self, offset: int) -> int:
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def span(self, index: int, length: int) -> Span:
        return (
            self.ends[index - 1] if 0 < index <= len(self.ends) else 0,
            self.ends[index] if index < len(self.ends) else length,
        )


_STOP = re.compile(r"[.!?][\"'\u201d\u2019)]{0,2}\s{1,3}(?=[\"'\u201c\u2018(\[]{0,2}[A-Z0-9])|\n[ \t]*\n")
_LAST_WORD = re.compile(r"([\w.]+)\Z")


def sentences(analysis: Analysis, abbreviations: Sequence[str]) -> Sentences:
    if analysis.sentences:
        return Sentences(tuple(analysis.words[last - 1].end for _, last in analysis.sentences if last))
    text, known, ends = analysis.document.text, frozenset(abbreviations), []
    for stop in _STOP.finditer(text):
        word = _LAST_WORD.search(text, max(0, stop.start() - 12), stop.start())
        if text[stop.start()] == "." and word and (word[1] in known or (len(word[1]) == 1 and word[1].isupper())):
            continue
        ends.append(stop.end())
    return Sentences(tuple(ends))


def is_history(point: Point, published: Point | None) -> bool:
    """Whether a date named with its year lies too far back to be told as news."""
    return published is None or (published.day - point.day).days > DAYS_AGO


def is_a_story(years: Sequence[Point], deictic: int, published: Point | None, *, begins: bool) -> bool:
    """Whether a text as a whole tells history, whatever its genre is called.

    It does where nearly all that it counts from a fixed point are years of the past (`years`) and little is counted
    from publication (`deictic`, how many); or where it `begins` with such a year and counts nothing from publication.
    """
    if published is None:
        return True
    history = sum(1 for point in years if is_history(point, published))
    if begins and deictic == 0 and history == len(years):
        return True
    return history / (len(years) + deictic + 1) >= STORY_SHARE


def tells_history(
    then: Named | None, sentence: int, published: Point | None, *, story: bool, broken: bool
) -> tuple[bool, str]:
    """Whether an undated month or day of `sentence` belongs to the story's date (and why), not the publication's.

    `story`: the text as a whole tells history. `broken`: an expression counted from publication ("on Tuesday",
    "last week") has come since that date.
    """
    if then is None:
        return False, "the text has named no date yet"
    if published is None:
        return True, "there is no publication date"
    if not is_history(then.point, published):
        return False, "the last date named is near publication"
    if story:
        return True, "the text tells history"
    doubts = (
        (broken, "the text has come back to its present since the last date named"),
        (not then.opens, "the last date named is an aside in its sentence"),
        (sentence - then.sentence > REACH, "the last date named is too far back in the text"),
    )
    doubt = next((why for holds, why in doubts if holds), None)
    return doubt is None, doubt or "a date of the past opened the passage"


def opens_sentence(span: Span, sentence: Span, text: str) -> bool:
    """Whether no more than a preposition and the like stand before a time in its sentence."""
    before = text[max(sentence[0], span[0] - OPENING_LENGTH - 8) : span[0]].strip(" \n\t\"'\u201c\u2018")
    return len(before) <= OPENING_LENGTH and len(before.split()) <= OPENING_WORDS


def tense(span: Span, sentence: Span, analysis: Analysis, cues: Mapping[str, Any]) -> Tense | None:
    """Which way the clause around a time looks: by its verb where the words are analysed, else by the nearest cue."""
    by_verb = _tense_by_verb(span, analysis, cues)
    return by_verb or _tense_by_cue(span, sentence, analysis.document.text, cues)


_CUT = re.compile(r"[,;:\u2014\u2013()] | - |--")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")


def _tense_by_cue(span: Span, sentence: Span, text: str, cues: Mapping[str, Any]) -> Tense | None:
    """The last cue before the time in its own clause; a clause is cut at its commas, dashes and stops."""
    clause = max([sentence[0], span[0] - CUE_WINDOW] + [m.end() for m in _CUT.finditer(text, sentence[0], span[0])])
    looks: Tense | None = None
    previous = ""
    for match in _WORD.finditer(text, clause, span[0]):
        word = match.group().lower()
        if word in cues["announces"] or f"{previous} {word}" in cues["announces"]:
            looks = "past" if previous in cues["perfect"] else "future"
        elif word in cues["past"] or (len(word) > 4 and word.endswith(tuple(cues["past_endings"]))):
            looks = looks if previous == "to" or f"{previous} {word}" in cues["announces"] else "past"
        previous = word
    return "future" if looks is None and previous in cues["limits"] else looks


def announces(span: Span, sentence: Span, analysis: Analysis, cues: Mapping[str, Any]) -> bool:
    """Whether a weekday is one to come: asked more strictly than `tense`, since nine in ten bare weekdays are past.

    Without syntax the nearest cue before it in its sentence must announce something ("is to resume talks on Monday").
    """
    by_verb = _tense_by_verb(span, analysis, cues)
    if by_verb is not None:
        return by_verb == "future"
    looks = False
    previous = ""
    for match in _WORD.finditer(analysis.document.text, max(sentence[0], span[0] - CUE_WINDOW), span[0]):
        word = match.group().lower()
        if word in cues["announces"] or f"{previous} {word}" in cues["announces"]:
            looks = previous not in cues["perfect"]  # "it had been due to expire Friday" has expired
        elif word in cues["past"] or (len(word) > 4 and word.endswith(tuple(cues["past_endings"]))):
            looks = False
        previous = word
    return looks


def _tense_by_verb(span: Span, analysis: Analysis, cues: Mapping[str, Any]) -> Tense | None:
    """The tense of the verb that governs a time in the tree; of an infinitive, that of the verb above it."""
    at = word_at(span[0], analysis.words)
    for _ in range(CHAIN):
        if at is None:
            return None
        word = analysis.words[at]
        looks = _tense_of(at, analysis, cues) if word.upos in ("VERB", "AUX", "ADJ") else None
        if looks is not None:
            return looks
        at = word.head
    return None


def _tense_of(at: int, analysis: Analysis, cues: Mapping[str, Any]) -> Tense | None:
    """The tense of one verb by its form and its auxiliaries; None where it has none of its own."""
    verb = analysis.words[at]
    first, last = analysis.sentences[verb.sentence]
    helpers = [word for word in analysis.words[first:last] if word.head == at and word.upos in ("AUX", "PART")]
    forms = {word.text.lower() for word in helpers} | {word.lemma.lower() for word in helpers}
    if not forms.isdisjoint(cues["future_auxiliaries"]):
        return "future"
    form = verb.text.lower()
    if form in cues["announces"] or f"{form} {cues['infinitive_mark']}" in cues["announces"]:
        return "future" if forms.isdisjoint(cues["perfect"]) else "past"
    if not forms.isdisjoint(cues["past_auxiliaries"]):
        return "past"
    if cues["infinitive_mark"] in forms or verb.upos != "VERB":
        return None
    return "past" if form != verb.lemma.lower() and not form.endswith(tuple(cues["present_endings"])) else None


def word_at(offset: int, words: Sequence[Word]) -> int | None:
    """The word that holds a character; None between words."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return low if low < len(words) and words[low].start <= offset else None
