"""The bodies of the API that are neither replies nor transcripts."""

from __future__ import annotations

import uuid

from ninja import Field, Schema

from bot.reply.shape import Contacts


class Started(Schema):
    """A new conversation; `token` goes into the `Authorization` header of every message."""

    id: uuid.UUID
    token: str
    notice: str


class Written(Schema):
    """What the practitioner writes."""

    text: str = Field(..., description="1 to 4,000 characters")


class Nothing(Schema):
    """An empty object."""


class ErrorBody(Schema):
    """Code for programs, message for people."""

    code: str
    message: str


class Failure(Schema):
    """Every error has this shape."""

    error: ErrorBody
    contacts: Contacts


FAILURES = {code: Failure for code in (400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503)}
