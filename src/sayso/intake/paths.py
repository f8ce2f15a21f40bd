"""What the user named → documents: files, folders, web addresses, `-` for standard input.

Everything named gives at least one record, in the order named; a folder's files come in the order of their names. What
cannot be read gives a `Failure` with its path as the id, and the reading goes on. One document is in memory at a time.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Literal, get_args

from sayso.errors import DocumentError, EmptyDocument, NotText, TooLarge, Unreadable, UsageError, shown
from sayso.intake import dates
from sayso.intake.decode import decode, formats, refuse_known_formats
from sayso.intake.document import from_text
from sayso.intake.jsonl import bounded_lines, from_jsonl
from sayso.intake.page import from_html, is_page
from sayso.records import Document, Failure

Input = Literal["auto", "text", "html", "jsonl"]

MAX_FILE = 20_000_000  # bytes: four for each character of the longest text
STANDARD_INPUT = "-"

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_OTHER_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def from_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    input: Input = "auto",
    published: str | dt.date | None = None,
    allow_private: bool = False,
) -> Iterator[Document | Failure]:
    """The documents of `paths`, or a failure for what cannot be read, in order, one at a time.

    `input` says what the data is; `auto` goes by content, and by the name for JSON Lines. `published` dates pages and
    texts; of JSON Lines, only the records without a date. `allow_private` lets addresses lead to private networks.
    Raises `UsageError` and `BadDate` at once, before anything is read.
    """
    return (found for _, found in named(paths, input=input, published=published, allow_private=allow_private))


def named(
    paths: Iterable[str | os.PathLike[str]],
    *,
    input: Input = "auto",
    published: str | dt.date | None = None,
    allow_private: bool = False,
) -> Iterator[tuple[str, Document | Failure]]:
    """As `from_paths`, each with the name of the file, address or stream that it was read from."""
    if input not in get_args(Input):
        raise UsageError(f"the input {shown(input)} is not known", remedy=f"one of {', '.join(get_args(Input))}")
    when = dates.iso(published) if published else None
    return _named(paths, input, when, allow_private)


def from_bytes(  # noqa: PLR0913
    data: bytes,
    *,
    name: str,
    input: Input = "auto",
    id: str | None = None,
    url: str | None = None,
    published: str | dt.date | None = None,
    charset: str | None = None,
) -> Document:
    """One document of `data`, which is HTML or plain text in any encoding; `auto` tells which by the content.

    `name` is what messages call it; `charset` is the encoding that a server declared.
    Raises `NotText` for binary data and for JSON or XML, and what `from_text` and `from_html` raise.
    """
    if len(data) > MAX_FILE:
        raise _too_large(name)
    if not data.strip():
        raise EmptyDocument(f"{name} is empty", remedy="give the text of an article")
    if input == "html":
        return from_html(data, url=url, published=published, id=id, charset=charset, name=name)
    decoded = decode(data, name=name, declared=charset)
    if input == "auto":
        if is_page(decoded.text):
            return from_html(data, url=url, published=published, id=id, charset=charset, name=name)
        _refuse_data(decoded.text, name)
    return from_text(decoded.text, id=id, url=url, published=published, notes=decoded.notes)


def _refuse_data(text: str, name: str) -> None:
    """Raises `NotText` for JSON and XML, which are text but no article."""
    start = text[:400].lstrip("\ufeff \t\r\n")
    if re.match(r'\{\s*"[^"\n]*"\s*:|\[\s*[\[{"]', start):
        raise NotText(f"{name} is JSON, not an article", remedy="read JSON Lines with --input jsonl")
    if re.match(r"<\?xml\b|<(?:rss|feed|svg|rdf:RDF)\b", start):
        raise NotText(f"{name} is XML, not an article", remedy="give the article's page or its text")


# --------------------------------------------------------------------------------------------- one name after the other


def _named(
    paths: Iterable[str | os.PathLike[str]], input: Input, published: str | None, allow_private: bool
) -> Iterator[tuple[str, Document | Failure]]:
    for path in paths:
        name = os.fspath(path)
        if name == STANDARD_INPUT:
            found = _from_standard_input(input, published)
        elif _OTHER_ADDRESS.match(name):
            found = _from_address(name, input, published, allow_private)
        elif Path(name).is_dir():
            yield from _from_folder(Path(name), input, published)
            continue
        else:
            found = _from_file(Path(name), input, published)
        yield from ((printable(name), document) for document in found)


def _from_folder(folder: Path, input: Input, published: str | None) -> Iterator[tuple[str, Document | Failure]]:
    for path, problem in _files(folder):
        name = printable(str(path))
        found = iter((_failure(name, problem),)) if problem else _from_file(path, input, published)
        yield from ((name, document) for document in found)


def _files(folder: Path) -> Iterator[tuple[Path, DocumentError | None]]:
    """The files below `folder` that are not hidden, sorted; each that will not be read with the reason."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield folder, _unreadable(str(folder), error)
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(path)
        elif entry.is_dir():
            yield path, Unreadable("it is a link to a folder, which is not followed", remedy="name the folder itself")
        elif path.suffix.lower() not in _suffixes():
            known = " ".join(sorted(_suffixes()))
            what = f"in a folder, only files named {known} are read"
            yield path, NotText(what, remedy="name the file itself to read it")
        else:
            yield path, None


