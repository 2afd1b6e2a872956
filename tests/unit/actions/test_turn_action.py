"""What all actions share: they read the tracker, send the reply, and are never silent."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.advise import ActionAdvise
from actions.turn_action import REPLY_KEY, TurnAction, intent_of, text_of
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.advice.records import case_from_record, reading_to_record
from bot.reply.shape import Reply
from bot.reply.turn import Conversation, Turn
from tests import builders
from tests.builders import finding, reading, tracker

SECRET = "Jamie Smith of 4 High Street"


class Echo(TurnAction):
    """An action that greets, or fails if it was told to."""

    error: Exception | None = None

    def name(self) -> str:
        return "action_echo"

    def take(self, conversation: Conversation, tracker: Tracker, reading: Reading, case: Case) -> Turn:
        if self.error is not None:
            raise self.error
        return conversation.small_talk("greet", text_of(tracker), reading, case)


def echo(**parts: Any) -> Echo:
    """Return an action over the steady pack."""
    return Echo(**{"conversation": builders.conversation, "composer": builders.composer, **parts})


def run(action: TurnAction, about: Tracker) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Run an action; return what it said and the events it gave back."""
    dispatcher = CollectingDispatcher()
    events = action.run(dispatcher, about, {})
    return dispatcher.messages, events


def sent(messages: list[dict[str, Any]]) -> Reply:
    """Return the one reply that was sent whole."""
    (message,) = messages
    assert not message["text"]
    return Reply.model_validate(message["custom"][REPLY_KEY])


def test_the_base_is_abstract() -> None:
    """The base is no action by itself, so that the server never registers it."""
    with pytest.raises(TypeError, match="abstract"):
        TurnAction()  # type: ignore[abstract]


def test_an_action_is_made_without_arguments_and_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server can make every action at start; packs and models are fetched at the first turn."""

    def loaded() -> None:
        raise AssertionError("loaded too early")

    monkeypatch.setattr(wiring, "conversation", loaded)
    monkeypatch.setattr(wiring, "composer", loaded)

    assert ActionAdvise().name() == "action_advise"


def test_the_gateway_gets_the_reply_whole() -> None:
    """In the gateway's channel the reply travels as JSON with all its parts, in one message."""
    messages, _ = run(echo(), tracker("hello", channel="gateway"))

    reply = sent(messages)
    assert reply == builders.composer().small_talk("greet")
    assert json.loads(json.dumps(messages)) == messages


@pytest.mark.parametrize("channel", ["cmdline", "rasa"])
def test_a_channel_that_people_read_gets_text_and_buttons(channel: str) -> None:
    """In a terminal the paragraphs are texts, and the answers to a question are buttons."""
    messages, _ = run(
        ActionAdvise(builders.conversation, builders.composer),
        tracker("x", read=reading(finding("domestic_abuse_present_not_injured")), channel=channel),
    )

    assert len(messages) > 2
    assert all(message["text"] and not message["custom"] for message in messages)
    (asked,) = [message for message in messages if message["buttons"]]
    assert asked["buttons"][2] == {"title": "Not sure", "payload": "Not sure"}
    assert "01472 326292" in messages[-1]["text"]


def test_the_case_is_kept_in_its_slot() -> None:
    """What is known goes into the slot as plain JSON, and the next turn starts from it."""
    action = ActionAdvise(builders.conversation, builders.composer)
    _, events = run(action, tracker("x", read=reading(finding("housing"))))

    (event,) = events
    assert (event["event"], event["name"]) == ("slot", "case")
    known = case_from_record(json.loads(json.dumps(event["value"])))
    messages, _ = run(action, tracker("y", read=reading(finding("attendance")), case=known))
    assessment = sent(messages).assessment
    assert assessment is not None
    assert {item.id for item in assessment.indicators} == {"housing", "attendance"}


@pytest.mark.parametrize("channel", ["gateway", "cmdline"])
@pytest.mark.parametrize(
    "error",
    [RuntimeError(SECRET), KeyError("home"), ValueError("x"), AssertionError(), MemoryError(), RecursionError()],
)
def test_whatever_fails_the_person_gets_the_failsafe(channel: str, error: Exception) -> None:
    """Rasa would say nothing; the action says whom to ring, and leaves the case as it was."""
    action = echo()
    action.error = error

    messages, events = run(action, tracker("hello", channel=channel))

    assert events == []
    words = json.dumps(messages)
    assert "01472 326292" in words
    assert "999" in words
    if channel == "gateway":
        assert sent(messages) == builders.composer().failsafe()


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"reading": {"findings": "none"}}, id="reading-of-another-version"),
        pytest.param({"reading": {**reading_to_record(reading(finding("unknown_sign")))}}, id="unknown-indicator"),
    ],
)
def test_a_reading_that_cannot_be_used_is_a_failure(broken: dict[str, Any]) -> None:
    """A model that does not fit the pack leads to the failsafe, not to silence."""
    about = tracker("x")
    about.latest_message.update(broken)

    messages, events = run(ActionAdvise(builders.conversation, builders.composer), about)

    assert (sent(messages).kind, events) == ("failsafe", [])


def test_a_case_that_cannot_be_used_is_a_failure() -> None:
    """A slot of another version leads to the failsafe, not to silence."""
    about = tracker("x")
    about.slots["case"] = {"mood": "calm"}

    assert sent(run(echo(), about)[0]).kind == "failsafe"


def test_a_conversation_that_cannot_be_loaded_is_a_failure() -> None:
    """Where the parts cannot be put together the person is told whom to ring."""

    def missing() -> Conversation:
        raise FileNotFoundError("no model")

    assert sent(run(echo(conversation=missing), tracker("x"))[0]).kind == "failsafe"


def test_a_failure_is_logged_without_what_was_written(caplog: pytest.LogCaptureFixture) -> None:
    """The log names the action and the kind of error, never its message."""
    action = echo()
    action.error = RuntimeError(SECRET)

    with caplog.at_level(logging.DEBUG):
        run(action, tracker(f"{SECRET} is hurt"))

    assert "action_echo failed with RuntimeError; the person got the failsafe reply" in caplog.text
    assert "Jamie" not in caplog.text


def test_a_pressed_button_answers_whatever_the_intent() -> None:
    """The words of a button are the answer, even where the model takes them for something else."""
    asked = builders.conversation().concern("x", reading(finding("domestic_abuse_present_not_injured")), Case()).case

    messages, _ = run(echo(), tracker("Yes, at least one of these", intent="greet", case=asked))

    assessment = sent(messages).assessment
    assert assessment is not None
    assert assessment.route.id == "mash"


def test_a_message_without_reading_text_or_intent_is_read_as_empty() -> None:
    """A message that Rasa made itself stops nothing."""
    about = Tracker("someone", {}, {}, [], False, None, {}, "action_listen")

    assert (text_of(about), intent_of(about)) == ("", "")
    assert sent(run(echo(), about)[0]).kind == "answer"


@pytest.mark.parametrize("intent", [None, {}, {"name": None}])
def test_an_intent_that_is_missing_is_no_intent(intent: object) -> None:
    """A message without an intent has the empty one."""
    about = tracker("x")
    about.latest_message["intent"] = intent

    assert intent_of(about) == ""
