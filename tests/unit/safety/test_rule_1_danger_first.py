"""Rule 1. Danger is seen by reviewed rules, before and apart from any model, and 999 comes before everything else."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from rasa_sdk.executor import CollectingDispatcher

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
from bot.advice.danger import danger_signs
from bot.advice.reading import Reading, Reason
from bot.reply.danger_first import with_danger
from bot.reply.shape import Reply
from tests import builders
from tests.builders import DANGER, aside, finding, reading, real_pack, steady_pack, tracker
from tests.strategies import cases, readings
from tests.unit.safety.states import every_turn

DANGERS = [
    pytest.param(DANGER, id="weapon"),
    pytest.param("The baby is not breathing and has gone blue", id="not-breathing"),
    pytest.param("She has just swallowed a whole box of paracetamol, she is 14", id="overdose"),
    pytest.param("A 15 year old boy is on the wrong side of the bridge railing now, threatening to jump", id="jump"),
    pytest.param("I can hear him hitting the child right now, she is screaming for help", id="assault"),
    pytest.param("Dad says he will kill her and the kids tonight, he is on his way", id="threat-with-a-time"),
    pytest.param("The house is on fire and the children are still inside", id="fire"),
    pytest.param(
        "He has barricaded himself in with the kids, he has a knife and he is threatening them now", id="siege"
    ),
]
ASKED = builders.conversation().concern("x", reading(finding("domestic_abuse_present_not_injured")), Case()).case
# Readings of a model that saw nothing, or saw it wrongly: danger does not wait for it.
BLIND = [
    pytest.param(Reading(), id="model-saw-nothing"),
    pytest.param(reading(finding("housing")), id="model-saw-early-help"),
    pytest.param(
        Reading(set_aside=(aside("violent_or_criminal", "a knife", Reason.HYPOTHETICAL),)), id="model-set-it-aside"
    ),
]


def assert_emergency(reply: Reply, name: str = "") -> None:
    """Assert that a reply is an emergency that says 999 before anything else."""
    assert reply.kind == "emergency", name
    assert reply.replies[0].text.startswith("Ring 999 now."), name
    assert reply.assessment is not None
    assert (reply.assessment.level, reply.assessment.route.id) == ("emergency", "emergency"), name
    assert reply.escalation is not None
    assert not [text for text in reply.replies if text.quick_replies], name


@pytest.mark.parametrize("message", DANGERS)
def test_a_danger_is_seen_without_a_model(message: str) -> None:
    """The shipped rules see plain danger in words alone."""
    assert danger_signs(message, real_pack().danger_rules) != ()


@pytest.mark.parametrize("message", DANGERS)
@pytest.mark.parametrize("read", BLIND)
def test_danger_comes_first_whatever_the_intent(message: str, read: Reading) -> None:
    """Under every intent, and whatever the model made of it, the first words are to ring 999."""
    for name, turn in every_turn(message, read, Case()):
        assert_emergency(turn.reply, name)
        assert turn.case.danger, name


@pytest.mark.parametrize("message", DANGERS)
def test_danger_comes_before_the_answer_to_a_question(message: str) -> None:
    """While a question waits, danger is not taken for an answer to it, nor for none."""
    for name, turn in every_turn(message, Reading(), ASKED):
        assert_emergency(turn.reply, name)
    assert_emergency(builders.conversation().decide(f"no, {message}", Answer.NO, Reading(), ASKED).reply)


@pytest.mark.parametrize("message", DANGERS)
@pytest.mark.parametrize(
    "wrapped", ["{}", "  \n{}  ", "HELLO. Thanks for your help.\n\n{}", "{} Sorry, is this the right place to ask?"]
)
def test_danger_is_seen_within_other_words(message: str, wrapped: str) -> None:
    """Greetings, thanks and questions around it do not hide danger; nor do capitals or a phone's apostrophes."""
    for written in (message, message.upper(), message.replace("'", "\u2019")):
        assert danger_signs(wrapped.format(written), real_pack().danger_rules) != (), written