def _suffixes() -> dict[str, Input]:
    """File name endings and what they stand for, from `data/formats.toml`."""
    return {suffix: kind for kind, endings in formats()["suffixes"].items() for suffix in endings}


def _from_file(path: Path, input: Input, published: str | None) -> Iterator[Document | Failure]:
    name = printable(str(path))
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        yield _failure(name, _unreadable(name, error))
        return
    with stream:
        yield from _from_stream(stream, name, input, published, path.suffix.lower())


def _from_standard_input(input: Input, published: str | None) -> Iterator[Document | Failure]:
    if sys.stdin is None or sys.stdin.closed:
        yield _failure(STANDARD_INPUT, Unreadable("standard input is closed", remedy="name a file, or pipe a text in"))
        return
    yield from _from_stream(sys.stdin.buffer, STANDARD_INPUT, input, published, "")


def _from_stream(
    stream: IO[bytes], name: str, input: Input, published: str | None, suffix: str
) -> Iterator[Document | Failure]:
    called = "standard input" if name == STANDARD_INPUT else name
    try:
        if input == "jsonl" or (input == "auto" and _suffixes().get(suffix) == "jsonl"):
            yield from from_jsonl(bounded_lines(_as_text(stream, called)), published, name=called)
            return
        if _size(stream) > MAX_FILE:
            raise _too_large(called)
        yield from_bytes(stream.read(MAX_FILE + 1), name=called, input=input, published=published)
    except DocumentError as error:
        yield _failure(name, error)
    except OSError as error:
        yield _failure(name, _unreadable(called, error))


def _size(stream: IO[bytes]) -> int:
    """Bytes of the file behind a stream; 0 for pipes and for streams without a file, which are read up to the limit."""
    try:
        status = os.fstat(stream.fileno())
    except io.UnsupportedOperation:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _from_address(url: str, input: Input, published: str | None, allow_private: bool) -> Iterator[Document | Failure]:
    from sayso.intake.fetch import fetch

    try:
        data, final, content_type = fetch(url, allow_private=allow_private)
        if input == "jsonl":
            yield from from_jsonl(bounded_lines(io.BytesIO(data)), published, name=final)
            return
        _refuse_content_type(content_type, final)
        declared = re.search(r"charset\s*=\s*\"?([\w.:-]+)", content_type)
        charset = declared[1] if declared else None
        yield from_bytes(data, name=final, input=input, url=final, published=published, charset=charset)
    except DocumentError as error:
        yield _failure(re.sub(r"(?<=//)[^/?#]*@", "…@", url), error)  # a record must not keep a password


def _refuse_content_type(content_type: str, url: str) -> None:
    kind = content_type.partition(";")[0].strip()
    if kind and not kind.startswith("text/") and kind not in ("application/xhtml+xml", "application/octet-stream"):
        raise NotText(f"{shown(url)} is {shown(kind)}, not a page or a text", remedy="give the address of an article")


def _as_text(stream: IO[bytes], name: str) -> IO[bytes] | IO[str]:
    """`stream`, decoded if it has the mark of UTF-16, as some shells write it. `NotText` for archives and the like."""
    peek = getattr(stream, "peek", None)
    start = peek(64) if peek else b""
    refuse_known_formats(start, name)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return io.TextIOWrapper(stream, encoding="utf-16", errors="replace", newline="\n")
    return stream


def _failure(id: str, error: DocumentError) -> Failure:
    return Failure(id=printable(id), line=None, error=str(error))


def _unreadable(name: str, error: Exception) -> Unreadable:
    what = getattr(error, "strerror", None) or str(error)
    return Unreadable(f"{printable(name)} cannot be read ({what})", remedy="check the name and the permissions")


def _too_large(name: str) -> TooLarge:
    return TooLarge(
        f"{name} has more than {MAX_FILE:,} bytes", remedy="split it into its articles, one file or one JSON line each"
    )


def printable(name: str) -> str:
    """A file's name as it may stand in a record: bytes that are not UTF-8 are escaped."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
