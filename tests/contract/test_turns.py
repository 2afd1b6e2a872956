"""Messages of one conversation are answered one at a time, each once, whatever happens at the same moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from bot.web.cases.models import Escalation
from bot.web.gateway import api
from bot.web.gateway.models import Conversation, Message
from tests.canned import KNIFE, from_rasa
from tests.contract.fakes import FakeRasa, Talk
from tests.shapes import assert_failure, assert_reply

pytestmark = pytest.mark.django_db(transaction=True)
Later = Callable[..., "Future[HttpResponse]"]


@pytest.fixture
def later(talk: Talk) -> Iterator[Later]:
    """Sends a message in a thread of its own, as the web server does."""
    with ThreadPoolExecutor(8) as people:

        def send(text: str, key: str | None = None, to: Talk = talk) -> Future[HttpResponse]:
            def sent() -> HttpResponse:
                try:
                    return Talk(Client(raise_request_exception=False), to.id, to.token).send(text, key=key)
                finally:
                    connections.close_all()

            return people.submit(sent)

        yield send


@pytest.fixture
def gate(rasa: FakeRasa, canned) -> Iterator[threading.Event]:
    """Rasa answers nobody before this is set."""
    opened = threading.Event()

    def waits(request: httpx.Request) -> httpx.Response:
        if request.method == "POST" and not opened.wait(request.extensions["timeout"]["read"]):
            raise httpx.ReadTimeout("slow")
        return httpx.Response(200, json=from_rasa(canned.mash()))

    rasa.answer = waits
    yield opened
    opened.set()


def _until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < ends, "it did not come to that"
        time.sleep(0.01)


def test_two_requests_with_one_key_ask_once_and_get_one_reply(talk, rasa, gate, later):
    """A double click sends the same message twice at once: it is asked once, and both get the same reply."""
    sent = [later("left alone every evening", "k") for _ in range(5)]
    _until(lambda: len(rasa.asked) == 1)
    time.sleep(0.3)
    gate.set()

    replies = [one.result(10) for one in sent]

    assert {reply.status_code for reply in replies} == {200}
    assert len({reply.content for reply in replies}) == 1
    assert len(rasa.asked) == 1
    assert Message.objects.count() == Escalation.objects.count() == 1


def test_a_message_waits_for_the_one_before_it(talk, rasa, gate, later):
    """Messages of one conversation reach Rasa in the order in which they came, one after the other."""
    sent = []
    for number in range(4):
        sent.append(later(f"message {number}"))
        _until(lambda: Message.objects.count() == number + 1)  # noqa: B023 - called at once
    time.sleep(0.3)
    assert [asked["message"] for asked in rasa.asked] == ["message 0"]
    gate.set()

    for one in sent:
        assert one.result(10).status_code == 200

    assert [asked["message"] for asked in rasa.asked] == [f"message {number}" for number in range(4)]
    held = list(Message.objects.order_by("n"))
    assert [message.text for message in held] == [f"message {number}" for number in range(4)]
    assert [message.reply_n for message in held] == sorted(message.reply_n for message in held)


def test_another_conversation_does_not_wait(start, rasa, gate, later):
    """While one conversation waits for its reply, another is answered."""
    slow = later("first")
    _until(lambda: len(rasa.asked) == 1)
    other = later("other", to=start())

    _until(lambda: len(rasa.asked) == 2)
    gate.set()

    assert slow.result(10).status_code == other.result(10).status_code == 200


def test_a_message_whose_turn_does_not_come_gets_the_failsafe(talk, rasa, gate, later, monkeypatch):
    """Who waits behind a slow reply is told in time whom to ring, and the message stays in its place."""
    monkeypatch.setattr(api.door().rasa, "timeout_seconds", 1)
    later("first")
    _until(lambda: len(rasa.asked) == 1)

    began = time.monotonic()
    reply = later("second").result(10).json()

    assert time.monotonic() - began < 3
    assert_reply(reply, "failsafe")
    assert Message.objects.get(n=2).reply["kind"] == "failsafe"


def test_danger_does_not_wait_for_the_message_before_it(talk, rasa, gate, later):
    """Danger behind a slow reply gets 999 within the three seconds of every emergency."""
    later("first")
    _until(lambda: len(rasa.asked) == 1)

    began = time.monotonic()
    reply = later(KNIFE).result(10).json()

    assert time.monotonic() - began < 5
    assert_reply(reply, "emergency")


def _left_behind(talk: Talk, *, key: str, seconds: float) -> Message:
    """Store a message as a process leaves it that was killed before the reply came; its claim has so long to go."""
    conversation = Conversation.objects.get(pk=talk.id)
    n = conversation.next_n()
    return Message.objects.create(
        conversation=conversation,
        n=n,
        ticket=n,
        text="left behind",
        idempotency_key=key,
        claimed_until=timezone.now() + timedelta(seconds=seconds),
    )


def test_a_message_that_was_left_behind_is_answered_when_it_is_sent_again(talk, rasa, canned):
    """A message whose process was killed waits; sent again with its key it is answered, once."""
    rasa.says(canned.mash())
    _left_behind(talk, key="k", seconds=-1)
    assert talk.transcript()["messages"][0]["state"] == "waiting"

    reply = talk.reply("left behind", key="k")

    assert_reply(reply, "advice")
    assert talk.reply("left behind", key="k") == reply
    assert len(rasa.asked) == 1
    assert [turn["state"] for turn in talk.transcript()["messages"]] == ["answered", "answered"]


def test_two_who_send_a_left_behind_message_again_ask_once(talk, rasa, gate, later):
    """Where two tabs send it again at once, one of them asks."""
    _left_behind(talk, key="k", seconds=-1)
    sent = [later("left behind", "k") for _ in range(4)]
    _until(lambda: len(rasa.asked) == 1)
    time.sleep(0.3)
    gate.set()

    assert len({one.result(10).content for one in sent}) == 1
    assert len(rasa.asked) == 1


def test_a_message_left_behind_a_moment_ago_is_answered_when_its_claim_ends(talk, rasa, canned):
    """Sent again at once after the process was killed, the message waits for the dead claim, and is then answered."""
    rasa.says(canned.mash())
    _left_behind(talk, key="k", seconds=1)

    began = time.monotonic()
    assert_reply(talk.reply("left behind", key="k"), "advice")

    assert 0.5 < time.monotonic() - began < 5


def test_a_later_message_does_not_wait_for_one_that_was_left_behind(talk, rasa, canned):
    """A message that nobody answers any more holds up no other."""
    rasa.says(canned.early_help())
    _left_behind(talk, key="k", seconds=-1)

    assert_reply(talk.reply("another"), "advice")
    assert Message.objects.get(idempotency_key="k").reply is None


@pytest.mark.parametrize("seconds", [-(10**8), 10**8])
def test_a_claim_of_a_clock_that_was_wrong_holds_up_nobody(talk, rasa, canned, seconds):
    """A claim that ends years ago or years from now was made by a clock that was wrong, and does not count."""
    rasa.says(canned.early_help())
    _left_behind(talk, key="k", seconds=seconds)

    began = time.monotonic()
    assert_reply(talk.reply("another"), "advice")
    assert_reply(talk.reply("left behind", key="k"), "advice")

    assert time.monotonic() - began < 3


def test_after_a_failure_of_the_database_the_message_can_be_sent_again(talk, rasa, canned, monkeypatch):
    """Where the reply could not be kept, the message is answered when it is sent again and its claim is over."""
    from django.db import OperationalError

    monkeypatch.setattr(api.door().rasa, "timeout_seconds", 1)
    rasa.says(canned.mash())
    broken = {"is": True}

    def away(execute, sql, params, many, context):
        if broken["is"] and rasa.asked and sql.startswith('UPDATE "gateway_conversation"'):
            broken["is"] = False
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(away):
        assert_failure(talk.send("left alone", key="k"), 503, "failsafe")

    monkeypatch.setattr(api.door().rasa, "timeout_seconds", 10)
    assert_reply(talk.reply("left alone", key="k"), "advice")
    assert Message.objects.count() == 1


def test_after_an_error_nobody_thought_of_the_message_can_be_sent_again_at_once(talk, rasa, canned, monkeypatch):
    """A fault of ours lets the message go: sent again it is answered without delay."""
    rasa.says(canned.mash())
    with monkeypatch.context() as broken:
        broken.setattr("bot.web.gateway.door.escalate", lambda *_: 1 / 0)
        assert_failure(talk.send("left alone", key="k"), 500, "failsafe")

    began = time.monotonic()
    assert_reply(talk.reply("left alone", key="k"), "advice")
    assert time.monotonic() - began < 5
    assert Message.objects.count() == 1


def test_a_reply_that_comes_after_the_failsafe_changes_nothing(talk, rasa, canned):
    """What a person was told stays what was told, although another request was answered meanwhile."""

    def answered_meanwhile(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            reply = canned.decline().model_dump(mode="json")
            Message.objects.update(reply=reply, reply_n=Conversation.objects.get().next_n(), replied_at=timezone.now())
        return httpx.Response(200, json=from_rasa(canned.mash()))

    rasa.answer = answered_meanwhile

    assert talk.reply("a message", key="k")["kind"] == "decline"
    assert not Escalation.objects.exists()


def test_a_conversation_that_is_deleted_in_mid_turn_is_gone(talk, rasa, canned):
    """Where the conversation goes while Rasa is asked, the person is told so, with whom to ring."""

    def deletes(request: httpx.Request) -> httpx.Response:
        Conversation.objects.all().delete()
        return httpx.Response(200, json=from_rasa(canned.early_help()))

    rasa.answer = deletes

    assert_failure(talk.send("a message"), 404, "not_yours")


def test_the_button_pressed_twice_at_once_makes_one_case(talk, rasa):
    """A double click on the button gives one reference."""

    def press() -> bytes:
        try:
            return Talk(Client(), talk.id, talk.token).post("/escalation", {}).content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as people:
        replies = [one.result(10) for one in [people.submit(press) for _ in range(4)]]

    assert len(set(replies)) == 1
    assert Escalation.objects.count() == Message.objects.count() == 1
