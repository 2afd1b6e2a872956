"""One turn of a conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advice.assess import Answer
from bot.advice.case import Case
from bot.advice.reading import Finding, Reading
from bot.reply.shape import Reply
from bot.reply.turn import Conversation, Turn
from tests import builders
from tests.builders import CLEAR, DANGER, POSSIBLE, finder, finding, reading, steady_pack
from tests.strategies import cases, messages, readings

ABUSE, ABUSE_RISK = "domestic_abuse_present_not_injured", "domestic_abuse_pregnant_or_risk"
ASKED = builders.conversation().concern("x", reading(finding(ABUSE)), Case()).case
MARK = builders.conversation().concern("x", reading(finding("unexplained_injury", POSSIBLE)), Case()).case


def first(turn: Turn) -> str:
    """Return the first paragraph of a turn's reply."""
    return turn.reply.replies[0].text


def route(turn: Turn) -> str:
    """Return the route of a turn's reply, or nothing where it gives no advice."""
    return turn.reply.assessment.route.id if turn.reply.assessment else ""


# ----- concerns


def test_a_concern_is_advised_on_and_remembered(conversation: Conversation) -> None:
    """A sign is shown in the first reply and is still known in the next turn."""
    turn = conversation.concern("left alone", reading(finding("home_alone")), Case())

    assert route(turn) == "mash"
    assert turn.case.probability("home_alone") == CLEAR


def test_facts_of_several_messages_add_up(conversation: Conversation) -> None:
    """Three messages with one early help sign each are a complex case."""
    case = Case()
    for sign in ("housing", "attendance", "bereavement_separation"):
        turn = conversation.concern("more", reading(finding(sign)), case)
        case = turn.case

    assert route(turn) == "duty_team"
    assert "Several early help signs" in turn.reply.model_dump_json()


def test_the_question_is_put_again_once(conversation: Conversation) -> None:
    """A message that does not answer brings the question again, the next one the duty team."""
    again = conversation.concern("they moved here in May", Reading(concern=0.9), ASKED)
    decided = conversation.concern("the school is nice", Reading(concern=0.9), again.case)

    assert again.reply.kind == "question"
    assert any(text.text.startswith("I still need this one fact.") for text in again.reply.replies)
    assert (decided.reply.kind, route(decided)) == ("advice", "duty_team")


def test_a_first_question_is_not_put_as_if_again(conversation: Conversation) -> None:
    """Only a question that was put before is put again."""
    turn = conversation.concern("x", reading(finding(ABUSE)), Case())

    assert "I still need" not in turn.reply.model_dump_json()


# ----- questions about procedure


def test_a_question_is_answered_from_an_entry() -> None:
    """A question that an entry answers gets it, and no advice on a concern."""
    turn = builders.conversation(finder("duty-team-when")).question("when do i ring duty", Reading(), Case())

    assert (turn.reply.kind, route(turn)) == ("answer", "")
    assert [item.id for item in turn.reply.guidance] == ["duty-team-when"]


@pytest.mark.parametrize("held", [pytest.param(True, id="no-entry-is-near"), pytest.param(False, id="no-index")])
def test_a_question_without_an_entry_gets_the_duty_team(held: bool) -> None:
    """Where nothing is near enough, or there is no index, the reply says so and whom to ask."""
    conversation = builders.conversation(finder("duty-team-when", similarity=0.1) if held else None)

    assert "I will not guess" in first(conversation.question("what is the moon", Reading(), Case()))


def test_a_concern_within_a_question_comes_first() -> None:
    """A clear sign in a question is advised on, with the entry beside the advice."""
    conversation = builders.conversation(finder("duty-team-when"))
    turn = conversation.question("who do i ring, she is left alone", reading(finding("home_alone")), Case())

    assert (turn.reply.kind, route(turn)) == ("advice", "mash")
    assert [item.id for item in turn.reply.guidance] == ["duty-team-when"]
    assert turn.case.probability("home_alone") == CLEAR


