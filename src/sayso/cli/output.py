"""Where readings go: a terminal, a pipe, a file."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sayso.export import OWN, Layout

NARROWEST, WIDEST = 60, 160  # columns of a table: below, words break; above, eyes lose the line
PIPE_WIDTH = 100


def format_for(file: Path | None) -> str:
    """The format that is meant where none is named: by the file's ending, else a table for eyes and JSON for a pipe."""
    if file is not None:
        ending = file.suffix.lstrip(".").lower()
        return ending if ending in OWN else "json"
    return "table" if sys.stdout.isatty() else "json"


def layout_for(file: Path | None, layers: tuple[str, ...]) -> Layout:
    """How wide and how colourful; `NO_COLOR` (no-color.org) is heeded."""
    terminal = file is None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal or "COLUMNS" in os.environ else PIPE_WIDTH
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Layout(layers=layers, width=min(max(width, NARROWEST), WIDEST), colour=colour)


def write(pieces: Iterable[str | bytes], file: Path | None) -> bool:
    """Writes each piece as it comes, so that what is finished is kept. False: the reader of the pipe has closed it."""
    with _opened(file) as out:
        for piece in pieces:
            try:
                out.write(piece if isinstance(piece, bytes) else _encoded(piece, file))
                out.flush()
            except BrokenPipeError:
                # `| head` has what it wanted; Python, which flushes once more at exit, may write to /dev/null
                if file is None:
                    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                return False
    return True


@contextmanager
def _opened(file: Path | None) -> Iterator[BinaryIO]:
    if file is None:
        yield sys.stdout.buffer
    else:
        with file.open("wb") as out:
            yield out


def _encoded(text: str, file: Path | None) -> bytes:
    """UTF-8; to a terminal of another encoding, what it can show."""
    if file is None and sys.stdout.isatty():
        return text.encode(sys.stdout.encoding, "replace")
    return text.encode("utf-8")
