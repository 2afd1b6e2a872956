"""The public API, version 1; its OpenAPI document is at `/api/v1/openapi.json`."""

from __future__ import annotations

import logging
import uuid
from functools import lru_cache
from typing import Annotated

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, NinjaAPI, Query
from ninja.errors import HttpError, ValidationError

from bot.publishing.live import LiveRasa, Serving
from bot.reply.shape import Contacts, Reply
from bot.web.gateway.bodies import JsonParser, NotJsonError
from bot.web.gateway.door import Door
from bot.web.gateway.failures import failure
from bot.web.gateway.feedback import Said, keep
from bot.web.gateway.guidance import composer, pack
from bot.web.gateway.health import HealthReport, health_report
from bot.web.gateway.limits import client_address, count_against
from bot.web.gateway.masking import masking
from bot.web.gateway.models import Conversation
from bot.web.gateway.rasa_client import RasaClient
from bot.web.gateway.refusals import Refusal, checked_text
from bot.web.gateway.shapes import FAILURES, Nothing, Started, Written
from bot.web.gateway.tokens import ConversationToken, TokenError, token_for
from bot.web.gateway.transcript import Transcript, Updates, transcript_of, updates_of
from bot.web.referral.api import router as referral

logger = logging.getLogger(__name__)
api = NinjaAPI(
    title="Signpost",
    version="1",
    description="Threshold advice for people who work with children. Every answer and every error says whom to ring.",
    docs_url=None,
    parser=JsonParser(),
)
api.add_router("", referral)


# Longer texts are refused anyway; to look through half a megabyte would take too long.
_LOOKED_THROUGH_CHARACTERS = 8000
# What a client may send as its own name for a message: visible signs of ASCII.
Key = Annotated[str | None, Header(None, alias="Idempotency-Key", pattern=r"^[\x21-\x7e]{1,100}$")]


@api.post("/conversations", response={201: Started, **FAILURES}, operation_id="start_conversation")
def start_conversation(request: HttpRequest) -> tuple[int, Started]:
    """Start a conversation."""
    count_against(f"start:{client_address(request)}", limit=settings.CONVERSATIONS_PER_MINUTE)
    conversation = Conversation.objects.create()
    notice = composer().wording.fill(pack().replies.notice)
    return 201, Started(id=conversation.pk, token=token_for(conversation.pk), notice=notice)


@api.get(
    "/conversations/{uuid:conversation_id}",
    response={200: Transcript, **FAILURES},
    operation_id="transcript",
    auth=ConversationToken(),
    by_alias=True,
)
def transcript(request: HttpRequest, conversation_id: uuid.UUID) -> Transcript:
    """Return what was said so far: after a reload, in a second tab, or to see whether a message arrived."""
    return transcript_of(_conversation(conversation_id), composer())


@api.get(
    "/conversations/{uuid:conversation_id}/updates",
    response={200: Updates, **FAILURES},
    operation_id="updates",
    auth=ConversationToken(),
    by_alias=True,
)
def updates(request: HttpRequest, conversation_id: uuid.UUID, after: int = Query(0, ge=0, le=2**31 - 1)) -> Updates:
    """Return what was said after turn `after`. Cheap: ask every few seconds while a person may answer."""
    return updates_of(_conversation(conversation_id), after=after)


@api.post(
    "/conversations/{uuid:conversation_id}/messages",
    response={200: Reply, **FAILURES},
    operation_id="send_message",
    auth=ConversationToken(),
)
def send_message(
    request: HttpRequest, conversation_id: uuid.UUID, written: Written, idempotency_key: Key = None
) -> Reply:
    """Send a message and get the reply to it. With the same `Idempotency-Key` a repeat gives the first reply again."""
    # Whatever comes of the message, signs of danger in it are answered; the error handlers look for this.
    request.danger = door().shows_danger(written.text[:_LOOKED_THROUGH_CHARACTERS])
    conversation = _conversation(conversation_id, open_only=True)
    text = checked_text(written.text, limit=settings.MESSAGE_LIMIT_CHARACTERS)
    count_against(f"message:{conversation_id}", limit=settings.MESSAGES_PER_MINUTE)
    return door().take(conversation, text, key=idempotency_key)


