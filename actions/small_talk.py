"""Return a greeting, thanks, a goodbye, or say what Signpost is."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.turn_action import TurnAction, intent_of, text_of
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.reply.turn import Conversation, Turn


class ActionSmallTalk(TurnAction):
    """Says back what the intent asks for, in the words of the pack."""

    def name(self) -> str:
        return "action_small_talk"

    def take(self, conversation: Conversation, tracker: Tracker, reading: Reading, case: Case) -> Turn:
        return conversation.small_talk(intent_of(tracker), text_of(tracker), reading, case)
