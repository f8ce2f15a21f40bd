"""Does the help teach, and is `docs/cli.md` what the help says?"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from sayso import __version__
from sayso.cli import sayso
from sayso.cli.reference import reference
from sayso.schema import json_schema

Run = Callable[..., Result]
DOCS = Path(__file__).parents[2] / "docs" / "cli.md"


def commands(group: click.Group = sayso, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        path = (*before, name)
        found += commands(command, path) if isinstance(command, click.Group) else [path]
    return found


def test_the_reference_is_what_the_help_says() -> None:
    assert DOCS.read_text("utf-8") == reference(), "run: python -m sayso.cli.reference > docs/cli.md"


@pytest.mark.parametrize("command", commands())
def test_every_command_has_an_example_of_itself(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert done.exit_code == 0
    assert re.search(rf"Examples?:\n\s+sayso {' '.join(command)}\b", done.stdout), done.stdout


def test_the_first_help_shows_the_way_and_the_exit_statuses(run: Run) -> None:
    text = run("--help").stdout
    for name in ("sayso read article.txt", "sayso why article.txt e1", "import sayso", "130  interrupted"):
        assert name in text


def test_commands_stand_in_the_order_in_which_one_meets_them(run: Run) -> None:
    text = run("--help").stdout
    listed = re.findall(r"^  (\w+)  ", text[text.index("Commands:") :], re.MULTILINE)
    assert listed == ["read", "why", "schema", "gazetteer", "version"]


def test_every_example_names_options_that_there_are() -> None:
    for path in commands():
        command: click.Command = sayso
        for name in path:
            assert isinstance(command, click.Group)
            command = command.commands[name]
        options = {option for parameter in command.params for option in parameter.opts}
        for example in re.findall(r"^ +sayso .*$", command.help or "", re.MULTILINE):
            assert set(re.findall(r"(?<= )--[a-z]+", example)) <= options, example


def test_a_mistyped_command_is_guessed(run: Run) -> None:
    done = run("raed")
    assert done.exit_code == 2 and "read" in done.stderr


def test_schema_prints_the_schema(run: Run) -> None:
    assert json.loads(run("schema").stdout) == json_schema()


def test_versions(run: Run) -> None:
    assert run("version").stdout.startswith(f"sayso {__version__}\n")
    assert run("--version").stdout == f"sayso {__version__}\n"


def test_python_dash_m_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sayso", "--version"], capture_output=True, text=True, check=True, env=environment()
    )
    assert done.stdout == f"sayso {__version__}\n"


def environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
