"""When: the times that a text names, as TIMEX3 values and intervals, each with the rule and the anchor that gave it.

recognise    which words are a time (rules of `data/<language>/time.toml`)
anchor       what it is counted from: the publication date, or the date that the story has reached
normalise    what it comes to
"""

from sayso.when.find import find

__all__ = ["find"]
