"""Which messages lie outside what the intents cover, and where to draw the line.

Signs of lying outside are weighed by a regression where examples from outside are at hand; else they count alike. The
cut itself looks at the messages inside alone: it is the strictest that costs hardly any of their right answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

# Of right answers inside the scope, at most this share of all messages inside may be lost to the cut.
MOST_LOST = 0.005
_FEWEST_OUTSIDE = 10
# A message's nearness to a class is the mean of so many of its nearest examples.
_NEAREST = 3
# Likelihood, lead, nearness, each on its own spread, where no examples from outside can teach what they are worth.
_UNTAUGHT = np.array([1.0, 0.0, 1.0])


def signs(log_probabilities: Floats, nearness: Floats) -> Floats:
    """Return what speaks for a message's lying inside, shape (n, 3): how likely its likeliest intent is, how far ahead
    of the second, and how near the nearest examples are.

    Args:
        log_probabilities: Shape (n, intents): of intents inside alone, two or more, whose sum may be less than 1.
        nearness: Shape (n,): see `nearness_to`.
    """
    best = np.sort(log_probabilities, axis=1)[:, -2:]
    return np.column_stack([best[:, 1], best[:, 1] - best[:, 0], nearness]).astype(np.float32)


def nearness_to(examples: Floats, vectors: Floats) -> Floats:
    """Return the mean cosine of each vector to its nearest examples; rows of unit length on both sides."""
    if not len(examples):
        return np.zeros(len(vectors), np.float32)
    alike = vectors @ examples.T
    count = min(_NEAREST, len(examples))
    return np.asarray(np.partition(alike, -count, axis=1)[:, -count:].mean(axis=1), dtype=np.float32)


@dataclass(frozen=True)
class Scope:
    """Weighs the signs; a message whose sum is below `cut` lies outside."""

    weights: tuple[float, ...]
    cut: float

    @classmethod
    def fit(cls, shown: Floats, right: Flags, outside: Flags, *, most_lost: float = MOST_LOST) -> Scope:
        """Choose weights and cut.

        Args:
            shown: The signs of messages that were not learnt from, shape (n, 3): see `signs`.
            right: Which of them were given the right intent.
            outside: Which of them lie outside.
            most_lost: The share of the messages inside whose right answer the cut may take away.

        Raises:
            ValueError: No message lies inside.
        """
        if outside.all():
            raise ValueError("expected messages inside the scope to choose the cut on, found none")
        scaler = StandardScaler().fit(shown)
        weights = _UNTAUGHT / scaler.scale_
        if outside.sum() >= _FEWEST_OUTSIDE:
            fitted = LogisticRegression(class_weight="balanced").fit(scaler.transform(shown), ~outside)
            weights = fitted.coef_[0] / scaler.scale_
        inside = ~outside
        answered = np.sort((shown @ weights)[inside & right])
        lost = int(np.floor(most_lost * inside.sum() + 1e-9))
        # Below the first right answer that may not be lost; where all may be lost, above the last.
        cut = answered[lost] if lost < len(answered) else np.inf
        return cls(tuple(float(weight) for weight in weights), float(cut))

    def outside(self, shown: Floats) -> Flags:
        """Return which messages lie outside, shape (n,)."""
        return np.asarray(shown @ np.asarray(self.weights) < self.cut)
