"""Who says what? From an analysis to statements: source, cue, content, manner, channel, nesting."""

from sayso.statements.assemble import find

__all__ = ["find"]
