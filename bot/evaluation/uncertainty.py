"""How far figures can be trusted: intervals of F1, and how well probabilities keep their word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.evaluation.outcomes import Outcome

_DRAWS = 1000
_SEED = 20261122
_BINS = 10


@dataclass(frozen=True)
class Figure:
    """A value with the bounds between which it lies in 95 of 100 draws of the same number of cases."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} (95 % interval {self.low:.3f} to {self.high:.3f})"


def drawn_again(outcomes: Sequence[Outcome], figure: Callable[[Sequence[Outcome]], float]) -> Figure:
    """Return a figure with its interval by drawing the cases again; without cases both bounds are the value."""
    value = figure(outcomes)
    if not outcomes:
        return Figure(value, value, value)
    generator = np.random.default_rng(_SEED)
    draws = [figure([outcomes[i] for i in generator.integers(0, len(outcomes), len(outcomes))]) for _ in range(_DRAWS)]
    low, high = np.quantile(draws, [0.025, 0.975])
    return Figure(value, float(low), float(high))


@dataclass(frozen=True)
class Bin:
    """Indicators shown with a probability between two bounds: how many, the mean probability, and the share right."""

    low: float
    high: float
    count: int
    said: float
    right: float


def reliability_bins(outcomes: Sequence[Outcome]) -> list[Bin]:
    """Return the bins that hold any indicator; an acceptable indicator counts as right."""
    pairs = [
        (probability, indicator in (*outcome.vignette.indicators, *outcome.vignette.acceptable))
        for outcome in outcomes
        for indicator, probability in zip(outcome.indicators, outcome.probabilities)
    ]
    bins = []
    for place in range(_BINS):
        low, high = place / _BINS, (place + 1) / _BINS
        inside = [pair for pair in pairs if low <= pair[0] < high or (place == _BINS - 1 and pair[0] == 1.0)]
        if inside:
            said = sum(probability for probability, _ in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), said, sum(right for _, right in inside) / len(inside)))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return by how much probabilities miss on average (ECE), 0 to 1; 0 where nothing was shown."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.said - one.right) for one in bins) / total if total else 0.0
