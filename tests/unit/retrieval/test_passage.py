"""What can be searched."""

from __future__ import annotations

import pytest

from bot.retrieval.passage import Passage


def test_a_passage_that_nobody_can_ask_for_is_refused() -> None:
    """A passage without any view could never be found, so it is an error that names it."""
    with pytest.raises(ValueError, match="passage 'home' has nothing to embed"):
        Passage("home", (), "words")
