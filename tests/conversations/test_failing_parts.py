"""What a person gets while a part of the running system is dead or hangs, and that it comes back."""

from __future__ import annotations

import signal
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.conversations.running import Signpost
from tests.conversations.test_first_replies import ATTENDANCE, KNIFE
from tests.shapes import assert_reply

WITHIN_SECONDS = 11
DANGER_WITHIN_SECONDS = 5
BACK_WITHIN_SECONDS = 180


@pytest.fixture
def whole(signpost: Signpost):
    """The running system, with every part up before the test, and given the time to be so again after it."""
    signpost.wait_until_healthy(BACK_WITHIN_SECONDS)
    yield signpost
    signpost.wait_until_healthy(BACK_WITHIN_SECONDS)


def _comes_back(signpost, talk):
    signpost.wait_until_healthy(BACK_WITHIN_SECONDS)
    assert_reply(talk.say(ATTENDANCE), "advice")


@pytest.mark.parametrize("part", ["actions", "rasa"])
def test_a_part_that_is_killed_is_missed_for_a_moment_only(whole, part):
    """After kill -9 the next reply, within 11 seconds, says whom to ring; then the part is back and answers."""
    talk = whole.talk()
    killed = whole.part(part)
    killed.kill()
    killed.wait(5)

    reply, took = talk.timed(ATTENDANCE)

    assert took < WITHIN_SECONDS
    assert_reply(reply, reply["kind"])
    assert reply["kind"] in {"failsafe", "advice"}
    _comes_back(whole, whole.talk())
    assert whole.part(part).pid != killed.pid


@pytest.mark.parametrize("part", ["actions", "rasa"])
def test_a_part_that_is_killed_while_it_answers_loses_no_message(whole, part):
    """A part is held still until the message is stored, then gets kill -9: within 11 seconds the reply says whom to
    ring, message and reply stand in the transcript, and later messages of the conversation are answered."""
    talk = whole.talk()
    answering = whole.part(part)
    answering.send_signal(signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        saying = pool.submit(talk.timed, ATTENDANCE)
        _wait_until_stored(talk)
        answering.kill()
        reply, took = saying.result()

    assert took < WITHIN_SECONDS
    assert_reply(reply, "failsafe")
    assert reply["escalation"]["reference"]
    wrote, answered = talk.transcript()
    assert (wrote["from"], wrote["text"], wrote["state"]) == ("practitioner", ATTENDANCE, "answered")
    assert answered["reply"] == reply
    _comes_back(whole, talk)


def _wait_until_stored(talk):
    ends = time.monotonic() + WITHIN_SECONDS
    while not talk.transcript():
        assert time.monotonic() < ends, "the message was not stored"
        time.sleep(0.1)


def test_danger_is_seen_while_rasa_is_dead(whole):
    """After kill -9 of Rasa danger still gets 999 first."""
    talk = whole.talk()
    whole.part("rasa").kill()

    reply, took = talk.timed(KNIFE)

    assert_reply(reply, "emergency")
    assert took < WITHIN_SECONDS


@pytest.fixture
def stopped(whole):
    """Rasa held still, neither dead nor answering."""
    rasa = whole.part("rasa")
    rasa.send_signal(signal.SIGSTOP)
    yield whole
    rasa.send_signal(signal.SIGCONT)


def test_a_rasa_that_hangs_gets_the_failsafe_in_time(stopped):
    """While Rasa hangs the failsafe, with its reference, comes within 11 seconds."""
    reply, took = stopped.talk().timed(ATTENDANCE)

    assert_reply(reply, "failsafe")
    assert reply["escalation"]["reference"]
    assert took < WITHIN_SECONDS


def test_danger_is_seen_while_rasa_hangs(stopped):
    """While Rasa hangs danger still gets 999 first, and sooner than the failsafe would come."""
    reply, took = stopped.talk().timed(KNIFE)

    assert_reply(reply, "emergency")
    assert took < DANGER_WITHIN_SECONDS


def test_the_health_report_names_what_is_dead(whole):
    """While the action server is dead the report says so."""
    whole.part("actions").kill()

    parts = httpx.get(f"{whole.url}/api/v1/health", timeout=6, trust_env=False).json()["parts"]

    assert {part["name"] for part in parts if not part["up"]} == {"actions"}


def test_the_web_server_comes_back(whole):
    """After kill -9 of the web server it is started again."""
    killed = whole.part("web")
    killed.kill()
    killed.wait(5)

    whole.wait_until_healthy(BACK_WITHIN_SECONDS)

    assert whole.part("web").pid != killed.pid
