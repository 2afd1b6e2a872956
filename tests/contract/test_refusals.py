"""What the gateway does not take: each refusal has its status, its code, words for people, and whom to ring."""

from __future__ import annotations

import time
import uuid
from types import SimpleNamespace

import pytest
from django.core import signing
from django.test import Client

from bot.web.gateway import limits
from bot.web.gateway.models import Conversation, Message
from bot.web.gateway.tokens import LIFETIME_SECONDS, token_for
from tests.canned import KNIFE
from tests.shapes import assert_failure

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param('/greet{"case": null}', "command", id="intent-payload"),
        pytest.param("/restart", "command", id="restart"),
        pytest.param("  \n/session_start", "command", id="behind-white-space"),
        pytest.param("\u200b/restart", "command", id="behind-a-space-of-no-width"),
        pytest.param("\ufeff\u2060\u200e /restart", "command", id="behind-many-that-nobody-sees"),
        pytest.param("\u3000/restart", "command", id="behind-a-wide-space"),
        pytest.param("\u2028/restart", "command", id="behind-a-line-separator"),
        pytest.param("\uff0frestart", "command", id="full-width-slash"),
        pytest.param("\u2044restart", "command", id="fraction-slash"),
        pytest.param("\u2215restart", "command", id="division-slash"),
        pytest.param("\u29f8restart", "command", id="big-slash"),
        pytest.param("/ restart", "command", id="slash-and-space"),
        pytest.param("/", "command", id="slash-alone"),
        pytest.param("he said\x00 something", "control", id="null"),
        pytest.param("he said\x7f something", "control", id="delete"),
        pytest.param("he said\x9b31m something", "control", id="second-set-of-controls"),
        pytest.param("he said \uffff something", "control", id="never-a-character"),
        pytest.param("he said \U0001fffe something", "control", id="never-a-character-further-up"),
        pytest.param("he said\x1b[31m something", "control", id="escape"),
        pytest.param("he said \ud800 something", "control", id="half-a-character"),
        pytest.param("", "empty", id="empty"),
        pytest.param(" \n\t ", "empty", id="white-space"),
        pytest.param("\u200b\u202e\u2066\ufeff\u00ad", "empty", id="nothing-that-anybody-sees"),
        pytest.param("\U0001f62d" * 4001, "too_long", id="4001-characters-of-two-units"),
        pytest.param("x" * 4001, "too_long", id="4001-characters"),
        pytest.param("x" * 100_000, "too_long", id="100000-characters"),
    ],
)
def test_a_message_that_is_not_one_is_refused(talk, rasa, text, code):
    """Commands, control characters, nothing at all and far too much are refused before anything is kept."""
    assert_failure(talk.send(text), 422, code)

    assert rasa.asked == []
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("he has a kn\u200bife", "he has a knife", id="no-width"),
        pytest.param("\ufeffhe has a knife", "he has a knife", id="byte-order-mark"),
        pytest.param("he has a \u202eefink\u202c", "he has a efink", id="right-to-left"),
        pytest.param("\u2066he\u2069 has a kni\u00adfe", "he has a knife", id="isolates-and-soft-hyphen"),
        pytest.param("he\u00a0has\u2009a\u3000knife", "he has a knife", id="spaces-of-other-widths"),
        pytest.param("he has\x0ba knife\u2028now\x85", "he has\na knife\nnow", id="line-ends-of-other-programs"),
        pytest.param("one\r\ntwo\rthree", "one\ntwo\nthree", id="carriage-returns"),
        pytest.param("Zoe\u0308 is six", "Zo\u00eb is six", id="accents-that-stand-alone"),
        pytest.param("\U0001fae8 \U0001fadc", "\U0001fae8 \U0001fadc", id="newer-than-this-python"),
    ],
)
def test_what_nobody_sees_is_taken_out_before_anything_reads_the_message(talk, rasa, text, read):
    """Text pasted out of other programs is answered, and is read as a person sees it."""
    assert talk.reply(text)["said"] == read

    assert rasa.asked[0]["message"] == read


def test_danger_is_seen_behind_what_nobody_sees(talk):
    """Characters without width do not hide danger from the rules."""
    assert talk.reply(KNIFE.replace("knife", "kn\u200bi\u00adfe").replace(" ", "\u00a0"))["kind"] == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{KNIFE}. " + "x" * 4000, id="too-long"),
        pytest.param(f"{KNIFE}\x00", id="control"),
        pytest.param(f"/{KNIFE}", id="command"),
    ],
)
def test_danger_in_a_message_that_is_not_taken_is_answered_with_999(talk, rasa, text):
    """A refusal begins with 999 where the message that is refused tells of danger now."""
    message = talk.send(text).json()["error"]["message"]

    assert message.startswith("Ring 999 now.")
    assert len(message) > 80
    assert rasa.asked == []


def test_danger_in_one_message_too_many_is_answered_with_999(talk, settings):
    """The limit for messages keeps nobody from being told to ring 999."""
    settings.MESSAGES_PER_MINUTE = 1
    talk.reply("he is often late")

    assert talk.send(KNIFE).json()["error"]["message"].startswith("Ring 999 now.")
    assert not talk.send("he is often late").json()["error"]["message"].startswith("Ring 999")


