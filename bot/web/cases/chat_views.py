"""A duty worker in the practitioner's chat."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May
from bot.web.cases import joining
from bot.web.cases.case_views import case_with_fault, finished
from bot.web.cases.deeds import By
from bot.web.cases.forms import DeedForm, LineForm
from bot.web.cases.forms_only import form_of_case
from bot.web.cases.models import Escalation


@needs(May.JOIN_CHATS)
@form_of_case
def join(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the conversation over from the assistant."""
    held = get_object_or_404(Escalation, reference=reference)
    form = DeedForm(request.POST)
    if not form.is_valid():
        return case_with_fault(request, held, "join", form)
    by = By(request.user, reference, form.cleaned_data["version"])
    done = "You are in the chat. The assistant is silent until you hand it back."
    return finished(request, held, "join", form, lambda: joining.join(by), done)


@needs(May.JOIN_CHATS)
@form_of_case
def say(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a line into the chat."""
    held = get_object_or_404(Escalation, reference=reference)
    form = LineForm(request.POST, auto_id="line_%s")
    if not form.is_valid():
        return case_with_fault(request, held, "say", form)
    by = By(request.user, reference, held.version)
    limit = settings.MESSAGE_LIMIT_CHARACTERS
    done = "Sent."
    return finished(request, held, "say", form, lambda: joining.say(by, form.cleaned_data["text"], limit=limit), done)


@needs(May.JOIN_CHATS)
@form_of_case
def hand_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand the conversation back to the assistant."""
    held = get_object_or_404(Escalation, reference=reference)
    form = DeedForm(request.POST)
    by = By(request.user, reference, held.version)
    done = "The chat is handed back: the assistant answers again."
    form.is_valid()
    return finished(request, held, "hand-back", form, lambda: joining.hand_back(by), done)
