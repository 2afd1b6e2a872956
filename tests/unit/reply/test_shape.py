"""The shape of a reply."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.reply.compose import Composer
from bot.reply.shape import Reply, Text
from tests.builders import real_pack

EMPTY = {"assessment": None, "steps": [], "guidance": [], "escalation": None, "masked": [], "said": None}


def test_parts_with_nothing_in_them_are_there() -> None:
    """A part that holds nothing is null or an empty list, never missing."""
    assert Reply(kind="answer", replies=[Text(text="Hello")]).model_dump() == {
        "kind": "answer",
        "replies": [{"text": "Hello", "about": None, "quick_replies": []}],
        **EMPTY,
    }


def test_a_reply_survives_json() -> None:
    """What the action server sends is what the gateway reads."""
    reply = Composer(real_pack()).failsafe()

    assert Reply.model_validate_json(reply.model_dump_json()) == reply


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"kind": "joke", "replies": [{"text": "x"}]}, id="unknown-kind"),
        pytest.param({"kind": "answer", "replies": [{"text": "x"}], "mood": "calm"}, id="unknown-part"),
        pytest.param({"kind": "answer", "replies": [{"text": "x", "image": "y"}]}, id="unknown-field"),
        pytest.param({"kind": "answer"}, id="no-words"),
    ],
)
def test_a_reply_of_another_shape_is_refused(other: dict[str, object]) -> None:
    """Nothing that the design does not name travels in a reply."""
    with pytest.raises(ValidationError):
        Reply.model_validate(other)


def test_a_reply_does_not_change() -> None:
    """A reply that was written is the reply that is stored."""
    with pytest.raises(ValidationError):
        Text(text="x").text = "y"  # type: ignore[misc]
