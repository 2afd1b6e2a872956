"""A duty worker in the practitioner's chat, seen from both sides."""

from __future__ import annotations

import pytest
from django.utils import timezone

from bot.web.accounts.roles import Role
from bot.web.audit.models import AuditEntry
from bot.web.cases.models import Escalation
from bot.web.gateway.models import Conversation, Message
from bot.web.gateway.tokens import token_for
from tests.masks import NAME, UNMASKABLE
from tests.staff.cases import a_case
from tests.staff.conftest import entered
from tests.staff.people import with_roles
from tests.staff.test_deeds import do, owned

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db) -> Escalation:
    """A new case."""
    return a_case()


def updates(client, case, after=0):
    """Return what the practitioner's page is told."""
    headers = {"Authorization": f"Bearer {token_for(case.conversation_id)}"}
    return client.get(f"/api/v1/conversations/{case.conversation_id}/updates?after={after}", headers=headers).json()


def test_the_practitioner_sees_what_the_duty_worker_writes(as_duty, client, case):
    """A line of the duty worker reaches the practitioner's page, under the role and not the name."""
    owned(as_duty, case)
    assert do(as_duty, case, "join").status_code == 302
    assert do(as_duty, case, "say", text=f"I am reading what you wrote about {NAME}.").status_code == 302

    told = updates(client, case)

    assert told["held_by"] == "duty_team"
    assert [(turn["from"], turn["text"]) for turn in told["messages"]][-1] == (
        "duty_team",
        "I am reading what you wrote about [name].",
    )
    assert "duty1" not in str(told)


def test_handing_back_lets_the_assistant_speak_again(as_duty, client, case):
    """While the worker is in the chat it is held; after handing back it is not, and each is on record."""
    owned(as_duty, case)
    do(as_duty, case, "join")
    assert Conversation.objects.get().held_by_person

    assert do(as_duty, case, "hand-back").status_code == 302

    assert not Conversation.objects.get().held_by_person
    assert updates(client, case)["held_by"] is None
    actions = AuditEntry.objects.values_list("action", flat=True)
    assert {"chat_joined", "chat_handed_back"} <= set(actions)


def test_only_the_owner_joins(as_duty, case):
    """Whoever does not own the case cannot join its chat, nor write into it."""
    other = entered(with_roles("duty2", Role.DUTY))
    owned(as_duty, case)

    assert do(other, case, "join").status_code == 422
    assert do(other, case, "say", text="hello").status_code == 422
    assert not Conversation.objects.get().held_by_person
    assert Message.objects.count() == 1


def test_nobody_writes_before_joining_or_after_handing_back(as_duty, case):
    """A line needs a chat that is held by the one who writes it."""
    owned(as_duty, case)
    assert do(as_duty, case, "say", text="hello").status_code == 422
    do(as_duty, case, "join")
    do(as_duty, case, "hand-back")
    assert do(as_duty, case, "say", text="hello").status_code == 422

    assert Message.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "/restart", "x" * 4001, "a\x00b"])
def test_a_line_that_cannot_be_taken_is_refused_in_words(as_duty, case, text):
    """Empty, too long, a command or control characters: the line is not sent, and the page says so."""
    owned(as_duty, case)
    do(as_duty, case, "join")

    assert do(as_duty, case, "say", text=text).status_code == 422
    assert Message.objects.count() == 1


def test_a_line_that_cannot_be_masked_is_not_sent(as_duty, case):
    """Where names cannot be looked for nothing is stored."""
    owned(as_duty, case)
    do(as_duty, case, "join")

    assert b"the line was not sent" in do(as_duty, case, "say", text=f"about {UNMASKABLE}").content
    assert Message.objects.count() == 1


def test_an_ended_chat_is_neither_joined_nor_written_into(as_duty, case):
    """Once the practitioner has ended the chat, there is nobody to write to."""
    owned(as_duty, case)
    do(as_duty, case, "join")
    Conversation.objects.update(ended_at=timezone.now())
    assert do(as_duty, case, "say", text="hello").status_code == 422
    do(as_duty, case, "hand-back")
    assert do(as_duty, case, "join").status_code == 422


def test_a_colleague_hands_back_for_somebody_who_forgot(as_duty, case):
    """A chat does not stay silent because its holder has gone home."""
    owned(as_duty, case)
    do(as_duty, case, "join")
    other = entered(with_roles("duty2", Role.DUTY))

    assert do(other, case, "hand-back").status_code == 302
    assert not Conversation.objects.get().held_by_person
    assert AuditEntry.objects.filter(who="duty2", action="chat_handed_back", before="duty1").exists()


def test_closing_a_case_hands_its_chat_back(as_duty, case):
    """A closed case leaves no chat in which nobody answers."""
    owned(as_duty, case)
    do(as_duty, case, "join")
    for kind, form in [("tell", {}), ("outcome", {"verdict": "agreed"}), ("close", {})]:
        assert do(as_duty, case, kind, **form).status_code == 302

    assert not Conversation.objects.get().held_by_person
    assert Escalation.objects.get().holder is None
