"""The public API, version 1; its OpenAPI document is at `/api/v1/openapi.json`."""

from __future__ import annotations

import logging
import uuid
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from ninja import Field, Header, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from bot.publishing.live import LiveRasa, Serving
from bot.reply.shape import Contacts, Reply
from bot.web.gateway.door import Door
from bot.web.gateway.failures import failure
from bot.web.gateway.guidance import composer, pack
from bot.web.gateway.health import HealthReport, health_report
from bot.web.gateway.limits import count_against
from bot.web.gateway.models import Conversation
from bot.web.gateway.rasa_client import RasaClient
from bot.web.gateway.refusals import Refusal, checked_text
from bot.web.gateway.tokens import ConversationToken, TokenError, token_for

logger = logging.getLogger(__name__)
api = NinjaAPI(
    title="Signpost",
    version="1",
    description="Threshold advice for people who work with children. Every answer and every error says whom to ring.",
    docs_url=None,
)


class Started(Schema):
    """A new conversation; `token` goes into the `Authorization` header of every message."""

    id: uuid.UUID
    token: str
    notice: str


class Written(Schema):
    """What the practitioner writes."""

    text: str = Field(..., description="1 to 4,000 characters")


class ErrorBody(Schema):
    """Code for programs, message for people."""

    code: str
    message: str


class Failure(Schema):
    """Every error has this shape."""

    error: ErrorBody
    contacts: Contacts


_FAILURES = {code: Failure for code in (400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503)}


@api.post("/conversations", response={201: Started, **_FAILURES}, operation_id="start_conversation")
def start_conversation(request: HttpRequest) -> tuple[int, Started]:
    """Start a conversation."""
    count_against(f"start:{request.META.get('REMOTE_ADDR', '')}", limit=settings.CONVERSATIONS_PER_MINUTE)
    conversation = Conversation.objects.create()
    notice = composer().wording.fill(pack().replies.notice)
    return 201, Started(id=conversation.pk, token=token_for(conversation.pk), notice=notice)


@api.post(
    "/conversations/{uuid:conversation_id}/messages",
    response={200: Reply, **_FAILURES},
    operation_id="send_message",
    auth=ConversationToken(),
)
def send_message(
    request: HttpRequest,
    conversation_id: uuid.UUID,
    written: Written,
    idempotency_key: str | None = Header(None, alias="Idempotency-Key", max_length=100),
) -> Reply:
    """Send a message and get the reply to it. With the same `Idempotency-Key` a repeat gives the first reply again."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is None:
        raise Refusal("not_yours", 404)
    text = checked_text(written.text, limit=settings.MESSAGE_LIMIT_CHARACTERS)
    count_against(f"message:{conversation_id}", limit=settings.MESSAGES_PER_MINUTE)
    return door().take(conversation, text, key=idempotency_key)


@api.get("/contacts", response=Contacts, operation_id="contacts")
def contacts(request: HttpRequest) -> Contacts:
    """Return whom to ring, and whether the office is open."""
    return composer().wording.contacts()


@api.get("/health", response={200: HealthReport, 503: HealthReport}, operation_id="health")
def health(request: HttpRequest) -> tuple[int, HealthReport]:
    """Name each part and whether it is up; 503 where one is down."""
    report = health_report(rasa_client())
    return (200 if report.up else 503), report


@lru_cache(maxsize=1)
def rasa_client() -> RasaClient:
    """Return this process's line to Rasa."""
    live = LiveRasa(settings.LIVE_FILE, Serving(settings.RASA_URL))
    return RasaClient(live, settings.RASA_TOKEN, settings.RASA_TIMEOUT_SECONDS)


@lru_cache(maxsize=1)
def door() -> Door:
    """Return this process's door."""
    return Door(pack(), composer(), rasa_client())


@api.exception_handler(Refusal)
def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    return failure(error.code, error.status)


@api.exception_handler(TokenError)
def not_bound(request: HttpRequest, error: TokenError) -> HttpResponse:
    logger.info("refused a message: %s", error)
    return failure("not_yours", 401)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return failure("malformed", 422)


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return failure("malformed", error.status_code)


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return failure("too_long", 413)


@api.exception_handler(DatabaseError)
def database_away(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    logger.error("the database failed with %s", type(error).__name__)
    return failure("failsafe", 503)


@api.exception_handler(Exception)
def unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    # Only the kind of error: its message may hold what the person wrote.
    logger.error("a request failed with %s", type(error).__name__)
    return failure("failsafe", 500)
