"""Puts alternatives together into one pattern, so that lists of words stay readable."""

from __future__ import annotations

import re


def any_of(*alternatives: str) -> re.Pattern[str]:
    """Return the pattern that finds any of the alternatives as whole words, the first listed first."""
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")\b")


def either(*patterns: str) -> re.Pattern[str]:
    """Return the pattern that finds any of the alternatives as they stand, without bounds of words."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
