import tomllib
from pathlib import Path

import pytest

from sayso.errors import NotEnglish
from sayso.intake import language_check

OTHERS = tomllib.loads(Path(__file__).with_name("other_languages.toml").read_text("utf-8"))
ENGLISH = (
    "The governor of the province said on Friday that four people had been killed and eleven wounded when the town was "
    "shelled. A spokesman for the rebels rejected the charge and said that the army itself had fired on the market. "
    "The talks planned for next week may be put off, according to two officials who asked not to be named. "
)
LIST_OF_NAMES = "Théodred Grímbold, Élfhild Erkenbrand, Déorwine Gúthláf, Háma Fréaláf, Brytta Léofa, Walda Folca. "


@pytest.mark.parametrize(("language", "report"), OTHERS["latin"].items())
def test_another_language_in_latin_letters_is_named_and_refused(language, report):
    with pytest.raises(NotEnglish, match=f"looks like {language}, not English"):
        language_check.check(report)


@pytest.mark.parametrize("report", OTHERS["other_scripts"].values(), ids=OTHERS["other_scripts"].keys())
def test_another_script_is_refused_however_short_the_text(report):
    with pytest.raises(NotEnglish, match="most letters of the text are"):
        language_check.check(report)


def test_english_is_accepted_without_a_note():
    assert language_check.check(ENGLISH) == ()


def test_english_does_not_need_the_classifier(monkeypatch):
    monkeypatch.setattr(language_check, "_identifier", lambda: pytest.fail("the classifier was asked"))
    assert language_check.check(ENGLISH * 20) == ()


@pytest.mark.parametrize("short", ["Blast in Bree", "Élan vital", "Die Stadt brennt", "Gondor: 4; Mordor: 0"])
def test_a_text_too_short_to_tell_is_accepted(short):
    assert language_check.check(short) == ()


def test_english_in_capitals_is_english():
    assert language_check.check(ENGLISH.upper()) == ()


def test_english_full_of_foreign_names_is_english():
    assert language_check.check(f"{ENGLISH}Among the dead were {LIST_OF_NAMES}") == ()


def test_an_english_report_with_a_foreign_part_is_read_with_a_note():
    (note,) = language_check.check(ENGLISH * 8 + OTHERS["latin"]["French"] * 3)
    assert "not English (French)" in note


def test_a_foreign_report_with_an_english_part_is_refused():
    with pytest.raises(NotEnglish, match="looks like German"):
        language_check.check(ENGLISH + OTHERS["latin"]["German"] * 6)


def test_arabic_names_in_brackets_do_not_make_a_report_arabic():
    assert language_check.check("Forces of Harad (قوات هاراد) shelled the town.") == ()


def test_the_margin_between_english_and_the_rest_holds():
    """The share of common words in every other language is under half of what English needs."""
    words = {language: report.lower().split() for language, report in OTHERS["latin"].items()}
    common = language_check._common_words()
    shares = {language: sum(word in common for word in report) / len(report) for language, report in words.items()}
    assert max(shares.values()) < language_check.COMMON_SHARE / 1.5, shares
