"""Does a reading made by the model keep the public record's promises? Skipped without the model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from click.testing import CliRunner

from sayso import coherence
from sayso.cli import sayso
from sayso.schema import LAYERS, from_json, json_schema, to_dict, to_json

ARTICLE = """Governor denies order to fire

By Ioreth Lossarnach

LINHIR, March 8 - A roadside bomb killed three soldiers near Linhir on Thursday evening, army spokesman Beren Tuor said.

"The rebels did this," Tuor told the Lebennin Courier on Friday. He said scouts had reported that about 400 fighters
were massing north of the town.

Governor Morwen Hador denied that her guards had fired on protesters in January. No group has claimed responsibility
for the bombing.
"""


def test_a_reading_follows_the_schema_and_holds_together(reader: Any) -> None:
    reading = reader.read(ARTICLE, published="2024-03-08", layers=LAYERS)
    record = to_dict(reading, layers=LAYERS)
    judge = jsonschema.Draft202012Validator(dict(json_schema()))
    assert [f"{error.json_path}: {error.message}" for error in judge.iter_errors(record)] == []
    assert list(coherence.problems(reading)) == []
    assert from_json(to_json(reading, layers=LAYERS)) == reading


def test_the_command_line_reads_an_article_and_tells_why(reader: Any, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    done = CliRunner().invoke(sayso, ["read", str(path), "--published", "2024-03-08"], obj=lambda: reader)
    record = json.loads(done.stdout)
    assert done.exit_code == 0 and record["statements"] and record["events"]
    for event in record["events"]:
        told = CliRunner().invoke(
            sayso, ["why", str(path), event["id"], "--published", "2024-03-08"], obj=lambda: reader
        )
        assert told.exit_code == 0 and f"“{event['trigger']['text']}”" in told.stdout
