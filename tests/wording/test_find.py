"""Whose loaded word is it, and about whom? Invented places; the syntax is written beside each word."""

from __future__ import annotations

from sayso import wording
from sayso.records import Actor, Analysis, Statement, Wording
from wording.parsed import cast, parsed, place, statement


def found(
    analysis: Analysis, statements: tuple[Statement, ...] = (), actors: tuple[Actor, ...] = ()
) -> dict[str, Wording]:
    return {word.text: word for word in wording.find(analysis, statements, actors)}


# ------------------------------------------------------------------------------------------------------- whose word


LABELLED = parsed(
    "Mordor/PROPN/nsubj/2 said~say/VERB/root/0 the/DET/det/4 terrorists~terrorist/NOUN/nsubj/5 "
    "fled~flee/VERB/ccomp/2 +./PUNCT/punct/2"
)


def test_a_word_inside_a_statement_belongs_to_its_source() -> None:
    said = statement(LABELLED, "s1", "the terrorists fled", cue="said")
    assert found(LABELLED, (said,))["terrorists"].statement == "s1"


def test_a_word_outside_every_statement_is_the_publishers() -> None:
    assert found(LABELLED)["terrorists"].statement is None


def test_the_innermost_statement_owns_the_word() -> None:
    outer = statement(LABELLED, "s1", "said the terrorists fled")
    inner = statement(LABELLED, "s2", "the terrorists fled", cue="said", within="s1")
    assert found(LABELLED, (outer, inner))["terrorists"].statement == "s2"


def test_the_cue_is_the_reporters_word_not_the_sources() -> None:
    text = parsed(
        "Mordor/PROPN/nsubj/2 claimed~claim/VERB/root/0 that/SCONJ/mark/5 it/PRON/nsubj/5 won~win/VERB/ccomp/2 "
        "+./PUNCT/punct/2"
    )
    # A decoder may give the whole clause as content: the cue in it is still not Mordor's.
    said = statement(text, "s1", "claimed that it won", cue="claimed")
    claimed = found(text, (said,), cast(text, a1="Mordor"))["claimed"]
    assert (claimed.kind, claimed.statement, claimed.about) == ("hedge", None, "a1")


def test_statements_that_contain_each_other_do_not_hang_the_search() -> None:
    ring = (
        statement(LABELLED, "s1", "the terrorists fled", within="s2"),
        statement(LABELLED, "s2", "the terrorists fled", within="s1"),
    )
    assert found(LABELLED, ring)["terrorists"].statement == "s1"


# ------------------------------------------------------------------------------------------------------ about whom


def test_called_them_terrorists() -> None:
    text = parsed(
        "Mordor/PROPN/nsubj/2 called~call/VERB/root/0 the/DET/det/4 rangers~ranger/NOUN/obj/2 "
        "terrorists~terrorist/NOUN/xcomp/2 +./PUNCT/punct/2"
    )
    assert found(text, (), cast(text, a1="Mordor", a2="the rangers"))["terrorists"].about == "a2"


def test_were_branded_as_terrorists() -> None:
    text = parsed(
        "The/DET/det/2 rangers~ranger/NOUN/nsubj:pass/4 were~be/AUX/aux:pass/4 branded~brand/VERB/root/0 "
        "as/ADP/case/6 terrorists~terrorist/NOUN/obl/4 +./PUNCT/punct/4"
    )
    assert found(text, (), cast(text, a1="The rangers"))["terrorists"].about == "a1"


def test_is_a_martyr() -> None:
    text = parsed(
        "Boromir/PROPN/nsubj/4 is~be/AUX/cop/4 a/DET/det/4 martyr/NOUN/root/0 +,/PUNCT/punct/4 "
        "Denethor/PROPN/nsubj/7 said~say/VERB/parataxis/4 +./PUNCT/punct/4"
    )
    word = found(text, (), cast(text, a1="Boromir", a2="Denethor"))["martyr"]
    assert (word.kind, word.about) == ("loaded", "a1")


def test_an_apposition_labels_the_noun_beside_it() -> None:
    text = parsed(
        "Saruman/PROPN/nsubj/5 +,/PUNCT/punct/4 a/DET/det/4 traitor/NOUN/appos/1 fled~flee/VERB/root/0 "
        "+./PUNCT/punct/5"
    )
    assert found(text, (), cast(text, a1="Saruman"))["traitor"].about == "a1"


