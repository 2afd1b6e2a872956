"""How many messages in how much time."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from bot.web.gateway.refusals import Refusal

_WINDOW_SECONDS = 60
_ADDRESS_CHARACTERS = 64


def count_against(key: str, *, limit: int) -> None:
    """Count one more for the key in the running minute.

    Raises:
        Refusal: That is more than `limit`.
    """
    window = int(time.time() // _WINDOW_SECONDS)
    name = f"limit:{key}:{window}"
    cache.add(name, 0, timeout=2 * _WINDOW_SECONDS)
    try:
        counted = cache.incr(name)
    except ValueError:
        # The count ran out between the two calls; this is then the first of a new minute.
        counted = 1
    if counted > limit:
        raise Refusal("too_many", 429)


def client_address(request: HttpRequest) -> str:
    """Return the network address of who asks; behind our own proxy it is the last one that the proxy wrote down."""
    if settings.BEHIND_TLS_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded[:_ADDRESS_CHARACTERS]
    return str(request.META.get("REMOTE_ADDR", ""))
