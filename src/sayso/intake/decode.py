"""Bytes → text: which encoding is it? A guess is said in a note; nothing is dropped without one.

In this order: the byte order mark; UTF-16 without a mark, by its many zero bytes; UTF-8, if the bytes are; what the
page or the server declares; UTF-8 with a few broken bytes; the guess of charset-normalizer. English text in an old
one-byte encoding is Windows-1252 (which browsers also read where a page says Latin-1), so a guess of any other
Latin-script encoding is taken as that.
"""

from __future__ import annotations

import codecs
import functools
import importlib.resources
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sayso.errors import NotText

PROBE = 64 * 1024  # bytes looked at to tell text from binary and to guess an encoding
CONTROL_SHARE = 0.02  # of the bytes: text has tabs and line ends, and now and then a stray control character
STRAY_CONTROLS = 8  # are let pass in any text, however short
ZERO_SHARE = 0.3  # of every other byte: UTF-16 of English is zero in half of its bytes
SOUND_PER_BROKEN = 4  # sound multi-byte characters to a broken byte, for text to be UTF-8 with damage

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b\x08")) + b"\x7f"


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    notes: tuple[str, ...] = ()


@functools.cache
def formats() -> Mapping[str, Any]:
    """`data/formats.toml`."""
    return tomllib.loads(importlib.resources.files("sayso").joinpath("data/formats.toml").read_text("utf-8"))


def decode(data: bytes, *, name: str, declared: str | None = None) -> Decoded:
    """The text of `data`. `name` is what messages call it; `declared` is the encoding named by a server or a page.

    Line ends are kept as they are. Raises `NotText` for binary data.
    """
    refuse_known_formats(data, name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_replacements(data, encoding)
    zeros = _zero_bytes(data[:PROBE])
    if zeros is not None:
        decoded = _with_replacements(data, zeros)
        return Decoded(decoded.text, zeros, (f"read as {zeros.upper()}, by its zero bytes", *decoded.notes))
    controls = len(data[:PROBE]) - len(data[:PROBE].translate(None, _CONTROLS))
    if controls > max(STRAY_CONTROLS, CONTROL_SHARE * len(data[:PROBE])):
        raise _binary(name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf_8(data, name, declared)


def refuse_known_formats(data: bytes, name: str) -> None:
    """Raises `NotText`, with what to do, if `data` begins as one of `data/formats.toml`."""
    for known in formats()["format"]:
        if data.startswith(tuple(start.encode("latin-1") for start in known["starts"])):
            raise NotText(f"{name} is {known['name']}", remedy=known["remedy"])


def _binary(name: str) -> NotText:
    return NotText(f"{name} is binary data, not text", remedy="give plain text, HTML or JSON Lines")


def _zero_bytes(sample: bytes) -> str | None:
    """The byte order that puts the zero bytes of UTF-16 where they are, if most of the text is Latin."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > ZERO_SHARE * half and even < odd / 10:
        return "utf-16-le"
    if even > ZERO_SHARE * half and odd < even / 10:
        return "utf-16-be"
    return None


def _with_replacements(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    replaced = text.count("\ufffd")
    shown = encoding.removesuffix("-sig").upper()
    what = "place" if replaced == 1 else "places"
    return Decoded(text, encoding, (f"broken {shown} in {replaced:,} {what}: U+FFFD stands there",) if replaced else ())


def _not_utf_8(data: bytes, name: str, declared: str | None) -> Decoded:
    named = _codec(declared)
    if named and named != "utf-8":
        text = data.decode(named, errors="replace")
        if text.count("\ufffd") * 100 <= len(text):
            return Decoded(text, named)
    damaged = data.decode("utf-8", errors="replace")
    broken = damaged.count("\ufffd")
    sound = len(re.findall(r"[^\x00-\x7f\ufffd]", damaged))
    if named == "utf-8" or sound >= SOUND_PER_BROKEN * broken:
        return _with_replacements(data, "utf-8")
    return _guessed(data, name)


def _codec(label: str | None) -> str | None:
    """Python's name for a declared encoding. Latin-1 and ASCII mean Windows-1252, as in WHATWG's Encoding Standard."""
    if not label:
        return None
    try:
        found = codecs.lookup(label.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True):
        return None
    return "cp1252" if found.name in ("iso8859-1", "ascii") else found.name


def _guessed(data: bytes, name: str) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:PROBE]).best()
    if best is None:
        raise _binary(name)
    encoding = best.encoding
    sample = data[:PROBE].decode(encoding, errors="replace")
    letters = [character for character in sample if character.isalpha()]
    foreign = sum(ord(character) >= 0x0370 for character in letters)  # Greek and all that follows in Unicode
    if foreign * 2 <= len(letters) and _fits_windows_1252(data):
        encoding = "cp1252"
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, (f"the encoding was guessed: {encoding}; letters with accents may be wrong",))


def _fits_windows_1252(data: bytes) -> bool:
    return not set(b"\x81\x8d\x8f\x90\x9d") & set(data[:PROBE])
