"""How a run ends: exit status and last words, whatever happened."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any, NoReturn, TypeVar

import click

from sayso.errors import SaysoError
from sayso.records import Failure

ALL_READ = 0
FAILED = 1
SOME_UNREAD = 3
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
TOLD = 3  # failures that standard error shows one by one; all are in the output

Item = TypeVar("Item")


class _End:
    """Nothing more to read."""


END = _End()


class Commands(click.Group):
    """A group whose runs end as the contract says: see `EPILOG` of `sayso.cli`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which one meets them, not by the alphabet."""
        return list(self.commands)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        extra["standalone_mode"] = False
        try:
            status = super().main(*args, **extra)
        except click.exceptions.Abort:  # what click makes of Ctrl-C
            click.echo("interrupted", err=True)
            sys.exit(INTERRUPTED)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except SaysoError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(error.exit_status)
        except OSError as error:  # the disk is full, a file may not be written
            where = f": {error.filename}" if error.filename else ""
            click.echo(f"Error: {error.strerror or error}{where}", err=True)
            sys.exit(FAILED)
        sys.exit(status if isinstance(status, int) else ALL_READ)


@dataclass
class Tally:
    """What became of the documents of a run so far."""

    read: int = 0
    unread: int = 0
    interrupted: bool = False
    _reading: bool = False  # as opposed to writing what was read

    def counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """`items`, each counted. Ctrl-C ends them instead of the program, so that the output can be closed properly."""
        coming = iter(items)
        try:
            while not self.interrupted:
                self._reading = True
                item = next(coming, END)
                self._reading = False
                if isinstance(item, _End):
                    return
                self._count(item)
                yield item
        except KeyboardInterrupt:
            self.interrupted = True

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Within, Ctrl-C breaks off the reading of a document, not the writing of one. A second ends the program."""
        before = signal.signal(signal.SIGINT, self._interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        again, self.interrupted = self.interrupted, True
        if again or self._reading:
            raise KeyboardInterrupt

    def _count(self, item: object) -> None:
        if isinstance(item, Failure):
            self.unread += 1
            self._tell(item)
        else:
            self.read += 1

    def _tell(self, failure: Failure) -> None:
        if self.unread <= TOLD:
            named = failure.id is None or failure.id in failure.error
            click.echo(failure.error if named else f"{failure.id}: {failure.error}", err=True)

    def ending(self) -> int:
        """The exit status; says on standard error what was not read."""
        if self.unread:
            total = self.read + self.unread
            click.echo(f"{self.unread} of {total} documents could not be read", err=True)
        if self.interrupted:
            done = self.read + self.unread
            click.echo(f"interrupted after {done} document{'' if done == 1 else 's'}", err=True)
            return INTERRUPTED
        return SOME_UNREAD if self.unread else ALL_READ
