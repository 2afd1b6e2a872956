"""Cases for the duty team: when one is made, its reference, and that it only ever rises."""

from __future__ import annotations

import re

import httpx
import pytest
from django.utils import timezone

from bot.review.clocks import answer_due
from bot.review.reference import normalised
from bot.web.cases.hours import duty_hours
from bot.web.cases.models import AdviceGiven, CaseIndicator, Escalation, Notice
from bot.web.gateway.guidance import pack
from bot.web.gateway.models import Conversation
from tests.canned import HOME_ALONE, KNIFE, from_rasa
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

    held = CaseIndicator.objects.get()
    assert (held.indicator, held.evidence) == ("home_alone", "left on her own every evening")
    assert held.message.text[held.start : held.end] == held.evidence


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
    monkeypatch.setattr("bot.web.cases.taking.new_reference", lambda: next(drawn))

    assert start().reply(HOME_ALONE)["escalation"]["reference"] == "NEL-TEST2"


def test_new_signs_at_an_unchanged_level_reach_the_case(talk, rasa, canned):
    """A second sign of the same level is added with its words, and the case counts as unread again."""
    rasa.says(canned.mash())
    talk.reply(HOME_ALONE)
    Escalation.objects.update(looked_at=timezone.now())
    rasa.says(canned.mash("He came in with a burn and could not say how", "unexplained_injury", "came in with a burn"))

    talk.reply("He came in with a burn and could not say how")

    case = Escalation.objects.get()
    assert [item.indicator for item in case.indicators.all()] == ["home_alone", "unexplained_injury"]
    assert case.level == "complex_severe"
    assert case.is_unread


def test_the_same_sign_is_kept_once(talk, rasa, canned):
    """The same indicator with the same words, or without any, is not added again."""
    rasa.says(canned.mash())
    for _ in range(3):
        talk.reply(HOME_ALONE)

    assert CaseIndicator.objects.count() == 1


def test_every_piece_of_advice_is_kept_with_what_it_was_made_with(talk, rasa, canned):
    """What was advised each time stands in the case with knowledge version, model version, reason and hours."""
    rasa.says(canned.mash())
    talk.reply(HOME_ALONE)
    rasa.says(canned.emergency())
    talk.reply(KNIFE)

    first, second = AdviceGiven.objects.all()
    assert [(one.kind, one.level, one.route, one.reason) for one in (first, second)] == [
        ("advice", "complex_severe", "mash", "severe"),
        ("emergency", "emergency", "emergency", "danger"),
    ]
    assert {one.knowledge_version for one in (first, second)} == {pack().version}
    assert first.office_open == first.reply["escalation"]["open_now"]
    assert first.message.text == HOME_ALONE
    assert first.shown and second.shown


def test_the_case_says_by_when_the_referrer_has_an_answer(talk, rasa, canned):
    """The clock of one working day begins with the case."""
    rasa.says(canned.mash())
    talk.reply(HOME_ALONE)

    case = Escalation.objects.get()
    assert case.answer_due == answer_due(duty_hours(pack()), case.made_at)


def test_the_duty_team_is_to_be_told_of_a_case_and_of_its_rise(talk, rasa, canned):
    """A notice is written with the case and with every rise; the second notice waits, one for each case."""
    rasa.says(canned.duty_team())
    talk.reply("more")
    rasa.says(canned.emergency())
    talk.reply(KNIFE)
    talk.reply(KNIFE)

    waiting = Notice.objects.filter(next_try_at__isnull=False).values_list("kind", flat=True)
    assert list(waiting) == ["first", "raised", "second"]


def test_a_closed_case_opens_again_when_somebody_needs_the_duty_team(talk, rasa, canned):
    """Doubt goes up: a new escalation in the conversation of a closed case makes it a case again."""
    rasa.says(canned.mash())
    reference = talk.reply(HOME_ALONE)["escalation"]["reference"]
    Escalation.objects.update(state="closed", closed_at=timezone.now())

    assert talk.reply(HOME_ALONE)["escalation"]["reference"] == reference

    case = Escalation.objects.get()
    assert (case.state, case.closed_at, case.owner) == ("reopened", None, None)
    assert case.is_unread


def test_the_assistant_falls_silent_when_a_person_takes_over_in_mid_answer(talk, rasa, canned):
    """Where somebody joins while Rasa thinks, its reply is not shown; what it saw is kept in the case all the same."""

    def joins(request):
        Conversation.objects.update(held_by_person=True)
        return httpx.Response(200, json=from_rasa(canned.mash()))

    rasa.answer = joins
    reply = talk.reply(HOME_ALONE)

    assert "person from the duty team" in said(reply)
    assert reply["assessment"] is None
    assert not AdviceGiven.objects.get().shown
    assert CaseIndicator.objects.get().indicator == "home_alone"


def test_danger_is_answered_even_when_a_person_takes_over_in_mid_answer(talk, rasa, canned):
    """Danger waits for nobody."""

    def joins(request):
        Conversation.objects.update(held_by_person=True)
        return httpx.Response(200, json=from_rasa(canned.emergency()))

    rasa.answer = joins

    assert talk.reply(KNIFE)["kind"] == "emergency"
