"""Identifiers go no further than the door; what masks them is a stand-in here."""

from __future__ import annotations

import json
from threading import Event

import httpx
import pytest

from bot.language.masking import Masked, MaskingError
from bot.web.cases.models import Escalation
from bot.web.gateway import api, guidance
from bot.web.gateway.door import Door
from bot.web.gateway.masking import Masking
from bot.web.gateway.models import Feedback, Message
from tests.canned import KNIFE, from_rasa
from tests.masks import NAME, NUMBER, UNMASKABLE
from tests.shapes import DUTY_TEAM, assert_failure, assert_reply, said

pytestmark = pytest.mark.django_db
WROTE = f"{NAME} is left on her own, ring {NUMBER}; {NAME} is six"
MASKED = "[name] is left on her own, ring [phone]; [name] is six"


def _kept() -> str:
    """Return everything that the database holds of conversations."""
    rows = [*Message.objects.values(), *Escalation.objects.values(), *Feedback.objects.values()]
    return json.dumps(rows, default=str)


def test_neither_rasa_nor_the_database_nor_the_log_sees_an_identifier(talk, rasa, canned, caplog):
    """A message is masked before it is stored, logged or asked about."""
    rasa.says(canned.mash())

    with caplog.at_level("DEBUG"):
        talk.reply(WROTE)
        rasa.fails(httpx.ConnectError)
        talk.reply(WROTE)

    assert [asked["message"] for asked in rasa.asked] == [MASKED, MASKED]
    assert {held.text for held in Message.objects.all()} == {MASKED}
    for words in (NAME, NUMBER):
        assert words not in _kept()
        assert words not in caplog.text


@pytest.mark.parametrize("sort", ["mash", "early_help", "duty_team", "question", "answer", "decline", "person"])
def test_the_person_is_told_what_was_masked(talk, rasa, canned, sort):
    """Every kind of reply says in words and in its parts what was taken out, and what was read instead."""
    rasa.says(getattr(canned, sort)())

    reply = talk.reply(WROTE)

    assert reply["said"] == MASKED
    assert reply["masked"] == [{"type": "person", "count": 2}, {"type": "phone", "count": 1}]
    assert "took out: 2 names; a phone number." in said(reply)
    assert DUTY_TEAM in reply["replies"][-1]["text"]
    assert NAME not in json.dumps(reply)


def test_nothing_is_said_of_masking_where_there_was_nothing_to_mask(talk):
    """Without identifiers no reply speaks of them."""
    reply = talk.reply("she is six")

    assert reply["masked"] == []
    assert "took out" not in said(reply)


def test_the_transcript_holds_the_masked_words(talk):
    """What comes back after a reload is what was kept."""
    talk.reply(WROTE)

    assert talk.transcript()["messages"][0]["text"] == MASKED


def test_the_same_message_with_the_same_key_is_the_same_when_masked(talk, rasa):
    """A repeat is known by its masked words, as the others are kept nowhere."""
    first = talk.reply(WROTE, key="k")

    assert talk.reply(WROTE, key="k") == first
    assert_failure(talk.send("other words", key="k"), 409, "conflict")
    assert len(rasa.asked) == 1


def test_danger_among_identifiers_is_seen(talk):
    """The rules for danger see through masking, and 999 comes before what was masked."""
    reply = talk.reply(f"{NAME}: {KNIFE}")

    assert_reply(reply, "emergency")
    assert reply["replies"][0]["text"].startswith("Ring 999 now.")
    assert "a name" in said(reply)
    assert reply["said"].startswith("[name]: ")


def _door_with(monkeypatch, rasa, masking: Masking) -> None:
    real = api.door()
    monkeypatch.setattr(api, "door", lambda: Door(guidance.pack(), guidance.composer(), real.rasa, masking))


def test_danger_that_masking_takes_for_a_name_is_still_seen(talk, rasa, monkeypatch):
    """Where masking takes the very words of danger away, the person still gets 999, and the words stay away."""
    _door_with(monkeypatch, rasa, Masking(lambda text: Masked("[name]", ())))

    reply = talk.reply(KNIFE)

    assert_reply(reply, "emergency")
    assert "knife" not in json.dumps(reply)
    assert "knife" not in _kept()


