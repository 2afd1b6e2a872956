"""Answer a question about procedure."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.turn_action import TurnAction, text_of
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.reply.turn import Conversation, Turn


class ActionAnswer(TurnAction):
    """Shows the entry that answers, with its source, or says that none is held."""

    def name(self) -> str:
        return "action_answer"

    def take(self, conversation: Conversation, tracker: Tracker, reading: Reading, case: Case) -> Turn:
        return conversation.question(text_of(tracker), reading, case)
