"""One case: reading it, and everything that is done to it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from bot.review.outcomes import OutcomeError
from bot.review.states import State, StepError
from bot.web.accounts.permissions import BACKGROUND, needs
from bot.web.accounts.roles import May
from bot.web.cases import deeds
from bot.web.cases.case_page import context_of, live_context
from bot.web.cases.deeds import By, ChangedMeanwhileError, DeedError
from bot.web.cases.forms import DeedForm, HandOverForm, NoteForm, OutcomeForm
from bot.web.cases.forms_only import form_of_case
from bot.web.cases.models import Escalation
from bot.web.gateway.guidance import pack

_READING = "reading_closed"
_READING_SECONDS = 15 * 60
_OUT_OF_TURN = "That cannot be done now. What you see is the case as it stands."


@dataclass(frozen=True)
class Kind:
    """A sort of deed: its form, what it does, and what the person is told afterwards."""

    form: Callable[[HttpRequest], forms.Form]
    do: Callable[[By, forms.Form], object]
    done: str


def _plain(request: HttpRequest) -> forms.Form:
    return DeedForm(request.POST)


_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "claim": Kind(_plain, lambda by, form: deeds.claim(by, form.cleaned_data["reason"]), "The case is yours."),
        "hand-over": Kind(
            lambda request: HandOverForm(request.user, request.POST),
            lambda by, form: deeds.hand_over(by, form.cleaned_data["to"], form.cleaned_data["reason"]),
            "The case is handed over.",
        ),
        "advise": Kind(_plain, lambda by, form: deeds.advise(by), "Recorded: you advised the referrer."),
        "tell": Kind(_plain, lambda by, form: deeds.tell(by), "Recorded: the referrer has an answer."),
        "close": Kind(_plain, lambda by, form: deeds.close(by), "The case is closed."),
        "reopen": Kind(
            _plain, lambda by, form: deeds.reopen(by, pack(), form.cleaned_data["reason"]), "The case is open again."
        ),
        "note": Kind(
            lambda request: NoteForm(request.POST),
            lambda by, form: deeds.add_note(by, form.cleaned_data["text"]),
            "The note is added.",
        ),
        "outcome": Kind(
            lambda request: OutcomeForm(pack(), request.POST),
            lambda by, form: deeds.record_outcome(by, form.outcome()),  # type: ignore[attr-defined]
            "The outcome is recorded.",
        ),
    }
)


@needs(May.WORK_CASES)
@require_GET
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a case. That somebody looked is recorded; before a closed one is shown, a reason is asked for."""
    held = get_object_or_404(Escalation.objects.select_related("owner", "holder"), reference=reference)
    if held.state_value is State.CLOSED and not may_read(request, held):
        return render(request, "cases/closed.html", {"case": held, "form": DeedForm()})
    if request.headers.get(BACKGROUND):
        return render(request, "cases/live.html", live_context(held))
    deeds.look(held, request.user)
    return render(request, "cases/case.html", context_of(held, request.user))


@needs(May.WORK_CASES)
@form_of_case
def open_closed(request: HttpRequest, reference: str) -> HttpResponse:
    """Let somebody read a closed case for a while, for a reason that is recorded."""
    held = get_object_or_404(Escalation, reference=reference)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        form = DeedForm({"version": held.version})
        form.add_error("reason", "Say why you open a closed case")
        return render(request, "cases/closed.html", {"case": held, "form": form}, status=422)
    request.session[_READING] = {**request.session.get(_READING, {}), reference: time.time() + _READING_SECONDS}
    deeds.look(held, request.user, reason)
    return HttpResponseRedirect(reverse("case", args=[reference]))


@needs(May.WORK_CASES)
@form_of_case
def deed(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Do something to a case. Where it cannot be done the case is shown as it stands now, with what was typed."""
    held = get_object_or_404(Escalation, reference=reference)
    sort = _KINDS.get(kind)
    if sort is None:
        return HttpResponseRedirect(reverse("case", args=[reference]))
    form = sort.form(request)
    if not form.is_valid():
        return case_with_fault(request, held, kind, form)
    by = By(request.user, reference, int(form.cleaned_data.get("version") or 0))
    return finished(request, held, kind, form, lambda: sort.do(by, form), sort.done)


@needs(May.HOLD_CASES)
@form_of_case
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep a case from being deleted, or let it go again."""
    held = get_object_or_404(Escalation, reference=reference)
    form = DeedForm(request.POST)
    if not form.is_valid():
        return case_with_fault(request, held, "hold", form)
    on_hold = request.POST.get("hold") == "yes"
    by = By(request.user, reference, form.cleaned_data["version"])
    done = "The case is kept until you let it go." if on_hold else "The case is no longer held."
    return finished(request, held, "hold", form, lambda: deeds.set_hold(by, on_hold, form.cleaned_data["reason"]), done)


def finished(
    request: HttpRequest, held: Escalation, kind: str, form: forms.Form, do: Callable[[], object], done: str
) -> HttpResponse:
    """Do it and show the case again; where it cannot be done, say so beside what was typed."""
    try:
        do()
    except ChangedMeanwhileError:
        return case_with_fault(request, held, kind, form, changed=True)
    except (DeedError, OutcomeError) as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return case_with_fault(request, held, kind, form)
    except StepError:
        form.add_error(None, _OUT_OF_TURN)
        return case_with_fault(request, held, kind, form)
    messages.success(request, done)
    held.refresh_from_db()
    if held.state_value is State.CLOSED and not may_read(request, held):
        return HttpResponseRedirect(reverse("queue"))
    return HttpResponseRedirect(reverse("case", args=[held.reference]))


def case_with_fault(
    request: HttpRequest, held: Escalation, kind: str, form: forms.Form, *, changed: bool = False
) -> HttpResponse:
    """Show the case as it stands now, with a form that was not taken."""
    held.refresh_from_db()
    if held.state_value is State.CLOSED and not may_read(request, held):
        return HttpResponseRedirect(reverse("case", args=[held.reference]))
    shown: dict[str, Any] = context_of(held, request.user, {kind: form})
    shown |= {"changed": changed, "form": form, "fault_in": kind}
    return render(request, "cases/case.html", shown, status=409 if changed else 422)


def may_read(request: HttpRequest, held: Escalation) -> bool:
    """Return whether the person has lately given a reason for reading this closed case."""
    return float(request.session.get(_READING, {}).get(held.reference, 0)) > time.time()
