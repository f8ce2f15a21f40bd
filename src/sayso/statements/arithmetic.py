"""How observations become a probability: weights added up as log odds."""

from __future__ import annotations

import math
from collections.abc import Mapping

_SUREST = 0.99  # a probability's log odds are taken no farther from even than this one's
_FARTHEST = 30.0  # log odds beyond which a float's exponential says nothing more


def probability(weights: Mapping[str, float], observed: Mapping[str, float]) -> float:
    """Of a logistic regression. Every name in `observed` has a weight, and there is an `intercept`."""
    total = weights["intercept"] + math.fsum(weights[name] * value for name, value in observed.items())
    return 1.0 / (1.0 + math.exp(-max(-_FARTHEST, min(_FARTHEST, total))))


def log_odds(share: float) -> float:
    share = max(1 - _SUREST, min(_SUREST, share))
    return math.log(share / (1 - share))
