"""Whatever fails in the middle of an escalation: nobody holds a reference without a case."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from django.db import DatabaseError, connection

from bot.review.reference import normalised
from bot.web.audit.record import faults
from bot.web.cases.models import Escalation
from bot.web.gateway import api
from bot.web.gateway.models import Conversation, Message
from tests.builders import ROOT
from tests.canned import HOME_ALONE
from tests.contract.killed import KEY


def _is_whole(case: Escalation) -> bool:
    return (
        case.indicators.count() == 1
        and case.advice.count() == 1
        and sorted(case.notices.values_list("kind", flat=True)) == ["first", "second"]
        and normalised(case.reference) == case.reference
    )


@pytest.fixture
def database(transactional_db) -> dict[str, object]:
    """The settings by which another process reaches the database of this test."""
    held = connection.settings_dict
    return {name: held[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}


def test_a_process_that_is_killed_leaves_no_reference_without_a_case(database, rasa, canned, monkeypatch):
    """At every step of an escalation a killed process has told nobody of a reference, or its case can be found; sending
    the message again gives a reply and a case in the end, the same one where there was one."""
    connection.close()
    command = [sys.executable, "-m", "tests.contract.killed", json.dumps(database)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    processes = [json.loads(line) for line in ran.stdout.splitlines()]

    assert ran.returncode == 0, ran.stderr[-2000:]
    assert len(processes) > 40
    assert [process["told"] is not None for process in processes].count(True) >= 1
    assert processes[-1]["told"] is not None
    rasa.says(canned.mash())
    # A claim of the killed process ends by itself; nobody waits for that here.
    Message.objects.update(claimed_until=None)
    for process in processes:
        left = Escalation.objects.filter(conversation_id=process["conversation"]).first()
        if process["told"] is not None:
            assert left is not None and left.reference == process["told"]
        assert left is None or _is_whole(left)
        conversation = Conversation.objects.get(pk=process["conversation"])
        reply = api.door().take(conversation, HOME_ALONE, key=KEY)
        case = Escalation.objects.get(conversation=conversation)
        assert reply.escalation.reference == case.reference
        assert left is None or left.reference == case.reference
        assert _is_whole(case)
    assert faults() == []


class _Fails:
    """Lets so many statements through and fails at the next, once."""

    def __init__(self, good: int) -> None:
        self._good = good
        self.has_failed = False

    def __call__(self, execute, sql, parameters, many, context):
        if self._good == 0 and not self.has_failed:
            self.has_failed = True
            raise DatabaseError("the disk is full")
        self._good -= 1
        return execute(sql, parameters, many, context)


def test_a_database_that_fails_at_any_statement_leaves_no_reference_without_a_case(
    transactional_db, start, rasa, canned
):
    """At every statement of an escalation a failing database gives the practitioner an error with whom to ring and no
    reference, and the message sent again gives a case."""
    rasa.says(canned.mash())
    for good in range(200):
        talk = start()
        fails = _Fails(good)
        with connection.execute_wrapper(fails):
            response = talk.send(HOME_ALONE, key="once")
        if not fails.has_failed:
            break
        assert "NEL-" not in response.content.decode() or Escalation.objects.filter(conversation_id=talk.id).exists()
        assert response.status_code in {200, 503}
        if response.status_code == 503:
            # A case that was written before the failure stays; only its reference may not be told without it.
            assert response.json()["contacts"]["duty_team"]["phone"]
        # Nobody waits here until the claim on the message ends by itself.
        Message.objects.update(claimed_until=None)
        again = talk.send(HOME_ALONE, key="once").json()
        assert _is_whole(Escalation.objects.get(reference=again["escalation"]["reference"]))
    assert good > 20
    assert Escalation.objects.count() == good + 1
