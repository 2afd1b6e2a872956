"""The audit, for the lead: reading, checking and exporting it. That it was read is in it too."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from bot.review.reference import normalised
from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May
from bot.web.audit.models import AuditEntry
from bot.web.audit.record import Deed, faults, record

_PAGE_SIZE = 100
_COLUMNS = ("id", "at", "who", "action", "subject", "before", "after", "reason", "digest")
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class AuditForm(forms.Form):
    """What is looked for in the audit."""

    subject = forms.CharField(label="Case reference or account", required=False, max_length=100)
    who = forms.CharField(label="Who", required=False, max_length=150)


@needs(May.READ_AUDIT)
@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Show who did what, the latest first."""
    form = AuditForm(request.GET)
    record(Deed(request.user.username, "audit_read", "audit"))
    page = Paginator(_found(form), _PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "cases/audit.html", {"form": form, "page": page, "query": request.GET.urlencode()})


@needs(May.READ_AUDIT)
@require_POST
def check_audit(request: HttpRequest) -> HttpResponse:
    """Check that nobody has changed the audit, and show what was found."""
    found = faults()
    record(Deed(request.user.username, "audit_checked", "audit", after=f"{len(found)} faults"))
    return render(request, "cases/audit_check.html", {"faults": found[:100], "count": len(found)})


@needs(May.READ_AUDIT)
@require_GET
def export_audit(request: HttpRequest) -> StreamingHttpResponse:
    """Give the audit as a table for a spreadsheet."""
    form = AuditForm(request.GET)
    record(Deed(request.user.username, "audit_exported", "audit"))
    response = StreamingHttpResponse(_lines(_found(form)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate()}.csv"'
    return response


def _found(form: AuditForm) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.order_by("-id")
    if not form.is_valid():
        return entries
    subject, who = form.cleaned_data["subject"].strip(), form.cleaned_data["who"].strip()
    if subject:
        reference = normalised(subject)
        entries = (
            entries.filter(subject=f"case {reference}") if reference else entries.filter(subject__icontains=subject)
        )
    return entries.filter(who__iexact=who) if who else entries


class _Echo:
    """A file that gives back what is written to it, so that no table is ever whole in memory."""

    def write(self, line: str) -> str:
        return line


def _lines(entries: QuerySet[AuditEntry]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(_COLUMNS)  # type: ignore[func-returns-value,misc]
    for entry in entries.iterator(chunk_size=2000):
        yield writer.writerow([_cell(getattr(entry, name)) for name in _COLUMNS])  # type: ignore[func-returns-value,misc]


def _cell(value: Any) -> str:
    words = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return f"'{words}" if words.startswith(_FORMULA) else words
