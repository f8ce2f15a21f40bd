"""Do the documents of the repository say what is there?"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import sayso

ROOT = Path(__file__).parents[1]
DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "benchmarks/README.md", "docs/wording.md"]


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def test_the_citation_and_the_changelog_name_this_version() -> None:
    assert f"\nversion: {sayso.__version__}\n" in text_of("CITATION.cff")
    assert f"\n## {sayso.__version__} " in text_of("CHANGELOG.md")


def test_every_folder_of_the_package_has_a_line_in_the_architecture() -> None:
    folders = [path.name for path in (ROOT / "src" / "sayso").iterdir() if path.is_dir() and path.name != "__pycache__"]
    described = text_of("ARCHITECTURE.md")
    assert [name for name in folders if f"src/sayso/{name}/" not in described] == []


def test_no_module_can_be_added_without_a_place_in_the_import_order() -> None:
    contract = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]
    assert contract["exhaustive"] is True


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_that_the_documents_name_are_there(document: str) -> None:
    named = re.findall(r"\b(?:src|tests|benchmarks|training|docs)/[\w./-]*\w", text_of(document))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_list_of_benchmarks_is_complete() -> None:
    listed = set(re.findall(r"benchmarks/(\w+\.py)", text_of("benchmarks/README.md")))
    assert listed == {path.name for path in (ROOT / "benchmarks").glob("*.py")}


def test_no_file_is_named_after_nothing() -> None:
    nameless = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager"}
    assert [str(path) for path in (ROOT / "src").rglob("*.py") if path.stem in nameless] == []
