"""`docs/cli.md` from the help texts: `python -m sayso.cli.reference > docs/cli.md`."""

from __future__ import annotations

from collections.abc import Iterator

import click

WIDTH = 100  # columns of the help texts in the page

HEAD = """# The command line

What `--help` says, command by command. This page is made of the help texts (`python -m sayso.cli.reference`) and the
tests hold it to them.

Input and output compose in a pipe: `--input jsonl` reads one document a line, `--format jsonl` writes one reading a
line, in the order of the input. A document that cannot be read gives an error record in its place,
`{"schema": "sayso.error/1", "id", "line", "error"}`. Progress and messages go to standard error; progress only where
that is a terminal. When the reader of a pipe closes it (`| head`), the run ends quietly with status 0. Ctrl-C breaks
off the document that is being read; what was read before is written whole. `NO_COLOR` is heeded.
"""


def reference() -> str:
    """The page as Markdown."""
    from sayso.cli import sayso

    return "\n".join([HEAD, *_sections(sayso, "sayso", None)])


def _sections(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH)
    context.help_option_names = ["-h", "--help"]
    level = "##" if parent is None else "###"
    yield f"{level} {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from _sections(command.commands[inner], inner, context)


if __name__ == "__main__":
    print(reference(), end="")
