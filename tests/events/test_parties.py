"""Who did it, and to whom? Invented places; the syntax is written beside each word."""

from __future__ import annotations

from events.parsed import actors, parsed, read, recipients, statement


def test_the_subject_acts_and_the_object_receives() -> None:
    text = parsed(
        "Mordor/PROPN/nsubj/2 attacked~attack/VERB/root/0=ASSAULT the/DET/det/4 tower/NOUN/obj/2 +./PUNCT/punct/2"
    )
    event = read(text)["attacked"]
    assert (actors(event), recipients(event)) == (["Mordor"], ["the tower"])


def test_a_passive_has_its_actor_in_the_by_phrase() -> None:
    text = parsed(
        "Two/NUM/nummod/2 rangers~ranger/NOUN/nsubj:pass/4 were~be/AUX/aux:pass/4 killed~kill/VERB/root/0=ASSAULT "
        "by/ADP/case/6 Orcs~orc/NOUN/obl/4 +./PUNCT/punct/4"
    )
    event = read(text)["killed"]
    assert (actors(event), recipients(event)) == (["Orcs"], ["Two rangers"])


def test_nobody_named_means_nobody() -> None:
    text = parsed(
        "The/DET/det/2 bridge/NOUN/nsubj:pass/4 was~be/AUX/aux:pass/4 bombed~bomb/VERB/root/0=ASSAULT +./PUNCT/punct/4"
    )
    event = read(text)["bombed"]
    assert (actors(event), recipients(event)) == ([], ["The bridge"])


def test_coordinated_attackers_are_several_parties() -> None:
    text = parsed(
        "Gondor/PROPN/nsubj/4 and/CCONJ/cc/3 Rohan/PROPN/conj/1 attacked~attack/VERB/root/0=ASSAULT "
        "Isengard/PROPN/obj/4 +./PUNCT/punct/4"
    )
    assert actors(read(text)["attacked"]) == ["Gondor", "Rohan"]


def test_a_shared_subject_acts_in_both_clauses() -> None:
    text = parsed(
        "Mordor/PROPN/nsubj/2 invaded~invade/VERB/root/0=ASSAULT Ithilien/PROPN/obj/2 and/CCONJ/cc/5 "
        "besieged~besiege/VERB/conj/2=COERCE Osgiliath/PROPN/obj/5 +./PUNCT/punct/2"
    )
    found = read(text)
    assert (actors(found["besieged"]), recipients(found["besieged"])) == (["Mordor"], ["Osgiliath"])
    assert recipients(found["invaded"]) == ["Ithilien"]


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    text = parsed(
        "The/DET/det/2 Uruks~uruk/NOUN/nsubj/7 who/PRON/nsubj/4 kidnapped~kidnap/VERB/acl:relcl/2=ASSAULT "
        "the/DET/det/6 hobbits~hobbit/NOUN/obj/4 fled~leave/VERB/root/0 +./PUNCT/punct/7"
    )
    assert actors(read(text)["kidnapped"]) == ["The Uruks"]


def test_a_participle_speaks_of_the_noun_it_follows() -> None:
    text = parsed(
        "Riders~rider/NOUN/nsubj/4 attacking~attack/VERB/acl/1=ASSAULT Edoras/PROPN/obj/2 wore~wear/VERB/root/0 "
        "black/ADJ/obj/4 +./PUNCT/punct/4"
    )
    assert actors(read(text)["attacking"]) == ["Riders"]


def test_whoever_is_ordered_does_it() -> None:
    text = parsed(
        "Saruman/PROPN/nsubj/2 ordered~order/VERB/root/0 the/DET/det/4 Uruks~uruk/NOUN/obj/2 to/PART/mark/6 "
        "burn/VERB/xcomp/2=ASSAULT the/DET/det/8 village/NOUN/obj/6 +./PUNCT/punct/2"
    )
    event = read(text)["burn"]
    assert (actors(event), event.status) == (["the Uruks"], "requested")


def test_whoever_promises_does_it() -> None:
    text = parsed(
        "Rohan/PROPN/nsubj/2 promised~promise/VERB/root/0=AGREE to/PART/mark/4 help/VERB/xcomp/2=AID "
        "Gondor/PROPN/obj/4 +./PUNCT/punct/2"
    )
    event = read(text)["help"]
    assert (actors(event), recipients(event), event.status) == (["Rohan"], ["Gondor"], "planned")


def test_a_possessor_acts_in_a_noun() -> None:
    text = parsed(
        "Mordor/PROPN/nmod:poss/3 +'s/PART/case/1 attack/NOUN/nsubj/6=ASSAULT on/ADP/case/5 Osgiliath/PROPN/nmod/3 "
        "failed~fail/VERB/root/0 +./PUNCT/punct/6"
    )
    event = read(text)["attack"]
    assert (actors(event), recipients(event)) == (["Mordor"], ["Osgiliath"])


def test_a_light_verb_lends_its_subject() -> None:
    text = parsed(
        "The/DET/det/2 Haradrim/PROPN/nsubj/3 launched~launch/VERB/root/0 an/DET/det/5 offensive/NOUN/obj/3=ASSAULT "
        "against/ADP/case/7 Pelargir/PROPN/obl/3 +./PUNCT/punct/3"
    )
    event = read(text)["offensive"]
    assert (actors(event), recipients(event)) == (["The Haradrim"], ["Pelargir"])