def test_a_message_that_cannot_be_masked_goes_nowhere(talk, rasa, caplog):
    """Where masking fails nothing is asked or kept of the words; the person is told so, and whom to ring."""
    with caplog.at_level("DEBUG"):
        reply = talk.reply(f"{NAME} is {UNMASKABLE}")

    assert_reply(reply, "failsafe")
    assert "not kept it" in said(reply)
    assert reply["escalation"]["reference"] in said(reply)
    assert reply["said"] is None
    assert rasa.asked == []
    held = Message.objects.get()
    assert held.withheld
    assert "not kept" in held.text
    for words in (NAME, UNMASKABLE):
        assert words not in _kept()
        assert words not in caplog.text


def test_danger_in_a_message_that_cannot_be_masked_gets_999(talk, rasa):
    """Where masking fails danger is answered all the same, without the words."""
    reply = talk.reply(f"{UNMASKABLE}. {KNIFE}")

    assert_reply(reply, "emergency")
    assert "not kept it" in said(reply)
    assert rasa.asked == []
    assert "knife" not in _kept()


def test_an_unmaskable_message_sent_again_gets_the_same_reply(talk):
    """The same key gives the same reply there too, although the words are not there to be compared."""
    first = talk.reply(f"{UNMASKABLE} words", key="k")

    assert talk.reply(f"{UNMASKABLE} words", key="k") == first
    assert Message.objects.count() == 1


@pytest.mark.parametrize("error", [MaskingError("x"), RuntimeError(NAME), MemoryError(), RecursionError(NAME)])
def test_however_masking_fails_nothing_is_kept(talk, rasa, monkeypatch, caplog, error):
    """Any error in masking ends in the failsafe, and its own words are not logged."""
    begun = Event()

    def fails(text: str) -> Masked:
        if begun.is_set():
            raise error
        begun.set()
        return Masked(text, ())

    _door_with(monkeypatch, rasa, Masking(fails))

    assert_reply(talk.reply("she is six"), "failsafe")
    assert rasa.asked == []
    assert NAME not in caplog.text


def test_masking_that_is_not_loaded_in_time_fails_closed(talk, rasa, monkeypatch):
    """While masking still loads nobody waits for it longer than for a reply, and nothing is kept unmasked."""
    loading = Event()

    def loads(text: str) -> Masked:
        loading.wait(30)
        return Masked(text, ())

    _door_with(monkeypatch, rasa, Masking(loads))
    monkeypatch.setattr(api.door().rasa, "timeout_seconds", 0.2)

    reply = talk.reply("she is six")
    loading.set()

    assert_reply(reply, "failsafe")
    assert "not kept it" in said(reply)


def test_masking_that_could_not_be_loaded_is_loaded_again(talk, rasa, monkeypatch):
    """One failure to load is not for good."""
    failures = [OSError("away")]

    def mask(text: str) -> Masked:
        if failures:
            raise failures.pop()
        return Masked(text, ())

    masking = Masking(mask)
    _door_with(monkeypatch, rasa, masking)
    monkeypatch.setattr(api.door().rasa, "timeout_seconds", 1)
    assert_reply(talk.reply("she is six"), "failsafe")

    assert_reply(talk.reply("she is six"), "advice")


def test_feedback_is_masked(talk):
    """What is said of advice is masked like a message."""
    talk.post("/feedback", {"kind": "other", "text": f"{NAME} is not six"})

    assert Feedback.objects.get().text == "[name] is not six"


def test_feedback_that_cannot_be_masked_keeps_its_kind_alone(talk):
    """Where masking fails the kind of fault is kept without the words."""
    assert talk.post("/feedback", {"kind": "too_low", "text": f"{NAME} {UNMASKABLE}"}).status_code == 201

    held = Feedback.objects.get()
    assert held.kind == "too_low"
    assert NAME not in held.text
    assert "not kept" in held.text


def test_a_reply_of_rasas_cannot_say_for_itself_what_was_read(talk, rasa, canned):
    """`said` and `masked` are the gateway's alone."""
    body = from_rasa(canned.early_help())
    body[0]["custom"]["signpost"].update(said="other words", masked=[{"type": "person", "count": 9}])
    rasa.sends(body)

    reply = talk.reply("she is six")

    assert (reply["said"], reply["masked"]) == ("she is six", [])
