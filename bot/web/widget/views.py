"""The widget's script, and the page on which a practitioner chats."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from bot.web.accounts.permissions import open_to_all
from bot.web.gateway.guidance import composer, pack
from bot.web.widget.boot import TITLE, boot_values
from bot.web.widget.static_block import static_block

# As long as the other static files: a change of a number must not wait for a day.
_KEPT_SECONDS = 60


@open_to_all
@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """Return the script of the one tag, with the contacts in it."""
    boot = boot_values(pack(), composer().wording, limit=settings.MESSAGE_LIMIT_CHARACTERS)
    response = HttpResponse(script_of(boot), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = f"max-age={_KEPT_SECONDS}, public"
    # Other sites load it, and what it loads; there is nothing in it that is not public.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def script_of(boot: dict[str, Any]) -> str:
    """Return the script that starts the chat with these values."""
    return render_to_string("widget/widget.js", {"boot": json.dumps(boot)})


@open_to_all
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show a page that hosts the widget. The contacts are part of the page itself: they need no script."""
    context = {"authority": pack().about.name, "title": TITLE, "block": static_block(composer().wording)}
    return render(request, "widget/page.html", context)
