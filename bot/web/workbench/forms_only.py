"""Addresses that take forms: whoever comes there by reloading or by the back button is led to the page above."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

View = Callable[..., HttpResponse]


def form_of(page: str) -> Callable[[View], View]:
    """Let the view take a form, and send everything else to that page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def taken(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            if request.method != "POST":
                return HttpResponseRedirect(reverse(page))
            return view(request, *arguments, **named)

        return taken

    return decorate
