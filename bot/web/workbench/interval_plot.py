"""Two values side by side on one scale, as a figure of the page itself; every number stands in a table too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LEFT, _RIGHT, _WIDTH = 320.0, 20.0, 800.0
_ROW, _TOP, _BOTTOM = 40.0, 8.0, 28.0
_LONGEST_NAME = 40
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Value:
    """A value from 0 to 1 and its interval; without one, `low` and `high` are the value."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Mark:
    """Where a value is drawn: the dot and the ends of its interval."""

    x: float
    left: float
    right: float
    y: float


@dataclass(frozen=True)
class PlotRow:
    """A line of the plot; a side that cannot be counted has no mark."""

    name: str
    y: float
    live: Mark | None
    candidate: Mark | None


@dataclass(frozen=True)
class IntervalPlot:
    """What a plot needs to be drawn."""

    rows: tuple[PlotRow, ...]
    ticks: tuple[tuple[str, float], ...]
    height: float
    base: float
    width: float = _WIDTH
    left: float = _LEFT
    label: float = _LEFT - 12


def interval_plot(rows: Iterable[tuple[str, Value | None, Value | None]]) -> IntervalPlot:
    """Return the plot of rows of (name, live, candidate), from top to bottom."""
    held: Sequence[tuple[str, Value | None, Value | None]] = list(rows)
    drawn = []
    for place, (name, live, candidate) in enumerate(held):
        y = _TOP + (place + 0.5) * _ROW
        shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}\u2026"
        drawn.append(PlotRow(shown, y, _mark(live, y - 7), _mark(candidate, y + 7)))
    base = _TOP + len(held) * _ROW
    ticks = tuple((f"{tick:.0%}", _x(tick)) for tick in _TICKS)
    return IntervalPlot(tuple(drawn), ticks, base + _BOTTOM, base)


def _mark(value: Value | None, y: float) -> Mark | None:
    return None if value is None else Mark(_x(value.value), _x(value.low), _x(value.high), y)


def _x(value: float) -> float:
    return round(_LEFT + value * (_WIDTH - _LEFT - _RIGHT), 1)
