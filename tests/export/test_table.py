"""Can a reading be read in a terminal, and can no document do anything to that terminal?"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from osgiliath import READING
from sayso.export import Layout, format_named
from sayso.export.table import plain
from sayso.records import Document, Failure, Model, Phrase, Reading


def table(*items: Reading | Failure, width: int = 100, colour: bool = False) -> str:
    return "".join(map(str, format_named("table")(items, Layout(width=width, colour=colour))))


def row(text: str, id_: str) -> str:
    """The row `id_`, its folded lines joined, without the spaces of its columns."""
    start = re.search(rf"^{id_}\s", text, re.MULTILINE)
    assert start, f"there is no row {id_}"
    lines = [text[start.start() :].splitlines()[0]]
    for line in text[start.start() :].splitlines()[1:]:
        if not line.startswith("    "):
            break
        lines.append(line)
    return " ".join(" ".join(lines).split())


def test_a_statement_shows_who_the_act_what_and_how() -> None:
    assert (
        row(table(READING, width=160), "s3")
        == "s3 Húrin accuse “Mordor sent the orcs who did this,” direct, to Courier of Minas Tirith"
    )
    assert row(table(READING, width=160), "s4").startswith("s4 Húrin (“He”) say the beacon-wardens had passed on")


def test_a_statement_within_another_names_it_and_its_channel() -> None:
    assert "within s4, via the beacon-wardens" in row(table(READING, width=160), "s5")


def test_an_event_shows_on_whose_say_so_it_stands() -> None:
    wide = table(READING, width=160)
    assert "Húrin (s2)" in row(wide, "e2") and "nobody has claimed it" in row(wide, "e2")
    assert "denied by Mordor (s1)" in row(wide, "e4")
    assert "3019-03-08 the publisher" in row(wide, "e3"), "an accusation told in the publisher's own voice"


def test_what_is_unknown_is_a_dash_and_no_guess() -> None:
    assert "— → guards" in row(table(READING, width=160), "e2")


def test_a_repeated_mention_says_what_it_repeats() -> None:
    assert "same as e2" in row(table(READING), "e5")


def test_cast_and_places_are_there() -> None:
    wide = table(READING, width=160)
    assert row(wide, "a3") == "a3 Húrin person GOV spokesman; of the Steward 3"
    assert row(wide, "p2") == "p2 Osgiliath bridge Osgiliath facility GON, Ithilien 44.1, 12.25 ± 1 km 1"


def test_a_place_named_twice_stands_there_once() -> None:
    again = replace(READING.places[1], id="p4", text="the bridge")
    row_of_both = row(table(replace(READING, places=(*READING.places, again)), width=160), "p2")
    assert "Osgiliath bridge, the bridge" in row_of_both and row_of_both.endswith(" 2")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(cell_len, table(READING, width=width).splitlines())) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_the_words_of_a_value_set_are_never_broken(width: int) -> None:
    for word in ("indirect", "MOBILIZE", "explosives", "occurred", "organization", "government", "facility"):
        assert word in table(READING, width=width)


def test_markup_in_the_text_is_text() -> None:
    loud = replace(
        READING.events[1], trigger=Phrase(span=READING.events[1].trigger.span, text="[red]killed[/] [/nonsense]")
    )
    assert "[red]killed[/]" in table(replace(READING, events=(loud,)), width=160)


def test_a_failure_stands_in_its_place() -> None:
    assert table(Failure(id="letter", line=4, error="not JSON")).startswith("✗ letter (line 4): not JSON")


def test_without_colour_there_is_no_escape_and_with_it_there_is() -> None:
    assert "\x1b" not in table(READING) and "\x1b[" in table(READING, colour=True)


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(st.characters(codec=None), min_size=1))
def test_no_character_of_a_document_commands_the_terminal(text: str) -> None:
    document = Document(id=text, text=text, sha256="0" * 64, title=text, publisher=text)
    reading = Reading(sayso="0", model=Model(name="m", version="1"), document=document, notes=(text,))
    shown = table(reading, Failure(id=text, line=None, error=text))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    shown.encode("utf-8")


def test_direction_overrides_are_visible() -> None:
    assert plain("abc\u202egnp.exe") == "abc�gnp.exe"
