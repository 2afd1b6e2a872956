"""The page on which a practitioner chats."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bot.web.accounts.permissions import open_to_all
from bot.web.gateway.guidance import composer, pack


@open_to_all
@require_safe
def chat_page(request: HttpRequest) -> HttpResponse:
    """Show the chat. The contacts are part of the page itself, so they are there without any script."""
    wording = composer().wording
    return render(
        request,
        "chat/page.html",
        {
            "authority": pack().about.name,
            "contacts": wording.contacts(),
            "notice": wording.fill(pack().replies.notice),
            "failsafe": wording.fill(pack().replies.failsafe.opening),
            "limit": str(settings.MESSAGE_LIMIT_CHARACTERS),
        },
    )