def test_two_questions_in_one_message_are_asked_apart() -> None:
    """Each question of a message is looked up by itself, and the same entry is given once."""
    search = builders.FixedSearch(builders.Hit("duty-team-when", 1.0, 0.9, 9.0))
    found = builders.EntryFinder(steady_pack(), search, builders.composer())

    turn = builders.conversation(found).question(
        "When should I ring the duty team? What is a strategy discussion for?", Reading(), Case()
    )

    assert [question for question, _ in search.asked] == [
        "When should I ring the duty team",
        "What is a strategy discussion for",
    ]
    assert len(turn.reply.guidance) == 1


def test_a_follow_up_leans_on_the_question_before_it() -> None:
    """A short question that begins with "and" is looked up together with the last one."""
    search = builders.FixedSearch(builders.Hit("duty-team-when", 1.0, 0.9, 9.0))
    conversation = builders.conversation(builders.EntryFinder(steady_pack(), search, builders.composer()))

    turn = conversation.question("how long does an assessment take", Reading(), Case())
    conversation.question("and for a disabled child?", Reading(), turn.case)

    assert "how long does an assessment take and for a disabled child for a disabled child" in [
        question for question, _ in search.asked
    ]


class ByWords:
    """A search that finds the entry whose words a question holds, the first of these first."""

    def __init__(self, **entries: str) -> None:
        self._entries = entries

    def search(self, query: str, **_: object) -> list[builders.Hit]:
        """Return one hit, or none."""
        found = [entry for words, entry in self._entries.items() if words in query]
        return [builders.Hit(entry, 1.0, 0.9, 9.0) for entry in found[:1]]


def by_words(**entries: str) -> Conversation:
    """Return a conversation that answers by such a search."""
    return builders.conversation(builders.EntryFinder(steady_pack(), ByWords(**entries), builders.composer()))


ASKED_BEFORE = Case(last_question="what is a referral")


def answered(turn: Turn) -> list[str]:
    """Return the ids of the entries in a turn's reply."""
    return [item.id for item in turn.reply.guidance]


def test_a_follow_up_that_names_something_new_is_not_answered_with_the_same_again() -> None:
    """Where question and follow-up together find the entry given before, the follow-up is looked up by itself."""
    conversation = by_words(referral="duty-team-when", weekend="duty-team-hours")

    assert answered(conversation.question("and at the weekend?", Reading(), ASKED_BEFORE)) == ["duty-team-hours"]
    assert answered(conversation.question("and for how long?", Reading(), ASKED_BEFORE)) == ["duty-team-when"]


@pytest.mark.parametrize(
    "take",
    [
        pytest.param(lambda c, text, seen, case: c.concern(text, seen, case), id="concern"),
        pytest.param(lambda c, text, seen, case: c.correction(text, seen, case), id="correction"),
        pytest.param(lambda c, text, seen, case: c.out_of_scope(text, seen, case), id="out-of-scope"),
        pytest.param(lambda c, text, seen, case: c.small_talk("bot_abilities", text, seen, case), id="small-talk"),
        pytest.param(lambda c, text, seen, case: c.decide(text, Answer.NO, seen, case), id="decide"),
    ],
)
def test_who_plainly_asks_on_is_answered_whatever_the_model_took_it_for(take: Callable[..., Turn]) -> None:
    """After an answer "since when?" is a follow-up, even where a model sees a sign in it; danger is still danger."""
    conversation = by_words(referral="duty-team-when")

    asked = take(conversation, "since when?", reading(finding("attendance")), ASKED_BEFORE)
    danger = take(conversation, "since when?", Reading(danger=CLEAR), ASKED_BEFORE)
    first_of_all = take(conversation, "since when?", Reading(), Case())

    assert (asked.reply.kind, answered(asked)) == ("answer", ["duty-team-when"])
    assert danger.reply.kind == "emergency"
    assert answered(first_of_all) == []


def test_a_follow_up_that_tells_of_a_sign_is_a_concern() -> None:
    """A sign that may be shown is not taken for a question about the last answer."""
    conversation = by_words(referral="duty-team-when")

    turn = conversation.concern("and if he leaves her alone?", reading(finding("home_alone", POSSIBLE)), ASKED_BEFORE)

    assert route(turn) == "duty_team"


