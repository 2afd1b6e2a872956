"""Preparing a referral, in the API: the form, the documents, and adding it to a case."""

from __future__ import annotations

import uuid
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from bot.language.masking import MaskingError
from bot.referral.as_html import as_html
from bot.referral.as_text import as_text
from bot.referral.as_word import as_word
from bot.referral.document import document_of
from bot.referral.form import ReferralForm
from bot.web.cases.models import Escalation
from bot.web.cases.prepared import add_to_case
from bot.web.gateway.guidance import composer, pack
from bot.web.gateway.limits import client_address, count_against
from bot.web.gateway.masking import masking
from bot.web.gateway.refusals import Refusal
from bot.web.gateway.shapes import FAILURES, Nothing
from bot.web.gateway.tokens import ConversationToken
from bot.web.referral.shapes import AskedForm, asked_form

router = Router()
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {"text": "text/plain; charset=utf-8", "html": "text/html; charset=utf-8", "docx": _WORD}
_ENDINGS = {"text": "txt", "html": "html", "docx": "docx"}
_MASKING_SECONDS = 5
_DOCUMENTS: dict[str, object] = {
    "responses": {
        "200": {
            "description": "The document",
            "content": {kind.split(";")[0]: {"schema": {"type": "string"}} for kind in _TYPES.values()},
        }
    }
}


@router.get("/referral", response=AskedForm, operation_id="referral_form")
def referral_form(request: HttpRequest) -> AskedForm:
    """Return what the form asks, page by page, each with its source."""
    return asked_form(pack(), composer().wording)


@router.post("/referral", response=FAILURES, operation_id="referral_document", openapi_extra=_DOCUMENTS)
def referral_document(
    request: HttpRequest, form: ReferralForm, format: Literal["text", "docx", "html"] = "text"
) -> HttpResponse:
    """Return the document. Nothing of it is stored or logged."""
    count_against(f"referral:{client_address(request)}", limit=settings.CONVERSATIONS_PER_MINUTE)
    document = document_of(form, pack(), composer().wording, timezone.localtime())
    content = {"text": as_text, "html": as_html, "docx": as_word}[format](document)
    response = HttpResponse(content, content_type=_TYPES[format])
    response.headers["Content-Disposition"] = f'attachment; filename="referral.{_ENDINGS[format]}"'
    return response


@router.post(
    "/conversations/{uuid:conversation_id}/referral",
    response={201: Nothing, **FAILURES},
    operation_id="add_referral",
    auth=ConversationToken(),
)
def add_referral(request: HttpRequest, conversation_id: uuid.UUID, form: ReferralForm) -> tuple[int, dict[str, object]]:
    """Add the form to the conversation's case, masked; again, it replaces the earlier one. Without a case: 409."""
    count_against(f"message:{conversation_id}", limit=settings.MESSAGES_PER_MINUTE)
    case = Escalation.objects.filter(conversation_id=conversation_id).first()
    if case is None:
        raise Refusal("no_case", 409)
    try:
        masked = form.through(lambda text: masking().masked(text, wait_seconds=_MASKING_SECONDS).text if text else "")
    except MaskingError as error:
        # What cannot be masked is not kept.
        raise Refusal("failsafe", 503) from error
    with transaction.atomic():
        add_to_case(case, masked)
    return 201, {}
