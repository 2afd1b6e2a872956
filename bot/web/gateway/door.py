"""What happens to a message, from the moment it arrives to the reply: the only way to Rasa."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from bot.advice.reading import Reading
from bot.content.pack import Pack
from bot.reply.compose import Composer
from bot.reply.danger_first import with_danger
from bot.reply.shape import Reply
from bot.web.cases.taking import Given, escalate
from bot.web.gateway.models import Conversation, Message
from bot.web.gateway.rasa_client import AssistantError, RasaClient, Spoken
from bot.web.gateway.transcript import BUTTON_KEY
from bot.web.gateway.turns import Incoming, Turn, stored, turn_of

logger = logging.getLogger(__name__)
# In danger nobody is kept waiting for a reply whose first words are known already.
_DANGER_PATIENCE_SECONDS = 3
_ANSWER = ["reply", "reply_n", "replied_at", "claimed_until", "model_version", "knowledge_version"]


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
        seen = with_danger(text, Reading(), self.pack)
        seconds = _DANGER_PATIENCE_SECONDS if seen.danger_rules else self.rasa.timeout_seconds
        ends = time.monotonic() + seconds
        message, is_new = stored(conversation, Incoming(text, key, seconds))
        if message.reply is not None:
            return Reply.model_validate(message.reply)
        with turn_of(message, is_new=is_new, seconds=ends - time.monotonic()) as turn:
            if turn is Turn.ANSWERED:
                return Reply.model_validate(message.reply)
            in_time = turn is Turn.MINE
            spoken = self._reply_to(message, seen, patience=ends - time.monotonic()) if in_time else self._late(seen)
            return self._answered(message, spoken)

    def ask_duty_team(self, conversation: Conversation) -> Reply:
        """Make a case because the practitioner wants the duty team, and return the reply; again, the same reply."""
        words = self.composer.wording.fill(self.pack.replies.person.asked)
        message, _ = stored(conversation, Incoming(words, BUTTON_KEY, 0))
        if message.reply is not None:
            return Reply.model_validate(message.reply)
        return self._answered(message, Spoken(self.composer.duty_team_asked_for()))

    def _reply_to(self, message: Message, seen: Reading, *, patience: float) -> Spoken:
        """Return what is said to a message. While a person holds the conversation Rasa is not even asked; only signs
        of danger are still answered, because they cannot wait for anybody."""
        held = Conversation.objects.filter(pk=message.conversation_id, held_by_person=True).exists()
        if not held:
            return self._ask(message, seen, patience)
        return Spoken(self.composer.emergency(seen) if seen.danger_rules else self.composer.held())

    def _ask(self, message: Message, seen: Reading, patience: float) -> Spoken:
        """Return Rasa's reply, or the failsafe; signs of danger always come first, whatever Rasa says."""
        try:
            spoken = self.rasa.ask(str(message.conversation_id), message.text, patience_seconds=patience)
        except AssistantError as error:
            logger.error("conversation %s: %s; the person got the failsafe reply", message.conversation_id, error)
            spoken = Spoken(self.composer.failsafe())
        if seen.danger_rules and spoken.reply.kind != "emergency":
            return Spoken(self.composer.emergency(seen), spoken.model_version)
        return spoken

    def _late(self, seen: Reading) -> Spoken:
        """Return what is said where the messages before this one took all the time."""
        logger.error("a message waited too long for its turn; the person got a reply without the assistant")
        return Spoken(self.composer.emergency(seen) if seen.danger_rules else self.composer.failsafe())

    def _answered(self, message: Message, spoken: Spoken) -> Reply:
        """Write the case, if there is one, and the reply together; only then is the person told of a reference. Where
        somebody else has answered the message meanwhile, theirs is the reply."""
        with transaction.atomic():
            number = message.conversation.next_n()
            message.refresh_from_db(fields=["reply"])
            if message.reply is not None:
                return Reply.model_validate(message.reply)
            reply = spoken.reply.model_copy(update={"said": message.text})
            silenced = self._taken_over(message, reply)
            if reply.escalation is not None:
                case = escalate(self.pack, Given(message, reply, spoken.model_version, shown=not silenced))
                reply = self.composer.with_reference(reply, case.reference)
            if silenced:
                reply = self.composer.held().model_copy(update={"said": message.text})
            message.reply = reply.model_dump(mode="json")
            message.reply_n = number
            message.replied_at = timezone.now()
            message.claimed_until = None
            message.model_version = spoken.model_version
            message.knowledge_version = self.pack.version
            message.save(update_fields=_ANSWER)
        return reply

    def _taken_over(self, message: Message, reply: Reply) -> bool:
        """Return whether somebody of the duty team has taken the conversation while Rasa was thinking. What Rasa saw
        goes into the case then, and nobody but the person speaks; danger and the button are answered all the same."""
        if reply.kind == "emergency" or message.idempotency_key == BUTTON_KEY:
            return False
        # The number for the reply has locked the row: nobody can take the conversation between this and the end.
        return Conversation.objects.filter(pk=message.conversation_id, held_by_person=True).exists()