@settings(max_examples=25)
@given(read=readings(), case=cases())
def test_danger_comes_first_over_any_reading_and_any_case(read: Reading, case: Case) -> None:
    """No reading of a model and nothing that is already known keeps danger from coming first."""
    for name, turn in every_turn(DANGER, read, case):
        assert_emergency(turn.reply, name)


@settings(max_examples=25)
@given(read=readings(), case=cases())
def test_danger_stays_first_for_the_rest_of_the_conversation(read: Reading, case: Case) -> None:
    """After danger no ordinary message makes the conversation anything less, unless it plainly takes it back."""
    conversation = builders.conversation()
    after = conversation.concern(DANGER, Reading(), case).case

    assert_emergency(conversation.concern("he likes football", read, after).reply)
    assert_emergency(conversation.correction("he likes football", read, after).reply)
    assert_emergency(conversation.decide("ok", Answer.NO, read, after).reply)


@pytest.mark.parametrize("read", BLIND)
def test_rules_only_add_to_what_a_model_says(read: Reading) -> None:
    """With and without a model the rules see the same."""
    assert (
        with_danger(DANGER, read, steady_pack()).danger_rules
        == with_danger(DANGER, Reading(), steady_pack()).danger_rules
    )


def test_the_rule_lives_in_the_rules_and_not_in_the_code() -> None:
    """Without its rules the pack sees no danger in words, so that it is the reviewed rules that decide."""
    blind = replace(steady_pack(), danger=builders.schema.DangerFile(words={}, rules=({"id": "x", "all": ("zzzz",)},)))
    turn = builders.conversation(pack=blind).concern(DANGER, Reading(), Case())

    assert turn.reply.kind != "emergency"


def test_an_emergency_goes_in_the_order_of_the_route() -> None:
    """First 999, then the front door, then the duty team."""
    reply = builders.conversation().concern(DANGER, Reading(), Case()).reply
    words = "\n".join(text.text for text in reply.replies)

    assert words.index("999") < words.index("front door") < words.index("01472 326292")


@pytest.mark.parametrize(
    "action",
    [ActionAdvise, ActionAnswer, ActionCorrect, ActionDecide, ActionDecline, ActionOfferPerson, ActionSmallTalk],
)
def test_every_action_puts_danger_first(action: type[TurnAction]) -> None:
    """An action that gets no reading at all, because the model failed, still sees danger."""
    dispatcher = CollectingDispatcher()
    made = action(builders.conversation, builders.composer)
    made.run(dispatcher, tracker(DANGER, intent="thanks", read=None), {})

    sent: dict[str, Any] = dispatcher.messages[0]["custom"][REPLY_KEY]
    assert_emergency(Reply.model_validate(sent))


@pytest.mark.parametrize(
    "message",
    [
        "Pupil at 68% attendance since September, no reasons given",
        "The flat is damp and the heating has been off for a week",
        "How long does an assessment take?",
        "Hello",
        "In our training last week the scenario was a pupil with a knife",
        "He had a knife at home last year, the police dealt with it",
        pytest.param("Cut both wrists in June and overdosed in August, medically well now", id="months-past"),
        pytest.param("He drew a man who has been stabbed, blood everywhere, it is on the wall now", id="a-drawing"),
    ],
)
def test_ordinary_messages_are_no_emergency(message: str) -> None:
    """A rule that fires at everything would be read by nobody."""
    assert danger_signs(message, real_pack().danger_rules) == ()


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("a " * 2000, id="short-words"),
        pytest.param("he has a knife " * 266, id="the-same-words"),
        pytest.param("x" * 4000, id="one-word"),
        pytest.param("not " * 500 + "now " * 500, id="words-of-rules"),
        pytest.param(". " * 2000, id="sentence-ends"),
        pytest.param("(" * 2000 + ")" * 2000, id="brackets"),
        pytest.param("the child is in the " * 200, id="half-of-a-rule"),
    ],
)
def test_no_message_makes_the_rules_slow(message: str) -> None:
    """The longest message that the gateway takes is read well within the time that a person waits."""
    started = time.process_time()

    danger_signs(message[:4000], real_pack().danger_rules)

    assert time.process_time() - started < 2.0
