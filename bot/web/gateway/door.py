"""What happens to a message, from the moment it arrives to the reply: the only way to Rasa."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from bot.advice.reading import Reading
from bot.content.pack import Pack
from bot.reply.compose import Composer
from bot.reply.danger_first import with_danger
from bot.reply.shape import Reply
from bot.review.reference import new_reference
from bot.web.gateway.models import Conversation, Escalation, Message
from bot.web.gateway.rasa_client import AssistantError, RasaClient
from bot.web.gateway.refusals import Refusal

logger = logging.getLogger(__name__)
_LEVELS = (None, "early_help", "complex_severe", "emergency")
_REFERENCE_TRIES = 20
# In danger nobody is kept waiting for a reply whose first words are known already.
_DANGER_PATIENCE_SECONDS = 3


@dataclass(frozen=True)
class Door:
    """Takes messages in and gives replies out."""

    pack: Pack
    composer: Composer
    rasa: RasaClient

    def take(self, conversation: Conversation, text: str, *, key: str | None) -> Reply:
        """Store a message, ask Rasa, store and return the reply. The same key with the same text gives the same reply.

        Raises:
            Refusal: The key was used for another text.
        """
        message, is_new = self._stored(conversation, text, key)
        if not is_new and message.reply is not None:
            return Reply.model_validate(message.reply)
        return self._answered(message, self._reply_to(conversation, text))

    def _stored(self, conversation: Conversation, text: str, key: str | None) -> tuple[Message, bool]:
        """Return the message as stored, and whether it is new: nothing is asked before it is kept."""
        try:
            with transaction.atomic():
                Conversation.objects.filter(pk=conversation.pk).update(latest_at=timezone.now())
                return Message.objects.create(conversation=conversation, text=text, idempotency_key=key), True
        except IntegrityError:
            held = Message.objects.get(conversation=conversation, idempotency_key=key)
            if held.text != text:
                raise Refusal("conflict", 409) from None
            return held, False

    def _reply_to(self, conversation: Conversation, text: str) -> Reply:
        """Return what is said to a message. While a person holds the conversation Rasa is not even asked; only signs
        of danger are still answered, because they cannot wait for anybody."""
        if not Conversation.objects.filter(pk=conversation.pk, held_by_person=True).exists():
            return self._ask(conversation, text)
        seen = with_danger(text, Reading(), self.pack)
        return self.composer.emergency(seen) if seen.danger_rules else self.composer.held()

    def _ask(self, conversation: Conversation, text: str) -> Reply:
        """Return Rasa's reply, or the failsafe; signs of danger always come first, whatever Rasa says."""
        seen = with_danger(text, Reading(), self.pack)
        try:
            patience = _DANGER_PATIENCE_SECONDS if seen.danger_rules else None
            reply = self.rasa.ask(str(conversation.pk), text, patience_seconds=patience)
        except AssistantError as error:
            logger.error("conversation %s: %s; the person got the failsafe reply", conversation.pk, error)
            reply = self.composer.failsafe()
        if seen.danger_rules and reply.kind != "emergency":
            return self.composer.emergency(seen)
        return reply

    def _answered(self, message: Message, reply: Reply) -> Reply:
        """Write the case, if there is one, and the reply together; only then is the person told of a reference."""
        with transaction.atomic():
            if reply.escalation is not None:
                escalation = self._escalated(message.conversation, reply)
                reply = self.composer.with_reference(reply, escalation.reference)
            message.reply = reply.model_dump(mode="json")
            message.replied_at = timezone.now()
            message.save(update_fields=["reply", "replied_at"])
        return reply

    def _escalated(self, conversation: Conversation, reply: Reply) -> Escalation:
        """Return the conversation's case, made now or raised by this reply."""
        if reply.escalation is None:
            raise ValueError("a reply without escalation makes no case")
        found = Escalation.objects.select_for_update().filter(conversation=conversation).first()
        assessment = reply.assessment
        level = assessment.level if assessment else None
        if found is not None:
            if _LEVELS.index(level) > _LEVELS.index(found.level):
                found.level = level
                found.route = assessment.route.id if assessment else found.route
                found.reason = reply.escalation.reason
                found.indicators = (
                    [item.model_dump(mode="json") for item in assessment.indicators] if assessment else []
                )
                found.advised = reply.model_dump(mode="json")
                found.save()
            return found
        return Escalation.objects.create(
            reference=self._free_reference(),
            conversation=conversation,
            level=level,
            route=assessment.route.id if assessment else "duty_team",
            reason=reply.escalation.reason,
            indicators=[item.model_dump(mode="json") for item in assessment.indicators] if assessment else [],
            advised=reply.model_dump(mode="json"),
            knowledge_version=self.pack.version,
            office_open=reply.escalation.open_now,
        )

    def _free_reference(self) -> str:
        for _ in range(_REFERENCE_TRIES):
            reference = new_reference()
            if not Escalation.objects.filter(reference=reference).exists():
                return reference
        raise RuntimeError(f"no free reference in {_REFERENCE_TRIES} tries; lengthen references in bot/review")