def test_the_refusal_of_a_long_message_names_the_limit(talk):
    """Somebody whose message is too long is told how much may be sent."""
    assert "4000" in talk.send("x" * 4001).json()["error"]["message"]


def test_a_body_beyond_all_bounds_is_refused(talk, rasa):
    """A body of half a megabyte is refused without being read as a message."""
    assert_failure(talk.send("x" * 500_000), 413, "too_long")

    assert rasa.asked == []


def test_the_thirty_first_message_in_a_minute_is_refused(talk, rasa, monkeypatch):
    """Thirty messages in a minute are answered, the next one is not."""
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: 1000.0))
    for number in range(30):
        talk.reply(f"message {number}")

    assert_failure(talk.send("one more"), 429, "too_many")
    assert len(rasa.asked) == 30


def test_a_minute_later_messages_are_taken_again(talk, monkeypatch):
    """The limit is for a minute, not for good."""
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: clock.now))
    for _ in range(31):
        talk.send("message")
    clock.now += 60

    assert talk.send("a minute later").status_code == 200


def test_another_conversation_is_not_held_up_by_a_busy_one(start, monkeypatch):
    """Messages are counted for each conversation by itself."""
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: 1000.0))
    busy, other = start(), start()
    for _ in range(31):
        busy.send("message")

    assert other.send("a first message").status_code == 200


def test_conversations_too_are_limited(gateway, rasa, monkeypatch, settings):
    """One address cannot start conversations without end."""
    settings.CONVERSATIONS_PER_MINUTE = 3
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: 1000.0))
    statuses = [gateway.post("/api/v1/conversations").status_code for _ in range(3)]

    assert set(statuses) == {201}
    assert_failure(gateway.post("/api/v1/conversations"), 429, "too_many")


def test_a_page_that_is_not_known_is_refused(talk, rasa):
    """A message from a foreign page is refused, whatever token it carries."""
    assert_failure(talk.send("hello", Origin="https://evil.example"), 403, "not_yours")

    assert rasa.asked == []


@pytest.mark.parametrize("origin", ["null", "https://testserver", "http://testserver.evil.example", "garbage"])
def test_an_origin_that_is_nearly_ours_is_refused(gateway, rasa, origin):
    """Only the very same origin is ours."""
    assert_failure(gateway.post("/api/v1/conversations", headers={"Origin": origin}), 403, "not_yours")


def _other_key(conversation_id: str) -> str:
    return signing.dumps(conversation_id, key="another key", salt="signpost.conversation", compress=True)


def _other_salt(conversation_id: str) -> str:
    return signing.dumps(conversation_id, salt="signpost.something-else", compress=True)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(lambda talk: "", id="none"),
        pytest.param(lambda talk: "Bearer", id="no-token"),
        pytest.param(lambda talk: talk.token, id="no-scheme"),
        pytest.param(lambda talk: f"Basic {talk.token}", id="other-scheme"),
        pytest.param(lambda talk: f"Bearer {talk.token[:-1]}{'A' if talk.token[-1] != 'A' else 'B'}", id="forged"),
        pytest.param(lambda talk: f"Bearer {_other_key(talk.id)}", id="signed-by-another"),
        pytest.param(lambda talk: f"Bearer {_other_salt(talk.id)}", id="signed-for-another-use"),
        pytest.param(lambda talk: f"Bearer {token_for(uuid.uuid4())}", id="of-another-conversation"),
        pytest.param(lambda talk: "Bearer \u00e9\u00e9\u00e9", id="not-ascii"),
    ],
)
def test_without_its_own_token_a_conversation_stays_shut(talk, rasa, header):
    """A token that is missing, forged or of another conversation opens nothing."""
    assert_failure(talk.send("hello", Authorization=header(talk)), 401, "not_yours")

    assert rasa.asked == []
    assert not Message.objects.exists()


def test_a_token_out_of_date_opens_nothing(talk, rasa, monkeypatch):
    """A token ends a day after it was given."""
    with monkeypatch.context() as yesterday:
        long_ago = time.time() - LIFETIME_SECONDS - 5
        yesterday.setattr(signing, "time", SimpleNamespace(time=lambda: long_ago))
        old = token_for(uuid.UUID(talk.id))

    assert_failure(talk.send("hello", Authorization=f"Bearer {old}"), 401, "not_yours")
    assert rasa.asked == []


