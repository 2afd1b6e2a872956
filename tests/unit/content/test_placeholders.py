"""With what each sentence is filled."""

from __future__ import annotations

import pytest

from bot.content.placeholders import ALONE, ALWAYS, MORE, fillable
from tests.builders import real_pack


@pytest.mark.parametrize("field", [*MORE, *ALONE])
def test_every_field_with_words_of_its_own_exists(field: str) -> None:
    """The lists name fields that replies.yml has, so that none is kept for a sentence that is gone."""
    value: object = real_pack().replies
    for part in field.split("."):
        value = getattr(value, part)

    assert isinstance(value, str)


@pytest.mark.parametrize(
    ("file", "field", "words"),
    [
        pytest.param("entries", "entries[x].answer", set(), id="entry"),
        pytest.param("routes.yml", "routes[mash].how", ALWAYS, id="route"),
        pytest.param("replies.yml", "failsafe.opening", ALWAYS, id="sentence"),
        pytest.param("replies.yml", "refused.too_long", ALWAYS | {"limit"}, id="refusal"),
        pytest.param("replies.yml", "emergency.then", ALWAYS | {"how"}, id="sentence-with-more"),
        pytest.param("replies.yml", "masked.types.person.more", {"count"}, id="how-many"),
        pytest.param("replies.yml", "masked.types.person.one", set(), id="one-of-them"),
        pytest.param("replies.yml", "hours.open", {"closes"}, id="piece-of-a-sentence"),
    ],
)
def test_a_sentence_is_filled_with_what_its_place_allows(file: str, field: str, words: set[str]) -> None:
    """Entries are shown as they stand, sentences name contacts, pieces hold their own words alone."""
    assert fillable(file, field) == words
