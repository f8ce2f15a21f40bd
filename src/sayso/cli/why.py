"""`sayso why`: what each field of a record rests on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click

from sayso.cli import output
from sayso.cli.read import INPUT, MODEL, PUBLISHED, documents, reader
from sayso.records import Failure, Reading

SAVED = re.compile(rb'\s*\[?\s*\{\s*"schema"\s*:\s*"sayso\.(?:reading|error)/')
HEAD = 200  # bytes in which a saved reading names its schema: it is its first field


@click.command()
@click.argument("file", metavar="FILE|URL|-")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@INPUT
@PUBLISHED
@click.option("--document", metavar="ID", help="Which document, where the file has several.")
@click.option("--format", "format_", type=click.Choice(("table", "json")), help="[default: table]")
@MODEL
@click.pass_context
def why(  # noqa: PLR0913  one parameter an option
    context: click.Context,
    file: str,
    ids: tuple[str, ...],
    input_: str,
    published: str | None,
    document: str | None,
    format_: str | None,
    model: Path | None,
) -> int:
    """Why a reading says what it says.

    Prints every field of the records named, each with its value, the words it rests on and their offsets, the rule or
    the part of the model that concluded it, its score, and what else was considered. Ids are those that `sayso read`
    shows: s1 is a statement, e1 an event, a1 an actor, p1 a place, t1 a time, q1 a quantity. Without ids: every event.

    FILE is an article, or readings saved as json or jsonl with --layers trace.

    \b
    Examples:
        sayso why article.txt e3
        sayso why article.txt e3 s1 --published 2024-03-08
        sayso why readings.jsonl e1 --document courier-1
    """
    from sayso.export import why as grounds
    from sayso.export.table import printed

    found = saved(Path(file))
    if found is None:
        readings = reader(context, model).read_many(documents((file,), input_, published), layers=("trace",))
    else:
        readings = found
    reading = chosen(readings, document, file)
    wanted = ids or tuple(event.id for event in reading.events)
    if not wanted:
        raise click.ClickException("There are no events in this document: name an id that `sayso read` shows.")
    layout = output.layout_for(None, ())
    if format_ == "json":
        pieces = [json.dumps([grounds.record(reading, id_) for id_ in wanted], indent=2, default=str) + "\n"]
    else:
        pieces = [printed(grounds.view(reading, id_), layout) for id_ in wanted]
    output.write(pieces, None)
    return 0


def saved(path: Path) -> Iterator[Reading | Failure] | None:
    """The readings that `path` holds, or None where it is no file of readings.

    Raises: SchemaError: it is a damaged one.
    """
    from sayso.schema import readings_of

    if not path.is_file():
        return None
    with path.open("rb") as file:
        if not SAVED.match(file.read(HEAD)):
            return None
    return readings_of(path.read_text("utf-8"))


def chosen(readings: Iterator[Reading | Failure], document: str | None, file: str) -> Reading:
    """The one reading that is meant. Raises: click.ClickException: there is none, or several and no name."""
    found = None
    for item in readings:
        id_ = item.id if isinstance(item, Failure) else item.document.id
        if document is not None and id_ != document:
            continue
        if found is not None:
            raise click.UsageError(f"{file} has several documents: name one with --document, for example {id_}.")
        found = item
        if document is not None:
            break
    if found is None:
        raise click.ClickException(f"There is no document {document or ''} in {file}.".replace("  ", " "))
    if isinstance(found, Failure):
        raise click.ClickException(f"{found.id or file} could not be read: {found.error}")
    return found
