"""Cases for the duty team: when one is made, its reference, and that it only ever rises."""

from __future__ import annotations

import re

import httpx
import pytest

from bot.review.reference import normalised
from bot.web.gateway.guidance import pack
from bot.web.gateway.models import Escalation
from tests.canned import HOME_ALONE, KNIFE
from tests.shapes import said

pytestmark = pytest.mark.django_db
REFERENCE = re.compile(r"^NEL-[0-9A-Z]{5}$")


@pytest.mark.parametrize(
    ("sort", "level", "route", "reason"),
    [
        ("duty_team", None, "duty_team", "nothing_recognised"),
        ("mash", "complex_severe", "mash", "severe"),
        ("emergency", "emergency", "emergency", "danger"),
        ("person", None, "duty_team", "person_wanted"),
    ],
)
def test_a_case_is_written_and_the_person_is_given_its_reference(talk, rasa, canned, sort, level, route, reason):
    """Duty team, front door, emergency and the wish for a person each make a case with a reference."""
    rasa.says(getattr(canned, sort)())

    reply = talk.reply("something about a child")

    case = Escalation.objects.get()
    assert (case.level, case.route, case.reason) == (level, route, reason)
    assert str(case.conversation_id) == talk.id
    assert case.knowledge_version == pack().version
    assert case.advised["kind"] == reply["kind"]
    assert reply["escalation"]["reference"] == case.reference
    assert reply["escalation"]["reason"] == reason
    assert reply["escalation"]["phone"] == "01472 326292"
    assert REFERENCE.match(case.reference)
    assert normalised(case.reference) == case.reference
    assert case.reference in said(reply)


@pytest.mark.parametrize("sort", ["early_help", "answer", "decline", "question"])
def test_no_case_is_made_where_nobody_has_to_ring(talk, rasa, canned, sort):
    """Early help, an answer, a question and a decline make no case."""
    rasa.says(getattr(canned, sort)())

    reply = talk.reply("something")

    assert reply["escalation"] is None
    assert not Escalation.objects.exists()
    assert "NEL-" not in said(reply)


def test_the_case_holds_the_indicators_with_their_evidence(talk, rasa, canned):
    """The duty team finds the indicators and the words that show them in the case."""
    rasa.says(canned.mash())

    talk.reply(HOME_ALONE)

    held = Escalation.objects.get().indicators
    assert [(item["id"], item["evidence"]) for item in held] == [("home_alone", "left on her own every evening")]


def test_a_conversation_has_one_case_and_one_reference(talk, rasa, canned):
    """Every further escalation of a conversation gives the same reference."""
    given = []
    for sort in ("duty_team", "mash", "person", "emergency", "mash"):
        rasa.says(getattr(canned, sort)())
        given.append(talk.reply("more")["escalation"]["reference"])

    assert Escalation.objects.count() == 1
    assert set(given) == {Escalation.objects.get().reference}


def test_two_conversations_have_two_cases(start, rasa, canned):
    """Each conversation has a case of its own."""
    rasa.says(canned.mash())

    first, second = start().reply(HOME_ALONE), start().reply(HOME_ALONE)

    assert first["escalation"]["reference"] != second["escalation"]["reference"]
    assert Escalation.objects.count() == 2


@pytest.mark.parametrize(
    ("sorts", "level", "route"),
    [
        (("duty_team", "mash"), "complex_severe", "mash"),
        (("mash", "emergency"), "emergency", "emergency"),
        (("duty_team", "mash", "emergency"), "emergency", "emergency"),
        (("mash", "duty_team"), "complex_severe", "mash"),
        (("emergency", "mash", "duty_team", "person"), "emergency", "emergency"),
        (("mash", "early_help"), "complex_severe", "mash"),
    ],
)
def test_a_case_is_raised_and_never_lowered(talk, rasa, canned, sorts, level, route):
    """Later messages raise the level of a case, and none lowers it."""
    for sort in sorts:
        rasa.says(getattr(canned, sort)())
        talk.reply("more")

    case = Escalation.objects.get()
    assert (case.level, case.route) == (level, route)
    assert case.advised["assessment"]["level"] == level


def test_danger_while_rasa_is_away_makes_a_case(talk, rasa):
    """The emergency reply of the gateway itself makes a case too."""
    rasa.fails(httpx.ConnectError)

    talk.reply(KNIFE)

    case = Escalation.objects.get()
    assert (case.level, case.route, case.reason) == ("emergency", "emergency", "danger")


def test_a_reference_that_is_taken_is_not_given_again(start, rasa, canned, monkeypatch):
    """Where a new reference is already taken another one is drawn."""
    rasa.says(canned.mash())
    taken = start().reply(HOME_ALONE)["escalation"]["reference"]
    drawn = iter([taken, taken, "NEL-TEST2"])
    monkeypatch.setattr("bot.web.gateway.door.new_reference", lambda: next(drawn))

    assert start().reply(HOME_ALONE)["escalation"]["reference"] == "NEL-TEST2"
