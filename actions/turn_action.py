"""What all actions share: read the tracker, take a turn, send the reply, never stay silent."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.advice.records import case_from_record, case_to_record, reading_from_record
from bot.reply.compose import Composer
from bot.reply.shape import Reply
from bot.reply.turn import Conversation, Turn

logger = logging.getLogger(__name__)
# Under this key a reply travels whole to the gateway.
REPLY_KEY = "signpost"
# In these channels a person reads the text itself; the gateway reads the parts.
TEXT_CHANNELS = frozenset({"cmdline", "rasa"})


class TurnAction(Action, ABC):
    """An action that takes one turn.

    If anything raises, the person still gets the failsafe reply: Rasa would drop the reply and say nothing.
    """

    def __init__(
        self,
        conversation: Callable[[], Conversation] | None = None,
        composer: Callable[[], Composer] | None = None,
    ) -> None:
        self._conversation = conversation or wiring.conversation
        self._composer = composer or wiring.composer

    @abstractmethod
    def take(self, conversation: Conversation, tracker: Tracker, reading: Reading, case: Case) -> Turn:
        """Return the turn for the latest message."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Send the reply and keep the case."""
        try:
            reading = reading_from_record(tracker.latest_message.get("reading"))
            case = case_from_record(tracker.get_slot("case"))
            conversation = self._conversation()
            chosen = conversation.chosen(text_of(tracker), case)
            turn = (
                conversation.decide(text_of(tracker), chosen, reading, case)
                if chosen is not None
                else self.take(conversation, tracker, reading, case)
            )
            send(dispatcher, tracker, turn.reply)
            return [SlotSet("case", case_to_record(turn.case))]
        except Exception as error:
            # Only the kind of error is logged: its message may hold what the person wrote.
            logger.error("%s failed with %s; the person got the failsafe reply", self.name(), type(error).__name__)
            send(dispatcher, tracker, self._composer().failsafe())
            return []


def text_of(tracker: Tracker) -> str:
    """Return what the person wrote."""
    return str(tracker.latest_message.get("text") or "")


def intent_of(tracker: Tracker) -> str:
    """Return the name of the latest intent."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def send(dispatcher: CollectingDispatcher, tracker: Tracker, reply: Reply) -> None:
    """Send a reply: as text where a person reads the channel, whole where the gateway does."""
    if tracker.get_latest_input_channel() in TEXT_CHANNELS:
        for text in reply.replies:
            buttons = [{"title": button.title, "payload": button.value} for button in text.quick_replies]
            dispatcher.utter_message(text=text.text, buttons=buttons)
        return
    dispatcher.utter_message(json_message={REPLY_KEY: reply.model_dump(mode="json")})
