"""How soon someone must act."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """The three levels of the threshold list; the larger value is the more urgent."""

    EARLY_HELP = 1
    COMPLEX_SEVERE = 2
    EMERGENCY = 3

    @property
    def slug(self) -> str:
        """The level's id in `knowledge/` and in the API, such as `early_help`."""
        return self.name.lower()

    @classmethod
    def from_slug(cls, slug: str) -> Level:
        """Return the level of that id.

        Raises:
            ValueError: There is no such level; the message names those there are.
        """
        for level in cls:
            if level.slug == slug:
                return level
        raise ValueError(f"no level {slug!r}; there are {', '.join(level.slug for level in cls)}")
