"""Requests from pages we do not know are refused before anything else looks at them."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from bot.web.gateway.failures import failure


class OriginCheck:
    """Refuses API calls whose `Origin` is neither our own address nor one of the configured pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin = request.headers.get("Origin")
        if origin and request.path.startswith("/api/") and not self._known(request, origin):
            return failure("not_yours", 403)
        return self._get_response(request)

    def _known(self, request: HttpRequest, origin: str) -> bool:
        own = f"{request.scheme}://{request.get_host()}"
        return origin == own or origin in settings.CORS_ALLOWED_ORIGINS
