"""The one door through which code from other packages comes in: Python's entry points.

A package that declares

    [project.entry-points."sayso.formats"]
    geojson = "my_package.geojson:write"

adds `--format geojson`. Nothing is loaded until it is asked for by name, and nothing that sayso has itself can be
replaced: what a reading means must not depend on what else is installed.
"""

from __future__ import annotations

from collections.abc import Collection
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from sayso.errors import PluginError, shown

GROUPS = ("sayso.formats",)  #: what can be added: `sayso.export` says what a format is


def names(group: str, *, own: Collection[str] = ()) -> tuple[str, ...]:
    """What other packages add to `group`, sorted. Raises: PluginError: a name of sayso's own, or one given twice."""
    return tuple(sorted(_declared(group, own)))


def load(group: str, name: str, *, own: Collection[str] = ()) -> Any:
    """The callable that a package declared as `name`. Raises: PluginError: it is not there, or does not load."""
    declared = _declared(group, own)
    if name not in declared:
        raise PluginError(f"no installed package adds {shown(name)} to {group}")
    entry = declared[name]
    try:
        loaded = entry.load()
    except Exception as error:  # whatever a stranger's module raises when it is imported
        raise PluginError(f"{name} = {entry.value} of {_package(entry)} cannot be loaded: {error}") from error
    if not callable(loaded):
        raise PluginError(f"{name} = {entry.value} of {_package(entry)} is {shown(loaded)}, not a function")
    return loaded


def _declared(group: str, own: Collection[str]) -> dict[str, EntryPoint]:
    if group not in GROUPS:
        raise PluginError(f"{shown(group)} is not extended by plug-ins", remedy=f"there is {', '.join(GROUPS)}")
    declared: dict[str, EntryPoint] = {}
    for entry in entry_points(group=group):
        if entry.name in own:
            raise PluginError(f"{_package(entry)} adds {entry.name} to {group}, which sayso has itself")
        if entry.name in declared and declared[entry.name].value != entry.value:
            both = f"{_package(declared[entry.name])} and {_package(entry)}"
            raise PluginError(f"{both} both add {entry.name} to {group}", remedy="uninstall one")
        declared[entry.name] = entry
    return declared


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else "an unnamed package"
