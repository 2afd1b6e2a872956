"""What a person gets when a part behind the gateway is away or talks nonsense, and when there is danger."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from django.db import OperationalError, connection

from bot.web.gateway.models import Message
from tests.canned import KNIFE, from_rasa
from tests.shapes import DUTY_TEAM, assert_failure, assert_reply, said


def _changed(reply, **changes):
    body = from_rasa(reply)
    body[0]["custom"]["signpost"].update(changes)
    return body


BROKEN = {
    "an-empty-list": lambda canned: [],
    "no-list": lambda canned: {"signpost": "hello"},
    "null": lambda canned: None,
    "a-list-of-strings": lambda canned: ["hello"],
    "plain-text-alone": lambda canned: [{"recipient_id": "x", "text": "All fine, no action needed."}],
    "custom-is-null": lambda canned: [{"custom": None}],
    "custom-is-a-string": lambda canned: [{"custom": "signpost"}],
    "custom-is-a-list": lambda canned: [{"custom": ["signpost"]}],
    "no-reply-inside": lambda canned: [{"custom": {"signpost": None}}],
    "only-a-kind": lambda canned: [{"custom": {"signpost": {"kind": "advice"}}}],
    "a-kind-that-is-none": lambda canned: _changed(canned.mash(), kind="shrug"),
    "no-words": lambda canned: _changed(canned.mash(), replies=[]),
    "a-level-that-is-none": lambda canned: _changed(
        canned.mash(), assessment={**canned.mash().assessment.model_dump(), "level": "none_needed"}
    ),
    "a-field-too-many": lambda canned: _changed(canned.mash(), verdict="no action"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("sort", BROKEN)
def test_a_reply_that_is_none_becomes_the_failsafe(talk, rasa, canned, sort):
    """Whatever Rasa sends that is no reply, the person gets the failsafe with 999 and the duty team."""
    rasa.sends(BROKEN[sort](canned))

    assert_reply(talk.reply("something about a child"), "failsafe")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "response",
    [
        pytest.param(httpx.Response(500, json={"error": "boom"}), id="500"),
        pytest.param(httpx.Response(401, json=[]), id="401"),
        pytest.param(httpx.Response(404, text="not found"), id="404"),
        pytest.param(httpx.Response(302, headers={"location": "http://elsewhere.test"}), id="redirect"),
        pytest.param(httpx.Response(200, text="<html>hello</html>"), id="html"),
        pytest.param(httpx.Response(200, content=b""), id="nothing"),
        pytest.param(httpx.Response(200, content=b'[{"custom": {"sign'), id="broken-off"),
        pytest.param(httpx.Response(200, content=b"\xff\xfe\x00"), id="bytes"),
    ],
)
def test_an_answer_that_cannot_be_read_becomes_the_failsafe(talk, rasa, response):
    """An error or garbage from Rasa becomes the failsafe, not an error of ours."""
    rasa.answer = lambda request: response

    assert_reply(talk.reply("something about a child"), "failsafe")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error",
    [httpx.ConnectError, httpx.ReadTimeout, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.RemoteProtocolError],
)
def test_a_rasa_that_is_away_or_slow_becomes_the_failsafe(talk, rasa, error):
    """Where Rasa is down or does not answer in time the person gets the failsafe, under a reference."""
    rasa.fails(error)

    reply = talk.reply("something about a child")

    assert_reply(reply, "failsafe")
    assert reply["escalation"]["reference"] in said(reply)


@pytest.mark.django_db
def test_after_a_failsafe_the_conversation_goes_on(talk, rasa, canned):
    """Once Rasa is back the next message is answered."""
    rasa.fails(httpx.ConnectError)
    talk.reply("something about a child")
    rasa.says(canned.early_help())

    assert_reply(talk.reply("again"), "advice")


def _assert_emergency_first(reply):
    assert_reply(reply, "emergency")
    assert "999" in reply["replies"][0]["text"]
    assert reply["assessment"]["level"] == "emergency"
    assert reply["assessment"]["route"]["id"] == "emergency"
    assert DUTY_TEAM in said(reply)


@pytest.mark.django_db
@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ReadTimeout])
def test_danger_comes_first_while_rasa_is_away(talk, rasa, error):
    """Words of danger get the emergency reply although nothing behind the gateway answers."""
    rasa.fails(error)

    _assert_emergency_first(talk.reply(KNIFE))


@pytest.mark.django_db
def test_in_danger_nobody_waits_long_for_rasa(talk, rasa, canned):
    """With words of danger Rasa is given three seconds, otherwise ten."""
    patience = []

    def looks(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            patience.append(request.extensions["timeout"]["read"])
        return httpx.Response(200, json=from_rasa(canned.early_help()))

    rasa.answer = looks

    talk.reply(KNIFE)
    talk.reply("she is often hungry")

    assert patience == [pytest.approx(3, abs=0.5), pytest.approx(10, abs=0.5)]


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["mash", "early_help", "question", "answer", "decline", "person"])
def test_danger_comes_first_whatever_rasa_says(talk, rasa, canned, sort):
    """Words of danger get the emergency reply although Rasa replies something else."""
    rasa.says(getattr(canned, sort)())

    _assert_emergency_first(talk.reply(KNIFE))


@pytest.mark.django_db
@pytest.mark.parametrize("sort", BROKEN)
def test_danger_comes_first_whatever_nonsense_rasa_sends(talk, rasa, canned, sort):
    """Words of danger get the emergency reply although Rasa sends no reply at all."""
    rasa.sends(BROKEN[sort](canned))

    _assert_emergency_first(talk.reply(KNIFE))


@pytest.mark.django_db
def test_an_emergency_of_rasas_own_is_passed_on(talk, rasa, canned):
    """Where Rasa sees danger that the rules do not, its emergency reply stands."""
    rasa.says(canned.emergency())

    _assert_emergency_first(talk.reply("words without a rule"))


def _messages_elsewhere() -> list[tuple[str, str | None]]:
    """Return the messages as another connection to the database sees them; each thread has one of its own."""
    try:
        return list(Message.objects.values_list("text", "reply"))
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_message_is_stored_before_rasa_is_asked(talk, rasa, canned):
    """When Rasa is asked the message is already in the database, for another connection to see."""
    seen: list[tuple[str, str | None]] = []

    def looks(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            with ThreadPoolExecutor(1) as elsewhere:
                seen.extend(elsewhere.submit(_messages_elsewhere).result())
        return httpx.Response(200, json=from_rasa(canned.early_help()))

    rasa.answer = looks

    talk.reply("she is often hungry")

    assert seen == [("she is often hungry", None)]
    assert Message.objects.get().reply["kind"] == "advice"
    assert Message.objects.get().replied_at is not None


@pytest.mark.django_db
def test_a_message_is_kept_when_rasa_fails(talk, rasa):
    """A message that got the failsafe is in the transcript, with what was replied."""
    rasa.fails(httpx.ConnectError)

    talk.reply("something about a child")

    assert Message.objects.get().reply["kind"] == "failsafe"


def _database_is_away(execute, sql, params, many, context):
    raise OperationalError("secret-word")


@pytest.mark.django_db
def test_without_a_database_the_person_still_learns_whom_to_ring(talk, rasa):
    """A database error gets 503 with contacts, and Rasa is not asked."""
    with connection.execute_wrapper(_database_is_away):
        response = talk.send("something about a child")

    assert_failure(response, 503, "failsafe")
    assert b"secret-word" not in response.content
    assert rasa.asked == []


@pytest.mark.django_db
def test_a_conversation_cannot_start_without_a_database(gateway, rasa):
    """Starting a conversation without a database gets 503 with contacts."""
    with connection.execute_wrapper(_database_is_away):
        response = gateway.post("/api/v1/conversations")

    assert_failure(response, 503, "failsafe")


@pytest.mark.django_db
def test_a_database_lost_between_question_and_reply_gives_contacts(talk, rasa, canned):
    """Where the reply cannot be kept the person gets 503 with contacts, not a reference that nobody can find."""

    def away_from_now_on(execute, sql, params, many, context):
        if rasa.asked:
            raise OperationalError("secret-word")
        return execute(sql, params, many, context)

    rasa.says(canned.mash())
    with connection.execute_wrapper(away_from_now_on):
        response = talk.send("something about a child")

    assert len(rasa.asked) == 1
    assert_failure(response, 503, "failsafe")


@pytest.mark.django_db
def test_no_log_line_holds_what_was_written(talk, rasa, caplog):
    """A failure is logged without the words of the message."""
    rasa.fails(httpx.ConnectError)

    with caplog.at_level("DEBUG"):
        talk.reply("the secret-word about a child")

    assert "failsafe" in caplog.text
    assert "secret-word" not in caplog.text
