"""The command line. Each command has a file; `ending` says how a run ends, `output` where readings go.

Nothing heavy is imported before a command needs it: `sayso --help` must feel instant.
"""

from __future__ import annotations

import click

from sayso import __version__
from sayso.cli.ending import Commands
from sayso.cli.gazetteer import gazetteer
from sayso.cli.read import read
from sayso.cli.schema import schema, version
from sayso.cli.why import why

EPILOG = """\b
Exit status:
    0  all documents were read
    1  failed: the message says why
    2  the command was not understood
    3  finished, but some documents could not be read
  130  interrupted; what was finished is already written
"""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(__version__, message="sayso %(version)s")
def sayso() -> None:
    """Reads news: who did what to whom, when and where, and on whose say-so.

    A news article goes in, a reading comes out: statements with their speakers, events with the one who vouches for
    them, actors, places, times and quantities. Every field leads back to the words that it rests on.

    \b
    Read an article, and ask why:
        sayso read article.txt
        sayso why article.txt e1

    \b
    See it in a browser, with the evidence marked:
        sayso read article.html --output article.reading.html

    \b
    Read many, in a pipe, in order:
        sayso read --input jsonl --format jsonl < articles.jsonl > readings.jsonl

    \b
    From Python:
        import sayso
        reading = sayso.read("Gondor denied that its troops had crossed the Anduin.")
    """


for command in (read, why, schema, gazetteer, version):
    sayso.add_command(command)


def main() -> None:
    """Entry point of the `sayso` script."""
    sayso()
