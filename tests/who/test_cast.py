"""Who is in the cast, and which words stand for whom?"""

from who.named import actor, cast_of, mentions, named, span

CAPTAIN = (
    "Captain/PROPN/nmod:desc/2 Faramir/PROPN/nsubj/4=PER +,/PUNCT/punct/2 spoke~speak/VERB/root/0 +./PUNCT/punct/4"
)


def test_a_pronoun_stands_for_the_one_person_before_it() -> None:
    analysis = named(
        "Faramir/PROPN/nsubj/2=PER left~leave/VERB/root/0 +./PUNCT/punct/2",
        "He/PRON/nsubj/2 said~say/VERB/root/0 nothing/PRON/obj/2 +./PUNCT/punct/2",
    )
    found = cast_of(analysis, "He")
    assert mentions(analysis, actor(found, "Faramir")) == ["Faramir", "He"]
    assert found.by_span[span(analysis, "He")] == "a1"


def test_a_mention_says_which_words_made_it_this_person() -> None:
    analysis = named(
        "Faramir/PROPN/nsubj/2=PER left~leave/VERB/root/0 +./PUNCT/punct/2",
        "He/PRON/nsubj/2 waited~wait/VERB/root/0 +./PUNCT/punct/2",
    )
    trace = actor(cast_of(analysis, "He"), "Faramir").trace["mentions"]
    assert trace.candidates[0]["text"] == "He"
    assert trace.candidates[0]["to"] == [0, 7]
    assert "Faramir" in trace.candidates[0]["why"]


def test_a_pronoun_of_the_other_gender_stands_for_nobody() -> None:
    analysis = named(
        "Mr/PROPN/nmod:desc/2 Brandybuck/PROPN/nsubj/3=PER left~leave/VERB/root/0 +./PUNCT/punct/3",
        "She/PRON/nsubj/2 said~say/VERB/root/0 nothing/PRON/obj/2 +./PUNCT/punct/2",
    )
    found = cast_of(analysis, "She")
    assert span(analysis, "She") not in found.by_span


def test_a_pronoun_between_two_equal_candidates_stands_for_nobody() -> None:
    analysis = named(
        "Merry/PROPN/nsubj/4=PER and/CCONJ/cc/3 Pippin/PROPN/conj/1=PER left~leave/VERB/root/0 +./PUNCT/punct/4",
        "Merry/PROPN/obl/4=PER +,/PUNCT/punct/1 Pippin/PROPN/conj/1=PER walked~walk/VERB/root/0 +./PUNCT/punct/4",
        "His/PRON/nmod:poss/2 pony/NOUN/nsubj/3 died~die/VERB/root/0 +./PUNCT/punct/3",
    )
    found = cast_of(analysis, "His")
    assert found.by_span.get(span(analysis, "His")) in (None, found.by_span[span(analysis, "Merry")])
    assert span(analysis, "His") not in found.by_span


def test_nobody_is_no_actor() -> None:
    analysis = named(
        "No/DET/det/2 group/NOUN/nsubj/4 has~have/AUX/aux/4 claimed~claim/VERB/root/0 responsibility/NOUN/obj/4"
    )
    found = cast_of(analysis, "No group")
    assert found.actors == ()
    assert dict(found.by_span) == {}


def test_a_title_is_a_descriptor_and_no_part_of_the_name() -> None:
    analysis = named(CAPTAIN)
    faramir = actor(cast_of(analysis), "Faramir")
    assert faramir.kind == "person"
    assert [phrase.text for phrase in faramir.descriptors] == ["Captain"]


def test_a_family_name_is_the_person_who_was_named_in_full() -> None:
    analysis = named(
        "Samwise/PROPN/nsubj/3=PER Gamgee/PROPN/flat/1=PER left~leave/VERB/root/0 +./PUNCT/punct/3",
        "Gamgee/PROPN/nsubj/2=PER returned~return/VERB/root/0 +./PUNCT/punct/2",
    )
    found = cast_of(analysis)
    assert [one.name for one in found.actors] == ["Samwise Gamgee"]
    assert found.actors[0].aliases == ("Gamgee",)


def test_two_of_one_family_are_two() -> None:
    analysis = named(
        "Bilbo/PROPN/nsubj/3=PER Baggins/PROPN/flat/1=PER left~leave/VERB/root/0 +./PUNCT/punct/3",
        "Frodo/PROPN/nsubj/3=PER Baggins/PROPN/flat/1=PER stayed~stay/VERB/root/0 +./PUNCT/punct/3",
        "Baggins/PROPN/nsubj/2=PER wrote~write/VERB/root/0 +./PUNCT/punct/2",
    )
    found = cast_of(analysis)
    assert {"Bilbo Baggins", "Frodo Baggins"} <= {one.name for one in found.actors}
    assert all("Baggins" not in mentions(analysis, one) for one in found.actors if " " in one.name)


