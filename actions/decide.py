"""Take the answer to a deciding question."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.turn_action import TurnAction, intent_of, text_of
from bot.advice.assess import Answer
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.reply.turn import Conversation, Turn

ANSWERS = {"affirm": Answer.YES, "deny": Answer.NO}


class ActionDecide(TurnAction):
    """Yes, no or not sure: the answer to the one fact that decides."""

    def name(self) -> str:
        return "action_decide"

    def take(self, conversation: Conversation, tracker: Tracker, reading: Reading, case: Case) -> Turn:
        given = ANSWERS.get(intent_of(tracker), Answer.UNSURE)
        return conversation.decide(text_of(tracker), given, reading, case)
