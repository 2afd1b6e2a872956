"""What was understood in one message."""

from __future__ import annotations

import pytest

from bot.advice.reading import Finding


@pytest.mark.parametrize("probability", [-0.01, 1.01, float("nan")])
def test_a_probability_outside_0_to_1_is_refused(probability: float) -> None:
    """A finding names its indicator when its probability cannot be one."""
    with pytest.raises(ValueError, match="home_alone: probability"):
        Finding("home_alone", probability, "", 0, 0)