def test_an_acronym_in_brackets_is_the_name_before_it() -> None:
    analysis = named(
        "The/DET/det/4 Free/ADJ/amod/4=ORG Ithilien/PROPN/compound/4=ORG Rangers/PROPN/nsubj/8=ORG +(/PUNCT/punct/6 "
        "+FIR/PROPN/appos/4=ORG +)/PUNCT/punct/6 left~leave/VERB/root/0 +./PUNCT/punct/8",
        "FIR/PROPN/nsubj/2=ORG returned~return/VERB/root/0 +./PUNCT/punct/2",
    )
    found = cast_of(analysis)
    assert [(one.name, one.aliases) for one in found.actors] == [("Free Ithilien Rangers", ("FIR",))]


def test_the_spokesman_in_apposition_is_the_person_named() -> None:
    analysis = named(
        "The/DET/det/4 ministry/NOUN/nmod:poss/4 +'s/PART/case/2 spokesman/NOUN/nsubj/8 +,/PUNCT/punct/6 "
        "Húrin/PROPN/appos/4=PER +,/PUNCT/punct/6 agreed~agree/VERB/root/0 +./PUNCT/punct/8"
    )
    found = cast_of(analysis, "The ministry's spokesman, Húrin")
    hurin = actor(found, "Húrin")
    assert found.by_span[span(analysis, "The ministry's spokesman, Húrin")] == hurin.id
    assert hurin.roles == ("GOV",)
    assert [phrase.text for phrase in hurin.descriptors] == ["The ministry's spokesman"]


def test_the_gunman_is_the_gunman_of_before() -> None:
    analysis = named(
        "A/DET/det/2 gunman/NOUN/nsubj/3 fled~flee/VERB/root/0 +./PUNCT/punct/3",
        "The/DET/det/2 gunman/NOUN/nsubj/3 returned~return/VERB/root/0 +./PUNCT/punct/3",
    )
    found = cast_of(analysis, "A gunman", "The gunman")
    assert [one.name for one in found.actors] == ["gunman"]


def test_another_gunman_is_somebody_else() -> None:
    analysis = named(
        "A/DET/det/2 gunman/NOUN/nsubj/3 fled~flee/VERB/root/0 +./PUNCT/punct/3",
        "A/DET/det/2 gunman/NOUN/nsubj/3 returned~return/VERB/root/0 +./PUNCT/punct/3",
    )
    assert len(cast_of(analysis, "A gunman", "gunman returned").actors) == 2


def test_officials_are_an_actor_in_their_own_words() -> None:
    analysis = named("Officials~official/NOUN/nsubj/2 said~say/VERB/root/0 so/ADV/advmod/2 +./PUNCT/punct/2")
    (officials,) = cast_of(analysis, "Officials").actors
    assert (officials.name, officials.kind, officials.roles, officials.registry) == (
        "Officials",
        "group",
        ("GOV",),
        None,
    )


def test_a_capital_that_speaks_is_its_government() -> None:
    analysis = named("Washington/PROPN/nsubj/2=LOC said~say/VERB/root/0 so/ADV/advmod/2 +./PUNCT/punct/2")
    (washington,) = cast_of(analysis, "Washington").actors
    assert (washington.kind, washington.country, washington.roles) == ("government", "USA", ("GOV",))


def test_a_country_that_is_only_a_place_is_no_actor() -> None:
    analysis = named(
        "Faramir/PROPN/nsubj/2=PER waited~wait/VERB/root/0 in/ADP/case/4 Norway/PROPN/obl/2=LOC +./PUNCT/punct/2"
    )
    assert [one.name for one in cast_of(analysis).actors] == ["Faramir"]


def test_the_group_is_the_armed_group_spoken_of() -> None:
    analysis = named(
        "Boko/PROPN/nsubj/3=ORG Haram/PROPN/flat/1=ORG denied~deny/VERB/root/0 it/PRON/obj/3 +./PUNCT/punct/3",
        "The/DET/det/2 group/NOUN/nsubj/3 left~leave/VERB/root/0 +./PUNCT/punct/3",
    )
    (group,) = cast_of(analysis, "The group").actors
    assert (group.registry, group.country, group.roles) == ("boko-haram", "NGA", ("REB",))
    assert mentions(analysis, group) == ["Boko Haram", "The group"]


