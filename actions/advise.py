"""Advise on a concern."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.turn_action import TurnAction, text_of
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.reply.turn import Conversation, Turn


class ActionAdvise(TurnAction):
    """Says which indicators a message shows, what to do and whom to contact."""

    def name(self) -> str:
        return "action_advise"

    def take(self, conversation: Conversation, tracker: Tracker, reading: Reading, case: Case) -> Turn:
        return conversation.concern(text_of(tracker), reading, case)