@pytest.mark.parametrize(
    ("message", "similarity", "found"),
    [
        pytest.param("She is left alone. What is a strategy meeting for?", 0.8, ["duty-team-when"], id="near"),
        pytest.param("She is left alone. What is a strategy meeting for?", 0.55, [], id="not-near-enough"),
        pytest.param("She is left alone. What should I do?", 0.8, [], id="answered-by-the-advice"),
    ],
)
def test_what_is_asked_beside_a_concern_is_answered_after_the_advice(
    message: str, similarity: float, found: list[str]
) -> None:
    """The advice stays what it is; an entry that is near enough follows it."""
    conversation = builders.conversation(finder("duty-team-when", similarity=similarity))

    turn = conversation.concern(message, reading(finding("home_alone")), Case())

    assert (route(turn), answered(turn)) == ("mash", found)


def test_after_a_concern_nothing_leans_on_the_question_before_it() -> None:
    """What is asked next is asked about the concern."""
    conversation = by_words(referral="duty-team-when")

    turn = conversation.concern("she is left alone", reading(finding("home_alone")), ASKED_BEFORE)

    assert turn.case.last_question is None


@pytest.mark.parametrize(("similarity", "kind"), [(0.8, "answer"), (0.6, "decline")])
def test_what_an_entry_surely_answers_is_not_declined(similarity: float, kind: str) -> None:
    """A question that a model took for something else is answered where an entry is very near, and only there."""
    conversation = builders.conversation(finder("duty-team-when", similarity=similarity))

    assert conversation.out_of_scope("when to ring duty", Reading(), Case()).reply.kind == kind


def test_a_severe_sign_that_is_told_beside_a_question_is_not_passed_over() -> None:
    """What a sentence of its own tells may be shown, so the duty team is named; asked about, it is only a question."""
    conversation = by_words(ring="duty-team-when")
    told, asked = "Left alone at six. Who do I ring first?", "who do I ring when one is left alone"
    may_be = Finding("home_alone", POSSIBLE, "left alone", 0, 10)

    turn = conversation.question(told, Reading((may_be,)), Case())

    assert (route(turn), answered(turn)) == ("duty_team", ["duty-team-when"])
    assert conversation.question(asked, Reading((replace(may_be, start=26, end=36),)), Case()).reply.kind == "answer"


# ----- answers


@pytest.mark.parametrize(
    ("message", "given"),
    [
        pytest.param("Yes, at least one of these", Answer.YES, id="button-yes"),
        pytest.param("No, none of these", Answer.NO, id="button-no"),
        pytest.param("Not sure", Answer.UNSURE, id="button-unsure"),
        pytest.param("  not SURE. ", Answer.UNSURE, id="button-typed"),
        pytest.param("yes she was hurt", Answer.YES, id="yes"),
        pytest.param("Yeah", Answer.YES, id="yeah"),
        pytest.param("definitely", Answer.YES, id="definitely"),
        pytest.param("no", Answer.NO, id="no"),
        pytest.param("No!", Answer.NO, id="no-with-a-mark"),
        pytest.param("no, he was upstairs", Answer.NO, id="no-with-a-comma"),
        pytest.param("no she was not hurt", Answer.NO, id="no-she"),
        pytest.param("i don't know", Answer.UNSURE, id="dont-know"),
        pytest.param("I don\u2019t know", Answer.UNSURE, id="dont-know-from-a-phone"),
        pytest.param("I\u2019m not sure", Answer.UNSURE, id="not-sure-from-a-phone"),
        pytest.param("maybe", Answer.UNSURE, id="maybe"),
        pytest.param("can't say", Answer.UNSURE, id="cant-say"),
        pytest.param("No, not sure", Answer.UNSURE, id="no-and-unsure"),
        pytest.param("no, i don't know", Answer.UNSURE, id="no-and-dont-know"),
        pytest.param("No, but she may be pregnant", Answer.UNSURE, id="no-and-but"),
        pytest.param("no, possibly", Answer.UNSURE, id="no-and-possibly"),
        pytest.param("definitely not", Answer.NO, id="definitely-not"),
        pytest.param("no idea how to fill in the form", Answer.UNSURE, id="no-idea"),
        pytest.param("nobody was there", None, id="nobody"),
        pytest.param("now she is at school", None, id="now"),
        pytest.param("they moved house in May", None, id="something-else"),
        pytest.param("", None, id="silence"),
    ],
)
def test_a_plain_answer_is_known_by_its_words(conversation: Conversation, message: str, given: Answer | None) -> None:
    """Buttons and messages that begin with yes, no or not sure are answers; a no that doubts itself is a not-sure."""
    assert conversation.chosen(message, ASKED) is given


