"""Errors of the whole site: a page for staff, and for everybody else the gateway's shape with whom to ring."""

from __future__ import annotations

import errno
import sys
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bot.web.gateway.failures import failure, failure_body

_STAFF = ("/account/", "/duty/", "/editor/")


@dataclass(frozen=True)
class _Words:
    heading: str
    words: str


_FORBIDDEN = _Words("You cannot open this page", "Your roles do not include it. Ask the person who manages accounts.")
_NOT_FOUND = _Words("This page is not there", "The address leads nowhere, or what it led to has been deleted.")
_BAD = _Words("That could not be read", "Go back, load the page again and try once more.")
_STALE = _Words("The form was out of date", "Go back, load the page again and send it once more. Nothing was changed.")
_BROKEN = _Words("Something went wrong", "Nothing was changed. Try again; if it stays like this, tell whoever runs it.")
_FULL = _Words(
    "The disk is full",
    "What you sent was not kept. Tell whoever runs Signpost that the disk is full; once there is space, send it again.",
)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _problem(request, _NOT_FOUND, 404) if is_staff_page(request) else failure("unknown", 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _problem(request, _BAD, 400) if is_staff_page(request) else failure("malformed", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _problem(request, _FORBIDDEN, 403) if is_staff_page(request) else failure("not_yours", 403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its token: the sign-in changed meanwhile, or the form is not ours."""
    return _problem(request, _STALE, 403) if is_staff_page(request) else failure("not_yours", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_staff_page(request):
        return _problem(request, _FULL if _is_full_disk(sys.exc_info()[1]) else _BROKEN, 500)
    if request.path.startswith("/api/"):
        return failure("failsafe", 500)
    # A person looks at this one.
    return render(None, "widget/failed.html", failure_body("failsafe"), status=500)


def is_staff_page(request: HttpRequest) -> bool:
    """Return whether a request is for a page of staff."""
    return request.path.startswith(_STAFF)


def _is_full_disk(error: BaseException | None) -> bool:
    """Return whether what went wrong came of a full disk; a database says so in words, and no other way."""
    while error is not None:
        if getattr(error, "errno", None) == errno.ENOSPC or "disk is full" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _problem(request: HttpRequest, words: _Words, status: int) -> HttpResponse:
    # Without the request's context: what failed may be the session or the database itself.
    return render(None, "staff/problem.html", {"heading": words.heading, "words": words.words}, status=status)
