"""Between probabilities and their log-odds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# Beyond these a probability in single precision is 0 or 1.
_FAR = 30.0
_LEAST = 1e-4


def probability_of(log_odds: Floats) -> Floats:
    """Return probabilities, of the same shape."""
    return (1.0 / (1.0 + np.exp(-np.clip(log_odds, -_FAR, _FAR)))).astype(np.float32)


def log_odds_of(probability: Floats) -> Floats:
    """Return log-odds, of the same shape; probabilities next to 0 and 1 count as 0.0001 and 0.9999."""
    clipped = np.clip(probability, _LEAST, 1 - _LEAST)
    return np.log(clipped / (1 - clipped)).astype(np.float32)
