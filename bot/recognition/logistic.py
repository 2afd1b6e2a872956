"""Logistic regressions for many labels over the same vectors, fitted together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float32]

_MOST_ITERATIONS = 120
_FLAT_ENOUGH = 1e-8
_FIRST_BIAS = -3.0


def fit_logistic(vectors: Floats, held: NDArray[np.bool_], counts: Floats, strength: float) -> tuple[Floats, Floats]:
    """Fit one regression per label, all in one minimisation.

    The labels do not influence each other: their losses are added. Together they share every product with the vectors,
    which is where the time goes, and take a quarter of the time that one label after the other takes.

    Args:
        vectors: Shape (n, d).
        held: Shape (n, labels).
        counts: How much each row counts, shape (n,).
        strength: The inverse of the penalty on large weights.

    Returns:
        Weights of shape (labels, d) and biases of shape (labels,).
    """
    rows = np.hstack([vectors, np.ones((len(vectors), 1), np.float32)]).astype(np.float32)
    truth = held.astype(np.float32)
    share = (counts / counts.sum()).astype(np.float32)[:, None]
    penalty = np.full((held.shape[1], rows.shape[1]), 1.0 / (strength * float(counts.sum())), np.float32)
    penalty[:, -1] = 0.0

    def loss_and_slope(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(penalty.shape).astype(np.float32)
        scores = rows @ weights.T
        losses = (np.logaddexp(0.0, scores) - truth * scores) * share
        slope = ((1.0 / (1.0 + np.exp(-scores)) - truth) * share).T @ rows + penalty * weights
        loss = float(losses.sum(dtype=np.float64)) + 0.5 * float((penalty * weights**2).sum(dtype=np.float64))
        return loss, slope.ravel().astype(np.float64)

    start = np.zeros(penalty.shape)
    start[:, -1] = _FIRST_BIAS
    options: dict[str, Any] = {"maxiter": _MOST_ITERATIONS, "ftol": _FLAT_ENOUGH, "gtol": 1e-7}
    found = minimize(loss_and_slope, start.ravel(), jac=True, method="L-BFGS-B", options=options)
    fitted = found.x.reshape(penalty.shape).astype(np.float32)
    return fitted[:, :-1], fitted[:, -1]
