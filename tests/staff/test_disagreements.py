"""Disagreements as the editors get them: labelled, with the words, and only those that still count."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bot.advice.level import Level
from bot.review.outcomes import Outcome, Verdict
from bot.web.cases import deeds
from bot.web.cases.deeds import By
from bot.web.cases.disagreements import disagreements
from bot.web.gateway.models import DUTY_TEAM, Message
from tests.canned import HOME_ALONE
from tests.staff.cases import a_case, canned, says, version_of

pytestmark = pytest.mark.django_db
HIGHER = Outcome(Verdict.SHOULD_BE_HIGHER, "alone at night", Level.EMERGENCY)


def judged(account, case, *outcomes):
    """Claim the case and record outcomes, one after the other."""
    deeds.claim(By(account, case.reference, version_of(case)))
    for outcome in outcomes:
        deeds.record_outcome(By(account, case.reference, version_of(case)), outcome)


def test_a_disagreement_comes_with_its_words_and_labels(duty):
    """What the practitioner wrote, what was advised, and what would have been right; nobody else's words."""
    case = a_case()
    says(case.conversation, "and she has no key", canned().answer())
    Message.objects.create(conversation=case.conversation, speaker=DUTY_TEAM, n=99, text="we are coming")
    judged(duty, case, HIGHER)

    (found,) = disagreements()

    assert found.messages == (HOME_ALONE, "and she has no key")
    assert (found.reference, found.verdict, found.reasons) == (case.reference, HIGHER.verdict, "alone at night")
    assert (found.advised_level, found.right_level) == ("complex_severe", "emergency")
    assert (found.advised_indicators, found.right_indicators) == (("home_alone",), ())
    assert (found.knowledge_version, found.model_version) == (case.knowledge_version, "model-1")


def test_only_the_latest_outcome_of_a_case_counts(duty):
    """Who changes their mind to agree is no disagreement any more, and the other way round."""
    judged(duty, a_case(), HIGHER, Outcome(Verdict.AGREED))
    still = a_case()
    judged(duty, still, Outcome(Verdict.AGREED), HIGHER)

    assert [found.reference for found in disagreements()] == [still.reference]


def test_those_since_a_moment(duty):
    """Editors ask for what is new since they last looked."""
    judged(duty, a_case(), HIGHER)

    assert len(disagreements(timezone.now() - timedelta(minutes=1))) == 1
    assert disagreements(timezone.now() + timedelta(minutes=1)) == []


def test_many_disagreements_are_read_with_as_few_questions_as_one(duty):
    """The number of questions to the database does not grow."""
    judged(duty, a_case(), HIGHER)
    with CaptureQueriesContext(connection) as one:
        disagreements()
    for _ in range(4):
        judged(duty, a_case(), HIGHER)
    with CaptureQueriesContext(connection) as five:
        assert len(disagreements()) == 5

    assert len(one) == len(five)
