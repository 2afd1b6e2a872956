"""What is said without asking a running assistant is what the running one says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from actions.advise import ActionAdvise
from actions.answer import ActionAnswer
from actions.correct import ActionCorrect
from actions.decide import ActionDecide
from actions.decline import ActionDecline
from actions.offer_person import ActionOfferPerson
from actions.small_talk import ActionSmallTalk
from bot.advice.case import Case
from bot.advice.reading import Finding, Reading
from bot.content.pack import load_pack
from bot.evaluation.answering import TAKES, Answering, RulesFileError, Understood, actions_by_intent
from bot.reply.compose import Composer
from tests.builders import ROOT

ACTIONS = (
    ActionAdvise,
    ActionAnswer,
    ActionCorrect,
    ActionDecide,
    ActionDecline,
    ActionOfferPerson,
    ActionSmallTalk,
)
RULES = ROOT / "data" / "rules" / "rules.yml"
CASE = Case(last_question="what is a TAF")
READING = Reading(concern=0.4)


class Spy:
    """A conversation that gives back what it was asked to do."""

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments: (name, *arguments)


class Heard:
    """As much of a tracker as actions read."""

    def __init__(self, intent: str) -> None:
        self.latest_message = {"text": "what was written", "intent": {"name": intent}}


@pytest.mark.parametrize("intent", ["affirm", "deny", "unsure", "greet", "concern"])
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.__name__)
def test_each_action_is_taken_as_the_action_server_takes_it(action: Any, intent: str) -> None:
    """The same method with the same arguments, for every action and whatever the intent."""
    real = action().take(Spy(), Heard(intent), READING, CASE)

    taken = TAKES[action().name()](Spy(), "what was written", Understood(intent, 0.9, READING), CASE)  # type: ignore[arg-type]

    assert taken == real


def test_no_action_is_missing() -> None:
    """An action that is added must be added here too."""
    assert set(TAKES) == {action().name() for action in ACTIONS}
    assert set(actions_by_intent(RULES).values()) <= set(TAKES)


def test_the_rules_of_the_project_are_read() -> None:
    """Every intent of the domain has its action."""
    found = actions_by_intent(RULES)

    assert found["ask"] == "action_answer"
    assert found["no_sign"] == found["nlu_fallback"] == "action_advise"


def test_rules_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    """Nothing is evaluated by guesses."""
    file = tmp_path / "rules.yml"
    file.write_text("rules: 7", encoding="utf-8")

    with pytest.raises(RulesFileError, match=r"rules\.yml"):
        actions_by_intent(file)


def test_a_conversation_is_taken_up_where_it_was() -> None:
    """The answer to a deciding question counts for the case that it was asked about."""
    pack = load_pack()
    answering = Answering(pack, Composer(pack), None, actions_by_intent(RULES))
    shouting = Reading((Finding("domestic_abuse_present_not_injured", 0.9, "Dad shouts", 0, 10),), concern=0.9)

    first, second = answering.replies(
        [
            ("Dad shouts", Understood("concern", 0.9, shouting)),
            ("Not sure", Understood("out_of_scope", 0.9, Reading())),
        ]
    )

    assert first.kind == "question"
    assert second.assessment is not None
    assert second.assessment.route.id == "duty_team"
