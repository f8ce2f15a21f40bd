"""What happened? Triggers, modes, settings, casualties and repeats. Invented places."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.parsed import parsed, place, quantity, read, time
from sayso import events
from sayso.events import tables
from sayso.records import Analysis, Document, Tagged, Word

# -------------------------------------------------------------------------------------------------- triggers


def test_a_phrasal_verb_is_known_by_its_particle() -> None:
    text = parsed(
        "The/DET/det/2 steward/NOUN/nsubj/3 stepped~step/VERB/root/0 down/ADP/compound:prt/3 +./PUNCT/punct/3"
    )
    event = read(text)["stepped"]
    assert (event.type, event.mode) == ("RETREAT", "resign")


def test_the_same_verb_without_its_particle_is_no_event() -> None:
    text = parsed("The/DET/det/2 steward/NOUN/nsubj/3 stepped~step/VERB/root/0 outside/ADV/advmod/3 +./PUNCT/punct/3")
    assert read(text) == {}


def test_a_word_that_the_model_is_unsure_of_needs_the_lexicon() -> None:
    sentence = parsed("Orcs~orc/NOUN/nsubj/2 frobbed~frob/VERB/root/0=ASSAULT Bree/PROPN/obj/2 +./PUNCT/punct/2")
    unsure = replace(sentence, triggers=(Tagged((1, 2), "ASSAULT", 0.3),))
    known = replace(unsure, words=tuple(replace(w, lemma="ambush") if w.lemma == "frob" else w for w in unsure.words))
    assert "frobbed" not in read(unsure)
    assert read(known)["frobbed"].type == "ASSAULT"


def test_a_word_inside_a_name_is_no_event() -> None:
    sentence = parsed("The/DET/det/2 Attack~Attack/PROPN/nsubj/3 won~win/VERB/root/0 +./PUNCT/punct/3")
    tagged = replace(sentence, triggers=(Tagged((1, 2), "ASSAULT", 0.9),))
    assert read(tagged)["Attack"].type == "ASSAULT"
    assert read(replace(tagged, names=(Tagged((1, 2), "ORG", 0.9),))) == {}


@pytest.mark.parametrize(
    "sentence",
    [
        "An/DET/det/3 attack/NOUN/compound/3 helicopter/NOUN/nsubj/4 landed~land/VERB/root/0 +./PUNCT/punct/4",
        "He/PRON/nsubj/2 had~have/VERB/root/0 a/DET/det/5 heart/NOUN/compound/5 attack/NOUN/obj/2 +./PUNCT/punct/2",
        "The/DET/det/2 striker/NOUN/nsubj/3 led~lead/VERB/root/0 the/DET/det/5 attack/NOUN/obj/3 in/ADP/case/8 "
        "the/DET/det/8 league/NOUN/obl/3 +./PUNCT/punct/3",
    ],
)
def test_a_word_of_violence_in_another_walk_of_life_is_no_event(sentence: str) -> None:
    assert read(parsed(sentence)) == {}


# ------------------------------------------------------------------------------------------- mode, instrument, setting


def test_the_weapon_decides_the_mode_where_the_model_does_not() -> None:
    text = parsed(
        "Rocket/NOUN/compound/2 attacks~attack/NOUN/nsubj/3=ASSAULT hit/VERB/root/0 Bree/PROPN/obj/3 +./PUNCT/punct/3"
    )
    assert read(text)["attacks"].mode == "heavy-weapons"


def test_the_model_decides_the_mode_where_it_is_sure() -> None:
    text = parsed("Orcs~orc/NOUN/nsubj/2 attacked~attack/VERB/root/0=ASSAULT Bree/PROPN/obj/2 +./PUNCT/punct/2")
    sure = replace(text, modes={1: {"ASSAULT-primitive": 0.9, "ASSAULT-aerial": 0.1}})
    assert read(sure)["attacked"].mode == "primitive"


def test_an_instrument_stands_behind_with() -> None:
    text = parsed(
        "Orcs~orc/NOUN/nsubj/2 attacked~attack/VERB/root/0=ASSAULT Bree/PROPN/obj/2 with/ADP/case/5 "
        "axes~axe/NOUN/obl/2 +./PUNCT/punct/2"
    )
    event = read(text)["attacked"]
    assert event.instrument is not None
    assert (event.instrument.text, event.mode) == ("axes", "primitive")


TWO_DAYS = parsed(
    "Orcs~orc/NOUN/nsubj/2 raided~attack/VERB/root/0=ASSAULT Archet/PROPN/obj/2 on/ADP/case/5 "
    "Monday/PROPN/obl/2 and/CCONJ/cc/8 Elves~elf/NOUN/nsubj/8 met~meet/VERB/conj/2=CONSULT in/ADP/case/10 "
    "Rivendell/PROPN/obl/8 on/ADP/case/12 Tuesday/PROPN/obl/8 +./PUNCT/punct/2"
)


def test_each_clause_has_its_own_date() -> None:
    found = read(TWO_DAYS, times=(time(TWO_DAYS, "t1", "Monday"), time(TWO_DAYS, "t2", "Tuesday")))
    assert (found["raided"].time, found["met"].time) == ("t1", "t2")


def test_a_place_of_another_clause_is_not_the_events_place() -> None:
    found = read(TWO_DAYS, places=(place(TWO_DAYS, "p1", "Rivendell"),))
    assert (found["raided"].place, found["met"].place) == (None, "p1")


# -------------------------------------------------------------------------------------------------- magnitude


def test_the_dead_are_counted_as_a_range() -> None:
    text = parsed(
        "The/DET/det/2 raid/NOUN/nsubj/3=ASSAULT killed~kill/VERB/root/0 dozens~dozen/NOUN/obj/3 of/ADP/case/6 "
        "rangers~ranger/NOUN/nmod/4 +./PUNCT/punct/3"
    )
    killed = read(text, quantities=(quantity(text, "q1", "dozens", 24, None),))["raid"].magnitude.killed
    assert killed is not None
    assert (killed.min, killed.max) == (24, None)


def test_the_wounded_are_not_the_dead() -> None:
    text = parsed(
        "Orcs~orc/NOUN/nsubj/2 killed~kill/VERB/root/0=ASSAULT five/NUM/nummod/4 men~man/NOUN/obj/2 and/CCONJ/cc/6 "
        "wounded~wound/VERB/conj/2 nine/NUM/obj/6 +./PUNCT/punct/2"
    )
    counted = quantity(text, "q1", "five", 5, 5), quantity(text, "q2", "nine", 9, 9)
    magnitude = read(text, quantities=counted)["killed"].magnitude
    assert magnitude.killed is not None
    assert magnitude.injured is not None
    assert (magnitude.killed.min, magnitude.injured.min) == (5, 9)


def test_no_number_no_count() -> None:
    text = parsed("Orcs~orc/NOUN/nsubj/2 killed~kill/VERB/root/0=ASSAULT rangers~ranger/NOUN/obj/2 +./PUNCT/punct/2")
    assert read(text)["killed"].magnitude.killed is None


def test_a_crowd_is_the_size_of_a_protest() -> None:
    text = parsed(
        "Some/DET/advmod/2 400/NUM/nummod/3 farmers~farmer/NOUN/nsubj/4 protested~protest/VERB/root/0=PROTEST "
        "in/ADP/case/6 Hobbiton/PROPN/obl/4 +./PUNCT/punct/4"
    )
    size = read(text, quantities=(quantity(text, "q1", "Some 400", 400, 400),))["protested"].magnitude.size
    assert size is not None
    assert size.min == 400


# ------------------------------------------------------------------------------------------- repeats and responsibility


def test_the_attack_is_the_attack_told_before() -> None:
    text = parsed(
        "Orcs~orc/NOUN/nsubj/2 attacked~attack/VERB/root/0=ASSAULT Bree/PROPN/obj/2 +./PUNCT/punct/2",
        "The/DET/det/2 attack/NOUN/nsubj/3=ASSAULT shocked~shock/VERB/root/0 Rohan/PROPN/obj/3 +./PUNCT/punct/3",
    )
    found = read(text)
    assert found["attack"].same_as == found["attacked"].id


def test_attacks_on_two_towns_are_two_attacks() -> None:
    text = parsed(
        "Orcs~orc/NOUN/nsubj/2 attacked~attack/VERB/root/0=ASSAULT Bree/PROPN/obj/2 +./PUNCT/punct/2",
        "The/DET/det/2 attack/NOUN/nsubj/5=ASSAULT on/ADP/case/4 Archet/PROPN/nmod/2 failed~fail/VERB/root/0 "
        "+./PUNCT/punct/5",
    )
    assert read(text)["attack"].same_as is None


def test_an_attack_that_nobody_claims_has_no_actor() -> None:
    text = parsed(
        "A/DET/det/2 bomb/NOUN/nsubj/3 killed~kill/VERB/root/0=ASSAULT two/NUM/obj/3 +./PUNCT/punct/3",
        "No/DET/det/2 group/NOUN/nsubj/4 has~have/AUX/aux/4 claimed~claim/VERB/root/0 responsibility/NOUN/obj/4 "
        "+./PUNCT/punct/4",
    )
    event = read(text)["killed"]
    assert event.actors == ()
    assert event.responsibility.unclaimed
    start, end = event.responsibility.spans[0]
    assert text.document.text[start:end] == "group has claimed responsibility"


# -------------------------------------------------------------------------------------------------- the tables, always


def test_every_row_of_the_lexicon_names_a_type_and_a_mode_of_the_codebook() -> None:
    for group in tables.senses().values():
        for sense in group:
            assert sense.mode is None or sense.mode in tables.modes()[sense.type], sense
            assert 0 < sense.weight <= 1, sense


def test_the_codebook_is_whole() -> None:
    assert set(tables.types()) == set(tables.TYPES)
    assert sum(len(modes) for modes in tables.modes().values()) == 67
    assert len(tables.contexts()) == 37
    assert {context for group in tables.context_cues().values() for context in group} <= set(tables.contexts())


UPOS = ("NOUN", "VERB", "PROPN", "ADP", "AUX", "PUNCT", "ADJ", "PRON")
DEPRELS = ("nsubj", "obj", "obl", "conj", "acl:relcl", "nmod", "xcomp", "compound", "aux:pass", "case", "advmod")
LEMMAS = ("attack", "kill", "who", "two", "by", "not", "meet", "deny", "responsibility", "claim", "ø", "the")


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """Any sentence, with any syntax, also one that no parser would give."""
    size = draw(st.integers(1, 9))
    forms = draw(st.lists(st.sampled_from(LEMMAS), min_size=size, max_size=size))
    text, words = " ".join(forms), []
    for index, form in enumerate(forms):
        start = len(" ".join(forms[:index])) + bool(index)
        head = draw(st.one_of(st.none(), st.integers(0, size - 1)))
        upos, deprel = draw(st.sampled_from(UPOS)), draw(st.sampled_from(DEPRELS))
        words.append(Word(start, start + len(form), form, form, upos, head, deprel, 0))
    triggers = (Tagged((0, 1), "ASSAULT", 0.9), *([Tagged((size - 1, size), "CONSULT", 0.6)] if size > 1 else []))
    document = Document(id="d", text=text, sha256="")
    return Analysis(document=document, words=tuple(words), sentences=((0, size),), triggers=triggers)


@given(analyses())
@settings(max_examples=150, deadline=None)
def test_whatever_the_tree_every_span_says_its_words(analysis: Analysis) -> None:
    text = analysis.document.text
    for event in events.find(analysis, (), (), (), ()):
        for phrase in (
            event.trigger,
            *event.actors,
            *event.recipients,
            *([event.instrument] if event.instrument else []),
        ):
            assert text[slice(*phrase.span)] == phrase.text
        assert 0 <= event.score <= 1
        assert all(0 <= start < end <= len(text) for start, end in event.evidence)