def test_a_no_that_raises_the_level_is_not_softened(conversation: Conversation) -> None:
    """Where it is the no that is severe, a no with a doubt stays a no."""
    assert conversation.chosen("No, I don't know of one", MARK) is Answer.NO


@pytest.mark.parametrize("case", [Case(), replace(ASKED, pending="dropped")])
def test_without_a_question_nothing_is_an_answer(conversation: Conversation, case: Case) -> None:
    """Where no question waits, or one that the pack no longer has, a yes answers nothing."""
    assert conversation.chosen("yes", case) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [(Answer.YES, "mash"), (Answer.NO, "early_help"), (Answer.UNSURE, "duty_team")],
)
def test_an_answer_decides_the_route(conversation: Conversation, given: Answer, expected: str) -> None:
    """Yes raises, no leaves early help, not sure means the duty team."""
    turn = conversation.decide("the answer", given, Reading(), ASKED)

    assert route(turn) == expected
    assert turn.case.pending is None


def test_facts_beside_an_answer_count_too(conversation: Conversation) -> None:
    """A no that comes with a severe sign is a severe case."""
    turn = conversation.decide("no, but he was left alone", Answer.NO, reading(finding("home_alone")), ASKED)

    assert route(turn) == "mash"


@pytest.mark.parametrize("given", Answer)
def test_danger_beside_an_answer_is_an_emergency(conversation: Conversation, given: Answer) -> None:
    """Neither rules nor the trained estimate of danger wait for the answer to a question."""
    assert conversation.decide(f"no. {DANGER}", given, Reading(), ASKED).reply.kind == "emergency"
    assert conversation.decide("no", given, Reading(danger=CLEAR), ASKED).reply.kind == "emergency"


def test_possible_danger_beside_a_no_goes_to_the_duty_team(conversation: Conversation) -> None:
    """A danger that is possible in the answer itself is never left at early help."""
    assert route(conversation.decide("no", Answer.NO, Reading(danger=POSSIBLE), ASKED)) == "duty_team"


def test_a_yes_to_nothing_is_small_talk(conversation: Conversation) -> None:
    """Where nothing is known and nothing was asked, a yes or no gets a sentence and whom to ring."""
    words = steady_pack().replies.small_talk

    assert first(conversation.decide("yes", Answer.YES, Reading(), Case())) == words.affirm
    assert first(conversation.decide("no", Answer.NO, Reading(), Case())) == words.deny


def test_a_not_sure_to_nothing_means_the_duty_team(conversation: Conversation) -> None:
    """Not sure, with nothing known and nothing asked, is a reason to ring."""
    assert route(conversation.decide("not sure", Answer.UNSURE, Reading(), Case())) == "duty_team"


def test_a_yes_after_advice_repeats_it(conversation: Conversation) -> None:
    """Where no question waits, a yes gives the advice on the case again."""
    case = Case(findings=(finding("housing"),))

    assert route(conversation.decide("yes", Answer.YES, Reading(), case)) == "early_help"
    assert route(conversation.decide("no", Answer.NO, Reading(), case)) == "early_help"


def test_a_not_sure_after_advice_means_the_duty_team(conversation: Conversation) -> None:
    """Who is not sure after early help advice is sent to the duty team, and stays there."""
    turn = conversation.decide("I'm not sure", Answer.UNSURE, Reading(), Case(findings=(finding("housing"),)))

    assert route(turn) == "duty_team"
    assert route(conversation.decide("ok yes", Answer.YES, Reading(), turn.case)) == "duty_team"


def test_a_sign_in_a_yes_to_nothing_is_a_concern(conversation: Conversation) -> None:
    """A yes that carries a clear sign is advised on."""
    assert route(conversation.decide("yes, alone", Answer.YES, reading(finding("home_alone")), Case())) == "mash"


# ----- corrections


