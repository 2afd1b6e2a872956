"""What every view of a page must say about itself: who may use it.

A view carries `@open_to_all`, `@signed_in` or `@needs(May...)`, as its outermost decorator. A test walks every route
and fails where a view carries none.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from bot.web.accounts.roles import May

View = Callable[..., HttpResponse]
BACKGROUND = "X-Signpost-Background"
"""Header of requests that a page makes by itself; they do not count as somebody using it."""


class Access(str, Enum):
    """Who may use a view that asks for no permission."""

    OPEN = "open"
    SIGNED_IN = "signed_in"


def open_to_all(view: View) -> View:
    """Let everybody use the view, signed in or not."""
    return _declared(view, Access.OPEN)


def signed_in(view: View) -> View:
    """Let everybody with an open account use the view, whatever the roles."""
    return _declared(_guarded(view, None), Access.SIGNED_IN)


def needs(permission: May) -> Callable[[View], View]:
    """Let those use the view who have the permission; strangers are asked to sign in, others are refused."""

    def decorate(view: View) -> View:
        return _declared(_guarded(view, permission), permission)

    return decorate


def access_of(view: Any) -> Access | May | None:
    """Return what a view says about who may use it, or None where it says nothing."""
    return getattr(view, "access", None)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to the sign-in page and, after it, back; a page's own request gets 401 instead."""
    if request.headers.get(BACKGROUND):
        return JsonResponse({"signed_in": False}, status=401)
    # A form that was sent cannot be sent again by coming back to its address.
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    query = f"?{urlencode({'next': back})}" if back else ""
    return HttpResponseRedirect(reverse("sign_in") + query)


def _guarded(view: View, permission: May | None) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if permission is not None and not request.user.may(permission):
            raise PermissionDenied
        response = view(request, *arguments, **named)
        # What is on these pages is no business of the next person at this machine.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guarded


def _declared(view: View, access: Access | May) -> View:
    @wraps(view)
    def declared(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        return view(request, *arguments, **named)

    declared.access = access  # type: ignore[attr-defined]
    return declared
