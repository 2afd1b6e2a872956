"""Notices: sent once, tried again, to whom they belong, and with nothing of the case in them."""

from __future__ import annotations

import json
import smtplib
from datetime import timedelta

import httpx
import pytest
from django.core import mail
from django.utils import timezone

from bot.cli import notices as command
from bot.review.clocks import patience_ends
from bot.web.cases import notices
from bot.web.cases.hours import duty_hours, patience_for
from bot.web.cases.models import Escalation, Notice
from bot.web.gateway.guidance import pack
from tests.canned import HOME_ALONE
from tests.staff.cases import a_case, canned, says

pytestmark = pytest.mark.django_db
FIRST, SECOND = "duty@council.example", "manager@council.example"


@pytest.fixture(autouse=True)
def _addresses(settings):
    """Two addresses, and the public address of the site."""
    settings.NOTICE_EMAIL, settings.SECOND_NOTICE_EMAIL = FIRST, SECOND
    settings.PUBLIC_ADDRESS = "https://signpost.council.example"


def _soon():
    return timezone.now() + timedelta(seconds=5)


def _long_after(case):
    return patience_ends(duty_hours(pack()), timezone.now(), patience_for(pack(), case.level_value)) + timedelta(
        minutes=1
    )


def test_a_new_case_is_told_once():
    """One e-mail goes to the first address, and the next run sends nothing."""
    case = a_case()

    assert notices.send_due(pack(), _soon()) == notices.Sent(1, 0)
    assert notices.send_due(pack(), _soon()) == notices.Sent(0, 0)

    (letter,) = mail.outbox
    assert letter.to == [FIRST]
    assert case.reference in letter.subject and case.reference in letter.body
    assert "https://signpost.council.example/duty/" in letter.body


@pytest.mark.parametrize("sort", ["mash", "emergency", "duty_team", "person"])
def test_nothing_of_a_case_but_its_reference_leaves_the_building(sort, settings, monkeypatch):
    """Neither words, signs, level, route nor conversation stand in an e-mail or in what a webhook gets."""
    settings.NOTICE_WEBHOOK = "https://hooks.example/x"
    sent = []
    monkeypatch.setattr(
        notices.httpx, "post", lambda url, **more: sent.append(more["json"]) or httpx.Response(200, request=_request())
    )
    case = a_case(sort)
    notices.send_due(pack(), _soon())
    notices.send_due(pack(), _long_after(case))

    told = [f"{letter.subject} {letter.body}" for letter in mail.outbox] + [json.dumps(body) for body in sent]
    assert len(told) == 4
    secrets = {str(case.conversation_id), case.level or "unclear", "emergency", "mash", "home", "knife", "front door"}
    secrets |= {item.label for item in case.indicators.all()} | {case.conversation.messages.get().text}
    for words in told:
        assert case.reference in words
        assert not [secret for secret in secrets if secret.lower() in words.lower()]


def _request():
    return httpx.Request("POST", "https://hooks.example/x")


def test_a_case_that_nobody_opens_is_told_to_the_second_address():
    """After the minutes of its level, and not before, the second notice goes to the second address."""
    case = a_case("emergency")
    notices.send_due(pack(), _soon())
    mail.outbox.clear()

    notices.send_due(pack(), timezone.now() + timedelta(minutes=9))
    assert mail.outbox == []
    notices.send_due(pack(), timezone.now() + timedelta(minutes=11))

    assert [letter.to for letter in mail.outbox] == [[SECOND]]
    assert "Nobody has opened" in mail.outbox[0].body
    assert case.reference in mail.outbox[0].body


def test_a_case_that_somebody_has_opened_is_not_told_again(as_duty):
    """Looking at a case takes its second notice back."""
    case = a_case("emergency")
    notices.send_due(pack(), _soon())
    as_duty.get(f"/duty/cases/{case.reference}/")
    mail.outbox.clear()

    notices.send_due(pack(), _long_after(case))

    assert mail.outbox == []


