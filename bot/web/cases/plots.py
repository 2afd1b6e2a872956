"""Bar charts as figures of the page itself: no script, no picture file, and every number in words too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_HEIGHT, _TOP, _BOTTOM, _LEFT = 180.0, 16.0, 34.0, 34.0
_WIDTH = 720.0
_MOST_LABELS = 16


@dataclass(frozen=True)
class Bar:
    """A bar; `count` is None where the number is too small to show, and the bar is then hatched and low."""

    name: str
    count: int | None
    x: float
    y: float
    width: float
    height: float
    label_x: float
    has_label: bool


@dataclass(frozen=True)
class Plot:
    """A chart of upright bars, with what it needs to be drawn."""

    title: str
    bars: tuple[Bar, ...]
    top: int
    width: float = _WIDTH
    height: float = _HEIGHT
    base: float = _HEIGHT - _BOTTOM
    left: float = _LEFT
    ceiling: float = _TOP

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return all(bar.count == 0 for bar in self.bars)


def plot_of(title: str, counts: Mapping[str, int | None]) -> Plot:
    """Return the chart of some counts, in their order."""
    top = max([count for count in counts.values() if count] + [5])
    room = (_WIDTH - _LEFT) / max(len(counts), 1)
    every = -(-len(counts) // _MOST_LABELS) or 1
    bars = []
    for place, (name, count) in enumerate(counts.items()):
        # A number that is not shown gets a bar that says nothing about it.
        share = 0.06 if count is None else count / top
        height = share * (_HEIGHT - _TOP - _BOTTOM)
        x = _LEFT + place * room + room * 0.12
        label_x = _LEFT + (place + 0.5) * room
        y = _HEIGHT - _BOTTOM - height
        bars.append(
            Bar(
                name,
                count,
                round(x, 1),
                round(y, 1),
                round(room * 0.76, 1),
                round(height, 1),
                round(label_x, 1),
                place % every == 0,
            )
        )
    return Plot(title, tuple(bars), top)
