"""The first page of the workbench."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May


@needs(May.SEE_MODELS)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Show what the workbench has, and where things stand."""
    return render(request, "workbench/start.html")
