"""Errors as clients get them: one shape, in words, and always with whom to ring."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse

from bot.content.errors import ContentError
from bot.web.gateway.guidance import composer, pack
from bot.web.gateway.last_resort import read_last_resort

logger = logging.getLogger(__name__)


def failure(code: str, status: int, *, limit: int | None = None, danger: bool = False) -> HttpResponse:
    """Return the error of that code; `code` is a field of `refused` in replies.yml, or `failsafe`. With `danger`, its
    first words are those of an emergency."""
    return JsonResponse(failure_body(code, limit=limit, danger=danger), status=status)


def failure_body(code: str, *, limit: int | None = None, danger: bool = False) -> dict[str, object]:
    """Return the body that every error has: `error` with code and words, and `contacts`."""
    from django.conf import settings

    try:
        words, wording = pack().replies, composer().wording
    except ContentError as error:
        logger.error("the guidance cannot be read (%s); the contacts are those of the last start", type(error).__name__)
        return _without_guidance(code, settings.LAST_RESORT)
    sentence = words.failsafe.opening if code == "failsafe" else getattr(words.refused, code)
    if danger:
        sentence = f"{words.emergency.opening} {sentence}"
    characters = str(limit or settings.MESSAGE_LIMIT_CHARACTERS)
    return {
        "error": {"code": code, "message": wording.fill(sentence, limit=characters)},
        "contacts": wording.contacts().model_dump(mode="json"),
    }


def _without_guidance(code: str, file: Path) -> dict[str, object]:
    held = read_last_resort(file)
    if held is None:
        raise RuntimeError(f"neither the guidance nor {file} can be read; `signpost run` writes that file")
    message, contacts = held
    return {"error": {"code": code, "message": message}, "contacts": contacts.model_dump(mode="json")}


class MethodFailure:
    """Gives a wrong method the shape of every other error; the framework's own words name nobody to ring."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if response.status_code != 405:
            return response
        shaped = failure("malformed", 405)
        shaped.headers["Allow"] = response.headers.get("Allow", "")
        return shaped


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return failure("unknown", 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return failure("malformed", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return failure("not_yours", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    return failure("failsafe", 500)
