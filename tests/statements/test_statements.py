"""Who says what, in sentences of Middle-earth. Brackets mark what the model tags."""

import pytest

from sayso.records import Statement
from statements.bracketed import analysis, only, read


def content(statement: Statement) -> str:
    return statement.content.text


# --------------------------------------------------------------------------------------------------- plain statements


def test_a_denial_has_its_source_its_cue_and_what_is_denied() -> None:
    said = only("[source Gondor] [cue denied] [content that its troops had crossed the Anduin].")
    assert (said.source.text, said.cue.text, said.cue.lemma, said.cue.act) == ("Gondor", "denied", "deny", "deny")
    assert content(said) == "its troops had crossed the Anduin"
    assert said.manner == "indirect"


def test_a_demonstrative_that_stays_in_the_content() -> None:
    said = only("[source Gondor] [cue said] [content that bridge was lost].", upos={"that": "DET"})
    assert content(said) == "that bridge was lost"


def test_the_cue_is_its_head_word_without_auxiliaries_and_negation() -> None:
    said = only(
        "[source Gondor] [cue has not denied] [content that it crossed].",
        parse="has aux denied\nnot advmod denied\nGondor nsubj denied\ndenied root -",
    )
    assert said.cue.text == "denied"
    assert said.negated
    assert "negated" in said.trace


def test_a_subject_that_is_nobody_negates_the_saying() -> None:
    said = only(
        "[source No group] [cue has claimed] [content responsibility].",
        parse="No det group\ngroup nsubj claimed\nhas aux claimed\nclaimed root -\nresponsibility obj claimed",
    )
    assert said.cue.act == "claim"
    assert said.negated
    assert "negated" in said.trace


def test_said_without_not_is_not_negated() -> None:
    said = only("[source Gondor] [cue said] [content it had crossed].", parse="Gondor nsubj said\nsaid root -")
    assert not said.negated


def test_according_to_is_one_cue() -> None:
    said = only(
        "[cue According to] [source the Steward], [content the bridge fell].",
        parse="According case Steward\nto fixed According\nthe det Steward\nSteward obl fell\nfell root -",
    )
    assert (said.cue.text, said.cue.lemma, said.source.text) == ("According to", "according to", "the Steward")


def test_a_light_verb_gives_way_to_the_noun_that_says() -> None:
    said = only(
        "[source Gondor] [cue made no mention] [content of the raid].",
        parse="Gondor nsubj made\nmade root -\nno det mention\nmention obj made",
        upos={"mention": "NOUN"},
    )
    assert said.cue.text == "mention"
    assert said.negated
    assert "negated" in said.trace


def test_two_cues_share_their_source() -> None:
    first, second = read(
        "[source Faramir] [cue said] [content the ford was held] and [cue warned] "
        "[content that it would not be for long].",
        parse="Faramir nsubj said\nsaid root -\nheld ccomp said\nand cc warned\nwarned conj said\nbe ccomp warned",
    )
    assert [(s.source.text, s.cue.act) for s in (first, second)] == [("Faramir", "say"), ("Faramir", "warn")]


def test_the_models_link_decides_between_two_sources() -> None:
    said = only("[source Denethor] and [source1 Faramir] [cue1 said] [content1 the ford was held].")
    assert said.source.text == "Faramir"


def test_a_lemma_that_is_no_word_gives_way_to_the_tables() -> None:
    said = only("[source Gondor] [cue pledged] [content to hold the ford].")  # these words' lemma is "pledged"
    assert said.cue.lemma == "pledge"


def test_a_name_loses_the_relative_pronoun_and_comma_after_it() -> None:
    said = only("[source Faramir, who] had fled, [cue said] [content the ford was held].")
    assert said.source.text == "Faramir"


def test_a_relative_pronoun_alone_stays_the_source() -> None:
    said = only("Faramir, [source who] [cue said] [content the ford was held], left.")
    assert said.source.text == "who"


def test_a_cue_whose_content_is_only_what_says_nothing() -> None:
    assert read("[content What] [source Faramir] [cue said] is not known.", upos={"What": "PRON"}) == ()


# ----------------------------------------------------------------------------------------------------- what is likely


def test_a_conjunction_that_the_inner_tagger_takes_for_a_cue_is_none() -> None:
    said = only("[source Gondor] [cue announced] [inner2 that] [content2 [content it held the ford]].")
    assert said.cue.lemma == "announce"


def test_the_score_says_what_it_was_weighed_from() -> None:
    why = only("[source Gondor] [cue said] [content that it held the ford].").trace["score"]
    assert why.by == "rule:en/statement_decision"
    assert why.score is not None


