"""Decline what Signpost is not for."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.turn_action import TurnAction, text_of
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.reply.turn import Conversation, Turn


class ActionDecline(TurnAction):
    """Says what Signpost is for and whom to ring."""

    def name(self) -> str:
        return "action_decline"

    def take(self, conversation: Conversation, tracker: Tracker, reading: Reading, case: Case) -> Turn:
        return conversation.out_of_scope(text_of(tracker), reading, case)