def test_a_case_that_rises_after_it_was_seen_is_told_again(as_duty):
    """An emergency in a case that was seen as something less gets a notice and a second one of its own."""
    case = a_case("duty_team")
    notices.send_due(pack(), _soon())
    as_duty.get(f"/duty/cases/{case.reference}/")
    mail.outbox.clear()
    says(case.conversation, "He has a knife", canned().emergency())

    notices.send_due(pack(), _soon())
    notices.send_due(pack(), timezone.now() + timedelta(minutes=11))

    assert [letter.to for letter in mail.outbox] == [[FIRST], [SECOND]]


def test_minutes_of_the_night_do_not_count_but_in_an_emergency(monkeypatch):
    """The second notice of a severe case waits for the office; that of an emergency waits for nobody."""
    severe, danger = a_case("mash"), a_case("emergency")
    hours = duty_hours(pack())
    for case, alone in ((severe, True), (danger, False)):
        notice = case.notices.get(kind=Notice.SECOND)
        patience = patience_for(pack(), case.level_value)
        assert patience.office_hours_alone is alone
        assert abs(notice.due_at - patience_ends(hours, case.made_at, patience)) < timedelta(seconds=5)


@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected, ConnectionRefusedError, TimeoutError])
def test_a_notice_that_cannot_be_sent_is_tried_again(error, monkeypatch, caplog):
    """A mail server that is away costs minutes, not the notice; the log says the kind of failure alone."""
    case = a_case()

    def away(*_, **__):
        raise error("secret detail")

    with monkeypatch.context() as cut:
        cut.setattr(notices, "send_mail", away)
        assert notices.send_due(pack(), _soon()) == notices.Sent(0, 1)
    assert notices.send_due(pack(), _soon()) == notices.Sent(0, 0)

    assert notices.send_due(pack(), timezone.now() + timedelta(minutes=3)) == notices.Sent(1, 0)
    assert len(mail.outbox) == 1
    assert error.__name__ in caplog.text
    assert "secret detail" not in caplog.text
    assert HOME_ALONE not in caplog.text
    assert Notice.objects.get(escalation=case, kind=Notice.FIRST).tries == 2


def test_what_has_arrived_is_not_sent_again_because_something_else_failed(settings, monkeypatch):
    """With the webhook away the e-mail goes once; the next try calls the webhook alone."""
    settings.NOTICE_WEBHOOK = "https://hooks.example/x"
    a_case()
    calls = []

    def hook(url, **more):
        calls.append(url)
        return httpx.Response(503 if len(calls) == 1 else 204, request=_request())

    monkeypatch.setattr(notices.httpx, "post", hook)
    notices.send_due(pack(), _soon())
    notices.send_due(pack(), timezone.now() + timedelta(minutes=3))

    assert len(mail.outbox) == 1
    assert len(calls) == 2


def test_of_two_processes_one_sends():
    """A notice that another process has taken is left alone, and comes back should that process have died."""
    a_case()
    notice = Notice.objects.get(kind=Notice.FIRST)
    now = _soon()
    assert notices._taken(notice, now)
    assert not notices._taken(notice, now)

    assert notices.send_due(pack(), now) == notices.Sent(0, 0)
    assert notices.send_due(pack(), now + timedelta(minutes=3)) == notices.Sent(1, 0)


def test_without_an_address_nothing_is_sent_and_nothing_waits(settings):
    """A council that watches the console alone has no notices that pile up."""
    settings.NOTICE_EMAIL = settings.SECOND_NOTICE_EMAIL = ""
    a_case()

    notices.send_due(pack(), _soon())

    assert mail.outbox == []
    assert notices.waiting(_soon()) == 0


def test_the_command_says_what_it_did(monkeypatch):
    """`signpost notices run` counts what was sent and ends."""
    monkeypatch.setattr(command, "start_django", lambda: None)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    a_case()
    Escalation.objects.update(made_at=timezone.now())

    assert command._once() == (1, 0)
