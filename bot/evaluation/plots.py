"""Plots of the report, as PNG pictures in text form that an HTML page can hold."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from bot.evaluation.intervals import Share
from bot.evaluation.outcomes import LEVELS, Outcome
from bot.evaluation.uncertainty import reliability_bins

matplotlib.use("Agg")
_ROUTES = ("decline", "answer", "duty_team", "early_help", "mash", "emergency")


def confusion(outcomes: Sequence[Outcome]) -> str:
    """Return the right level against the route that was given."""
    counts = np.zeros((len(LEVELS), len(_ROUTES)), dtype=int)
    for outcome in outcomes:
        given = outcome.route or outcome.kind
        if given in _ROUTES:
            counts[LEVELS.index(outcome.vignette.level), _ROUTES.index(given)] += 1
    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.subplots()
    axes.imshow(counts, cmap="Blues")
    for (row, column), count in np.ndenumerate(counts):
        axes.text(
            column, row, str(count), ha="center", va="center", color="white" if count > counts.max() / 2 else "black"
        )
    axes.set_xticks(range(len(_ROUTES)), _ROUTES)
    axes.set_yticks(range(len(LEVELS)), LEVELS)
    axes.set(xlabel="route given", ylabel="right level")
    return _picture(figure)


def reliability(outcomes: Sequence[Outcome]) -> str:
    """Return how often an indicator shown with a probability was right; larger dots stand for more indicators."""
    figure = Figure(figsize=(5, 4), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--")
    for one in reliability_bins(outcomes):
        axes.plot(one.said, one.right, "o", color="#1d3f6e", markersize=4 + one.count**0.5)
    axes.set(xlabel="probability given", ylabel="share that was right", xlim=(0, 1), ylim=(0, 1.02))
    return _picture(figure)


def curve(points: Sequence[tuple[float, float]], used: tuple[float, float]) -> str:
    """Return safe advice against coverage; `points` and `used` are (coverage, safety), each 0 to 1."""
    figure = Figure(figsize=(5, 4), layout="constrained")
    axes = figure.subplots()
    ordered = sorted(points)
    axes.plot([p[0] for p in ordered], [p[1] for p in ordered], color="#1d3f6e", marker=".")
    axes.plot(*used, "o", color="#942514", label="thresholds in use")
    axes.set(xlabel="coverage: answered without handing over", ylabel="safe advice")
    axes.legend()
    return _picture(figure)


def side_by_side(rows: Sequence[tuple[str, Share, Share]]) -> str:
    """Return shares of the live model and of a candidate with their intervals; a row is (name, live, candidate)."""
    figure = Figure(figsize=(7, 0.6 * len(rows) + 1), layout="constrained")
    axes = figure.subplots()
    for shares, name, colour, shift in (
        ([row[1] for row in rows], "live", "#5f6b7a", 0.15),
        ([row[2] for row in rows], "candidate", "#1d3f6e", -0.15),
    ):
        counted = [(place, share) for place, share in enumerate(shares) if share.total]
        if not counted:
            continue
        values = [share.value for _, share in counted]
        below = [max(0.0, share.value - share.interval[0]) for _, share in counted]
        above = [max(0.0, share.interval[1] - share.value) for _, share in counted]
        axes.errorbar(
            values, [place + shift for place, _ in counted], xerr=[below, above], fmt="o", color=colour, label=name
        )
    axes.set_yticks(range(len(rows)), [row[0] for row in rows])
    axes.invert_yaxis()
    axes.set(xlim=(0, 1.01), xlabel="share of the golden cases")
    axes.legend()
    return _picture(figure)


def _picture(figure: Figure) -> str:
    data = io.BytesIO()
    figure.savefig(data, format="png", dpi=110)
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()
