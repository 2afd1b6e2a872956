"""The form "This advice is wrong"."""

from __future__ import annotations

import pytest

from bot.web.gateway.models import Conversation, Feedback
from tests.shapes import assert_failure

pytestmark = pytest.mark.django_db
KINDS = ["wrong_sign", "missed_sign", "too_low", "too_high", "unclear", "other"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wrong_is_kept(talk, kind):
    """Each kind is kept with the words and the message that it is about, and answered with 201 and nothing."""
    talk.reply("he is often late")

    response = talk.post("/feedback", {"n": 2, "kind": kind, "text": "  it is more than that "})

    assert (response.status_code, response.json()) == (201, {})
    held = Feedback.objects.get()
    assert (held.kind, held.text, held.message.text) == (kind, "it is more than that", "he is often late")
    assert str(held.conversation_id) == talk.id


@pytest.mark.parametrize("n", [1, 2])
def test_the_number_may_be_that_of_message_or_reply(talk, n):
    """A message and the reply to it are one thing to complain about."""
    talk.reply("he is often late")
    talk.post("/feedback", {"n": n, "kind": "unclear", "text": ""})

    assert Feedback.objects.get().message.n == 1


def test_it_may_be_about_the_whole_chat(talk):
    """Without a number the feedback is about the conversation."""
    assert talk.post("/feedback", {"n": None, "kind": "other", "text": "hard to read"}).status_code == 201
    assert talk.post("/feedback", {"kind": "other"}).status_code == 201

    assert [held.message for held in Feedback.objects.all()] == [None, None]


def test_pressed_twice_it_is_kept_once(talk):
    """The same said again is not counted again."""
    for _ in range(2):
        assert talk.post("/feedback", {"kind": "other", "text": "hard to read"}).status_code == 201

    assert Feedback.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param({"kind": "nonsense", "text": "x"}, "malformed", id="unknown-kind"),
        pytest.param({"text": "x"}, "malformed", id="no-kind"),
        pytest.param({"n": 7, "kind": "other"}, "malformed", id="no-such-turn"),
        pytest.param({"n": 0, "kind": "other"}, "malformed", id="nought"),
        pytest.param({"n": "x", "kind": "other"}, "malformed", id="no-number"),
        pytest.param({"n": 10**30, "kind": "other"}, "malformed", id="huge-number"),
        pytest.param({"kind": "other", "text": "x" * 1001}, "too_long", id="too-long"),
        pytest.param({"kind": "other", "text": "a\x00b"}, "control", id="control"),
    ],
)
def test_what_is_no_feedback_is_refused(talk, body, code):
    """A wrong kind, number or text is refused in words, and nothing is kept."""
    talk.reply("he is often late")

    assert_failure(talk.post("/feedback", body), 422, code)
    assert not Feedback.objects.exists()


def test_the_refusal_of_a_long_text_names_its_limit(talk):
    """Who writes too much is told how much may be written here."""
    assert "1000" in talk.post("/feedback", {"kind": "other", "text": "x" * 1001}).json()["error"]["message"]


def test_feedback_about_another_conversation_is_refused(start):
    """The number of a turn belongs to its conversation."""
    first, second = start(), start()
    first.reply("he is often late")

    assert_failure(second.post("/feedback", {"n": 2, "kind": "other"}), 422, "malformed")


def test_without_the_token_nothing_is_kept(talk, gateway):
    """Feedback needs the conversation's token."""
    response = gateway.post(
        f"/api/v1/conversations/{talk.id}/feedback", {"kind": "other"}, content_type="application/json"
    )

    assert_failure(response, 401, "not_yours")
    assert not Feedback.objects.exists()


def test_a_conversation_that_is_gone_gets_no_feedback(talk):
    """A conversation that was deleted gets 404."""
    Conversation.objects.all().delete()

    assert_failure(talk.post("/feedback", {"kind": "other"}), 404, "not_yours")


def test_feedback_without_end_is_limited(talk, settings):
    """Feedback is limited like messages, and uses up none of theirs."""
    settings.MESSAGES_PER_MINUTE = 1
    talk.post("/feedback", {"kind": "other"})

    assert_failure(talk.post("/feedback", {"kind": "other"}), 429, "too_many")
    assert talk.send("hello").status_code == 200
