"""Writing the audit, and checking that nobody has touched it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from bot.web.audit.models import AuditEntry, AuditHead, Receipt

_HEAD = 1
_BATCH = 2000
_LONGEST = 500


@dataclass(frozen=True)
class Deed:
    """Something to record. `before` and `after` say what changed; both are empty where something was only looked at."""

    who: str
    action: str
    subject: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""


def record(deed: Deed) -> AuditEntry:
    """Add an entry; it is written with whatever transaction it is in, or not at all."""
    with transaction.atomic():
        head = _locked_head()
        entry = AuditEntry(
            at=timezone.now(),
            who=deed.who,
            action=deed.action,
            subject=deed.subject,
            before=deed.before[:_LONGEST],
            after=deed.after[:_LONGEST],
            reason=deed.reason[:_LONGEST],
            previous=head.digest,
        )
        entry.digest = digest_of(entry)
        entry.save()
        AuditHead.objects.filter(pk=_HEAD).update(digest=entry.digest, count=head.count + 1)
    return entry


def digest_of(entry: AuditEntry) -> str:
    """Return the digest over everything that an entry says and the digest before it."""
    said = [entry.at.isoformat(), entry.who, entry.action, entry.subject, entry.before, entry.after, entry.reason]
    return hashlib.sha256(json.dumps([*said, entry.previous]).encode()).hexdigest()


def faults() -> list[str]:
    """Return in words where the audit was changed, shortened or torn; empty where it is whole."""
    found: list[str] = []
    expected = _beginning()
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=_BATCH):
        if entry.digest != digest_of(entry):
            found.append(f"entry {entry.pk} was changed")
        if entry.previous != expected:
            found.append(f"an entry before entry {entry.pk} is missing")
        expected = entry.digest
    head = AuditHead.objects.filter(pk=_HEAD).first()
    if head is not None and head.digest != expected:
        found.append("the latest entries are missing")
    return found


def delete_entries_of(receipt: Receipt, *, last: AuditEntry) -> int:
    """Delete the entries that a receipt of kind `audit` covers, up to the last of them, and return how many they were.

    Raises:
        DatabaseError: No receipt covers them.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE at < %s AND id <= %s", [_moment(receipt), last.pk])
        return int(cursor.rowcount)


def _moment(receipt: Receipt) -> object:
    return connection.ops.adapt_datetimefield_value(receipt.before)


def _beginning() -> str:
    latest = Receipt.objects.filter(kind="audit").exclude(digest="").order_by("-id").first()
    return latest.digest if latest else ""


def _locked_head() -> AuditHead:
    AuditHead.objects.get_or_create(pk=_HEAD, defaults={"digest": ""})
    return AuditHead.objects.select_for_update().get(pk=_HEAD)
