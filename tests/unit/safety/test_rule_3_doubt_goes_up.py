"""Rule 3. Between two levels the higher, or the one question that decides; not sure and silence mean the duty team."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advice.assess import Answer
from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.reply.shape import Reply
from bot.reply.turn import Conversation
from tests import builders
from tests.builders import CLEAR, FAINT, POSSIBLE, finding, found, ids, reading, steady_pack
from tests.strategies import complex_severe, early_help, light_cases, readings

URGENCY = {"early_help": 1, "duty_team": 2, "mash": 3, "emergency": 4}
PAIRS = [(question.lower, question.higher) for question in steady_pack().policy.questions if question.lower]
SILENCE = [
    pytest.param("", id="nothing"),
    pytest.param("...", id="dots"),
    pytest.param("they moved house in May", id="something-else"),
    pytest.param("why do you ask", id="a-question-back"),
]


def urgency(reply: Reply) -> int:
    """Return how urgent a reply's route is."""
    assert reply.assessment is not None
    return URGENCY[reply.assessment.route.id]


def asked(conversation: Conversation, lower: str, higher: str) -> Case:
    """Return a conversation in which the question about a pair waits."""
    return conversation.concern("x", reading(finding(lower), finding(higher, POSSIBLE)), Case()).case


@given(low=early_help(), high=complex_severe(), order=st.booleans())
def test_of_two_levels_the_reply_takes_the_higher(low: str, high: str, order: bool) -> None:
    """Signs of both lists, in one message or one after the other, are a severe case."""
    conversation = builders.conversation()
    signs = found(low, high) if order else found(high, low)
    together = conversation.concern("x", reading(*signs), Case())
    first = conversation.concern("x", reading(signs[0]), Case())
    second = conversation.concern("y", reading(signs[1]), first.case)

    assert urgency(together.reply) == urgency(second.reply) == URGENCY["mash"]


@pytest.mark.parametrize(("lower", "higher"), PAIRS)
def test_between_two_levels_the_one_question_is_asked(conversation: Conversation, lower: str, higher: str) -> None:
    """Where one fact decides between two levels, exactly one question is put."""
    turn = conversation.concern("x", reading(finding(lower), finding(higher, POSSIBLE)), Case())

    assert turn.reply.kind == "question"
    assert len([text for text in turn.reply.replies if text.quick_replies]) == 1


@pytest.mark.parametrize(("lower", "higher"), PAIRS)
@pytest.mark.parametrize(
    "message", ["Not sure", "i don't know", "I\u2019m not sure", "no, not sure", "maybe", "no, but maybe"]
)
def test_not_sure_means_the_duty_team(conversation: Conversation, lower: str, higher: str, message: str) -> None:
    """A not-sure in any of its forms, under any intent, means the duty team."""
    case = asked(conversation, lower, higher)
    given = conversation.chosen(message, case)

    assert given is Answer.UNSURE
    turn = conversation.decide(message, given, Reading(), case)
    assert urgency(turn.reply) == URGENCY["duty_team"]
    assert turn.reply.escalation is not None
    assert turn.reply.escalation.reason == "unsure_answer"


@pytest.mark.parametrize("message", SILENCE)
@pytest.mark.parametrize(("lower", "higher"), PAIRS)
def test_the_second_unclear_answer_means_the_duty_team(
    conversation: Conversation, lower: str, higher: str, message: str
) -> None:
    """A message that answers nothing is asked once more; after the second the duty team decides."""
    case = asked(conversation, lower, higher)
    assert conversation.chosen(message, case) is None

    once = conversation.concern(message, Reading(concern=0.9), case)
    twice = conversation.concern(message, Reading(concern=0.9), once.case)

    assert once.reply.kind == "question"
    assert urgency(twice.reply) == URGENCY["duty_team"]


