"""Addresses that take forms: whoever comes there by reloading or by the back button is led to the case."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


def form_of_case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the view take a form of a case, and send everything else to the case."""

    @wraps(view)
    def taken(request: HttpRequest, reference: str, **named: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseRedirect(reverse("case", args=[reference]))
        return view(request, reference, **named)

    return taken
