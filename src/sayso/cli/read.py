"""`sayso read`: documents in, readings out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli import output
from sayso.cli.ending import ALL_READ, Tally
from sayso.errors import BadDate, ExportError, UsageError

if TYPE_CHECKING:
    from sayso.reader import Reader
    from sayso.records import Document, Failure, Reading

# options that commands share
INPUT = click.option(
    "--input",
    "input_",
    type=click.Choice(("auto", "text", "html", "jsonl")),
    default="auto",
    show_default=True,
    help="What the input is.",
)
PUBLISHED = click.option(
    "--published", metavar="DATE", help="Date of documents that do not tell theirs; relative dates count from it."
)
MODEL = click.option(
    "--model", type=click.Path(exists=True, path_type=Path), help="Another language model than the one installed."
)


def layers_named(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """`tokens,trace` as a tuple."""
    from sayso.schema import LAYERS

    named = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    for name in named:
        if name not in LAYERS:
            raise click.BadParameter(f"{name!r} is not one of {', '.join(LAYERS)}.")
    return named


def from_where(paths: tuple[str, ...]) -> tuple[str, ...]:
    """The paths, or standard input where there are none and something is piped in.

    Raises: click.UsageError: there is nothing to read.
    """
    if paths:
        return paths
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("Nothing to read. Name a file, a folder or an address, or pipe a text in.")
    return ("-",)


def documents(paths: tuple[str, ...], input_: Any, published: str | None) -> Iterator[Document | Failure]:
    """What intake finds. Raises: click.UsageError: a kind of input or a date that is none."""
    from sayso.intake import from_paths

    try:
        return from_paths(paths, input=input_, published=published)
    except (UsageError, BadDate) as error:
        raise click.UsageError(f"{error}.") from error


def reader(context: click.Context, model: Path | None) -> Reader:
    """The reader of this run; whoever calls the command from Python can give `obj`, a function that makes one."""
    if context.obj is not None:
        made: Reader = context.obj()
        return made
    from sayso.reader import load

    return load(model)


@click.command(short_help="Read documents: who says what, what happened.")
@click.argument("paths", metavar="[FILE|FOLDER|URL|-]...", nargs=-1)
@INPUT
@click.option(
    "--format",
    "format_",
    metavar="NAME",
    help="table, json, jsonl, html, or the name of an installed plug-in.  [default: table on a terminal, json into a "
    "pipe, by its ending into a file]",
)
@PUBLISHED
@click.option(
    "--layers",
    callback=layers_named,
    default="",
    metavar="NAMES",
    help="Add to json and jsonl: tokens (words and predicates), trace (why each field holds), or both: tokens,trace.",
)
@click.option("-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@MODEL
@click.pass_context
def read(  # noqa: PLR0913  one parameter an option
    context: click.Context,
    paths: tuple[str, ...],
    input_: str,
    format_: str | None,
    published: str | None,
    layers: tuple[str, ...],
    file: Path | None,
    model: Path | None,
) -> int:
    """Read documents: who says what, what happened, and on whose say-so.

    Takes files, folders, web addresses, or - for standard input, which is also read when nothing is named. The output
    is in the order of the input. A document that cannot be read gives an error record (sayso.error/1) in its place,
    and the run goes on.

    JSON Lines have one {"id", "text", "published", "title", "url", "publisher"} a line; all but "text" may be left out.

    \b
    Examples:
        sayso read article.txt --published 2024-03-08
        sayso read articles/ --output readings.jsonl
        sayso read https://news.example/story --output story.html
        sayso read --input jsonl --format jsonl < articles.jsonl | jq -c .events
        sayso read article.txt --format json --layers trace > reading.json
    """
    from sayso.export import format_named

    try:
        write = format_named(format_ or output.format_for(file))
    except ExportError as error:
        raise click.BadParameter(f"{error}.", param_hint="'--format'") from error
    found = documents(from_where(paths), input_, published)
    tally = Tally()
    readings = tally.counted(watched(reader(context, model).read_many(found, layers=layers), tally, file))
    with tally.interruptible():
        wanted = output.write(write(readings, output.layout_for(file, layers)), file)
    return tally.ending() if wanted else ALL_READ


def watched(readings: Iterable[Reading | Failure], tally: Tally, file: Path | None) -> Iterator[Reading | Failure]:
    """`readings`; from the second on with a progress line on standard error, where that is a terminal of its own."""
    coming = iter(readings)
    for first in coming:
        yield first
        break
    if not sys.stderr.isatty() or (file is None and sys.stdout.isatty()):
        yield from coming
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("1 document")
        for reading in coming:
            yield reading
            unread = f", {tally.unread} could not be read" if tally.unread else ""
            progress.update(task, description=f"{tally.read + tally.unread} documents{unread}")
