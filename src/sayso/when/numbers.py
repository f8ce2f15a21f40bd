"""How many: the numbers that a text writes in words or digits, from a table of number words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from sayso.when.patterns import APOSTROPHE, GAP, HYPHEN, NUMBER, Piece, start_of

_FRACTION_SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_DIGITS = r"\d{1,3}(?:,\d{3}){1,2}|\d{1,2}[½¼¾]|\d{1,4}[ \t]\d/\d\b|\d{1,4}" + HYPHEN + r"\d/\d\b|\d{1,4}(?:\.\d{1,2})?"
VAGUE = "X"  #: TIMEX3's figure for a number that the words leave open


@dataclass(frozen=True)
class NumberWords:
    """A language's number words; `vague` are those that name no number ("several")."""

    ones: Mapping[str, int]  #: 1 to 19
    tens: Mapping[str, int]
    scales: Mapping[str, int]  #: hundred, thousand, dozen
    articles: tuple[str, ...]  #: "a", which counts as one
    pairs: Mapping[str, int]  #: "a couple of"
    vague: tuple[str, ...]
    half: tuple[str, ...]  #: "half a"
    and_a_half: str

    @cached_property
    def piece(self) -> Piece:
        """A pattern piece without a field name; `read` gives its value."""
        starts = self.without_article.starts | {(article,) for article in self.articles}
        return Piece(f"{self.without_article.regex}|{_any(self.articles)}", starts)

    @cached_property
    def without_article(self) -> Piece:
        """The same, where "a" alone is not a number ("a hundred" is)."""
        phrases = [*self.half, *self.vague]
        return Piece(
            f"{self.figure.regex}|{_any(phrases)}", self.figure.starts | {start_of(phrase) for phrase in phrases}
        )

    @cached_property
    def figure(self) -> Piece:
        """The same, where the number must be a known one."""
        below_hundred = f"(?:(?:{_any(self.tens)})(?:(?:{HYPHEN}|{GAP})(?:{_any(self.ones)}))?|{_any(self.ones)})"
        scale, article = _any(self.scales), _any(self.articles)
        words = (
            f"(?:{below_hundred}|{article})(?:{GAP}|{HYPHEN})(?:{scale})(?:{GAP}(?:and{GAP})?{below_hundred})?"
            f"|{below_hundred}"
        )
        half = f"(?:{GAP}{self.and_a_half.replace(' ', GAP)})?"
        return Piece(f"(?:{_DIGITS}){half}|{_any(self.pairs)}|(?:{words}){half}", self._starts())

    def _starts(self) -> frozenset[tuple[str, ...]]:
        ones, tens = [*self.ones], [*self.tens]
        starts = {(word,) for word in [*ones, *tens, NUMBER]} | {start_of(phrase) for phrase in self.pairs}
        starts |= {(ten, one) for ten in tens for one in ones}
        starts |= {(word, scale) for word in [*ones, *tens, *self.articles] for scale in self.scales}
        starts |= {(word, self.and_a_half.split()[0]) for word in [*ones, *tens, NUMBER]} | {(NUMBER, NUMBER)}
        return frozenset(starts)

    def read(self, text: str) -> Fraction | None:
        """The number, exactly; None where the words are vague."""
        text = re.sub(r"[\s\u2010-\u2014-]+", " ", text.lower()).strip().replace("\u2019", "'")
        if text in self.vague:
            return None
        if text in self.pairs:
            return Fraction(self.pairs[text])
        if text in self.half:
            return Fraction(1, 2)
        extra = Fraction(0)
        if text.endswith(" " + self.and_a_half):
            text, extra = text.removesuffix(" " + self.and_a_half), Fraction(1, 2)
        return (self._digits(text) if text[:1].isdigit() else self._words(text)) + extra

    def _digits(self, text: str) -> Fraction:
        text = text.replace(",", "")
        if text[-1] in _FRACTION_SIGNS:
            return Fraction(int(text[:-1])) + _FRACTION_SIGNS[text[-1]]
        whole, _, part = text.partition(" ")
        numerator, _, denominator = part.partition("/")
        return Fraction(whole) + (Fraction(int(numerator), int(denominator)) if part and int(denominator) else 0)

    def _words(self, text: str) -> Fraction:
        total = 0
        current = 0
        for word in text.split():
            if word in self.scales:
                current = max(current, 1) * self.scales[word]
                if self.scales[word] >= 1000:
                    total, current = total + current, 0
            else:
                current += self.ones.get(word) or self.tens.get(word) or (1 if word in self.articles else 0)
        return Fraction(total + current)


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(
        r"\b" + "".join(GAP if c == " " else APOSTROPHE if c == "'" else re.escape(c) for c in w) + r"\b"
        for w in ordered
    )
