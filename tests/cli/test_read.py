"""Does `sayso read` keep its promises: order, nothing lost, exit status, quiet pipes?"""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

ARTICLE = "Gondor said on Friday that its troops had left the town by the river."
LINES = "".join(f'{{"id": "d{n}", "text": "{ARTICLE}"}}\n' for n in range(1, 4))

Run = Callable[..., Result]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def ids(output: str) -> list[str]:
    return [
        record["document"]["id"] if "document" in record else f"error:{record['id']}"
        for record in map(json.loads, output.splitlines())
    ]


def test_a_file_gives_one_json_object_into_a_pipe(run: Run, article: Path) -> None:
    done = run("read", article)
    assert done.exit_code == 0 and done.stderr == ""
    assert json.loads(done.stdout)["schema"] == "sayso.reading/1"


def test_lines_are_read_from_standard_input_and_written_in_order(run: Run) -> None:
    done = run("read", "--input", "jsonl", "--format", "jsonl", stdin=LINES)
    assert done.exit_code == 0 and ids(done.stdout) == ["d1", "d2", "d3"]


def test_a_line_that_cannot_be_read_leaves_a_record_in_its_place(run: Run) -> None:
    lines = LINES.splitlines()
    done = run("read", "--input", "jsonl", "--format", "jsonl", stdin="\n".join([lines[0], "not json", lines[2]]))
    assert done.exit_code == 3
    assert done.stderr.splitlines()[-1] == "1 of 3 documents could not be read"
    error = json.loads(done.stdout.splitlines()[1])
    assert (error["schema"], error["line"]) == ("sayso.error/1", 2) and error["error"]
    assert [record["schema"] for record in map(json.loads, done.stdout.splitlines())].count("sayso.reading/1") == 2


def test_many_bad_lines_are_counted_and_not_all_told(run: Run) -> None:
    done = run("read", "--input", "jsonl", "--format", "jsonl", stdin="bad\n" * 50)
    assert len(done.stdout.splitlines()) == 50
    assert len(done.stderr.splitlines()) == 4 and done.stderr.endswith("50 of 50 documents could not be read\n")


def test_a_file_that_is_not_there_is_told_and_the_rest_is_read(run: Run, article: Path) -> None:
    done = run("read", article.with_name("lost.txt"), article, "--format", "jsonl")
    assert done.exit_code == 3 and "lost.txt" in done.stderr
    assert [json.loads(line)["schema"] for line in done.stdout.splitlines()] == ["sayso.error/1", "sayso.reading/1"]


def test_a_folder_is_read_by_name(run: Run, tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text(f"{ARTICLE} {name}", "utf-8")
    done = run("read", tmp_path)
    assert len(json.loads(done.stdout)) == 2 and done.exit_code == 0


def test_published_and_layers_reach_the_reader(run: Run, article: Path, archivist: Any) -> None:
    done = run("read", article, "--published", "2019-03-08", "--layers", "tokens,trace")
    record = json.loads(done.stdout)
    assert archivist.layers == ("tokens", "trace") and archivist.asked[0].published == "2019-03-08"
    assert record["tokens"] and record["events"][1]["trace"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--layers", "colours"], "'colours' is not one of tokens, trace"),
        (["--format", "parchment"], "there is no format 'parchment': the formats are table, json, jsonl, html"),
        (["--input", "scroll"], "'scroll' is not one of"),
        (["--published", "someday"], "'someday' is not understood"),
        (["--publish", "3019"], "Did you mean"),
    ],
)
def test_a_wrong_option_says_what_is_possible(run: Run, article: Path, arguments: list[str], message: str) -> None:
    done = run("read", article, *arguments)
    assert done.exit_code == 2 and message in " ".join(done.stderr.split()) and done.stdout == ""