# ----------------------------------------------------------------------------------------------- passives and hedges


def test_a_passive_without_an_agent_takes_no_source_from_nearby() -> None:
    said = only(
        "In [LOC Osgiliath] [content the orcs] [cue are believed] [content to be massing].",
        parse="orcs nsubj:pass believed\nare aux:pass believed\nbelieved root -\nmassing xcomp believed",
    )
    assert (said.source.kind, said.source.spans, said.cue.act) == ("implicit", (), "believe")
    assert content(said) == "the orcs … to be massing"


def test_an_untagged_passive_hedge_is_a_statement_of_nobody() -> None:
    said = only(
        "The orcs are believed to be massing.",
        parse="The det orcs\norcs nsubj:pass believed\nare aux:pass believed\nbelieved root -\nto mark massing\n"
        "be aux massing\nmassing xcomp believed",
        upos={"massing": "VERB"},
    )
    assert (said.source.kind, said.cue.lemma, said.cue.act) == ("implicit", "believe", "believe")
    assert content(said) == "The orcs … to be massing"


def test_deaths_that_were_reported_are_reported_by_nobody_named() -> None:
    said = only(
        "No deaths were reported.",
        parse="No det deaths\ndeaths nsubj:pass reported\nwere aux:pass reported\nreported root -",
    )
    assert (said.source.kind, content(said), "negated" in said.trace) == ("implicit", "No deaths", True)


def test_a_passive_with_its_agent_is_no_hedge() -> None:
    assert (
        read(
            "The orcs were believed by nobody.",
            parse="orcs nsubj:pass believed\nwere aux:pass believed\nbelieved root -\nby case nobody\n"
            "nobody obl:agent believed",
        )
        == ()
    )


def test_reportedly_puts_its_clause_on_somebody_unnamed() -> None:
    said = only(
        "The orcs reportedly crossed the river.",
        parse="The det orcs\norcs nsubj crossed\nreportedly advmod crossed\ncrossed root -\nthe det river\n"
        "river obj crossed",
    )
    assert (said.source.kind, said.cue.text, said.cue.act) == ("implicit", "reportedly", "report")
    assert content(said) == "The orcs … crossed the river"


# --------------------------------------------------------------------------------------------------------- quotations


def test_a_direct_quotation_loses_its_marks_and_its_comma() -> None:
    said = only("[content “We held the ford,”] [source Faramir] [cue said].")
    assert (content(said), said.manner) == ("We held the ford", "direct")


def test_a_quoted_part_keeps_its_marks_and_is_mixed() -> None:
    said = only("[source Faramir] [cue said] [content the ford was “held at great cost”].")
    assert (content(said), said.manner) == ("the ford was “held at great cost”", "mixed")


def test_what_is_thought_within_a_quotation_is_not_quoted_by_the_thinking() -> None:
    outer, inner = read(
        "[content1 “[source2 We] [inner2 think] [content2 the ford was lost],”] [source1 Faramir] [cue1 said]."
    )
    assert (outer.manner, inner.manner) == ("direct", "indirect")


def test_a_quotation_broken_by_its_cue_is_one_statement() -> None:
    said = only(
        "[content “We held the ford,”] [source Faramir] [cue said]. [content “Nobody helped us this year.”]",
        parse="Faramir nsubj said\nsaid root -\nheld ccomp said",
    )
    assert content(said) == "We held the ford … Nobody helped us this year"


def test_a_quotation_that_reopens_in_the_next_paragraph_goes_on() -> None:
    said = only("[source Faramir] [cue said]: [content “We held the ford.]\n“Nobody came to help us.”\nIt rained.")
    assert content(said) == "We held the ford … Nobody came to help us"


def test_a_following_quotation_without_a_cue_has_the_last_speaker() -> None:
    first, second = read(
        "[content “We held the ford,”] [source Faramir] [cue said] on Friday.\n“Nobody has come to help us.”",
        parse="held ccomp said\nFaramir nsubj said\nsaid root -",
    )
    assert (second.cue, second.source.text, content(second)) == (None, "Faramir", "Nobody has come to help us")
    assert first.source.spans == second.source.spans


def test_a_name_after_a_dash_is_the_source() -> None:
    said = only("“The ford is safe and it was always so.” — Commissioner Ioreth")
    assert (said.source.text, said.cue, said.manner) == ("Commissioner Ioreth", None, "direct")


def test_a_turn_of_a_transcript_has_its_label_as_source() -> None:
    said = only("IORETH: [content The hands of the king are the hands of a healer.]")
    assert (said.source.text, said.cue) == ("IORETH", None)
    assert content(said) == "The hands of the king are the hands of a healer"


