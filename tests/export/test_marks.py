"""Is every word that a record rests on marked, and is the text cut without losing a character?"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from osgiliath import READING, SPANS, TEXT
from sayso.export.marks import Mark, marks, pieces

SPANS_OF_20 = st.tuples(st.integers(0, 20), st.integers(0, 25)).map(lambda pair: (min(pair), max(pair)))
MARKS = st.lists(st.builds(Mark, st.sampled_from(["s1", "e1", "a1"]), st.sampled_from(["cue", "content"]), SPANS_OF_20))


def test_every_role_of_an_event_leads_to_its_words() -> None:
    found = {(mark.role, TEXT[slice(*mark.span)]) for mark in marks(READING) if mark.id == "e2"}
    assert found >= {
        ("trigger", "killed"),
        ("recipient", "guards"),
        ("instrument", "wagon bomb"),
        ("killed", "three"),
        ("time", "Thursday evening"),
        ("place", "Osgiliath bridge"),
    }
    assert [mark.span for mark in marks(READING) if mark.id == "e2" and mark.role == "evidence"] == list(
        SPANS["s2.content"]
    )


def test_words_shared_by_two_records_are_marked_for_both() -> None:
    told = {(mark.id, mark.role) for mark in marks(READING) if mark.span == SPANS["s3.cue"][0]}
    assert {("s3", "cue"), ("e3", "trigger")} <= told


def test_nested_marks_are_cut_at_every_border() -> None:
    nested = [Mark("s1", "content", (0, 10)), Mark("e1", "trigger", (4, 6)), Mark("s1", "source", (12, 14))]
    found = [(piece.span, [mark.role for mark in piece.marks]) for piece in pieces((0, 16), nested)]
    assert found == [
        ((0, 4), ["content"]),
        ((4, 6), ["content", "trigger"]),
        ((6, 10), ["content"]),
        ((10, 12), []),
        ((12, 14), ["source"]),
        ((14, 16), []),
    ]


@settings(deadline=None)  # a busy machine is no failure
@given(SPANS_OF_20, MARKS)
def test_pieces_are_the_whole_text_once_and_carry_just_the_marks_that_cover_them(
    within: tuple[int, int], some: list[Mark]
) -> None:
    found = list(pieces(within, some))
    assert [offset for piece in found for offset in range(*piece.span)] == list(range(*within))
    for piece in found:
        covering = {mark for mark in some if mark.span[0] <= piece.span[0] and piece.span[1] <= mark.span[1]}
        assert set(piece.marks) == covering
        assert all(
            mark.span[1] <= piece.span[0] or mark.span[0] >= piece.span[1] or mark.span[0] == mark.span[1]
            for mark in set(some) - covering
        ), "a mark begins or ends within a piece"
