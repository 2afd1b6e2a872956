"""Words that the network takes for an address or a school become one where they name something."""

from __future__ import annotations

import numpy as np
import pytest

from bot.language.masking.names.places import runs
from bot.language.masking.names.words import words_of


def _found(text: str, kind: str, *sure: str) -> list[str]:
    """Return what is found where the network is sure of these words."""
    words = words_of(text)
    estimates = np.array([0.9 if word.text in sure else 0.0 for word in words], dtype=np.float32)
    return [text[a:b] for a, b in runs(words, estimates, kind, bar=0.5, free=[True] * len(words))]


@pytest.mark.parametrize(
    ("text", "sure", "wanted"),
    [
        ("at 14 the paddocks today", "14 the paddocks", ["14 the paddocks"]),
        ("at 5 Larkspur, Grimsby now", "5 Larkspur , Grimsby", ["5 Larkspur"]),
        ("on grimsby road", "grimsby road", ["grimsby road"]),
        ("family of 5 in flat 2b", "5 in flat 2b", ["flat 2b"]),
        ("he stays at number 40", "number 40", ["number 40"]),
        ("the upstairs flat is damp", "the upstairs flat", []),
        ("ring 01472 326292", "01472 326292", []),
        ("moved to Cleethorpes", "Cleethorpes", []),
        ("went to and from it", "to and from it", []),
        ("wait - , .", "- , .", []),
        ("nothing", "", []),
    ],
)
def test_addresses(text: str, sure: str, wanted: list[str]) -> None:
    """Numbers, streets and names of houses are found; towns, flats as such and telephone numbers are not."""
    assert _found(text, "address", *sure.split()) == wanted


@pytest.mark.parametrize(
    ("text", "sure", "wanted"),
    [
        ("at st josephs primary now", "st josephs primary", ["st josephs primary"]),
        ("on ward 4", "ward 4", ["ward 4"]),
        ("scartho nursery rang", "scartho nursery", ["scartho nursery"]),
        ("the secondary school said", "the secondary school", []),
        ("on the childrens ward", "the childrens ward", []),
    ],
)
def test_schools(text: str, sure: str, wanted: list[str]) -> None:
    """Schools, nurseries and wards by their own name are found; a school as such is not."""
    assert _found(text, "identifying_school", *sure.split()) == wanted


def test_a_doubtful_word_belongs_to_a_sure_one() -> None:
    """A word over half the bar goes with its neighbour; by itself it is nothing."""
    words = words_of("at 9 alder today")
    estimates = np.array([0.0, 0.9, 0.3, 0.3], dtype=np.float32)

    (found,) = runs(words, estimates, "address", bar=0.5, free=[True, True, True, False])

    assert found == (3, 10)
    assert list(runs(words, np.full(4, 0.3, dtype=np.float32), "address", bar=0.5, free=[True] * 4)) == []
