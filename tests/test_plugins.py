"""Can another package add a format, and can it do no harm?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from osgiliath import READING
from sayso import plugins
from sayso.errors import ExportError, PluginError
from sayso.export import OWN, Layout, format_named, formats

MODULE = """
def write(items, layout):
    for item in items:
        yield f"~ {item.document.title} ~\\n"

NOT_A_FUNCTION = 3
"""

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a package with entry points where Python finds it."""

    def install(package: str, **names: str) -> None:
        metadata = tmp_path / f"{package}-1.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n")
        lines = "".join(f"{name} = {value}\n" for name, value in names.items())
        (metadata / "entry_points.txt").write_text(f"[sayso.formats]\n{lines}")
        (tmp_path / f"{package}.py").write_text(MODULE)
        monkeypatch.delitem(sys.modules, package, raising=False)

    monkeypatch.syspath_prepend(tmp_path)
    return install


def test_a_package_adds_a_format(install: Install) -> None:
    install("elvish", tengwar="elvish:write")
    assert formats() == (*OWN, "tengwar")
    assert list(format_named("tengwar")([READING], Layout())) == ["~ Mordor denies crossing the Anduin ~\n"]


def test_nothing_of_a_package_is_loaded_before_it_is_asked_for(install: Install) -> None:
    install("lazy_elvish", tengwar="lazy_elvish:write")
    formats()
    assert "lazy_elvish" not in sys.modules


def test_a_package_cannot_replace_what_sayso_has(install: Install) -> None:
    install("saruman", json="saruman:write")
    with pytest.raises(PluginError, match=r"saruman adds json to sayso.formats, which sayso has itself"):
        formats()


def test_two_packages_cannot_both_have_a_name(install: Install) -> None:
    install("elvish", tengwar="elvish:write")
    install("orcish", tengwar="orcish:write")
    with pytest.raises(PluginError, match=r"both add tengwar to sayso.formats: uninstall one"):
        formats()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("gone:write", "cannot be loaded"),
        ("broken:nothing", "cannot be loaded"),
        ("broken:NOT_A_FUNCTION", "not a function"),
    ],
)
def test_a_broken_package_is_named(install: Install, value: str, message: str) -> None:
    install("broken", runes=value)
    with pytest.raises(PluginError, match=rf"runes = {value} of broken .*{message}"):
        format_named("runes")


def test_a_name_that_nobody_has_tells_which_there_are() -> None:
    with pytest.raises(ExportError, match="no format 'runes': the formats are table, json, jsonl, html"):
        format_named("runes")
    with pytest.raises(PluginError, match="no installed package adds 'runes'"):
        plugins.load("sayso.formats", "runes")


def test_only_what_is_meant_to_be_extended_is() -> None:
    with pytest.raises(PluginError, match=r"'sayso.truth' is not extended by plug-ins: there is sayso.formats"):
        plugins.names("sayso.truth")
