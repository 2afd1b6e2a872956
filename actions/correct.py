"""Take back what was said."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.turn_action import TurnAction, text_of
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.reply.turn import Conversation, Turn


class ActionCorrect(TurnAction):
    """Starts the case again from what the person now says."""

    def name(self) -> str:
        return "action_correct"

    def take(self, conversation: Conversation, tracker: Tracker, reading: Reading, case: Case) -> Turn:
        return conversation.correction(text_of(tracker), reading, case)
