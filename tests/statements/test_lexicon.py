"""The tables of English that this stage reads."""

from typing import get_args

from sayso.records import Act
from sayso.statements.lexicon import lexicon


def test_every_act_of_the_contract_has_cues() -> None:
    acts = {sense.act for senses in lexicon().senses.values() for sense in senses.values()}
    assert acts == set(get_args(Act))


def test_cues_are_of_every_part_of_speech_that_can_say() -> None:
    assert {pos for _, pos in lexicon().senses} == {"VERB", "NOUN", "ADJ", "ADV", "ADP"}


def test_the_cues_are_more_than_four_hundred_and_fifty_lemmas() -> None:
    assert len({lemma for lemma, _ in lexicon().senses}) >= 450


def test_weights_are_shares() -> None:
    assert all(0 < sense.weight <= 1 for senses in lexicon().senses.values() for sense in senses.values())
    assert all(0 < weight < 1 for _, weight in lexicon().content_acts.values())


def test_every_construction_in_the_table_is_one_that_the_stage_can_see() -> None:
    seen = {"passive", "quote", "whether", "gerund", "object", "that", "forward", "out"}
    prepositions = {"to", "for", "of", "on", "upon", "with", "against", "as", "about"}
    used = {how for senses in lexicon().senses.values() for how in senses}
    assert used - {""} <= seen | prepositions
