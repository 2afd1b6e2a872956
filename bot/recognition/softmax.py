"""A multinomial logistic regression over dense or sparse rows, fitted in single precision."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float32]

_FLAT_ENOUGH = 1e-7


def fit_softmax(
    rows: Any, classes: NDArray[np.intp], class_count: int, strength: float, *, most_iterations: int = 100
) -> tuple[Floats, Floats]:
    """Fit one direction for each class, all in one minimisation.

    Args:
        rows: Shape (n, d), an array or a sparse matrix of float32.
        classes: The class of each row, 0 to `class_count` - 1.
        class_count: How many classes there are.
        strength: The inverse of the penalty on large weights.
        most_iterations: Where to stop at the latest; with sparse rows each costs much and few are needed.

    Returns:
        Weights of shape (classes, d) and biases of shape (classes,).
    """
    count, width = rows.shape
    places = np.arange(count)
    penalty = 1.0 / (strength * count)
    # Transposing a sparse matrix once is quicker than to walk it column by column at every step.
    columns = rows.T.tocsr() if hasattr(rows, "tocsr") else rows.T

    def loss_and_slope(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(class_count, width + 1).astype(np.float32)
        free = weights[:, :-1]
        scores = rows @ free.T + weights[:, -1]
        scores -= scores.max(axis=1, keepdims=True)
        grown = np.exp(scores)
        totals = grown.sum(axis=1)
        loss = float((np.log(totals) - scores[places, classes]).mean(dtype=np.float64))
        missed = grown / totals[:, None]
        missed[places, classes] -= 1.0
        missed /= count
        slope = np.empty((class_count, width + 1))
        slope[:, :-1] = (columns @ missed).T + penalty * free
        slope[:, -1] = missed.sum(axis=0)
        return loss + 0.5 * penalty * float((free**2).sum(dtype=np.float64)), slope.ravel()

    options: dict[str, Any] = {"maxiter": most_iterations, "ftol": _FLAT_ENOUGH, "gtol": 1e-6}
    start = np.zeros(class_count * (width + 1))
    found = minimize(loss_and_slope, start, jac=True, method="L-BFGS-B", options=options)
    fitted = found.x.reshape(class_count, width + 1).astype(np.float32)
    return fitted[:, :-1], fitted[:, -1]


def log_softmax(scores: Floats) -> Floats:
    """Return the logarithm of the probabilities that scores of shape (n, classes) stand for."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), dtype=np.float32)
