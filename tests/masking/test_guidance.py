"""What the guidance speaks of, asked for by people who write it as the guidance does."""

from __future__ import annotations

import re

from bot.language.masking import mask
from tests.builders import real_pack

_ABBREVIATION = re.compile(r"\b[A-Za-z]*[A-Z][a-z]*[A-Z][A-Za-z0-9]*\b")
# Short forms of somebody's name as often: what stands beside them decides.
_NAMES_TOO = {"SA", "CAM", "RHI"}


def test_no_abbreviation_that_an_entry_is_found_by_is_taken_for_a_name() -> None:
    """ "What is MACE?" must not become "What is [name]?", which no entry answers. A new abbreviation that fails here
    belongs into data/masking/everyday.txt."""
    words = {
        found
        for entry in real_pack().entries.values()
        for text in (entry.title, *entry.keywords)
        for found in _ABBREVIATION.findall(text)
    }

    assert len(words) > 80
    masked = sorted(word for word in words - _NAMES_TOO if word not in mask(f"what is {word}?").text)
    assert masked == []


def test_what_development_questions_ask_is_left_as_it_stands() -> None:
    """Ordinary words of the guidance are no names where nothing says so."""
    for question in (
        "what counts as harm outside the home?",
        "when is the risk analysis done again?",
        "did MARS replace the old LSCB?",
        "how does Sarah's Law work?",
    ):
        assert mask(question).text == question
