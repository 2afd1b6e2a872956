"""A text as the encoder read it: its vector, and the vector of any stretch of it in its context."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class ReadText:
    """`vector` of the whole, shape (d,), of unit length; `tokens`, shape (t, d), of its word pieces.

    `bounds`, shape (t, 2), says where each piece starts and ends in the text; 0, 0 for the encoder's own marks.
    """

    vector: Floats
    tokens: Floats
    bounds: NDArray[np.int32]

    @classmethod
    def of(cls, tokens: Floats, bounds: NDArray[np.int32]) -> ReadText:
        """Return the text of these word pieces, whose vector is their mean."""
        return cls(_direction(tokens), tokens, bounds)

    def stretch(self, start: int, end: int) -> Floats | None:
        """Return the vector of the characters `start` to `end`, shape (d,), of unit length.

        None where no word piece lies in it: the encoder reads only the beginning of a long text.
        """
        first, last = self.bounds[:, 0], self.bounds[:, 1]
        inside = (last > first) & (first >= start) & (last <= end)
        if not inside.any():
            return None
        return _direction(self.tokens[inside])


def _direction(tokens: Floats) -> Floats:
    """Return the mean of the rows, of unit length."""
    mean = tokens.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)
