"""Whose word is it? The innermost statement that says it; else the publisher."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.records import Span, Statement


def owner(span: Span, statements: tuple[Statement, ...]) -> str | None:
    """Id of the innermost statement whose content has the whole span, None = the publisher's own voice.

    A word of a statement's own cue belongs to whoever reports the statement: in "Mordor claimed that …", "claimed" is
    not Mordor's word.
    """
    within = {statement.id: statement.within for statement in statements}
    holding = [
        statement
        for statement in statements
        if any(start <= span[0] and span[1] <= end for start, end in statement.content.spans)
        and not (statement.cue and any(start < span[1] and span[0] < end for start, end in statement.cue.spans))
    ]
    if not holding:
        return None
    return min(holding, key=lambda statement: (-_depth(statement.id, within), _length(statement), statement.id)).id


def _depth(statement: str, within: Mapping[str, str | None]) -> int:
    """How many statements it is part of; a ring of statements, which no reading should have, counts once."""
    seen = {statement}
    outer = within.get(statement)
    while outer is not None and outer not in seen:
        seen.add(outer)
        outer = within.get(outer)
    return len(seen) - 1


def _length(statement: Statement) -> int:
    return sum(end - start for start, end in statement.content.spans)
