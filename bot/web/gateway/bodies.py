"""Reads the bodies of requests."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser


class NotJsonError(Exception):
    """The body says of itself that it is something else, or that it is packed."""


class JsonParser(Parser):
    """Takes JSON in UTF-8 and nothing that calls itself otherwise."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what the body holds.

        Raises:
            NotJsonError: It is no JSON by its own account.
            ValueError: It is no JSON in fact.
        """
        charset = request.content_params.get("charset", "utf-8").lower()
        packed = request.headers.get("Content-Encoding", "identity").lower()
        if request.content_type != "application/json" or charset not in {"utf-8", "utf8"} or packed != "identity":
            raise NotJsonError
        return json.loads(request.body.decode("utf-8"))
