"""What happened, who did it to whom, and on whose say-so? PLOVER events with parties, status and evidence."""

from sayso.events.find import find

__all__ = ["find"]
