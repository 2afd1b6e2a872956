"""The audit: it can be added to, nobody can change it, and a change by other means shows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from bot.web.audit import triggers
from bot.web.audit.models import AppendOnlyError, AuditEntry, AuditHead, Receipt
from bot.web.audit.record import Deed, delete_entries_of, faults, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> list[AuditEntry]:
    """Three entries."""
    return [record(Deed("ada", "case_seen", f"case {number}", "new", "seen")) for number in range(3)]


def _sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_entries_are_kept_as_they_were_made(three):
    """An entry says who did what to what, from what to what, and when."""
    entry = AuditEntry.objects.last()

    assert (entry.who, entry.action, entry.subject, entry.before, entry.after) == (
        "ada",
        "case_seen",
        "case 2",
        "new",
        "seen",
    )
    assert timezone.now() - entry.at < timedelta(seconds=10)
    assert faults() == []


@pytest.mark.parametrize(
    "deed",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.update(who="bo"),
        lambda entry: AuditEntry.objects.all().delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["who"]),
    ],
    ids=["save", "delete", "update", "delete-all", "bulk-update"],
)
def test_the_code_refuses_to_change_it(three, deed):
    """No way of the models changes or deletes an entry."""
    with pytest.raises(AppendOnlyError):
        deed(three[0])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET who = 'bo'",
        "DELETE FROM audit_auditentry",
        "DELETE FROM audit_auditentry WHERE who = 'ada'",
        "UPDATE audit_receipt SET kind = 'audit'",
        "DELETE FROM audit_receipt",
    ],
)
def test_the_database_refuses_too(three, statement):
    """Whoever goes past the models is refused by the database's own triggers."""
    Receipt.objects.create(at=timezone.now(), kind="chat_text", before=timezone.now(), counts={"texts": 1}, digest="")

    with pytest.raises(DatabaseError, match="append-only"):
        _sql(statement)
    assert AuditEntry.objects.count() == 3


def test_an_entry_is_written_with_its_change_or_not_at_all():
    """What is rolled back is not in the audit, and the chain goes on."""
    record(Deed("ada", "first"))
    with pytest.raises(RuntimeError), transaction.atomic():
        record(Deed("ada", "second"))
        raise RuntimeError
    record(Deed("ada", "third"))

    assert [entry.action for entry in AuditEntry.objects.all()] == ["first", "third"]
    assert faults() == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE audit_auditentry SET who = 'bo' WHERE subject = 'case 1'", "was changed"),
        ("DELETE FROM audit_auditentry WHERE subject = 'case 1'", "is missing"),
        ("DELETE FROM audit_auditentry WHERE subject = 'case 0'", "is missing"),
        ("DELETE FROM audit_auditentry WHERE subject = 'case 2'", "latest entries are missing"),
    ],
)
def test_a_change_past_the_triggers_shows(three, statement, told):
    """Somebody who takes the triggers away and changes, or removes first, middle or last entries, is found out."""
    triggers.remove(connection)
    try:
        _sql(statement)
    finally:
        triggers.install(connection)

    assert any(told in fault for fault in faults())


def test_entries_go_once_a_receipt_says_so(three):
    """With a receipt that covers them old entries may be deleted; newer ones may not, and the chain stays whole."""
    moment = AuditEntry.objects.get(subject="case 2").at
    last = AuditEntry.objects.get(subject="case 1")
    receipt = Receipt.objects.create(
        at=timezone.now(), kind="audit", before=moment, counts={"entries": 2}, digest=last.digest
    )

    assert delete_entries_of(receipt, last=last) == 2

    assert [entry.subject for entry in AuditEntry.objects.all()] == ["case 2"]
    assert faults() == []
    with pytest.raises(DatabaseError, match="append-only"):
        _sql("DELETE FROM audit_auditentry")


def test_the_head_counts_what_was_ever_written(three):
    """The head of the chain knows how many entries there were."""
    assert AuditHead.objects.get().count == 3
