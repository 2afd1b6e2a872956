"""How soon someone must act."""

from __future__ import annotations

import pytest

from bot.advice.level import Level


def test_levels_rise_from_early_help_to_emergency() -> None:
    """The more urgent level is the larger value."""
    assert Level.EARLY_HELP < Level.COMPLEX_SEVERE < Level.EMERGENCY


@pytest.mark.parametrize("level", Level)
def test_a_slug_gives_its_level_back(level: Level) -> None:
    """Every level is found by the id it has in `knowledge/` and in the API."""
    assert Level.from_slug(level.slug) is level


def test_an_unknown_slug_is_refused_with_those_there_are() -> None:
    """A level that does not exist is an error that names the levels that do."""
    with pytest.raises(ValueError, match="'severe'.*early_help, complex_severe, emergency"):
        Level.from_slug("severe")