@api.post(
    "/conversations/{uuid:conversation_id}/escalation",
    response={200: Reply, **FAILURES},
    operation_id="ask_duty_team",
    auth=ConversationToken(),
)
def ask_duty_team(request: HttpRequest, conversation_id: uuid.UUID) -> Reply:
    """Make a case for the duty team: the button. Pressed again, it gives the same reply with the same reference."""
    conversation = _conversation(conversation_id, open_only=True)
    count_against(f"message:{conversation_id}", limit=settings.MESSAGES_PER_MINUTE)
    return door().ask_duty_team(conversation)


@api.post(
    "/conversations/{uuid:conversation_id}/feedback",
    response={201: Nothing, **FAILURES},
    operation_id="give_feedback",
    auth=ConversationToken(),
)
def give_feedback(request: HttpRequest, conversation_id: uuid.UUID, said: Said) -> tuple[int, dict[str, object]]:
    """Say what is wrong with advice: the form. Possible after the end of a conversation too."""
    conversation = _conversation(conversation_id)
    count_against(f"feedback:{conversation_id}", limit=settings.MESSAGES_PER_MINUTE)
    keep(conversation, said, masking(), not_kept=composer().wording.fill(pack().replies.masked.not_kept))
    return 201, {}


@api.post(
    "/conversations/{uuid:conversation_id}/end",
    response={204: None, **FAILURES},
    operation_id="end_conversation",
    auth=ConversationToken(),
)
def end_conversation(request: HttpRequest, conversation_id: uuid.UUID) -> tuple[int, None]:
    """End a conversation: no further message is taken. Ending it twice is no error."""
    conversation = _conversation(conversation_id)
    Conversation.objects.filter(pk=conversation.pk, ended_at=None).update(ended_at=timezone.now())
    return 204, None


@api.get("/contacts", response=Contacts, operation_id="contacts")
def contacts(request: HttpRequest) -> Contacts:
    """Return whom to ring, and whether the office is open."""
    return composer().wording.contacts()


@api.get("/health", response={200: HealthReport, 503: HealthReport}, operation_id="health")
def health(request: HttpRequest) -> tuple[int, HealthReport]:
    """Name each part and whether it is up; 503 where one is down."""
    report = health_report(rasa_client(), masking())
    return (200 if report.up else 503), report


def _conversation(conversation_id: uuid.UUID, *, open_only: bool = False) -> Conversation:
    """Return the conversation; with `open_only`, refuse one that its practitioner has ended."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is None:
        raise Refusal("not_yours", 404)
    if open_only and conversation.ended_at is not None:
        raise Refusal("ended", 410)
    return conversation


@lru_cache(maxsize=1)
def rasa_client() -> RasaClient:
    """Return this process's line to Rasa."""
    live = LiveRasa(settings.LIVE_FILE, Serving(settings.RASA_URL))
    return RasaClient(live, settings.RASA_TOKEN, settings.RASA_TIMEOUT_SECONDS)


def door() -> Door:
    """Return this process's door; another one once other guidance is in service."""
    return door_of(pack().version)


@lru_cache(maxsize=1)
def door_of(version: str) -> Door:
    """Return the door for a version of the guidance, which is the one in service."""
    return Door(pack(), composer(), rasa_client(), masking())


@api.exception_handler(Refusal)
def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    return failure(error.code, error.status, limit=error.limit, danger=_shows_danger(request))


@api.exception_handler(Conversation.DoesNotExist)
def gone_meanwhile(request: HttpRequest, error: Exception) -> HttpResponse:
    return failure("not_yours", 404, danger=_shows_danger(request))


@api.exception_handler(TokenError)
def not_bound(request: HttpRequest, error: TokenError) -> HttpResponse:
    logger.info("refused a message: %s", error)
    return failure("not_yours", 401)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return failure("malformed", 422)


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    # The framework makes 400 of whatever its parser raises.
    return failure("malformed", 415 if isinstance(error.__cause__, NotJsonError) else error.status_code)


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return failure("too_long", 413)


@api.exception_handler(DatabaseError)
def database_away(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    logger.error("the database failed with %s", type(error).__name__)
    return failure("failsafe", 503, danger=_shows_danger(request))


@api.exception_handler(Exception)
def unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    # Only the kind of error: its message may hold what the person wrote.
    logger.error("a request failed with %s", type(error).__name__)
    return failure("failsafe", 500, danger=_shows_danger(request))


def _shows_danger(request: HttpRequest) -> bool:
    return bool(getattr(request, "danger", False))
