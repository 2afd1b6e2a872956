"""Which case comes first."""

from __future__ import annotations

from bot.advice.level import Level

_LEVEL_RANKS = {Level.EMERGENCY: 3, Level.COMPLEX_SEVERE: 2, Level.EARLY_HELP: 1}
# Doubt goes up: a case whose level nobody could name stands with those that are severe.
_UNCLEAR_RANK = 2
_ROUTE_RANKS = {"emergency": 3, "mash": 2}


def rank(level: Level | None, route: str) -> int:
    """Return how urgent a case is, 1 to 3; the larger value goes first, and within it the earlier clock."""
    by_level = _UNCLEAR_RANK if level is None else _LEVEL_RANKS[level]
    return max(by_level, _ROUTE_RANKS.get(route, 0))


def higher(one: Level | None, other: Level | None) -> Level | None:
    """Return the more urgent of two levels; a named level stands above an unclear one."""
    if one is None or other is None:
        return one or other
    return max(one, other)