def test_a_conversation_that_is_gone_is_not_found(talk):
    """A token for a conversation that was deleted gets 404."""
    Conversation.objects.all().delete()

    assert_failure(talk.send("hello"), 404, "not_yours")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b'{"text": ', 400, id="broken-off"),
        pytest.param(b"\xff\xfe{}", 400, id="no-utf-8"),
        pytest.param(b"", 422, id="nothing"),
        pytest.param(b"[]", 422, id="a-list"),
        pytest.param(b"null", 422, id="null"),
        pytest.param(b"{}", 422, id="no-text"),
        pytest.param(b'{"text": null}', 422, id="text-is-null"),
        pytest.param(b'{"text": 7}', 422, id="text-is-a-number"),
        pytest.param(b'{"text": ["a"]}', 422, id="text-is-a-list"),
        pytest.param(b"[" * 5000, 400, id="brackets-without-end"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(talk, rasa, body, status):
    """Malformed JSON and JSON of another shape are told apart by status, and both are refused in words."""
    response = talk.client.post(
        f"/api/v1/conversations/{talk.id}/messages",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {talk.token}"},
    )

    assert_failure(response, status, "malformed")
    assert rasa.asked == []


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head", "options"])
def test_another_method_is_refused_and_the_right_one_named(talk, method):
    """A wrong method gets 405 with the methods that there are."""
    response = getattr(talk.client, method)(f"/api/v1/conversations/{talk.id}/messages")

    assert response.headers["Allow"] == "POST"
    if method == "head":
        assert response.status_code == 405
    else:
        assert_failure(response, 405, "malformed")


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/nowhere",
        "/api/v2/conversations",
        "/api/v1/conversations/not-a-uuid/messages",
        "/api/v1/conversations/",
        "/nowhere",
        "/admin/",
    ],
)
def test_an_address_that_leads_nowhere_still_says_whom_to_ring(gateway, address):
    """An unknown address gets 404 with contacts."""
    assert_failure(gateway.post(address), 404, "unknown")


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/json; charset=utf-16",
        "application/jsonp",
        "",
        "\u00e9",
    ],
)
def test_a_body_of_another_kind_is_refused(talk, rasa, kind):
    """A body that does not call itself JSON in UTF-8 is not read, whatever it holds."""
    response = talk.client.generic(
        "POST",
        f"/api/v1/conversations/{talk.id}/messages",
        b'{"text": "hello"}',
        content_type=kind,
        headers={"Authorization": f"Bearer {talk.token}"},
    )

    assert_failure(response, 415, "malformed")
    assert rasa.asked == []


def test_a_packed_body_is_refused(talk, rasa):
    """A body under compression, which could unfold without end, is not read."""
    assert_failure(talk.send("hello", **{"Content-Encoding": "gzip"}), 415, "malformed")

    assert rasa.asked == []


def test_json_in_utf_8_may_say_so(talk):
    """The usual way of naming JSON with its character set is taken."""
    response = talk.client.generic(
        "POST",
        f"/api/v1/conversations/{talk.id}/messages",
        '{"text": "Zażółć"}'.encode(),
        content_type="application/json; charset=UTF-8",
        headers={"Authorization": f"Bearer {talk.token}"},
    )

    assert response.status_code == 200


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_method_cannot_be_changed_by_a_header(talk, rasa, header):
    """A request is what its method says: a read stays a read."""
    response = talk.client.get(
        f"/api/v1/conversations/{talk.id}", headers={"Authorization": f"Bearer {talk.token}", header: "POST"}
    )

    assert response.status_code == 200
    assert_failure(
        talk.client.get(f"/api/v1/conversations/{talk.id}/messages", headers={header: "POST"}), 405, "malformed"
    )


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "BREW", "get", "\u00e9"])
def test_a_method_that_there_is_not_is_refused(gateway, db, method):
    """Methods that nobody needs lead nowhere."""
    assert_failure(gateway.generic(method, "/api/v1/conversations"), 405, "malformed")


@pytest.mark.parametrize("key", ["", " ", "a b", "\u00e9", "a\tb", " ask the duty team"])
def test_a_key_that_is_none_is_refused(talk, rasa, key):
    """A key is visible ASCII without spaces, so that no client can use the gateway's own."""
    assert_failure(talk.send("hello", key=key), 422, "malformed")

    assert rasa.asked == []


def test_a_foreign_host_name_is_refused(gateway):
    """A request under a name that is not configured is refused in the same shape."""
    assert_failure(gateway.get("/api/v1/contacts", headers={"Host": "evil.example"}), 400, "malformed")


def test_a_key_used_for_other_words_is_a_conflict(talk, rasa):
    """One idempotency key cannot stand for two messages."""
    talk.reply("the first words", key="k-1")

    assert_failure(talk.send("other words", key="k-1"), 409, "conflict")
    assert len(rasa.asked) == 1
    assert Message.objects.count() == 1


def test_a_key_that_is_too_long_is_refused(talk, rasa):
    """An idempotency key has at most 100 characters."""
    assert_failure(talk.send("hello", key="k" * 101), 422, "malformed")

    assert rasa.asked == []


def test_a_refusal_repeats_nothing_that_was_written(talk):
    """No error gives back the words of the message."""
    response = talk.send("/secret-word-of-the-message")

    assert b"secret-word" not in response.content


def test_an_error_nobody_thought_of_still_says_whom_to_ring(db, monkeypatch, rasa):
    """Any exception gets 500 with contacts, and its message stays inside."""

    def breaks() -> None:
        raise RuntimeError("secret-word")

    monkeypatch.setattr("bot.web.gateway.api.composer", breaks)

    response = Client(raise_request_exception=False).post("/api/v1/conversations")

    assert_failure(response, 500, "failsafe")
    assert b"secret-word" not in response.content
