"""Every action of the domain, taken over a conversation that only writes down what it was asked."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Action
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from actions.advise import ActionAdvise
from actions.answer import ActionAnswer
from actions.correct import ActionCorrect
from actions.decide import ActionDecide
from actions.decline import ActionDecline
from actions.offer_person import ActionOfferPerson
from actions.small_talk import ActionSmallTalk
from actions.turn_action import REPLY_KEY, TurnAction
from bot.advice.assess import Answer
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.reply.turn import Turn
from tests import builders
from tests.builders import ROOT, finding, reading, tracker

MESSAGE = "what was written"
READ = reading(finding("housing"))
KNOWN = Case(findings=(finding("attendance"),))


class Recorder:
    """A conversation that answers everything with small talk and keeps how it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def chosen(self, message: str, case: Case) -> Answer | None:
        """No message is a plain answer."""
        return None

    def __getattr__(self, name: str) -> Any:
        def take(*given: Any) -> Turn:
            self.asked.append((name, *given))
            return Turn(builders.composer().small_talk("thanks"), KNOWN)

        return take


CASES = [
    pytest.param(ActionAdvise, "concern", ("concern", MESSAGE, READ, KNOWN), id="advise"),
    pytest.param(ActionAnswer, "ask", ("question", MESSAGE, READ, KNOWN), id="answer"),
    pytest.param(ActionCorrect, "correct_detail", ("correction", MESSAGE, READ, KNOWN), id="correct"),
    pytest.param(ActionDecide, "affirm", ("decide", MESSAGE, Answer.YES, READ, KNOWN), id="decide-yes"),
    pytest.param(ActionDecide, "deny", ("decide", MESSAGE, Answer.NO, READ, KNOWN), id="decide-no"),
    pytest.param(ActionDecide, "unsure", ("decide", MESSAGE, Answer.UNSURE, READ, KNOWN), id="decide-unsure"),
    pytest.param(ActionDecide, "greet", ("decide", MESSAGE, Answer.UNSURE, READ, KNOWN), id="decide-anything-else"),
    pytest.param(ActionDecline, "out_of_scope", ("out_of_scope", MESSAGE, READ, KNOWN), id="decline"),
    pytest.param(ActionOfferPerson, "person_wanted", ("person", MESSAGE, READ, KNOWN), id="offer-person"),
    pytest.param(ActionSmallTalk, "thanks", ("small_talk", "thanks", MESSAGE, READ, KNOWN), id="small-talk"),
]
ACTIONS = sorted({case.values[0] for case in CASES}, key=lambda action: action.__name__)


@pytest.mark.parametrize(("action", "intent", "asked"), CASES)
def test_an_action_takes_its_turn_with_what_the_tracker_holds(
    action: type[TurnAction], intent: str, asked: tuple[Any, ...]
) -> None:
    """Each action hands message, reading and case to its one turn, and sends what comes back."""
    recorder, dispatcher = Recorder(), CollectingDispatcher()
    about = tracker(MESSAGE, intent=intent, read=READ, case=KNOWN)

    events = action(lambda: recorder, builders.composer).run(dispatcher, about, {})  # type: ignore[arg-type, return-value]

    assert recorder.asked == [asked]
    assert dispatcher.messages[0]["custom"][REPLY_KEY]["replies"][0]["text"].startswith("Thank you")
    assert [event["name"] for event in events] == ["case"]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("channel", ["gateway", "cmdline"])
def test_an_action_that_fails_gives_the_failsafe(action: type[TurnAction], channel: str) -> None:
    """If anything raises inside, the person still gets the duty team's number and 999."""

    class Broken(Recorder):
        def __getattr__(self, name: str) -> Any:
            raise RuntimeError(name)

    dispatcher = CollectingDispatcher()
    events = action(Broken, builders.composer).run(dispatcher, tracker(MESSAGE, channel=channel), {})  # type: ignore[arg-type]

    words = str(dispatcher.messages)
    assert events == []
    assert "I cannot answer just now" in words
    assert "01472 326292, option 5" in words
    assert "999" in words


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_made_without_arguments(action: type[TurnAction]) -> None:
    """The server makes actions by themselves."""
    assert isinstance(action(), Action)


@pytest.mark.parametrize("sort", ["greet", "thanks", "goodbye", "bot_abilities"])
def test_every_small_talk_of_the_domain_has_its_words(sort: str) -> None:
    """No intent that leads to small talk ends in a failure."""
    dispatcher = CollectingDispatcher()
    ActionSmallTalk(builders.conversation, builders.composer).run(
        dispatcher, tracker("x", intent=sort, read=Reading()), {}
    )

    assert dispatcher.messages[0]["custom"][REPLY_KEY]["kind"] == "answer"


def yaml(path: str) -> Any:
    """Return what one of Rasa's files holds."""
    return YAML(typ="safe").load((ROOT / path).read_text(encoding="utf-8"))


def rule_steps() -> list[tuple[str, str]]:
    """Return intent and action of every rule."""
    return [
        (steps[0]["intent"], steps[1]["action"])
        for steps in (rule["steps"] for rule in yaml("data/rules/rules.yml")["rules"])
    ]


def test_the_domain_lists_exactly_the_actions_there_are() -> None:
    """No action is missing from the domain, and none is listed that nobody wrote."""
    assert sorted(yaml("domain.yml")["actions"]) == sorted(action().name() for action in ACTIONS)


def test_every_small_talk_intent_of_the_rules_is_tested() -> None:
    """The intents that lead to small talk have words in the pack."""
    sorts = {intent for intent, action in rule_steps() if action == "action_small_talk"}

    assert sorts <= set(type(builders.real_pack().replies.small_talk).model_fields)


def test_every_intent_leads_to_an_action() -> None:
    """No intent of the domain is left to Rasa's own defaults, which would be silent."""
    intents = {intent if isinstance(intent, str) else next(iter(intent)) for intent in yaml("domain.yml")["intents"]}

    assert intents == {intent for intent, _ in rule_steps()}


def test_one_action_stands_in_each_module() -> None:
    """An action is found in the module that has its name."""
    for action in ACTIONS:
        module = importlib.import_module(action.__module__)
        held = [one for _, one in inspect.getmembers(module, inspect.isclass) if one.__module__ == module.__name__]
        assert held == [action]
        assert action().name() == f"action_{Path(str(module.__file__)).stem}"
