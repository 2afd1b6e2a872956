"""Telling the person what was masked."""

from __future__ import annotations

import pytest

from bot.language.masking import MARKERS
from bot.reply.compose import Composer
from bot.reply.masked import with_masked, with_not_kept
from tests.builders import OPEN, real_pack


@pytest.fixture
def composer() -> Composer:
    return Composer(real_pack(), lambda: OPEN)


@pytest.mark.parametrize("kind", MARKERS)
@pytest.mark.parametrize("count", [1, 2, 11])
def test_every_type_of_identifier_has_its_words(composer: Composer, kind: str, count: int) -> None:
    """Each type that masking knows is named in words, one of it and more of it."""
    before = composer.failsafe()

    after = with_masked(before, {kind: count}, real_pack(), composer.wording)

    (told,) = [text for text in after.replies if text not in before.replies]
    assert "{" not in told.text
    assert told.about == "masked"
    assert (str(count) in told.text) == (count > 1)
    assert [(masked.type, masked.count) for masked in after.masked] == [(kind, count)]


def test_what_was_masked_stands_before_the_contacts(composer: Composer) -> None:
    """The line of contacts stays the last, and everything else stays in its place."""
    before = composer.failsafe()

    after = with_masked(before, {"person": 1, "phone": 3}, real_pack(), composer.wording)

    assert [*after.replies[:-2], after.replies[-1]] == before.replies
    assert "a name; 3 phone numbers" in after.replies[-2].text


def test_without_identifiers_nothing_is_added(composer: Composer) -> None:
    """A message without identifiers gets the reply as it was."""
    assert with_masked(composer.failsafe(), {}, real_pack(), composer.wording) == composer.failsafe()


def test_a_message_that_was_not_kept_is_owned_up_to(composer: Composer) -> None:
    """The person is told that the message was neither read nor kept, before the contacts."""
    after = with_not_kept(composer.failsafe(), real_pack(), composer.wording)

    assert "not kept it" in after.replies[-2].text
    assert after.replies[-1] == composer.failsafe().replies[-1]
