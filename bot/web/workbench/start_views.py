"""The first page of the workbench."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bot.publishing.errors import DamagedModelError
from bot.publishing.shelf import Published
from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May
from bot.web.workbench import inbox_list
from bot.web.workbench.drafting import in_hand
from bot.web.workbench.places import model_shelf


@needs(May.SEE_MODELS)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Show where things stand: what is to decide, the draft in hand, and which model is live."""
    shown: dict[str, Any] = {"published": _published(), "teaches": request.user.may(May.EDIT_TRAINING)}
    if shown["teaches"]:
        shown |= {"views": inbox_list.counts(request.user), "draft": in_hand(request)}
    return render(request, "workbench/start.html", shown)


def _published() -> Published | None:
    try:
        return model_shelf().published()
    except DamagedModelError:
        # The page on which models are published says what is wrong with it.
        return None
