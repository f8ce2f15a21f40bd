"""Is it English? What is not gets a clear refusal, not nonsense.

Three questions, cheapest first, each asked only when the one before leaves doubt:

1. **script**: most letters in another script than Latin → refused, however short the text is;
2. **common words**: English has its "the", "of" and "said" in every passage (`data/en/common_words.csv`);
3. **py3langid** (naive Bayes over byte n-grams, 139 languages) on the passages that have too few of them.

Texts under `ENOUGH_LETTERS` are not refused by question 3: on them the classifier is often wrong.
A page in two languages is read when at least half of it is English, with a note.
"""

from __future__ import annotations

import csv
import functools
import importlib.resources
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sayso.errors import NotEnglish

ENOUGH_LETTERS = 200  # 0 of 556 English passages of 200 characters were misnamed by py3langid, 12 % of those of 20
PASSAGE = 600  # characters judged at once: long enough to be sure, short enough to see a page's second language
SAMPLED_PASSAGES = 100  # of a very long text, evenly spread: 60,000 characters settle it
COMMON_SHARE = 0.18  # of the words: 513 English passages of news had 0.22 to 0.55, 17 other languages 0.00 to 0.09
ENGLISH_SHARE = 0.5  # of the judged letters: below, the text is refused
NOTED_SHARE = 0.9  # of the judged letters: below, a note says what else is in the text
SURE = 0.5  # probability from which a passage counts as another language; doubt is left to the reader

REMEDY = "sayso reads English; give it an English text or a translation"

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@functools.cache
def _common_words() -> frozenset[str]:
    return frozenset(row["word"] for row in _rows("common_words"))


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def check(text: str) -> tuple[str, ...]:
    """Notes on the language of `text`: none when all of it is English.

    Raises `NotEnglish` when most of it is in another script or language.
    """
    letters_by_script = scripts(text)
    letters = sum(letters_by_script.values())
    script, most = letters_by_script.most_common(1)[0] if letters else ("LATIN", 0)
    if script != "LATIN" and most > ENGLISH_SHARE * letters:
        raise NotEnglish(
            f"most letters of the text are {_named(script)} ({round(100 * most / letters)} %)",
            remedy=REMEDY,
        )
    if letters < ENOUGH_LETTERS:
        return ()
    judged = Counter[str]()
    for passage in _passages(text):
        judged[language(passage)] += len(passage)
    english = judged["en"] / judged.total() if judged else 1.0
    others = [code for code, _ in judged.most_common() if code != "en"]
    if english < ENGLISH_SHARE:
        share = f"{round(100 * english)} % of it looks English"
        raise NotEnglish(f"the text looks like {language_name(others[0])}, not English ({share})", remedy=REMEDY)
    if english < NOTED_SHARE:
        percent = round(100 * (1 - english))
        names = ", ".join(map(language_name, others[:3]))
        return (f"about {percent} % of the text is not English ({names}): those passages may be misread",)
    return ()


def scripts(text: str) -> Counter[str]:
    """How many letters of `text` are in which script, by the first word of their Unicode names (`LATIN`, `CYRILLIC`).

    A text of more than 100,000 characters is sampled.
    """
    sample = text[:: max(1, len(text) // 100_000)]
    letters = Counter(character for character in sample if character.isalpha())
    counted = Counter[str]()
    for letter, count in letters.items():
        counted[unicodedata.name(letter, "UNKNOWN").split(" ")[0].split("-")[0]] += count
    counted["LATIN"] += counted.pop("FULLWIDTH", 0)
    return +counted


def _named(script: str) -> str:
    return "Chinese characters" if script == "CJK" else script.capitalize()


def language(passage: str) -> str:
    """ISO 639 code of the language of `passage`, a few hundred characters; `en` in doubt."""
    words = [word.lower() for word in _WORD.findall(passage)]
    common = _common_words()
    if not words or sum(word in common for word in words) >= COMMON_SHARE * len(words):
        return "en"
    code, probability = _identifier().classify(passage)
    return str(code) if probability >= SURE else "en"


def language_name(code: str) -> str:
    """English name of a language, or the code itself where none is known here."""
    return next((row["name"] for row in _rows("language_names") if row["code"] == code), f"language “{code}”")


def _rows(table: str) -> Iterator[dict[str, str]]:
    with importlib.resources.files("sayso").joinpath(f"data/en/{table}.csv").open(encoding="utf-8") as rows:
        yield from csv.DictReader(rows)


def _passages(text: str) -> Iterator[str]:
    """Passages of about `PASSAGE` characters with enough letters to judge, spread over the text."""
    starts = range(0, len(text), PASSAGE)
    step = max(1, len(starts) // SAMPLED_PASSAGES)
    for start in starts[::step]:
        passage = text[start : start + PASSAGE]
        if sum(map(str.isalpha, passage)) >= ENOUGH_LETTERS or len(starts) == 1:
            yield passage
