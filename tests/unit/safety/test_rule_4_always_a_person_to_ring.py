"""Rule 4. Every reply to a concern and every failure shows the duty team's number, and 999 for danger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from rasa_sdk.executor import CollectingDispatcher

from actions.advise import ActionAdvise
from actions.turn_action import REPLY_KEY
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.cli import ask
from bot.cli.errors import CommandError
from bot.content.checks.wording import WHOM_TO_RING
from bot.reply.shape import Reply
from bot.reply.turn import Conversation
from tests import builders
from tests.builders import PackCopy, steady_pack, tracker
from tests.strategies import cases, light_cases, moments, readings
from tests.unit.safety.states import MOMENTS, every_reply, every_turn

NUMBERS = ("01472 326292, option 5", "999")


def assert_rings(reply: Reply, name: str = "") -> None:
    """Assert that the last paragraph of a reply says whom to ring."""
    assert all(number in reply.replies[-1].text for number in NUMBERS), name


@pytest.mark.parametrize("now", MOMENTS, ids=["open", "closed"])
def test_every_reply_ends_with_whom_to_ring(now: datetime) -> None:
    """Every sort of reply, small talk and refusals to help included, by day and by night."""
    for name, reply in every_reply(steady_pack(), now):
        assert_rings(reply, name)


@settings(max_examples=25)
@given(read=readings(), case=cases() | light_cases())
def test_every_turn_ends_with_whom_to_ring(read: Reading, case: Case) -> None:
    """Whatever was understood and whatever is known, under every intent, with and without an index."""
    for name, turn in every_turn("something was written", read, case):
        assert_rings(turn.reply, name)


@given(now=moments())
def test_a_failure_at_any_moment_says_whom_to_ring(now: datetime) -> None:
    """There is no moment, holiday or clock change at which the failsafe cannot be written."""
    reply = builders.composer(now=now).failsafe()

    assert_rings(reply)
    assert "ring the duty team on 01472 326292, option 5" in reply.replies[0].text


def test_every_escalation_names_the_duty_team() -> None:
    """The part that makes a case holds the number too, for clients that show parts."""
    for name, reply in every_reply(steady_pack()):
        if reply.escalation is not None:
            assert (reply.escalation.phone, reply.escalation.option) == ("01472 326292", "5"), name


def test_a_reference_does_not_push_the_contacts_away() -> None:
    """With its reference in it, a reply still ends with whom to ring."""
    composer = builders.composer()
    for name, reply in every_reply(steady_pack()):
        assert_rings(composer.with_reference(reply, "NEL-7F3K2"), name)


def test_errors_have_the_same_contacts() -> None:
    """The part that goes with every error of the gateway holds 999, the duty team and the council."""
    contacts = builders.composer().wording.contacts()

    assert contacts.emergency.phone == "999"
    assert (contacts.duty_team.phone, contacts.duty_team.option) == ("01472 326292", "5")
    assert contacts.council.phone == "01472 313131"


@pytest.mark.parametrize("channel", ["gateway", "cmdline", "rasa"])
@pytest.mark.parametrize("message", ["he was left alone", "", "\u0000", "x" * 4000])
def test_an_action_that_fails_says_whom_to_ring(channel: str, message: str) -> None:
    """If anything raises inside an action, the person gets both numbers in every channel."""

    def broken() -> Conversation:
        raise RuntimeError("the index is gone")

    dispatcher = CollectingDispatcher()
    ActionAdvise(broken, builders.composer).run(dispatcher, tracker(message, channel=channel), {})

    sent: list[dict[str, Any]] = dispatcher.messages
    if channel == "gateway":
        assert_rings(Reply.model_validate(sent[0]["custom"][REPLY_KEY]))
    else:
        assert all(number in sent[-1]["text"] for number in NUMBERS)


def test_a_missing_index_costs_answers_and_nothing_else() -> None:
    """Without an index concerns are advised on, and questions are told whom to ask."""
    for name, turn in every_turn("how long does it take", Reading(), Case()):
        assert_rings(turn.reply, name)


def test_a_command_that_reaches_nobody_says_whom_to_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also at the terminal, where Signpost is not running."""

    def away(**_: object) -> None:
        raise ask.httpx.ConnectError("refused")

    monkeypatch.setattr(ask.httpx, "Client", away)

    with pytest.raises(CommandError) as caught:
        ask.ask("he was left alone", None, False, "http://127.0.0.1:1")
    assert all(number in str(caught.value) for number in NUMBERS)


@pytest.mark.parametrize("field", WHOM_TO_RING)
def test_an_editor_cannot_take_the_numbers_out(pack_copy: PackCopy, field: str) -> None:
    """A pack whose failsafe, contact line or notice says nobody to ring is not loaded."""

    def edit(content: Any) -> None:
        *parents, last = field.split(".")
        for parent in parents:
            content = content[parent]
        content[last] = "Good luck."

    pack_copy.change("replies.yml", edit)

    assert {fault.field for fault in pack_copy.faults()} == {field}


@pytest.mark.parametrize("contact", [0, 1])
def test_an_editor_cannot_take_the_contacts_out(pack_copy: PackCopy, contact: int) -> None:
    """A pack without the emergency services or the duty team is not loaded."""
    pack_copy.change("contacts.yml", lambda c: c["contacts"].pop(contact))

    assert "contacts" in {fault.field for fault in pack_copy.faults()}


def test_the_failsafe_needs_nothing_but_the_pack(pack_copy: PackCopy) -> None:
    """A pack with no entries, no index and no model still says whom to ring."""
    pack_copy.write(
        builders.ENTRIES, "authority: national\nchecked: 2026-01-01\ncheck_again_by: 2027-01-01\nentries: []\n"
    )

    assert_rings(builders.composer(pack_copy.load()).failsafe())