def test_a_label_before_a_noun_is_about_that_noun() -> None:
    text = parsed(
        "The/DET/det/3 terrorist/NOUN/compound/3 band/NOUN/nsubj/5 of/ADP/case/5 Isengard/PROPN/nmod/3 "
        "left~leave/VERB/root/0".replace("nsubj/5 of", "nsubj/6 of")
    )
    assert found(text, (), cast(text, a1="The terrorist band of Isengard", a2="Isengard"))["terrorist"].about == "a1"


def test_a_regime_is_about_the_one_it_is_named_after() -> None:
    text = parsed("The/DET/det/3 Sauron/PROPN/compound/3 regime/NOUN/nsubj/4 fell~fall/VERB/root/0 +./PUNCT/punct/4")
    assert found(text, (), cast(text, a1="Sauron"))["regime"].about == "a1"


def test_an_occupation_is_about_the_occupier_not_the_occupied() -> None:
    text = parsed(
        "Mordor/PROPN/nmod:poss/3 +'s/PART/case/1 occupation/NOUN/nsubj/6 of/ADP/case/5 Ithilien/PROPN/nmod/3 "
        "ended~end/VERB/root/0 +./PUNCT/punct/6"
    )
    assert found(text, (), cast(text, a1="Mordor", a2="Ithilien"))["occupation"].about == "a1"


def test_neutralised_is_about_those_acted_upon_in_the_active_and_the_passive() -> None:
    active = parsed(
        "Gondor/PROPN/nsubj/2 neutralised~neutralise/VERB/root/0 ten/NUM/nummod/4 raiders~raider/NOUN/obj/2 "
        "+./PUNCT/punct/2"
    )
    assert found(active, (), cast(active, a1="Gondor", a2="ten raiders"))["neutralised"].about == "a2"
    passive = parsed(
        "Ten/NUM/nummod/2 raiders~raider/NOUN/nsubj:pass/4 were~be/AUX/aux:pass/4 neutralized~neutralize/VERB/root/0 "
        "by/ADP/case/6 Gondor/PROPN/obl:agent/4 +./PUNCT/punct/4"
    )
    assert found(passive, (), cast(passive, a1="Gondor", a2="Ten raiders"))["neutralized"].about == "a2"


def test_so_called_is_about_the_noun_it_holds_at_arms_length() -> None:
    text = parsed(
        "The/DET/det/5 so/ADV/advmod/4 +-/PUNCT/punct/4 +called~call/VERB/amod/5 Council/PROPN/nsubj/6 "
        "met~meet/VERB/root/0 +./PUNCT/punct/6"
    )
    word = found(text, (), cast(text, a1="Council"))["so-called"]
    assert (word.kind, word.about) == ("hedge", "a1")


def test_who_backs_the_riders_is_not_who_is_described() -> None:
    text = parsed(
        "US/PROPN/obl/3 +-/PUNCT/punct/3 +backed~back/VERB/amod/4 riders~rider/NOUN/nsubj/5 left~leave/VERB/root/0"
    )
    assert found(text, (), cast(text, a1="US"))["US-backed"].about is None


def test_a_described_noun_that_is_no_known_actor_leaves_about_empty() -> None:
    text = parsed("A/DET/det/3 brutal/ADJ/amod/3 winter/NOUN/nsubj/4 came~come/VERB/root/0 +./PUNCT/punct/4")
    assert found(text) == {}  # a brutal winter is weather
    text = parsed("A/DET/det/3 brutal/ADJ/amod/3 raid/NOUN/nsubj/4 followed~follow/VERB/root/0 +./PUNCT/punct/4")
    assert found(text)["brutal"].about is None


# --------------------------------------------------------------------------------------------------- what is counted


def test_a_proper_name_that_contains_a_term_is_not_loaded_wording() -> None:
    text = parsed(
        "Orcs~orc/NOUN/nsubj/2 crossed~cross/VERB/root/0 Martyrs~martyr/NOUN/nmod:poss/5 +'/PART/case/3 "
        "Square/PROPN/obj/2 +./PUNCT/punct/2",
        names=("Martyrs' Square",),
    )
    assert "Martyrs" not in found(text)


