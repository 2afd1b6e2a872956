"""The button "Ask the duty team"."""

from __future__ import annotations

import pytest

from bot.web.cases.models import Escalation
from bot.web.gateway.models import Conversation, Message
from tests.canned import HOME_ALONE
from tests.shapes import assert_failure, assert_reply, said

pytestmark = pytest.mark.django_db


def test_the_button_makes_a_case_and_gives_its_reference(talk, rasa):
    """Who asks for the duty team gets a reference and the number, and the assistant's engine is not asked."""
    response = talk.post("/escalation", {})

    assert response.status_code == 200
    reply = response.json()
    assert_reply(reply, "advice")
    assert reply["assessment"]["route"]["id"] == "duty_team"
    assert reply["assessment"]["level"] is None
    assert reply["assessment"]["uncertain"] is False
    case = Escalation.objects.get()
    assert case.reference == reply["escalation"]["reference"]
    assert case.reference in said(reply)
    assert (case.route, case.reason) == ("duty_team", "person_wanted")
    assert rasa.asked == []


def test_pressed_again_it_gives_the_same_reply(talk):
    """A second press makes neither a second case nor a second turn."""
    first = talk.post("/escalation", {}).json()

    assert talk.post("/escalation", {}).json() == first
    assert Escalation.objects.count() == Message.objects.count() == 1


def test_it_stands_in_the_transcript_under_nobodys_key(talk):
    """The press and the reply to it are turns like others."""
    reply = talk.post("/escalation", {}).json()

    wrote, answered = talk.transcript()["messages"]

    assert (wrote["from"], wrote["state"], wrote["key"]) == ("practitioner", "answered", None)
    assert wrote["text"]
    assert (answered["from"], answered["reply"]) == ("assistant", reply)


def test_after_advice_it_keeps_case_and_level(talk, rasa, canned):
    """Where there is a case already the button gives its reference and lowers nothing."""
    rasa.says(canned.mash())
    reference = talk.reply(HOME_ALONE)["escalation"]["reference"]

    assert talk.post("/escalation", {}).json()["escalation"]["reference"] == reference
    assert Escalation.objects.get().level == "complex_severe"


def test_the_conversation_goes_on_afterwards(talk, rasa):
    """After the button messages are answered as before."""
    talk.post("/escalation", {})

    assert_reply(talk.reply("he is often late", key="k"), "advice")


def test_a_press_that_was_cut_off_is_finished_by_the_next(talk, monkeypatch):
    """Where the process was killed between press and case the next press makes the case."""

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr("bot.web.gateway.door.escalate", killed)
        with pytest.raises(KeyboardInterrupt):
            talk.post("/escalation", {})
    assert not Escalation.objects.exists()

    assert talk.post("/escalation", {}).json()["escalation"]["reference"] == Escalation.objects.get().reference


def test_nobody_else_presses_it(start):
    """Another conversation's token makes no case."""
    first, second = start(), start()

    response = first.client.post(
        f"/api/v1/conversations/{first.id}/escalation", headers={"Authorization": f"Bearer {second.token}"}
    )

    assert_failure(response, 401, "not_yours")
    assert not Escalation.objects.exists()


def test_a_conversation_that_is_gone_gets_no_case(talk):
    """A conversation that was deleted gets 404."""
    Conversation.objects.all().delete()

    assert_failure(talk.post("/escalation", {}), 404, "not_yours")


def test_pressing_it_without_end_is_limited(talk, settings):
    """Presses count with the messages of a minute."""
    settings.MESSAGES_PER_MINUTE = 2
    talk.post("/escalation", {})
    talk.post("/escalation", {})

    assert_failure(talk.post("/escalation", {}), 429, "too_many")
