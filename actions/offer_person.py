"""Offer a person to talk to."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.turn_action import TurnAction, text_of
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.reply.turn import Conversation, Turn


class ActionOfferPerson(TurnAction):
    """Tells somebody who wants a person whom to ring."""

    def name(self) -> str:
        return "action_offer_person"

    def take(self, conversation: Conversation, tracker: Tracker, reading: Reading, case: Case) -> Turn:
        return conversation.person(text_of(tracker), reading, case)
