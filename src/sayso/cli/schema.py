"""`sayso schema` and `sayso version`: what the output is, and who made it."""

from __future__ import annotations

import click

from sayso.cli import output


@click.command()
def schema() -> int:
    """Print the JSON Schema of a reading.

    It names every field of sayso.reading/1, which values each may have, and, under $defs/error, the error record
    sayso.error/1.

    \b
    Examples:
        sayso schema > reading.schema.json
        sayso schema | jq '.["$defs"].Event.properties.status.enum'
    """
    import json

    from sayso.schema import json_schema

    output.write([json.dumps(dict(json_schema()), indent=2, ensure_ascii=False) + "\n"], None)
    return 0


@click.command(short_help="Print the versions of everything.")
def version() -> int:
    """Print the versions of sayso, of its language model and of the record that it writes.

    \b
    Example:
        sayso version
    """
    import tomllib
    from importlib.resources import files

    from sayso import __version__
    from sayso.schema import READING_SCHEMA

    labels = files("sayso").joinpath("model", "model.toml")
    model = tomllib.loads(labels.read_text("utf-8")) if labels.is_file() else {"name": "model", "version": "missing"}
    output.write([f"sayso {__version__}\n{model['name']} {model['version']}\n{READING_SCHEMA}\n"], None)
    return 0
