"""Does `sayso why` explain one record of one document, read now or saved before?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from osgiliath import READING
from sayso.records import Failure
from sayso.schema import LAYERS, to_json

Run = Callable[..., Result]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text("Gondor said on Friday that its troops had left the town by the river.", "utf-8")
    return path


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    second = replace(READING, document=replace(READING.document, id="courier-2"))
    lines = [
        to_json(READING, layers=LAYERS),
        to_json(Failure(id="lost", line=2, error="empty")),
        to_json(second, layers=LAYERS),
    ]
    path = tmp_path / "readings.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_an_event_of_an_article_is_explained(run: Run, article: Path, archivist: Any) -> None:
    done = run("why", article, "e2")
    assert done.exit_code == 0 and archivist.layers == ("trace",)
    assert "model:triggers  0.95" in done.stdout and "“killed”" in done.stdout


def test_several_records_are_explained_in_the_order_asked_for(run: Run, article: Path) -> None:
    lines = run("why", article, "t1", "e2").stdout.splitlines()
    assert [line.split()[0] for line in lines if line and not line.startswith(" ")] == ["t1", "e2"]


def test_without_ids_every_event_is(run: Run, article: Path) -> None:
    lines = run("why", article).stdout.splitlines()
    assert [line.split()[0] for line in lines if line and not line.startswith(" ")] == ["e1", "e2", "e3", "e4", "e5"]


def test_a_saved_reading_is_explained_without_reading_again(run: Run, saved: Path, archivist: Any) -> None:
    done = run("why", saved, "e2", "--document", "courier-2")
    assert "model:triggers  0.95" in done.stdout and archivist.asked == []


def test_programs_get_json(run: Run, article: Path) -> None:
    (found,) = json.loads(run("why", article, "e2", "--format", "json").stdout)
    assert found["id"] == "e2" and found["fields"]["type"]["by"] == "model:triggers"


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["e9"], 2, "--document"),
        (["e9", "--document", "courier-1"], 2, "there is no 'e9' in this reading: there is s1–s5"),
        (["e1", "--document", "lost"], 1, "lost could not be read: empty"),
        (["e1", "--document", "courier-7"], 1, "There is no document courier-7"),
    ],
)
def test_what_is_not_there_is_said(run: Run, saved: Path, arguments: list[str], status: int, message: str) -> None:
    done = run("why", saved, *arguments)
    assert done.exit_code == status and message in " ".join(done.stderr.split())


def test_a_damaged_reading_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reading.json"
    path.write_text(to_json(READING).replace('"occurred"', '"happened"'), "utf-8")
    done = run("why", path, "e2")
    assert done.exit_code == 1 and "'happened' is not one of occurred" in done.stderr


def test_a_document_that_cannot_be_read_is_an_error(run: Run, tmp_path: Path) -> None:
    done = run("why", tmp_path / "lost.txt", "e1")
    assert done.exit_code == 1 and "could not be read" in done.stderr
