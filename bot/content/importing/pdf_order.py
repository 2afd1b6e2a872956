"""The order in which a page is read: down a column, then on to the next one, and across what goes over all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

# In points: the least space between two columns, and the narrowest column.
_GUTTER, _NARROWEST = 6.0, 40.0
# A part this much narrower than its column says nothing of where the columns end.
_WIDE = 0.6
Part = TypeVar("Part")


@dataclass(frozen=True)
class Place:
    """Where something stands on a page, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.bottom + self.top) / 2


def in_reading_order(parts: Sequence[Part], place_of: Callable[[Part], Place]) -> list[Part]:
    """Return the parts of a page in the order in which they are read."""
    placed = [(place_of(part), part) for part in parts]
    return [part for _, part in _ordered(placed)]


def _ordered(parts: list[tuple[Place, Part]]) -> list[tuple[Place, Part]]:
    if len(parts) < 2:
        return parts
    columns = _columns(parts)
    if len(columns) > 1:
        return [one for column in columns for one in _ordered(column)]
    strips = _strips(parts)
    if len(strips) == 1:
        return sorted(parts, key=lambda one: (-one[0].top, one[0].left))
    return [one for strip in _with_columns(strips) for one in _ordered(strip)]


def _columns(parts: Sequence[tuple[Place, Part]]) -> list[list[tuple[Place, Part]]]:
    """Return the parts of each column from the left, where white space parts columns over the whole height."""
    columns: list[list[tuple[Place, Part]]] = []
    right = 0.0
    for one in sorted(parts, key=lambda part: part[0].left):
        if columns and one[0].left - right < _GUTTER:
            columns[-1].append(one)
        else:
            columns.append([one])
        right = max(right, one[0].right) if len(columns[-1]) > 1 or len(columns) > 1 else one[0].right
    widths = [_width(column) for column in columns]
    return columns if len(columns) > 1 and min(widths) >= _NARROWEST else [list(parts)]


def _width(parts: Sequence[tuple[Place, Part]]) -> float:
    return max(place.right for place, _ in parts) - min(place.left for place, _ in parts)


def _strips(parts: Sequence[tuple[Place, Part]]) -> list[list[tuple[Place, Part]]]:
    """Return the parts between white space that goes over the whole width, from the top."""
    strips: list[list[tuple[Place, Part]]] = []
    bottom = 0.0
    for one in sorted(parts, key=lambda part: -part[0].top):
        if strips and one[0].top > bottom + 0.5:
            strips[-1].append(one)
            bottom = min(bottom, one[0].bottom)
        else:
            strips.append([one])
            bottom = one[0].bottom
    return strips


def _with_columns(strips: Sequence[list[tuple[Place, Part]]]) -> list[list[tuple[Place, Part]]]:
    """Put strips together that have their columns in common, so that a column is read to its end."""
    groups: list[list[tuple[Place, Part]]] = []
    waiting: list[list[tuple[Place, Part]]] = []
    for strip in strips:
        if groups and len(_columns([*groups[-1], *(one for each in waiting for one in each), *strip])) > 1:
            waiting.append(strip)
            # Short lines under the columns belong to what follows, unless the columns go on under them.
            if len(_columns(strip)) > 1 or _width(strip) >= _WIDE * _narrowest(groups[-1]):
                groups[-1] += [one for each in waiting for one in each]
                waiting = []
        else:
            groups += [*waiting, strip]
            waiting = []
    return groups + waiting


def _narrowest(parts: Sequence[tuple[Place, Part]]) -> float:
    return min(_width(column) for column in _columns(parts))
