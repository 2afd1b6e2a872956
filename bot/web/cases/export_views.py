"""Exports of a case; each is recorded, and a closed case needs its reason first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from bot.review.states import State
from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May
from bot.web.audit.record import Deed, record
from bot.web.cases.case_views import may_read
from bot.web.cases.export import as_pdf, as_record
from bot.web.cases.models import Escalation


@needs(May.EXPORT_CASES)
@require_GET
def export_json(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the case as JSON."""
    case = get_object_or_404(Escalation.objects.select_related("owner"), reference=reference)
    if case.state_value is State.CLOSED and not may_read(request, case):
        return HttpResponseRedirect(reverse("case", args=[reference]))
    _record(request, case, "JSON")
    response = JsonResponse(as_record(case), json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _as_file(response, f"{reference}.json")


@needs(May.EXPORT_CASES)
@require_GET
def export_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the case as PDF."""
    case = get_object_or_404(Escalation.objects.select_related("owner"), reference=reference)
    if case.state_value is State.CLOSED and not may_read(request, case):
        return HttpResponseRedirect(reverse("case", args=[reference]))
    _record(request, case, "PDF")
    content = as_pdf(case, request.user.username, timezone.now())
    return _as_file(HttpResponse(content, content_type="application/pdf"), f"{reference}.pdf")


def _record(request: HttpRequest, case: Escalation, form: str) -> None:
    record(Deed(request.user.username, "case_exported", f"case {case.reference}", after=form))


def _as_file(response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
