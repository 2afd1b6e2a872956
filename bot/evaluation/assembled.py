"""The assistant without the web: what recognition read, put through the rules of a pack to an outcome.

Recognition is slow and runs once; deciding is quick, so that other thresholds can be tried on what was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.advice.assess import Answer
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.advice.records import reading_from_record
from bot.content.pack import Pack
from bot.evaluation.behaviour import AskOutcome
from bot.reply.compose import Composer
from bot.reply.shape import Reply
from bot.reply.turn import Conversation

_SMALL_TALK = frozenset({"greet", "thanks", "goodbye", "bot_abilities"})
_ANSWERS = {"affirm": Answer.YES, "deny": Answer.NO, "unsure": Answer.UNSURE}


@dataclass(frozen=True)
class Understood:
    """What recognition made of a message: its intent and its reading."""

    text: str
    intent: str
    reading: Reading

    @classmethod
    def from_record(cls, text: str, record: Mapping[str, Any]) -> Understood:
        """Read a line of `bot.nlu.batch`."""
        return cls(text, str(record["intent"]["name"] or ""), reading_from_record(record.get("reading")))


def first_reply(understood: Understood, conversation: Conversation) -> Reply:
    """Return the reply to a first message, as the action for its intent would give it."""
    text, reading, case = understood.text, understood.reading, Case()
    if understood.intent == "ask":
        return conversation.question(text, reading, case).reply
    if understood.intent == "out_of_scope":
        return conversation.out_of_scope(text, reading, case).reply
    if understood.intent == "person_wanted":
        return conversation.person(text, reading, case).reply
    if understood.intent == "correct_detail":
        return conversation.correction(text, reading, case).reply
    if understood.intent in _ANSWERS:
        return conversation.decide(text, _ANSWERS[understood.intent], reading, case).reply
    if understood.intent in _SMALL_TALK:
        return conversation.small_talk(understood.intent, text, reading, case).reply
    return conversation.concern(text, reading, case).reply


def outcome_of(reply: Reply) -> AskOutcome:
    """Return what a reply comes to."""
    found = reply.assessment
    if found is None:
        return AskOutcome(None, None, ())
    return AskOutcome(found.route.id, found.level, tuple(indicator.id for indicator in found.indicators))


def deciding(pack: Pack) -> Conversation:
    """Return what answers by a pack, without an index."""
    return Conversation(pack, Composer(pack), None)


def with_cuts(pack: Pack, factor: float) -> Pack:
    """Return the pack with every threshold of a sign moved: below 1 signs are taken as shown sooner, above 1 later.

    The thresholds for danger stay; they are no matter of coverage.
    """
    limits = pack.thresholds

    def moved(cut: float) -> float:
        return min(0.99, max(0.01, cut * factor))

    per_level = {
        name: getattr(limits, name).model_copy(
            update={level: moved(getattr(getattr(limits, name), level)) for level in ("early_help", "complex_severe")}
        )
        for name in ("clear", "possible")
    }
    exceptions = {
        indicator: cut.model_copy(update={"clear": moved(cut.clear), "possible": moved(cut.possible)})
        for indicator, cut in limits.indicators.items()
    }
    return replace(pack, thresholds=limits.model_copy(update={**per_level, "indicators": exceptions}))