def test_a_headline_with_a_colon_is_a_statement() -> None:
    said = only("[source Steward][cue :] [content no talks with Mordor]", kinds={0: "title"})
    assert (said.source.text, content(said)) == ("Steward", "no talks with Mordor")


def test_a_quotation_that_the_model_missed_finds_its_cue_and_speaker_in_the_tree() -> None:
    said = only(
        "“We held the ford,” said Faramir.",
        parse="We nsubj held\nheld ccomp said\nthe det ford\nford obj held\nFaramir nsubj said\nsaid root -",
        upos={"held": "VERB"},
    )
    assert (said.cue.text, said.source.text, content(said)) == ("said", "Faramir", "We held the ford")


def test_turns_of_an_untagged_transcript_have_their_labels_as_sources() -> None:
    first, second = read(
        "IORETH: The king has come back.\nHURIN: Nobody told the guard.", upos={"come": "VERB", "told": "VERB"}
    )
    assert [(s.source.text, content(s)) for s in (first, second)] == [
        ("IORETH", "The king has come back"),
        ("HURIN", "Nobody told the guard"),
    ]


def test_one_word_in_capitals_before_a_colon_is_no_speaker() -> None:
    assert read("UPDATE: The king has come back.", upos={"come": "VERB"}) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "The “safe” ford was lost.",
        "Meriadoc “Merry” Brandybuck came to the ford.",
        "She was reading “The Fall of Gondolin” by the river.",
        'The 6\' 4" guard left the 12" door open.',
    ],
)
def test_scare_quotes_nicknames_titles_and_inches_say_nothing(sentence: str) -> None:
    assert read(sentence) == ()


def test_a_quotation_with_an_odd_mark_does_not_lose_the_next() -> None:
    first, second = read(
        'The "old ford was lost.\n[content "We held it,"] [source Faramir] [cue said].\n'
        '[content "It is gone,"] [source Ioreth] [cue wrote].'
    )
    assert [s.source.text for s in (first, second)] == ["Faramir", "Ioreth"]


# ------------------------------------------------------------------------------------------------------------ nesting


def test_a_statement_in_a_statement_names_the_outer_one() -> None:
    outer, inner = read(
        "[source1 Gondor] [cue1 said] [content1 that [source2 scouts] [inner2 reported] [content2 orcs near the ford]]."
    )
    assert (outer.within, inner.within) == (None, outer.id)
    assert (inner.source.text, inner.cue.text, content(inner)) == ("scouts", "reported", "orcs near the ford")


def test_of_two_outer_statements_the_innermost_is_named() -> None:
    first, second, third = read(
        "[source1 Gondor] [cue1 said] [content1 [source2 Rohan] [inner2 claimed] "
        "[content2 that [source3 scouts] [inner3 reported] [content3 orcs near the ford]]]."
    )
    assert (first.within, second.within, third.within) == (None, first.id, second.id)


def test_an_inner_cue_without_linked_content_is_no_statement() -> None:
    said = only("[source1 Gondor] [cue1 said] [content1 the [inner reports] were false].")
    assert content(said) == "the reports were false"


# ------------------------------------------------------------------------------------------ sources, channels, places


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[source [PER Faramir]] [cue said] [content it fell].", "named"),
        ("[source Captain [PER Faramir] of the guard] [cue said] [content it fell].", "named"),
        ("[source He] [cue said] [content it fell].", "pronoun"),
        ("the man, [source who] [cue said] [content it fell].", "pronoun"),
        ("[source The ministry’s spokesman] [cue said] [content it fell].", "nominal"),
        ("[source The minister] [cue said] [content it fell].", "nominal"),
        ("[source officials] [cue said] [content it fell].", "unnamed"),
        ("[source A guard of the bridge] [cue said] [content it fell].", "unnamed"),
        ("[source the source] [cue said] [content it fell].", "unnamed"),
        ("It was [cue said] [content that it fell].", "implicit"),
    ],
)
def test_the_kind_of_a_source_is_read_from_its_words(marked: str, kind: str) -> None:
    parse = "said root -\nwas aux:pass said" if "was" in marked else "said root -"
    assert only(marked, parse=parse).source.kind == kind


def test_an_unnamed_source_keeps_what_is_known_of_it() -> None:
    said = only("[source A guard close to the Steward] [cue said] [content the bridge fell].")
    assert (said.source.kind, said.source.text) == ("unnamed", "A guard close to the Steward")