def test_a_file_is_written_in_the_format_of_its_ending(run: Run, article: Path, tmp_path: Path) -> None:
    for name, start in (("r.html", "<!DOCTYPE html>"), ("r.jsonl", '{"schema"'), ("r.json", "{\n"), ("r.out", "{\n")):
        done = run("read", article, "--output", tmp_path / name)
        assert done.exit_code == 0 and done.stdout == ""
        assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_a_file_that_cannot_be_written_is_an_error(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("read", article, "--output", tmp_path / "nowhere" / "r.json")
    assert done.exit_code == 1 and done.stderr.startswith("Error: No such file or directory")


def test_a_missing_model_is_an_error_that_says_so(article: Path) -> None:
    from click.testing import CliRunner

    from sayso.cli import sayso
    from sayso.errors import ModelError

    def absent() -> Any:
        raise ModelError("there is no language model", remedy="install it")

    done = CliRunner().invoke(sayso, ["read", str(article)], obj=absent)
    assert (done.exit_code, done.stderr) == (1, "Error: there is no language model: install it\n")


def test_ctrl_c_keeps_what_is_finished_and_closes_the_array(run: Run) -> None:
    lines = LINES + '{"text": "Sauron said that the PALANTIR had been lost by the town."}\n' + LINES
    for format_ in ("json", "jsonl"):
        done = run("read", "--input", "jsonl", "--format", format_, stdin=lines)
        assert done.exit_code == 130 and "interrupted after 3 documents" in done.stderr
        found = json.loads(done.stdout) if format_ == "json" else done.stdout.splitlines()
        assert len(found) == 3


# ---------------------------------------------------------------------------------------------------- as real processes

PROGRAM = """
import sys, time
sys.path[:0] = [{here!r}, {tests!r}]
from conftest import Archivist
from sayso.cli import sayso

class Slow(Archivist):
    def read_many(self, documents, *, layers=()):
        for number, reading in enumerate(super().read_many(documents, layers=layers)):
            if number == {slow_from}:
                time.sleep(60)
            yield reading

sayso(prog_name="sayso", obj=Slow)
"""


def program(slow_from: int = -1) -> list[str]:
    here = Path(__file__).parent
    return [sys.executable, "-c", PROGRAM.format(tests=str(here.parent), here=str(here), slow_from=slow_from)]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **more}


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text(LINES * 200, "utf-8")
    with subprocess.Popen(
        [*program(), "read", tmp_path / "many.jsonl", "--format", "jsonl"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    ) as process:  # fmt: skip
        assert process.stdout and process.stderr
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


def test_an_interrupt_from_outside_ends_with_130(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text(LINES, "utf-8")
    with subprocess.Popen(
        [*program(slow_from=2), "read", tmp_path / "many.jsonl", "--format", "jsonl"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    ) as process:  # fmt: skip
        assert process.stdout and process.stderr
        first = [process.stdout.readline(), process.stdout.readline()]
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == b""
        assert process.wait(timeout=30) == 130
        assert process.stderr.read() == b"interrupted after 2 documents\n"
    assert [json.loads(line)["document"]["id"] for line in first] == ["d1", "d2"]


def on_a_terminal(*arguments: str, stdout_too: bool = True) -> tuple[str, str]:
    """What the program writes to a terminal, and what to a pipe, when standard error (and output) is a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*program(), *arguments], stdin=follower, stdout=follower if stdout_too else subprocess.PIPE, stderr=follower,
        env=environment(TERM="xterm", COLUMNS="90"),
    )  # fmt: skip
    os.close(follower)
    piped = process.communicate(timeout=60)[0] if not stdout_too else b""
    seen = b""
    while True:
        try:
            data = os.read(leader, 65536)
        except OSError:  # how Linux says that the other end of a terminal is closed
            break
        if not data:
            break
        seen += data
    os.close(leader)
    process.wait(timeout=60)
    return seen.decode(), (piped or b"").decode()


def test_a_terminal_gets_tables(article: Path) -> None:
    seen, _ = on_a_terminal("read", str(article))
    assert "On whose say-so" in seen and "\x1b[" in seen


def test_progress_is_shown_on_a_terminal_and_never_in_the_output(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text(LINES * 20, "utf-8")
    seen, piped = on_a_terminal("read", str(tmp_path / "many.jsonl"), "--format", "jsonl", stdout_too=False)
    assert "documents" in seen
    assert len([json.loads(line) for line in piped.splitlines()]) == 60


def test_with_nothing_to_read_and_nobody_piping_the_usage_is_shown() -> None:
    seen, _ = on_a_terminal("read")
    assert "Nothing to read. Name a file" in seen
