"""The stage itself: an analysis in, its times out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sayso.records import Analysis, Span, Time, Trace
from sayso.when import anchor
from sayso.when.anchor import Named, Tense
from sayso.when.normalise import PUBLISHED, Resolved, Setting, normalise
from sayso.when.points import Point, parse_day, year_point
from sayso.when.recognise import Mention, recognise
from sayso.when.rules import NOT_A_TIME, load

#: why a rule counts from where it does, where the sentence has no say
ANCHORS = {
    "published": "these words point from the day they are published",
    "then": "these words point from a time that the text has named",
    "day": "a time of day belongs to the day named beside it",
    None: "the century is that of the anchor",
}
RECENT_DAYS = 62  #: a month that may be this one or the last two is not taken for one of an earlier year
DAYS_AHEAD = 2  #: how many times further on a time of day may find its day
DAY_REACH = 1  #: a clock time belongs to the day named in its own sentence or in the one before


def find(analysis: Analysis) -> tuple[Time, ...]:
    """The times of a text in text order, with ids `t1`, `t2` …

    Without a publication date, what is counted from it has no value.
    """
    book = load()
    text = analysis.document.text
    published = parse_day(analysis.document.published) if analysis.document.published else None
    mentions = [mention for mention in recognise(text, book) if _is_a_time(mention, analysis)]
    sentences = anchor.sentences(analysis, book.cues["abbreviations"])
    story = _Story(history=_is_a_story(mentions, published))
    times: list[Time] = []
    for number, mention in enumerate(mentions):
        sentence = sentences.index(mention.span[0])
        extent = sentences.span(sentence, len(text))
        place = _Place(mention.span, extent, sentence, analysis, book.cues)
        setting, why = _setting(mention, place, story, published)
        if mention.rule.anchor == "day":
            setting = _with_day_ahead(setting, place, mentions, number)
        resolved = normalise(mention, setting)
        times.append(_time(f"t{number + 1}", mention, resolved, text, why))
        continues = setting.then is not None and resolved.anchor == setting.then.id and setting.then.opens
        opens = continues or anchor.opens_sentence(mention.span, extent, text)
        story.follow(mention, resolved, times[-1].id, sentence, opens)
    return tuple(times)


def _is_a_time(mention: Mention, analysis: Analysis) -> bool:
    if mention.rule.reads == NOT_A_TIME:
        return False
    if not mention.rule.unless_tagged:
        return True
    last = anchor.word_at(mention.span[1] - 1, analysis.words)
    return last is None or analysis.words[last].upos not in mention.rule.unless_tagged


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mention stands, and which way its clause looks; asked only where it matters."""

    span: Span
    sentence: Span
    number: int  #: of the sentence
    analysis: Analysis
    cues: Mapping[str, Any]

    def tense(self) -> Tense | None:
        return anchor.tense(self.span, self.sentence, self.analysis, self.cues)

    def announced(self) -> bool:
        return anchor.announces(self.span, self.sentence, self.analysis, self.cues)


@dataclass
class _Story:
    """How far the text has got, while it is read from start to end."""

    then: Named | None = None  #: the last date named
    day: Named | None = None
    quarter: Named | None = None
    broken: bool = False  #: an expression counted from publication has come since the last date
    history: bool = False  #: the text as a whole tells history, and what it counts from publication is an aside

    def follow(self, mention: Mention, resolved: Resolved, id: str, sentence: int, opens: bool) -> None:
        point = resolved.point
        if point is None or mention.rule.type not in ("DATE", "TIME"):
            return
        named = Named(point, id, sentence, opens)
        if point.grain == "Q" and mention.rule.reads == "calendar" and "year_which" not in mention.fields:
            self.quarter = named
        if point.grain in ("CE", "DE"):
            return
        if point.grain in ("D", "T"):
            self.day = named
        if resolved.anchor == PUBLISHED:
            self.broken = True
            if self.history:
                return
        else:
            self.broken = False
        self.then = named


def _setting(mention: Mention, place: _Place, story: _Story, published: Point | None) -> tuple[Setting, str]:
    history, why = anchor.tells_history(story.then, place.number, published, story=story.history, broken=story.broken)
    day = story.day if story.day and place.number - story.day.sentence <= DAY_REACH else None
    setting = Setting(
        published=published,
        then=story.then,
        history=history,
        tense=place.tense,
        announced=place.announced,
        day=day,
        quarter=story.quarter,
    )
    if history and published and not story.history and mention.rule.anchor == "either":
        return _doubted(mention, setting, place, why)
    return setting, why


def _with_day_ahead(setting: Setting, place: _Place, mentions: list[Mention], number: int) -> Setting:
    """A time of day whose day comes after it in the sentence: "at 10:35 a.m. in Bree on Tuesday"."""
    if setting.day and setting.day.sentence == place.number:
        return setting
    for later, mention in enumerate(mentions[number + 1 : number + 1 + DAYS_AHEAD], number + 2):
        if mention.span[0] >= place.sentence[1]:
            break
        if "weekday" in mention.fields or {"month", "day"} <= set(mention.fields):
            point = normalise(mention, setting).point
            if point is not None:
                return replace(setting, day=Named(point, f"t{later}", place.number, False))
    return setting


def _doubted(mention: Mention, setting: Setting, place: _Place, why: str) -> tuple[Setting, str]:
    """A passage of history in the news: a month or day belongs to it only where nothing speaks for publication."""
    news = replace(setting, history=False)
    told, now = normalise(mention, setting).point, normalise(mention, news).point
    assert setting.published is not None and setting.then is not None
    if place.announced():
        return news, "the sentence looks ahead, and the last date named is of the past"
    if told is None or told.day.year != setting.then.point.day.year:
        return news, "the last date named is of another year, which would be said"
    if now is not None and 0 <= (setting.published.day - now.day).days <= RECENT_DAYS:
        return news, "it would be so near to publication that another year would be said"
    return setting, why


def _is_a_story(mentions: list[Mention], published: Point | None) -> bool:
    years = [point for mention in mentions if (point := _year_said(mention))]
    deictic = sum(1 for mention in mentions if mention.rule.anchor == PUBLISHED and not _year_said(mention))
    return anchor.is_a_story(years, deictic, published, begins=bool(mentions and _year_said(mentions[0])))


def _year_said(mention: Mention) -> Point | None:
    year = mention.fields.get("year")
    if not isinstance(year, int) or mention.rule.reads != "calendar" or "era" in mention.fields:
        return None
    return year_point(year)


def _time(id: str, mention: Mention, resolved: Resolved, text: str, history_why: str) -> Time:
    start, end = mention.span
    assert mention.rule.type is not None
    begin, last = resolved.bounds or (None, None)
    trace = {
        "value": Trace(
            by=f"rule:en/time/{mention.rule.name}",
            spans=(mention.span,),
            why=resolved.why,
            candidates=resolved.candidates,
        )
    }
    if mention.rule.anchor or resolved.anchor:
        why = history_why if mention.rule.anchor == "either" else ANCHORS[mention.rule.anchor]
        trace["anchor"] = Trace(by=f"rule:en/time/{mention.rule.name}", spans=(mention.span,), why=why)
    return Time(
        id=id,
        span=(start, end),
        text=text[start:end],
        type=mention.rule.type,  # type: ignore[arg-type]
        value=resolved.value,
        mod=resolved.mod,
        begin=begin,
        end=last,
        anchor=resolved.anchor,
        trace=trace,
    )