@given(case=light_cases(), more=st.lists(readings(), max_size=3))
def test_doubt_once_said_stays(case: Case, more: list[Reading]) -> None:
    """After a not-sure no further message brings the conversation back to early help."""
    conversation = builders.conversation()
    turn = conversation.decide("not sure", Answer.UNSURE, Reading(), case)
    for read in more:
        turn = conversation.concern("more", read, turn.case)
        assert urgency(turn.reply) >= URGENCY["duty_team"]


@pytest.mark.parametrize("indicator", ids("complex_severe"))
def test_a_possible_severe_sign_is_never_left_at_early_help(conversation: Conversation, indicator: str) -> None:
    """A severe sign that is only possible goes to the duty team, with or without a question."""
    turn = conversation.concern("x", reading(finding(indicator, POSSIBLE)), Case())

    assert urgency(turn.reply) == URGENCY["duty_team"]


@given(low=early_help(), high=complex_severe())
def test_a_possible_severe_sign_beside_early_help_is_asked_about_or_goes_up(low: str, high: str) -> None:
    """Beside a clear early help sign, a possible severe one is either what the question decides or a case."""
    turn = builders.conversation().concern("x", reading(finding(low), finding(high, POSSIBLE)), Case())

    if urgency(turn.reply) == URGENCY["early_help"]:
        question = steady_pack().policy.question(turn.case.pending or "")
        assert question is not None
        assert question.higher == high


def test_several_possible_severe_signs_are_not_all_settled_by_one_question(conversation: Conversation) -> None:
    """A no to one question does not lower what another sign may show."""
    held = reading(finding("poor_engagement"), finding("refuses_services", POSSIBLE), finding("missing", POSSIBLE))
    first = conversation.concern("x", held, Case())
    second = conversation.decide("no", Answer.NO, Reading(), first.case)

    assert urgency(first.reply) == urgency(second.reply) == URGENCY["duty_team"]


def test_possible_danger_goes_up(conversation: Conversation) -> None:
    """An estimate of danger that is possible but not clear is never left at early help."""
    turn = conversation.concern("x", reading(finding("housing"), danger=POSSIBLE), Case())

    assert urgency(turn.reply) >= URGENCY["duty_team"]


@given(
    signs=st.lists(early_help(), min_size=1, max_size=8, unique=True),
    probability=st.sampled_from([FAINT, POSSIBLE, CLEAR]),
    despite=st.booleans(),
)
def test_early_help_is_for_one_or_two_clear_signs_alone(signs: list[str], probability: float, despite: bool) -> None:
    """Several signs, signs in spite of help and signs that are not clear all go to the duty team."""
    read = reading(*found(*signs, probability=probability), despite_help=despite)
    turn = builders.conversation().concern("x", read, Case())

    simple = probability == CLEAR and len(signs) <= 2 and not despite
    assert (urgency(turn.reply) == URGENCY["early_help"]) == simple


@pytest.mark.parametrize("answer", ["Yes, it fits", "yes"])
def test_a_fact_that_speaks_against_the_only_sign_is_weighed_by_a_person(
    conversation: Conversation, answer: str
) -> None:
    """An explanation that is said to fit does not end the matter."""
    case = conversation.concern("x", reading(finding("unexplained_injury", POSSIBLE)), Case()).case
    given = conversation.chosen(answer, case)
    assert given is Answer.YES

    assert urgency(conversation.decide(answer, given, Reading(), case).reply) == URGENCY["duty_team"]


@given(case=light_cases(), read=readings())
def test_no_message_lowers_the_route_of_a_severe_case(case: Case, read: Reading) -> None:
    """Once the front door is the route, no message and no answer makes it less."""
    conversation = builders.conversation()
    severe = conversation.concern("x", reading(finding("home_alone")), case).case

    turns = [conversation.concern("y", read, severe)]
    turns += [conversation.decide("y", given, read, severe) for given in Answer]
    for turn in turns:
        assert urgency(turn.reply) >= URGENCY["mash"]
