"""What happens to a message, from the moment it arrives to the reply: the only way to Rasa."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from bot.advice.danger import DangerSign, danger_signs
from bot.advice.reading import Reading
from bot.content.pack import Pack
from bot.language.masking import MaskingError
from bot.reply.compose import Composer
from bot.reply.danger_first import with_danger
from bot.reply.masked import with_masked, with_not_kept
from bot.reply.shape import Reply
from bot.web.cases.taking import Given, escalate
from bot.web.gateway.deadline import Deadline, waiting_until
from bot.web.gateway.masking import Masking
from bot.web.gateway.models import Conversation, Message
from bot.web.gateway.rasa_client import AssistantError, RasaClient, Spoken
from bot.web.gateway.transcript import BUTTON_KEY
from bot.web.gateway.turns import Incoming, Turn, stored, turn_of

logger = logging.getLogger(__name__)
# In danger nobody is kept waiting for a reply whose first words are known already.
_DANGER_PATIENCE_SECONDS = 3
# What writing the reply down may take after that, all in all.
_WRITING_SECONDS = 1
_ANSWER = ["reply", "reply_n", "replied_at", "claimed_until", "model_version", "knowledge_version"]


@dataclass(frozen=True)
class Heard:
    """A message as it may be kept: masked, what the danger rules see, and how many identifiers of which type are gone.
    Where it could not be masked, `text` says so and `kept` is false."""

    text: str
    seen: Reading
    counts: Mapping[str, int] = field(default_factory=dict)
    kept: bool = True


@dataclass(frozen=True)
class Door:
    """Takes messages in and gives replies out."""

    pack: Pack
    composer: Composer
    rasa: RasaClient
    masking: Masking

    def shows_danger(self, text: str) -> bool:
        """Return whether the danger rules see anything in a text, for those whose message is not taken."""
        return bool(danger_signs(text, self.pack.danger_rules))

    def take(self, conversation: Conversation, text: str, *, key: str | None) -> Reply:
        """Mask and store a message, ask Rasa, store and return the reply. The same key with the same text gives the
        same reply.

        Raises:
            Refusal: The key was used for another text.
        """
        danger = danger_signs(text, self.pack.danger_rules)
        seconds = _DANGER_PATIENCE_SECONDS if danger else self.rasa.timeout_seconds
        patience, end = Deadline.after(seconds), Deadline.after(seconds + _WRITING_SECONDS)
        heard = self._heard(text, danger, seconds)
        incoming = Incoming(heard.text, key, patience.left(), withheld=not heard.kept)
        with waiting_until(patience):
            message, is_new = stored(conversation, incoming)
        if message.reply is not None:
            return Reply.model_validate(message.reply)
        with waiting_until(patience), turn_of(message, is_new=is_new, seconds=patience.left()) as turn:
            if turn is Turn.ANSWERED:
                return Reply.model_validate(message.reply)
            spoken = self._reply_to(message, heard, patience.left() if turn is Turn.MINE else 0)
            with waiting_until(end):
                return self._answered(message, spoken, heard.counts)

    def _heard(self, text: str, danger: Sequence[DangerSign], seconds: float) -> Heard:
        """Return the message as it may be kept. Danger is looked for in the words as written too, so that masking
        never hides it; of those words nothing but the names of the rules goes further."""
        unquoted = Reading(danger_rules=tuple(sign.rule for sign in danger))
        try:
            masked = self.masking.masked(text, wait_seconds=seconds)
        except MaskingError as error:
            logger.error("%s; the message is not kept, and the person got a reply without the assistant", error)
            words = self.composer.wording.fill(self.pack.replies.masked.not_kept)
            return Heard(words, unquoted, kept=False)
        seen = with_danger(masked.text, Reading(), self.pack)
        return Heard(masked.text, seen if seen.danger_rules else unquoted, masked.counts())

    def ask_duty_team(self, conversation: Conversation) -> Reply:
        """Make a case because the practitioner wants the duty team, and return the reply; again, the same reply."""
        words = self.composer.wording.fill(self.pack.replies.person.asked)
        message, _ = stored(conversation, Incoming(words, BUTTON_KEY, 0))
        if message.reply is not None:
            return Reply.model_validate(message.reply)
        return self._answered(message, Spoken(self.composer.duty_team_asked_for()), {})

    def _reply_to(self, message: Message, heard: Heard, patience: float) -> Spoken:
        """Return what is said to a message. Signs of danger always come first, whatever else happens.

        Rasa is not asked while a person holds the conversation, nor about words that could not be masked, nor where
        the messages before this one have left no time.
        """
        danger = Spoken(self.composer.emergency(heard.seen)) if heard.seen.danger_rules else None
        if message.withheld:
            reply = danger.reply if danger else self.composer.failsafe()
            return Spoken(with_not_kept(reply, self.pack, self.composer.wording))
        if Conversation.objects.filter(pk=message.conversation_id, held_by_person=True).exists():
            return danger or Spoken(self.composer.held())
        try:
            spoken = self.rasa.ask(str(message.conversation_id), message.text, patience_seconds=patience)
        except AssistantError as error:
            logger.error("conversation %s: %s; the person got the failsafe reply", message.conversation_id, error)
            return danger or Spoken(self.composer.failsafe())
        if danger and spoken.reply.kind != "emergency":
            return Spoken(danger.reply, spoken.model_version)
        return spoken

    def _answered(self, message: Message, spoken: Spoken, masked: Mapping[str, int]) -> Reply:
        """Write the case, if there is one, and the reply together; only then is the person told of a reference. Where
        somebody else has answered the message meanwhile, theirs is the reply."""
        with transaction.atomic():
            number = message.conversation.next_n()
            message.refresh_from_db(fields=["reply"])
            if message.reply is not None:
                return Reply.model_validate(message.reply)
            reply = self._told(spoken.reply, message, masked)
            silenced = self._taken_over(message, reply)
            if reply.escalation is not None:
                case = escalate(self.pack, Given(message, reply, spoken.model_version, shown=not silenced))
                reply = self.composer.with_reference(reply, case.reference)
            if silenced:
                reply = self._told(self.composer.held(), message, masked)
            message.reply = reply.model_dump(mode="json")
            message.reply_n = number
            message.replied_at = timezone.now()
            message.claimed_until = None
            message.model_version = spoken.model_version
            message.knowledge_version = self.pack.version
            message.save(update_fields=_ANSWER)
        return reply

    def _told(self, reply: Reply, message: Message, masked: Mapping[str, int]) -> Reply:
        """Return the reply with what was read, and what was taken out of it before."""
        said = None if message.withheld else message.text
        return with_masked(reply, masked, self.pack, self.composer.wording).model_copy(update={"said": said})

    def _taken_over(self, message: Message, reply: Reply) -> bool:
        """Return whether somebody of the duty team has taken the conversation while Rasa was thinking. What Rasa saw
        goes into the case then, and nobody but the person speaks; danger and the button are answered all the same."""
        if reply.kind == "emergency" or message.idempotency_key == BUTTON_KEY:
            return False
        # The number for the reply has locked the row: nobody can take the conversation between this and the end.
        return Conversation.objects.filter(pk=message.conversation_id, held_by_person=True).exists()