def test_coming_under_attack_is_receiving_it() -> None:
    text = parsed(
        "The/DET/det/2 convoy/NOUN/nsubj/3 came~come/VERB/root/0 under/ADP/case/5 attack/NOUN/obl/3=ASSAULT "
        "+./PUNCT/punct/3"
    )
    event = read(text)["attack"]
    assert (actors(event), recipients(event)) == ([], ["The convoy"])


def test_a_nationality_before_the_noun_is_the_actor() -> None:
    text = parsed(
        "Heavy/ADJ/amod/3 Gondorian/ADJ/amod/3 shelling/NOUN/nsubj/6=ASSAULT of/ADP/case/5 Umbar/PROPN/nmod/3 "
        "stopped~stop/VERB/root/0 +./PUNCT/punct/6"
    )
    event = read(text)["shelling"]
    assert (actors(event), recipients(event)) == (["Gondorian"], ["Umbar"])


def test_in_two_sided_fighting_all_sides_are_actors() -> None:
    text = parsed(
        "Clashes~clash/NOUN/nsubj/6=ASSAULT between/ADP/case/3 Elves~elf/PROPN/nmod/1 and/CCONJ/cc/5 "
        "Dwarves~dwarf/PROPN/conj/3 continued~continue/VERB/root/0 +./PUNCT/punct/6"
    )
    event = read(text)["Clashes"]
    assert (actors(event), recipients(event)) == (["Elves", "Dwarves"], [])


def test_both_parties_to_a_meeting_are_actors() -> None:
    text = parsed(
        "Denethor/PROPN/nsubj/2 met~meet/VERB/root/0=CONSULT with/ADP/case/4 Theoden/PROPN/obl/2 +./PUNCT/punct/2"
    )
    event = read(text)["met"]
    assert (actors(event), recipients(event)) == (["Denethor", "Theoden"], [])


def test_the_visitor_acts_and_the_host_receives() -> None:
    text = parsed("Gandalf/PROPN/nsubj/2 visited~visit/VERB/root/0=CONSULT Denethor/PROPN/obj/2 +./PUNCT/punct/2")
    event = read(text)["visited"]
    assert (actors(event), recipients(event)) == (["Gandalf"], ["Denethor"])


def test_criticism_of_a_plan_is_criticism_of_its_maker() -> None:
    text = parsed(
        "Rohan/PROPN/nsubj/2 condemned~condemn/VERB/root/0=ACCUSE Saruman/PROPN/nmod:poss/5 +'s/PART/case/3 "
        "plan/NOUN/obj/2 +./PUNCT/punct/2"
    )
    assert recipients(read(text)["condemned"]) == ["Saruman"]


def test_a_party_leaves_out_its_relative_clause_and_its_apposition() -> None:
    text = parsed(
        "The/DET/det/2 mayor/NOUN/nsubj/8 of/ADP/case/4 Bree/PROPN/nmod/2 +,/PUNCT/punct/6 Butterbur/PROPN/appos/2 "
        "+,/PUNCT/punct/2 condemned~condemn/VERB/root/0=ACCUSE the/DET/det/10 men~man/NOUN/obj/8 who/PRON/nsubj/12 "
        "stole~steal/VERB/acl:relcl/10 ponies~pony/NOUN/obj/12 +./PUNCT/punct/8"
    )
    event = read(text)["condemned"]
    assert (actors(event), recipients(event)) == (["The mayor of Bree"], ["the men"])


def test_a_speech_act_has_its_speaker_as_actor() -> None:
    text = parsed(
        "“/PUNCT/punct/3 Thieves~thief/NOUN/root/0 +!/PUNCT/punct/2 +”/PUNCT/punct/2",
        "Gollum/PROPN/nsubj/2 added~add/VERB/root/0=ACCUSE +./PUNCT/punct/2",
    )
    said = statement(text, "s1", source="Gollum", cue="added", content="Thieves!", act="accuse", manner="direct")
    assert actors(read(text, said)["added"]) == ["Gollum"]


def test_the_models_party_and_the_trees_party_agree() -> None:
    text = parsed(
        "Mordor/PROPN/nsubj/2 attacked~attack/VERB/root/0=ASSAULT the/DET/det/4 tower/NOUN/obj/2 +./PUNCT/punct/2",
        links={("attacked", "actor"): "Mordor"},
    )
    trace = read(text)["attacked"].trace["actors"]
    assert (trace.by, trace.why) == ("model:links", "named by model and tree")


def test_the_models_party_is_taken_where_the_tree_has_none() -> None:
    text = parsed(
        "Orcs~orc/NOUN/nsubj/2 came~come/VERB/root/0 at/ADP/case/4 night/NOUN/obl/2 +./PUNCT/punct/2",
        "The/DET/det/2 killings~killing/NOUN/nsubj/3=ASSAULT shocked~shock/VERB/root/0 Bree/PROPN/obj/3 "
        "+./PUNCT/punct/3",
        links={("killings", "actor"): "Orcs"},
    )
    assert actors(read(text)["killings"]) == ["Orcs"]
