"""Every route of the site, read out of Django's own list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# What stands for each part of an address that changes.
_ID = "3f0c7a4e-3f3c-4a0e-9f5b-0c6a5a1d9b11"
_SAMPLES = {"uuid": _ID, "uuidstr": _ID, "int": "999999", "str": "NEL-7F3K2", "slug": "none-such", "path": "none/such"}


@dataclass(frozen=True)
class Route:
    """One route: its address with sample values in it, and its view."""

    address: str
    view: Any

    @property
    def is_api(self) -> bool:
        """Whether the route belongs to the gateway's API, whose operations say themselves who may use them."""
        return self.address.startswith("/api/")


def every_route() -> list[Route]:
    """Return every route of the site."""
    return list(_below(get_resolver().url_patterns, "/"))


def _below(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Route]:
    for pattern in patterns:
        address = prefix + re.sub(
            r"<(?:(\w+):)?\w+>", lambda found: _SAMPLES[found.group(1) or "str"], str(pattern.pattern)
        )
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, address)
        else:
            yield Route(address, pattern.callback)
