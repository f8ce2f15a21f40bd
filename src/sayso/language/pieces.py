"""Which pieces of the encoder's vocabulary is a word made of? BERT's uncased WordPiece, for one word at a time.

Accents off, lower case, control characters dropped, punctuation and CJK characters on their own, then the longest
piece that fits, again and again (Wu et al. 2016; Devlin et al. 2019). On the words of a treebank and of news it gives
what the package `tokenizers` gives, which brings a network client and 40 MB along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from unicodedata import category, normalize

UNKNOWN = "[UNK]"
INSIDE = "##"  # before a piece that does not begin its word
LONGEST = 100  # characters of a run that is looked up; a longer one is unknown, as in BERT
DROPPED = frozenset({"Cc", "Cf", "Co"})
SPACES = "\t\n\r"
CJK = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


def vocabulary(path: Path) -> Mapping[str, int]:
    """Piece → id, of a BERT `vocab.txt`: one piece a line, its id the line's number from 0."""
    return {piece: i for i, piece in enumerate(path.read_text(encoding="utf-8").splitlines())}


def pieces(word: str, ids: Mapping[str, int]) -> list[int]:
    """Ids of the word's pieces; empty where nothing of it is kept."""
    if word.isascii() and word.isalnum():
        return _longest_first(word.lower(), ids)
    return [id for run in _runs(word) for id in _longest_first(run, ids)]


def _longest_first(run: str, ids: Mapping[str, int]) -> list[int]:
    if len(run) > LONGEST:
        return [ids[UNKNOWN]]
    found: list[int] = []
    start, end = 0, len(run)
    while start < len(run):
        id = ids.get(INSIDE + run[start:end] if start else run[:end])
        if id is not None:
            found.append(id)
            start, end = end, len(run)
        elif end - start == 1:
            return [ids[UNKNOWN]]
        else:
            end -= 1
    return found


def _runs(word: str) -> Iterator[str]:
    """Runs of letters, figures and marks; punctuation and CJK characters alone."""
    run = ""
    for char in _bare(word):
        if char == " " or _stands_alone(char):
            if run:
                yield run
            run = ""
            if char != " ":
                yield char
        else:
            run += char
    if run:
        yield run


def _bare(word: str) -> Iterator[str]:
    """The word's characters without accents, in lower case; white space of all kinds as " "."""
    kept = "".join(
        " " if char in SPACES or category(char) == "Zs" else f" {char} " if _is_cjk(char) else char
        for char in word
        if char in SPACES or (char not in "\0\ufffd" and category(char) not in DROPPED)
    )
    for char in normalize("NFD", kept):
        if category(char) != "Mn":
            yield from char.lower()  # character by character: a final sigma is a sigma


def _is_cjk(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in CJK)


def _stands_alone(char: str) -> bool:
    """Punctuation; of ASCII, all symbols count ("$", "^"), as in BERT."""
    return (char.isascii() and char.isprintable() and not char.isalnum() and char != " ") or category(char)[0] == "P"