def test_a_proper_name_that_the_tagger_missed_is_told_by_its_neighbours() -> None:
    text = parsed(
        "The/DET/det/4 Zionist/PROPN/compound/4 Labour/PROPN/compound/4 Circle/PROPN/nsubj/5 met~meet/VERB/root/0"
    )
    assert found(text) == {}


def test_another_sense_is_not_counted() -> None:
    text = parsed(
        "The/DET/det/3 sanctions~sanction/NOUN/compound/3 regime/NOUN/nsubj/4 ended~end/VERB/root/0 +./PUNCT/punct/4",
        "The/DET/det/2 Haradrim/PROPN/nsubj/3 claimed~claim/VERB/root/0 responsibility/NOUN/obj/3 +./PUNCT/punct/3",
        "Riot/NOUN/compound/2 police/NOUN/nsubj/3 came~come/VERB/root/0 +./PUNCT/punct/3",
    )
    assert found(text) == {}


def test_another_part_of_speech_is_not_counted() -> None:
    text = parsed("They/PRON/nsubj/2 rebel/VERB/root/0 often/ADV/advmod/2 +./PUNCT/punct/2")
    assert found(text) == {}


def test_would_be_needs_its_hyphen() -> None:
    text = parsed("It/PRON/nsubj/4 would/AUX/aux/4 be/AUX/cop/4 late/ADJ/root/0 +./PUNCT/punct/4")
    assert found(text) == {}


def test_a_term_is_a_whole_word() -> None:
    text = parsed("Antiterrorists/NOUN/nsubj/2 slept~sleep/VERB/root/0 +./PUNCT/punct/2")
    assert found(text) == {}


def test_the_longest_term_wins() -> None:
    text = parsed(
        "The/DET/det/3 terrorist/NOUN/compound/3 regime/NOUN/nsubj/5 of/ADP/case/5 Angmar/PROPN/nmod/3".replace(
            "nsubj/5", "root/0"
        )
    )
    assert list(found(text, (), cast(text, a1="Angmar"))) == ["terrorist regime"]
    assert found(text, (), cast(text, a1="Angmar"))["terrorist regime"].about == "a1"


def test_a_term_does_not_run_across_a_sentence_end() -> None:
    text = parsed(
        "They/PRON/nsubj/2 met~meet/VERB/root/0 human/NOUN/obj/2", "Shields~shield/NOUN/nsubj/2 broke~break/VERB/root/0"
    )
    assert found(text) == {}


def test_what_somebody_calls_something_is_held_at_arms_length() -> None:
    text = parsed(
        "It/PRON/nsubj/2 began~begin/VERB/root/0 what/PRON/obj/2 the/DET/det/5 ministry/NOUN/nsubj/6 "
        "called~call/VERB/acl:relcl/3 a/DET/det/8 march/NOUN/xcomp/6 +./PUNCT/punct/2"
    )
    assert found(text)["what the ministry called"].kind == "hedge"


def test_the_publishers_quotation_marks_are_a_hedge_of_their_own() -> None:
    text = parsed(
        "Orcs~orc/NOUN/nsubj/2 held~hold/VERB/root/0 the/DET/det/7 \"/PUNCT/punct/5 +liberated/ADJ/amod/7 "
        "+\"/PUNCT/punct/5 town/NOUN/obj/2 +./PUNCT/punct/2"
    )
    words = found(text)
    assert words["liberated"].kind == "loaded"
    assert words['"liberated"'].kind == "hedge"


def test_quoted_words_of_a_statement_are_no_hedge() -> None:
    text = parsed(
        "Bree/PROPN/nsubj/2 hailed~hail/VERB/root/0 the/DET/det/7 \"/PUNCT/punct/5 +liberated/ADJ/amod/7 "
        "+\"/PUNCT/punct/5 town/NOUN/obj/2 +./PUNCT/punct/2"
    )
    assert list(found(text, (statement(text, "s1", '"liberated" town'),))) == ["liberated"]


def test_without_words_there_is_no_wording() -> None:
    assert wording.find(parsed(), (), ()) == ()


def test_every_span_is_the_slice_and_they_come_in_text_order() -> None:
    spans = [word.span for word in wording.find(LABELLED, (), ())]
    assert spans == sorted(spans) == [place(LABELLED, "terrorists")]
