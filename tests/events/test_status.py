"""Did it happen, and on whose say-so? Invented places; the syntax is written beside each word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from events.parsed import parsed, read, recipients, statement


def test_a_plain_past_tense_occurred() -> None:
    text = parsed("Orcs~orc/NOUN/nsubj/2 attacked~attack/VERB/root/0=ASSAULT Bree/PROPN/obj/2 +./PUNCT/punct/2")
    assert read(text)["attacked"].status == "occurred"


@pytest.mark.parametrize(
    ("auxiliary", "status"),
    [("will", "planned"), ("may", "hypothetical"), ("could", "hypothetical"), ("should", "requested")],
)
def test_an_auxiliary_takes_an_event_out_of_the_world(auxiliary: str, status: str) -> None:
    text = parsed(
        f"Orcs~orc/NOUN/nsubj/3 {auxiliary}/AUX/aux/3 attack/VERB/root/0=ASSAULT Bree/PROPN/obj/3 +./PUNCT/punct/3"
    )
    assert read(text)["attack"].status == status


def test_a_negated_event_is_denied() -> None:
    text = parsed(
        "Gondor/PROPN/nsubj/4 has~have/AUX/aux/4 not/PART/advmod/4 attacked~attack/VERB/root/0=ASSAULT "
        "Umbar/PROPN/obj/4 +./PUNCT/punct/4"
    )
    assert read(text)["attacked"].status == "denied"


def test_no_talks_were_held() -> None:
    text = parsed(
        "No/DET/det/2 talks~talk/NOUN/nsubj:pass/4=CONSULT were~be/AUX/aux:pass/4 held~hold/VERB/root/0 "
        "+./PUNCT/punct/4"
    )
    assert read(text)["talks"].status == "denied"


def test_what_happens_under_a_condition_is_hypothetical() -> None:
    text = parsed(
        "If/SCONJ/mark/3 Orcs~orc/NOUN/nsubj/3 attack/VERB/advcl/6=ASSAULT +,/PUNCT/punct/3 we/PRON/nsubj/6 "
        "leave/VERB/root/0 +./PUNCT/punct/6"
    )
    assert read(text)["attack"].status == "hypothetical"


def test_the_present_progressive_is_ongoing() -> None:
    text = parsed(
        "Orcs~orc/NOUN/nsubj/3 are~be/AUX/aux/3 besieging~besiege/VERB/root/0=COERCE Bree/PROPN/obj/3 +./PUNCT/punct/3"
    )
    assert read(text)["besieging"].status == "ongoing"


def test_a_threat_is_an_event_and_what_is_threatened_is_another() -> None:
    text = parsed(
        "Mordor/PROPN/nsubj/2 threatened~threaten/VERB/root/0=THREATEN to/PART/mark/4 burn/VERB/xcomp/2=ASSAULT "
        "Minas/PROPN/compound/6 Tirith/PROPN/obj/4 +./PUNCT/punct/2"
    )
    said = statement(text, "s1", source="Mordor", cue="threatened", content="to burn Minas Tirith", act="threaten")
    found = read(text, said)
    assert (found["threatened"].status, found["threatened"].stated_in) == ("occurred", None)
    assert (found["burn"].status, found["burn"].stated_in) == ("threatened", "s1")


def test_a_denied_attack_keeps_the_deniers_say_so() -> None:
    text = parsed(
        "Gondor/PROPN/nsubj/2 denied~deny/VERB/root/0 that/SCONJ/mark/6 its~its/PRON/nmod:poss/5 "
        "troops~troop/NOUN/nsubj/6 attacked~attack/VERB/ccomp/2=ASSAULT Umbar/PROPN/obj/6 +./PUNCT/punct/2"
    )
    said = statement(text, "s1", source="Gondor", cue="denied", content="its troops attacked Umbar", act="deny")
    event = read(text, said)["attacked"]
    assert (event.status, event.stated_in, event.disputed_by) == ("denied", "s1", ("s1",))


def test_a_denial_elsewhere_disputes_the_event_without_undoing_it() -> None:
    text = parsed(
        "Gondor/PROPN/nsubj/2 attacked~attack/VERB/root/0=ASSAULT Umbar/PROPN/obj/2 +./PUNCT/punct/2",
        "Gondor/PROPN/nsubj/2 denied~deny/VERB/root/0 the/DET/det/4 attack/NOUN/obj/2 on/ADP/case/6 "
        "Umbar/PROPN/nmod/4 +./PUNCT/punct/2",
    )
    said = statement(text, "s1", source="Gondor", cue="denied", content="the attack on Umbar", act="deny")
    event = read(text, said)["attacked"]
    assert (event.status, event.disputed_by) == ("occurred", ("s1",))


def test_the_innermost_statement_is_the_say_so() -> None:
    text = parsed(
        "Eomer/PROPN/nsubj/2 said~say/VERB/root/0 that/SCONJ/mark/5 scouts~scout/NOUN/nsubj/5 "
        "reported~report/VERB/ccomp/2 an/DET/det/7 attack/NOUN/obj/5=ASSAULT +./PUNCT/punct/2"
    )
    outer = statement(text, "s1", source="Eomer", cue="said", content="scouts reported an attack")
    inner = replace(statement(text, "s2", source="scouts", cue="reported", content="an attack"), within="s1")
    assert read(text, outer, inner)["attack"].stated_in == "s2"


def test_outside_every_statement_it_is_the_publishers_say_so() -> None:
    text = parsed("Orcs~orc/NOUN/nsubj/2 attacked~attack/VERB/root/0=ASSAULT Bree/PROPN/obj/2 +./PUNCT/punct/2")
    assert read(text)["attacked"].stated_in is None


def test_saying_is_not_an_event() -> None:
    text = parsed("Eomer/PROPN/nsubj/2 said~say/VERB/root/0 it/PRON/nsubj/4 rained~rain/VERB/ccomp/2 +./PUNCT/punct/2")
    said = statement(text, "s1", source="Eomer", cue="said", content="it rained")
    assert read(text, said) == {}


def test_a_demand_rests_on_what_is_around_it_and_what_is_demanded_on_the_demand() -> None:
    text = parsed(
        "Rohan/PROPN/nsubj/2 demanded~demand/VERB/root/0 the/DET/det/4 release/NOUN/obj/2=RETREAT "
        "of/ADP/case/6 prisoners~prisoner/NOUN/nmod/4 +./PUNCT/punct/2"
    )
    said = statement(text, "s1", source="Rohan", cue="demanded", content="the release of prisoners", act="demand")
    found = read(text, said)
    assert (found["demanded"].type, found["demanded"].stated_in) == ("REQUEST", None)
    assert (found["release"].status, found["release"].stated_in) == ("requested", "s1")
    assert recipients(found["release"]) == ["prisoners"]
