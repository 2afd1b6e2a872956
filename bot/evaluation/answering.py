"""What the assistant would say, without asking a running one: a whole conversation in this process.

The rules of `data/rules` say which action answers an intent; what an action does is here, because the actions
themselves belong to Rasa's action server. A test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.advice.assess import Answer
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.advice.records import reading_from_record
from bot.content.pack import Pack
from bot.reply.compose import Composer
from bot.reply.entries import EntryFinder
from bot.reply.shape import Reply
from bot.reply.turn import Conversation, Turn

_FALLBACK_ACTION = "action_advise"
_ANSWERS = {"affirm": Answer.YES, "deny": Answer.NO}


class RulesFileError(Exception):
    """The rules cannot be read; the message names the file."""


@dataclass(frozen=True)
class Understood:
    """What a model made of a message."""

    intent: str
    confidence: float
    reading: Reading

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Understood:
        """Read a line of `bot.nlu.batch`."""
        intent = record["intent"]
        return cls(str(intent["name"] or ""), float(intent["confidence"]), reading_from_record(record.get("reading")))


Take = Callable[[Conversation, str, Understood, Case], Turn]
TAKES: Mapping[str, Take] = {
    "action_advise": lambda c, text, u, case: c.concern(text, u.reading, case),
    "action_answer": lambda c, text, u, case: c.question(text, u.reading, case),
    "action_correct": lambda c, text, u, case: c.correction(text, u.reading, case),
    "action_decide": lambda c, text, u, case: c.decide(text, _ANSWERS.get(u.intent, Answer.UNSURE), u.reading, case),
    "action_decline": lambda c, text, u, case: c.out_of_scope(text, u.reading, case),
    "action_offer_person": lambda c, text, u, case: c.person(text, u.reading, case),
    "action_small_talk": lambda c, text, u, case: c.small_talk(u.intent, text, u.reading, case),
}


class Answering:
    """Takes turns as the running assistant would. `finder` may be None where there is no index."""

    def __init__(self, pack: Pack, composer: Composer, finder: EntryFinder | None, actions: Mapping[str, str]) -> None:
        self._conversation = Conversation(pack, composer, finder)
        self._actions = actions

    def turn(self, text: str, understood: Understood, case: Case) -> Turn:
        """Return the reply to a message, and what is known after it."""
        chosen = self._conversation.chosen(text, case)
        if chosen is not None:
            return self._conversation.decide(text, chosen, understood.reading, case)
        action = self._actions.get(understood.intent, _FALLBACK_ACTION)
        return TAKES.get(action, TAKES[_FALLBACK_ACTION])(self._conversation, text, understood, case)

    def first(self, text: str, understood: Understood) -> Reply:
        """Return the reply to the first message of a conversation."""
        return self.turn(text, understood, Case()).reply

    def replies(self, messages: Iterable[tuple[str, Understood]]) -> list[Reply]:
        """Return the replies to the messages of one conversation, in order."""
        case, found = Case(), []
        for text, understood in messages:
            turn = self.turn(text, understood, case)
            case = turn.case
            found.append(turn.reply)
        return found


def actions_by_intent(rules: Path) -> dict[str, str]:
    """Return the action that answers each intent, from a file of one-turn rules.

    Raises:
        RulesFileError: It cannot be read as rules.
    """
    try:
        found = YAML(typ="safe").load(rules.read_text(encoding="utf-8"))
        pairs = {}
        for rule in found["rules"]:
            steps = rule["steps"]
            intents = [step["intent"] for step in steps if "intent" in step]
            actions = [step["action"] for step in steps if "action" in step]
            if len(intents) == 1 and len(actions) == 1:
                pairs[str(intents[0])] = str(actions[0])
    except (OSError, YAMLError, KeyError, TypeError) as error:
        raise RulesFileError(f"{rules}: cannot be read as rules ({type(error).__name__}).") from error
    return pairs