def test_what_is_told_to_an_outlet_comes_through_it() -> None:
    said = only(
        "[source Faramir] [cue told] [ORG Radio Anduin] [content the ford was held].",
        parse="Faramir nsubj told\ntold root -\nAnduin obj told\nRadio compound Anduin\nheld ccomp told",
    )
    assert ([via.text for via in said.via], said.addressee) == (["Radio Anduin"], None)


def test_what_is_told_to_people_is_addressed_to_them() -> None:
    said = only(
        "[source Faramir] [cue told] the council [content the ford was held].",
        parse="Faramir nsubj told\ntold root -\ncouncil obj told\nthe det council\nheld ccomp told",
    )
    assert (said.via, said.addressee.text) == ((), "the council")


def test_an_interview_gives_the_outlet_as_channel() -> None:
    said = only(
        "[source Faramir] [cue said] in an interview with [ORG Radio Anduin] [content the ford was held].",
        parse="Faramir nsubj said\nsaid root -\ninterview obl said\nin case interview\nan det interview\n"
        "Anduin nmod interview\nwith case Anduin\nRadio compound Anduin\nheld ccomp said",
    )
    assert [via.text for via in said.via] == ["Radio Anduin"]


def test_a_statement_on_a_platform_comes_through_both_nearest_first() -> None:
    said = only(
        "[source Faramir] [cue said] in a statement on Telegram [content the ford was held].",
        parse="Faramir nsubj said\nsaid root -\nstatement obl said\nin case statement\na det statement\n"
        "Telegram nmod statement\non case Telegram\nheld ccomp said",
    )
    assert [via.text for via in said.via] == ["a statement", "Telegram"]


def test_what_an_outlet_reports_citing_somebody_comes_through_the_outlet() -> None:
    outer, inner = read(
        "[source1 Radio Anduin] [cue1 reported], [inner2 citing] [source2 the guard], "
        "[content1 [content2 the ford fell]].",
        parse="Anduin nsubj reported\nreported root -\nciting advcl reported\nguard obj citing\nfell ccomp reported",
    )
    assert inner.source.text == "the guard"
    assert [via.text for via in inner.via] == ["Radio Anduin"]
    assert (outer.within, inner.within) == (None, outer.id)


# --------------------------------------------------------------------------------------------------------------- acts


@pytest.mark.parametrize(
    ("marked", "act"),
    [
        ("[source Gondor] [cue called] [content for a truce].", "demand"),
        ("[source Gondor] [cue refused] [content to leave].", "reject"),
        ("[source Gondor] [cue told] [content Rohan to leave].", "demand"),
        ("[source Gondor] [cue asked] [content whether Rohan would come].", "question"),
        ("[source Gondor] [cue said] [content Rohan must leave the ford].", "demand"),
        ("[source Gondor] [cue said] [content Rohan left the ford].", "say"),
    ],
)
def test_construction_and_content_decide_the_act_with_the_cue(marked: str, act: str) -> None:
    parse = "Rohan obj told\nleave xcomp told\nto mark leave\ntold root -" if "told" in marked else ""
    assert only(marked, parse=parse).cue.act == act


def test_the_model_and_the_table_decide_together() -> None:
    plain = "[source Gondor] [cue said] [content the ford must be left]."
    assert only(plain, acts={"said": {"demand": 0.9, "say": 0.1}}).cue.act == "demand"
    firm = "[source Gondor] [cue denied] [content the raid]."
    assert only(firm, acts={"denied": {"say": 0.5, "deny": 0.4}}).cue.act == "deny"


def test_the_act_says_which_row_and_what_else_it_could_be() -> None:
    why = only("[source Gondor] [cue refused] [content to leave].").trace["act"]
    assert why.by == "rule:en/cues/refuse+to"
    assert [act for act, _ in why.candidates]


# ---------------------------------------------------------------------------------------------------- what must hold


def test_spans_say_their_words_and_ids_run_in_text_order() -> None:
    marked = (
        "[source Gondor] [cue said] [content that it held the ford].\n"
        "[content “We did,”] [source Faramir] [cue wrote]. The orcs reportedly left."
    )
    text = analysis(marked).document.text
    said = read(marked)
    assert [s.id for s in said] == [f"s{n + 1}" for n in range(len(said))]
    for statement in said:
        assert statement.content.text == " … ".join(text[a:b] for a, b in statement.content.spans)
        assert statement.source.text == " … ".join(text[a:b] for a, b in statement.source.spans)
        assert 0.0 <= statement.score <= 1.0
        assert {"content"} <= set(statement.trace)


def test_reading_twice_gives_the_same_statements() -> None:
    marked = "[source Gondor] [cue said] [content that it held the ford]."
    assert read(marked) == read(marked)


def test_a_text_without_words_has_no_statements() -> None:
    assert read("") == ()