def test_text_and_registry_are_both_kept_where_they_disagree() -> None:
    analysis = named(
        "Rebel/ADJ/amod/2 leader/NOUN/nmod:desc/3 Emmanuel/PROPN/nsubj/5=PER Macron/PROPN/flat/3=PER "
        "left~leave/VERB/root/0 +./PUNCT/punct/5"
    )
    macron = actor(cast_of(analysis), "Emmanuel Macron")
    assert macron.roles == ("REB",)
    assert "GOV" in macron.trace["roles"].candidates


def test_a_private_person_has_no_registry_entry() -> None:
    analysis = named("Rosie/PROPN/nsubj/3=PER Cotton/PROPN/flat/1=PER left~leave/VERB/root/0 +./PUNCT/punct/3")
    rosie = actor(cast_of(analysis), "Rosie Cotton")
    assert (rosie.registry, rosie.country, rosie.roles) == (None, None, ())


def test_i_in_a_quotation_is_its_speaker() -> None:
    analysis = named(
        "“/PUNCT/punct/3 +I/PRON/nsubj/3 agree/VERB/ccomp/7 +,/PUNCT/punct/3 +”/PUNCT/punct/3 Arwen/PROPN/nsubj/7=PER "
        "said~say/VERB/root/0 +./PUNCT/punct/7"
    )
    found = cast_of(analysis, "I")
    assert mentions(analysis, actor(found, "Arwen")) == ["I", "Arwen"]


def test_the_president_of_the_country_is_who_held_the_office() -> None:
    analysis = named(
        "Emmanuel/PROPN/nsubj/3=PER Macron/PROPN/flat/1=PER left~leave/VERB/root/0 +./PUNCT/punct/3",
        "The/DET/det/3 French/ADJ/amod/3 president/NOUN/nsubj/4 returned~return/VERB/root/0 +./PUNCT/punct/4",
    )
    found = cast_of(analysis, "The French president")
    assert mentions(analysis, actor(found, "Emmanuel Macron")) == ["Emmanuel Macron", "The French president"]


def test_a_sure_link_of_the_model_is_taken() -> None:
    sentences = (
        "Boromir/PROPN/nsubj/2=PER left~leave/VERB/root/0 +./PUNCT/punct/2",
        "The/DET/det/2 nobleman/NOUN/nsubj/3 returned~return/VERB/root/0 +./PUNCT/punct/3",
    )
    apart = cast_of(named(*sentences), "The nobleman")
    joined = cast_of(named(*sentences, links={("nobleman", "antecedent"): "Boromir"}), "The nobleman")
    assert [one.name for one in apart.actors] == ["Boromir", "nobleman"]
    assert [one.name for one in joined.actors] == ["Boromir"]


def test_ids_are_in_order_of_first_mention() -> None:
    analysis = named(
        "Merry/PROPN/nsubj/2=PER met~meet/VERB/root/0 Pippin/PROPN/obj/2=PER +./PUNCT/punct/2",
        "Pippin/PROPN/nsubj/2=PER greeted~greet/VERB/root/0 Merry/PROPN/obj/2=PER +./PUNCT/punct/2",
    )
    assert [(one.id, one.name) for one in cast_of(analysis).actors] == [("a1", "Merry"), ("a2", "Pippin")]


def test_a_capital_that_the_model_took_for_a_person_is_a_capital() -> None:
    analysis = named("Washington/PROPN/nsubj/2=PER said~say/VERB/root/0 so/ADV/advmod/2 +./PUNCT/punct/2")
    (washington,) = cast_of(analysis, "Washington").actors
    assert washington.kind == "government"


def test_a_name_that_the_model_missed_is_found_again() -> None:
    analysis = named(
        "Samwise/PROPN/nsubj/3=PER Gamgee/PROPN/flat/1=PER left~leave/VERB/root/0 +./PUNCT/punct/3",
        "Gamgee/PROPN/nsubj/2 returned~return/VERB/root/0 +./PUNCT/punct/2",
    )
    assert [one.name for one in cast_of(analysis, "Gamgee returned").actors] == ["Samwise Gamgee"]


def test_a_title_that_the_model_took_into_the_name_is_taken_out() -> None:
    analysis = named("Captain/PROPN/nmod:desc/2=PER Faramir/PROPN/nsubj/3=PER spoke~speak/VERB/root/0 +./PUNCT/punct/3")
    assert [one.name for one in cast_of(analysis).actors] == ["Faramir"]
