"""When does a page say that it was published?

In the order of trust: `datePublished` of the article in JSON-LD; meta elements (`data/page_dates.toml`); with a note,
the date line or the address, which htmldate reads. Impossible and ambiguous dates are noted, not repaired. htmldate is
shown neither the article's sentences nor the page's margins: it would date a page by a year that the article is about,
or by the copyright line. Dates of later changes are not taken, since relative dates hang on the first publication.
"""

from __future__ import annotations

import copy
import functools
import importlib.resources
import json
import tomllib
from collections.abc import Iterator
from typing import Any

from sayso.errors import BadDate
from sayso.intake import dates

DATE_LINE_WORDS = 20  # "By A. Name and B. Name in Town, published on Friday 8 March 2024 at 14:20, updated …"
DEEPEST = 20  # levels of JSON-LD; the graphs of news pages have 3 to 6


def published(tree: Any, url: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The publication date of a page (an lxml tree) in ISO form, None if it names none; notes on what is doubtful."""
    notes: list[str] = []
    for declared in (*_in_json_ld(tree), *_in_meta(tree)):
        try:
            return dates.iso(_without_midnight(declared)), tuple(notes)
        except BadDate as error:
            notes.append(f"a date of the page is not used: {error.what}")
    if found := _found(tree, url):
        notes.append(f"the publication date {found} is read from the page's date line or address")
    return found, tuple(dict.fromkeys(notes))


@functools.cache
def _places() -> dict[str, list[str]]:
    return tomllib.loads(importlib.resources.files("sayso").joinpath("data/page_dates.toml").read_text("utf-8"))


def _in_json_ld(tree: Any) -> Iterator[str]:
    ranked = []
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            nodes = list(_nodes(json.loads(script, strict=False), 0))
        except (ValueError, RecursionError):  # broken JSON-LD is common; the page's other marks remain
            continue
        ranked += [(rank, value) for rank, value in map(_ranked_date, nodes) if value]
    yield from (value for _, value in sorted(ranked, key=lambda pair: pair[0]))


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth + 1)


def _ranked_date(node: dict[str, Any]) -> tuple[int, str | None]:
    """A node's date with the rank of its type; no date for nodes that are no articles."""
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    ranks = [rank for rank, known in enumerate(_places()["article_types"]) if known in names]
    value = node.get("datePublished")
    return (ranks[0], value) if ranks and isinstance(value, str) and value.strip() else (0, None)


def _in_meta(tree: Any) -> Iterator[str]:
    declared: dict[str, str] = {}
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name, value = element.get(attribute), element.get("content")
            if name and value and value.strip():
                declared.setdefault(name.strip().lower(), value)
    yield from (declared[name] for name in _places()["meta"] if name in declared)


def _found(tree: Any, url: str | None) -> str | None:
    from htmldate import find_date

    found = find_date(
        _date_lines(tree),
        url=url,
        extensive_search=False,
        original_date=True,
        outputformat="%Y-%m-%dT%H:%M:%S%z",
        min_date=f"{dates.FIRST_YEAR}-01-01",
    )
    try:
        return dates.iso(_without_midnight(found)) if found else None
    except BadDate:  # an hour without minutes and the like, which htmldate passes on
        return None


def _date_lines(tree: Any) -> Any:
    """A copy of the page with its short lines only: no sentences, no margins, nothing declared."""
    articles = tree.xpath("//article")
    lines = copy.deepcopy(articles[0] if len(articles) == 1 else tree)
    places = _places()
    for element in list(lines.iterdescendants()):
        marks = f"{element.get('class', '')} {element.get('id', '')}".lower() if isinstance(element.tag, str) else ""
        wordy = element.tag in ("p", "li") and len("".join(element.itertext()).split()) > DATE_LINE_WORDS
        if element.tag in places["elsewhere"] or wordy or any(mark in marks for mark in places["elsewhere_classes"]):
            element.drop_tree()
    return lines


def _without_midnight(moment: str) -> str:
    """Midnight without an offset is how programs write a mere date."""
    return moment.strip().removesuffix("T00:00:00").removesuffix(" 00:00:00")
