"""Lemmas as edit scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.lemmas import Edit, script


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("accused", "accuse"),
        ("countries", "country"),
        ("was", "be"),
        ("Officials", "official"),
        ("Gondor", "Gondor"),
        ("|", "|"),
    ],
)
def test_a_script_gives_the_lemma_it_was_learned_from(word: str, lemma: str) -> None:
    assert Edit.read(script(word, lemma)).apply(word) == lemma


def test_a_script_serves_words_that_inflect_alike() -> None:
    assert Edit.read(script("countries", "country")).apply("Cities") == "city"


def test_a_script_that_cuts_too_much_leaves_the_word() -> None:
    assert Edit.read("5||l").apply("Am") == "am"


@given(st.text(alphabet="abcXYZ|é", min_size=1), st.text(alphabet="abcXYZ|é", min_size=1))
def test_every_pair_has_a_script(word: str, lemma: str) -> None:
    edit = Edit.read(script(word, lemma))
    assert edit.apply(word) == lemma