@pytest.mark.parametrize(
    "message",
    ["sorry, wrong child", "I meant her cousin", "actually he was with his aunt", "scrap that", "not her, him"],
)
def test_words_that_take_back_start_the_case_again(conversation: Conversation, message: str) -> None:
    """An explicit correction clears what was known and says so."""
    case = Case(findings=(finding("home_alone"),), danger=True, asked=("crime",), settled=("crime",))

    turn = conversation.correction(message, Reading(), case)

    assert first(turn).startswith("Thank you for putting that right.")
    assert (turn.case.findings, turn.case.danger) == ((), False)
    assert (turn.case.asked, turn.case.settled) == (("crime",), ("crime",))
    assert route(turn) == "duty_team"


def test_a_correction_without_such_words_takes_nothing_back(conversation: Conversation) -> None:
    """A model alone cannot lower a level: without words of correction the message only adds."""
    case = Case(findings=(finding("home_alone"),))

    turn = conversation.correction("he is seven", Reading(), case)

    assert route(turn) == "mash"
    assert turn.case.findings == case.findings


def test_what_a_correction_says_itself_counts(conversation: Conversation) -> None:
    """The facts as they now stand are advised on."""
    turn = conversation.correction("sorry, it is the flat that is damp", reading(finding("housing")), Case())

    assert route(turn) == "early_help"


# ----- everything else


@pytest.mark.parametrize("sort", ["greet", "thanks", "goodbye", "bot_abilities"])
def test_small_talk_is_returned_and_forgets_nothing(conversation: Conversation, sort: str) -> None:
    """A greeting leaves the case as it was."""
    turn = conversation.small_talk(sort, "hello", Reading(), ASKED)

    assert first(turn) == getattr(steady_pack().replies.small_talk, sort)
    assert turn.case == ASKED


def test_a_person_is_offered(conversation: Conversation) -> None:
    """Somebody who wants a person gets the number first."""
    turn = conversation.person("can i talk to someone", Reading(), ASKED)

    assert first(turn) == "You can talk to a person now: ring the duty team on 01472 326292, option 5."
    assert turn.case == ASKED


def test_what_signpost_is_not_for_is_declined(conversation: Conversation) -> None:
    """A question about something else is declined, with whom to ring."""
    turn = conversation.out_of_scope("what is the weather", Reading(), ASKED)

    assert (turn.reply.kind, turn.case) == ("decline", ASKED)


def test_what_may_show_a_sign_is_not_declined(conversation: Conversation) -> None:
    """Doubt goes upwards: who is turned away with a concern goes home with it."""
    turn = conversation.out_of_scope("out at midnight again, who cares", reading(finding("missing", POSSIBLE)), Case())

    assert (turn.reply.kind, route(turn)) == ("advice", "duty_team")


def other_turns(conversation: Conversation, message: str, read: Reading, case: Case) -> list[Turn]:
    """Return the turn for a message under each intent that is not a concern."""
    return [
        conversation.small_talk("greet", message, read, case),
        conversation.small_talk("thanks", message, read, case),
        conversation.person(message, read, case),
        conversation.out_of_scope(message, read, case),
        conversation.question(message, read, case),
        conversation.decide(message, Answer.YES, read, replace(case, pending=None)),
    ]


def test_a_clear_sign_under_any_intent_is_advised_on(conversation: Conversation) -> None:
    """A concern that was taken for something else is a concern all the same."""
    for turn in other_turns(conversation, "left alone", reading(finding("home_alone")), Case()):
        assert route(turn) == "mash"


@given(message=messages(), read=readings(), case=cases(), given=st.sampled_from(Answer))
def test_every_turn_ends_in_a_reply_that_can_be_sent(message: str, read: Reading, case: Case, given: Answer) -> None:
    """No message, reading or state stops a turn, and every reply fits its shape and ends with whom to ring."""
    conversation = builders.conversation(finder("duty-team-when"))
    line = builders.composer().wording.contact_line()
    turns = [
        conversation.concern(message, read, case),
        conversation.correction(message, read, case),
        conversation.decide(message, given, read, case),
        *other_turns(conversation, message, read, case),
    ]

    for turn in turns:
        assert Reply.model_validate_json(turn.reply.model_dump_json()) == turn.reply
        assert turn.reply.replies[-1].text == line
