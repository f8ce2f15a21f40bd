"""Where are the words?"""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.words import split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gondor didn't answer.", "Gondor|did|n't|answer|."),
        ("Rohan’s riders won’t wait.", "Rohan|’s|riders|wo|n’t|wait|."),
        ("They cannot cross.", "They|can|not|cross|."),
        ("Deir ez-Zor", "Deir|ez|-|Zor"),
        ("the U.S.-backed force", "the|U.S.|-|backed|force"),
        ("Mr. Baggins met Gen. Imrahil.", "Mr.|Baggins|met|Gen.|Imrahil|."),
        ("He said no. Then he left.", "He|said|no|.|Then|he|left|."),
        ("No. 10 said so.", "No.|10|said|so|."),
        ("1,200 killed at 10:30 a.m. on 3/4", "1,200|killed|at|10:30|a.m.|on|3|/|4"),
        ("in the 1990s, the 21st", "in|the|1990s|,|the|21st"),
        ("$5 and 10%", "$|5|and|10|%"),
        ('"Go!!" … he said—twice--', '"|Go|!!|"|…|he|said|—|twice|--'),
        ("see https://example.org/a?b=c, or @mordor", "see|https://example.org/a?b=c|,|or|@mordor"),
        ("O'Brien and Côte d'Ivoire", "O'Brien|and|Côte|d'Ivoire"),
        ("a non-stop anti-war march", "a|non-stop|anti-war|march"),
        ("call 555-0134 about #3 and #Gondor", "call|555-0134|about|#|3|and|#Gondor"),
        ("on 9/11/2001, at minas-tirith.example.org:", "on|9/11/2001|,|at|minas-tirith.example.org|:"),
        ("maps, etc. Then AT&T left :)", "maps|,|etc|.|Then|AT&T|left|:)"),
        ("soldiers' families", "soldiers|'|families"),
        ("\ufeffGondor\u200b fell", "Gondor|fell"),
        ("", ""),
    ],
)
def test_words_divide_as_in_ud(text: str, words: str) -> None:
    assert "|".join(text[s:e] for s, e in split(text)) == words


@given(st.text())
def test_words_are_ordered_and_hold_everything_visible(text: str) -> None:
    spans = split(text)
    assert all(s < e for s, e in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    covered = {i for s, e in spans for i in range(s, e)}
    left = [c for i, c in enumerate(text) if i not in covered]
    assert not any(c.isalnum() for c in left)


@pytest.mark.parametrize("run", ["a", "'", "a.", "a+", "a-", ".", "@", "a@", "a.b-", "1/", "1-", "’", "=", "&A"])
def test_a_hostile_run_is_split_in_linear_time(run: str) -> None:
    began = time.process_time()
    split(run * 50_000)
    assert time.process_time() - began < 5
