"""Signed tokens that bind a conversation to whoever started it."""

from __future__ import annotations

import time
import uuid

from django.core import signing
from django.http import HttpRequest
from ninja.security import HttpBearer

_SALT = "signpost.conversation"
# A concern may be written up over a working day; a token found later opens nothing.
LIFETIME_SECONDS = 24 * 60 * 60


class TokenError(Exception):
    """The token is missing, forged, out of date or for another conversation."""


class ConversationToken(HttpBearer):
    """Lets a request through where its bearer token opens the conversation of its address."""

    def __call__(self, request: HttpRequest) -> bool:
        check_token(request.headers.get("Authorization"), request.resolver_match.kwargs["conversation_id"])
        return True

    def authenticate(self, request: HttpRequest, token: str) -> bool:
        """Not asked: `__call__` checks the whole header, so that every fault of it gives the same refusal."""
        raise NotImplementedError


def token_for(conversation_id: uuid.UUID) -> str:
    """Return a token that opens this conversation alone."""
    return signing.dumps(str(conversation_id), salt=_SALT, compress=True)


def check_token(header: str | None, conversation_id: uuid.UUID) -> None:
    """Return quietly where the `Authorization` header opens the conversation.

    Raises:
        TokenError: It does not; the message says why, for the log.
    """
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenError("no bearer token")
    try:
        bound_to = signing.loads(token.strip(), salt=_SALT, max_age=LIFETIME_SECONDS)
    except signing.SignatureExpired as error:
        raise TokenError("token out of date") from error
    except signing.BadSignature as error:
        raise TokenError("token not signed by this gateway") from error
    if _issued(token.strip()) - time.time() > LIFETIME_SECONDS:
        # Made by a clock that was wrong: it would be good for years. A clock that is off by hours locks nobody out.
        raise TokenError("token out of the future")
    if bound_to != str(conversation_id):
        raise TokenError("token of another conversation")


def _issued(token: str) -> int:
    """Return when a token was made, in seconds since 1970; its signature has been checked."""
    return int(signing.b62_decode(token.rsplit(":", 2)[1]))
