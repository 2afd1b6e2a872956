"""The audit's tables. Code and database both refuse to change or delete what is in them."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete what may only be added to."""


class AppendOnlyRows(models.QuerySet):
    """Rows that are read and added, and nothing else."""

    def update(self, **values: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} is append-only: rows are not changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} is append-only: rows are not deleted")


class AppendOnly(models.Model):
    """Base of tables that are only added to."""

    objects = AppendOnlyRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *arguments: Any, **options: Any) -> None:
        if self.pk is not None and not options.get("force_insert"):
            raise AppendOnlyError(f"{type(self).__name__} is append-only: row {self.pk} is not changed")
        super().save(*arguments, **options)

    def delete(self, *arguments: Any, **options: Any) -> NoReturn:
        raise AppendOnlyError(f"{type(self).__name__} is append-only: row {self.pk} is not deleted")


class AuditEntry(AppendOnly):
    """One thing that somebody did. `who` is a user name, or the name of a command. No text of a concern stands here."""

    at = models.DateTimeField(db_index=True)
    who = models.CharField(max_length=150, db_index=True)
    action = models.CharField(max_length=40, db_index=True)
    # What it was done to: `case NEL-7F3K2`, `account jo`. Empty where it was done to nothing in particular.
    subject = models.CharField(max_length=200, db_index=True)
    before = models.CharField(max_length=500)
    after = models.CharField(max_length=500)
    reason = models.CharField(max_length=500)
    # Each entry carries the digest of the one before it, so that a changed or missing one shows.
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]


class AuditHead(models.Model):
    """The digest of the latest entry, in the one row of this table; locking it puts writers in a row."""

    digest = models.CharField(max_length=64)
    count = models.PositiveBigIntegerField(default=0)


class Receipt(AppendOnly):
    """That something was deleted because its time was over: what, how much, up to when; never what it said.

    An audit entry can be deleted once a receipt of kind `audit` says that entries of its age are.
    """

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=20)
    before = models.DateTimeField()
    counts = models.JSONField()
    # For kind `audit`: the digest of the last entry that was deleted, on which the remaining chain begins.
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
