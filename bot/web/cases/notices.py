"""Telling the duty team of a case: by e-mail and by webhook. What is told is the reference, and nothing else of a case.

Notices are written with the case, in its transaction. They are sent afterwards, and tried again until they are sent: a
process that is killed in between sends one twice rather than never.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import QuerySet

from bot.content.pack import Pack
from bot.web.cases.models import Notice

logger = logging.getLogger(__name__)
_BATCH = 50
# Whoever has taken a notice has this long to send it before somebody else tries.
_CLAIM = timedelta(minutes=2)
_LONGEST_WAIT = timedelta(hours=1)
_PATIENCE_SECONDS = 10


@dataclass(frozen=True)
class Sent:
    """What a run did: notices sent, and those that failed and are tried again."""

    sent: int
    failed: int


def send_due(pack: Pack, now: datetime) -> Sent:
    """Send every notice that is due, and return what came of it. Where no address is set there is nothing to send."""
    sent = failed = 0
    for notice in _due(now)[:_BATCH]:
        if not _taken(notice, now):
            continue
        if _delivered(pack, notice, now):
            sent += 1
        else:
            failed += 1
    return Sent(sent, failed)


def waiting(now: datetime) -> int:
    """Return how many notices are due and not sent."""
    return _due(now).count()


def _due(now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(next_try_at__lte=now).select_related("escalation").order_by("next_try_at", "id")


def _taken(notice: Notice, now: datetime) -> bool:
    """Take a notice so that of two processes only one sends it; a taken one comes back should its process die."""
    mine = Notice.objects.filter(pk=notice.pk, next_try_at=notice.next_try_at)
    return mine.update(next_try_at=now + _CLAIM) == 1


def _delivered(pack: Pack, notice: Notice, now: datetime) -> bool:
    reference = notice.escalation.reference
    subject = pack.duty.notice.subject.format(reference=reference)
    words = _words(pack, notice).format(reference=reference)
    problems = []
    address, hook = _addresses(notice)
    if address and notice.mailed_at is None:
        problem = _tried(lambda: _mail(address, subject, words))
        notice.mailed_at = now if problem is None else None
        problems += [problem] if problem else []
    if hook and notice.called_at is None:
        problem = _tried(lambda: _call(hook, notice.kind, reference))
        notice.called_at = now if problem is None else None
        problems += [problem] if problem else []
    notice.tries += 1
    notice.problem = "; ".join(problems)[:100]
    notice.next_try_at = now + _wait(notice.tries) if problems else None
    notice.save(update_fields=["mailed_at", "called_at", "tries", "problem", "next_try_at"])
    if problems:
        logger.error("notice %s of case %s was not sent: %s", notice.kind, reference, notice.problem)
    return not problems


def _addresses(notice: Notice) -> tuple[str, str]:
    """Return where a notice goes: the second one to the second address, or to the first where there is no other."""
    if notice.kind == Notice.SECOND:
        return (
            settings.SECOND_NOTICE_EMAIL or settings.NOTICE_EMAIL,
            settings.SECOND_NOTICE_WEBHOOK or settings.NOTICE_WEBHOOK,
        )
    return settings.NOTICE_EMAIL, settings.NOTICE_WEBHOOK


def _words(pack: Pack, notice: Notice) -> str:
    held = pack.duty.notice
    return {Notice.FIRST: held.first, Notice.RAISED: held.raised, Notice.SECOND: held.second}[notice.kind]


def _tried(send: Callable[[], None]) -> str | None:
    """Send, and return the kind of failure, or None where there was none."""
    try:
        send()
    except (smtplib.SMTPException, httpx.HTTPError, OSError, ValueError) as error:
        return type(error).__name__
    return None


def _mail(address: str, subject: str, words: str) -> None:
    lines = [words]
    if settings.PUBLIC_ADDRESS:
        lines.append(f"{settings.PUBLIC_ADDRESS.rstrip('/')}/duty/")
    to = [one.strip() for one in address.split(",") if one.strip()]
    send_mail(subject, "\n\n".join(lines), settings.DEFAULT_FROM_EMAIL, to, fail_silently=False)


def _call(hook: str, kind: str, reference: str) -> None:
    body = {"kind": kind, "reference": reference}
    httpx.post(hook, json=body, timeout=_PATIENCE_SECONDS, trust_env=False).raise_for_status()


def _wait(tries: int) -> timedelta:
    """Return how long to wait before the next try: a minute at first, and ever longer, up to an hour."""
    return min(timedelta(minutes=2 ** min(tries - 1, 10)), _LONGEST_WAIT)
