"""A text and what is known about it → the `Document` that every stage reads.

The text is fixed here. Two characters that no store can hold are replaced first, each by one U+FFFD, so that offsets
into the text as given stay right: lone surrogates (half an emoji) and NUL. A note says how many.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass

from sayso.errors import EmptyDocument, TooLarge
from sayso.intake import dates, language_check, layout
from sayso.records import Document, Segment

MAX_TEXT = 5_000_000  # code points: five long novels; what is longer is an archive, not an article
ID_DIGITS = 16  # of the SHA-256: two texts in 10^9 share an id with a probability of 3 in 100

NO_DATE = "no publication date was given: relative dates are left unresolved"

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def from_text(  # noqa: PLR0913  what a caller may know; `Particulars` inside
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    published: str | dt.date | None = None,
    notes: tuple[str, ...] = (),
) -> Document:
    """A document of plain text. Its `text` is `text` itself, but for what cannot be stored (see the module).

    `title` is a segment only where the text starts with it; without one, a first line in the form of a heading is the
    title. `published` is brought to ISO form. Without an `id`, the id is the start of the text's SHA-256.

    Raises `TooLarge`, `EmptyDocument`, `NotEnglish`, `BadDate`.
    """
    if len(text) > MAX_TEXT:
        raise too_large(len(text))
    clean, replaced = storable(text)
    title = _line(title)
    parts = layout.segments(clean, title)
    found_title = next((clean[part.start : part.end] for part in parts[:1] if part.kind == "title"), None)
    known = Particulars(
        id=id, title=title or found_title, url=url, publisher=publisher, author=author, published=published
    )
    return fixed(clean, parts, known, notes=(*notes, *replaced))


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is known about a text, as it was given or found."""

    id: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | dt.date | None = None


def fixed(text: str, segments: tuple[Segment, ...], known: Particulars, notes: tuple[str, ...]) -> Document:
    """The document of a storable text whose segments are known. Checks size, words and language, adds the notes."""
    if len(text) > MAX_TEXT:
        raise too_large(len(text))
    if not any(map(str.isalnum, text)):
        raise EmptyDocument(
            "there is no word in the document" if text.strip() else "the document is empty",
            remedy="give the text of an article",
        )
    published = dates.iso(known.published) if known.published else None
    language_notes = language_check.check(text)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(
        id=storable(known.id)[0] if known.id else digest[:ID_DIGITS],
        text=text,
        sha256=digest,
        title=_line(known.title),
        url=_line(known.url),
        publisher=_line(known.publisher),
        author=_line(known.author),
        published=published,
        segments=segments,
        notes=(*notes, *language_notes, *(() if published else (NO_DATE,))),
    )


def too_large(size: int, unit: str = "characters") -> TooLarge:
    return TooLarge(
        f"the document has {size:,} {unit}, and at most {MAX_TEXT:,} are read",
        remedy="split it into its articles, one file or one JSON line each",
    )


def storable(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with one U+FFFD for each lone surrogate and NUL, and a note if there were any. Same length."""
    clean, replaced = _UNSTORABLE.subn("\ufffd", text)
    if not replaced:
        return text, ()
    what = "character that cannot be stored was" if replaced == 1 else "characters that cannot be stored were"
    return clean, (f"{replaced:,} {what} replaced by U+FFFD (lone surrogates, NUL)",)


def _line(value: str | None) -> str | None:
    """A value of the metadata: on one line, storable; None where nothing is left."""
    return " ".join(storable(value)[0].split()) or None if value else None
