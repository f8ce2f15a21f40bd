"""Sentences whose quantities are marked, with the words' syntax guessed so simply that tests can see it.

`[about 400 soldiers]` marks the quantity. Numbers are NUM, capitalised words PROPN, words of the list below what it
says, all others NOUN; a number hangs on the next noun as its `nummod`. That is all that counting needs of the syntax.
"""

from __future__ import annotations

import hashlib
import re

from sayso import amounts
from sayso.amounts import numbers
from sayso.records import Analysis, Document, Quantity, Word

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[A-Za-z]+(?:'s)?|[^\w\s]")
_CLASSES = {
    "VERB": "killed wounded said fled marched cost walked left was were grew fell arrested",
    "ADJ": "armed wounded foreign heavy orcish",
    "ADP": "of in at for between from to by with up over about around under near",
    "DET": "the a an another some no",
    "ADV": "more than as many at least nearly almost only less fewer heavily",
    "CCONJ": "and or",
    "PRON": "them he she it they",
}
_UPOS = {word: upos for upos, words in _CLASSES.items() for word in words.split()}


def analysed(text: str) -> Analysis:
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        form = match[0]
        lower = form.lower()
        is_number = numbers.figure(form) is not None or lower in numbers.words()
        proper = form[:1].isupper() and match.start() > 0
        upos = (
            "NUM" if is_number else _UPOS.get(lower) or ("PROPN" if proper else "NOUN" if form.isalpha() else "PUNCT")
        )
        lemma = lower[:-1] if upos == "NOUN" and lower.endswith("s") else lower
        words.append(Word(match.start(), match.end(), form, lemma, upos, None, "dep", 0))
    for index, word in enumerate(words):
        if word.upos == "NUM":
            noun = next((i for i in range(index + 1, min(index + 5, len(words))) if words[i].upos == "NOUN"), None)
            between = words[index + 1 : noun] if noun is not None else ()
            if noun is not None and all(one.upos in ("ADJ", "NUM", "ADV") for one in between):
                words[index] = Word(word.start, word.end, word.text, word.lemma, word.upos, noun, "nummod", 0)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(id="d", text=text, sha256=digest)
    return Analysis(document=document, words=tuple(words), sentences=((0, len(words)),) if words else ())


def counted(text: str) -> tuple[Quantity, ...]:
    return amounts.find(analysed(text), ())
