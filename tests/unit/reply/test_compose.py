"""From advice to the words and parts of a reply."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advice.assess import DUTY_TEAM, EARLY_HELP, EMERGENCY, MASH, Advice, Why, advise
from bot.advice.case import Case
from bot.advice.level import Level
from bot.advice.policy import Named
from bot.advice.reading import Reading, Reason
from bot.reply.compose import Composer
from bot.reply.shape import Reply
from tests import builders
from tests.builders import (
    CLOSED,
    POSSIBLE,
    aside,
    finder,
    finding,
    reading,
    real_pack,
    said,
    steady_pack,
    steady_policy,
)
from tests.strategies import cases, light_cases, readings

ALONE = finding("home_alone", 0.94321, "left on her own", 8)
HOUSING = finding("housing", evidence="damp flat")


def texts(reply: Reply) -> list[str]:
    """Return the paragraphs of a reply."""
    return [text.text for text in reply.replies]


def on_case(composer: Composer, case: Case, latest: Reading | None = None) -> Reply:
    """Return the reply to a case, by the real rules."""
    return composer.advice(advise(case, steady_policy())[1], latest or Reading(findings=case.findings))


def test_a_severe_sign_is_named_with_its_words_and_its_route(composer: Composer) -> None:
    """A referral names the sign, the words that show it, the route, how soon and the six steps."""
    reply = on_case(composer, Case(findings=(ALONE,)))

    assert reply.kind == "advice"
    assert "complex and severe list" in texts(reply)[0]
    assert "A young child alone or unattended (you wrote: \u201cleft on her own\u201d)" in texts(reply)[0]
    assert "Refer to the front door (MASH)" in texts(reply)[1]
    assert [step.n for step in reply.steps] == [1, 2, 3, 4, 5, 6]
    assert reply.assessment is not None
    assert (reply.assessment.level, reply.assessment.route.id) == ("complex_severe", MASH)
    assert reply.assessment.uncertain is False


def test_an_indicator_has_offsets_probability_and_source(composer: Composer) -> None:
    """The part that shows an indicator says where it stands, how sure it is and which document lists it."""
    reply = on_case(composer, Case(findings=(ALONE,)))

    assert reply.assessment is not None
    (shown,) = reply.assessment.indicators
    assert (shown.id, shown.level, shown.evidence) == ("home_alone", "complex_severe", "left on her own")
    assert (shown.start, shown.end, shown.probability, shown.reported) == (8, 23, 0.943, False)
    assert shown.source.section == "Complex and Severe"
    assert shown.source.date == real_pack().sources["concern-page"].date


def test_a_sign_of_an_earlier_message_has_no_place_in_this_one(composer: Composer) -> None:
    """Offsets refer to the message just sent; a sign from before is named without any."""
    reply = on_case(composer, Case(findings=(ALONE,)), Reading())

    assert reply.assessment is not None
    assert (reply.assessment.indicators[0].start, reply.assessment.indicators[0].end) == (None, None)
    assert "(from what you wrote before)" in texts(reply)[0]


def test_second_hand_words_are_shown_as_such(composer: Composer) -> None:
    """Rumour counts and is named as rumour."""
    heard = finding("home_alone", evidence="heard they are alone", reported=True)

    assert "(second-hand: \u201cheard they are alone\u201d)" in texts(on_case(composer, Case(findings=(heard,))))[0]


def test_a_sign_that_may_be_shown_is_told_apart_from_those_that_are(composer: Composer) -> None:
    """It is named in a sentence of its own, and marked as not sure for whoever shows it."""
    policy = replace(steady_policy(), named=Named(beside=0.4, alone=0.4))
    case = Case(findings=(finding("housing"), finding("attendance", 0.45)))
    reply = composer.advice(advise(case, policy)[1], reading())

    assert reply.assessment is not None
    assert [(item.id, item.sure) for item in reply.assessment.indicators] == [("housing", True), ("attendance", False)]
    assert "It may also show" in said(reply)


def test_braces_in_what_was_written_are_shown_as_they_stand(composer: Composer) -> None:
    """Words of the practitioner are quoted, never filled in."""
    odd = finding("home_alone", evidence="{duty_phone} {x} {0} }{")

    assert "\u201c{duty_phone} {x} {0} }{\u201d" in texts(on_case(composer, Case(findings=(odd,))))[0]


@pytest.mark.parametrize(
    ("case", "words", "route"),
    [
        pytest.param(Case(findings=(HOUSING,)), "early help list", EARLY_HELP, id="early-help"),
        pytest.param(
            Case(findings=(HOUSING, finding("attendance"), finding("attachment"))),
            "Several early help signs",
            DUTY_TEAM,
            id="several",
        ),
        pytest.param(Case(findings=(HOUSING,), despite_help=True), "in spite of help", DUTY_TEAM, id="despite-help"),
        pytest.param(
            Case(findings=(finding("neglect_poor_parenting"),), severe_neglect=True),
            "without food, warmth or care",
            DUTY_TEAM,
            id="severe-neglect",
        ),
        pytest.param(Case(findings=(finding("missing", POSSIBLE),)), "This may show", DUTY_TEAM, id="possible"),
        pytest.param(
            Case(findings=(HOUSING,), doubt=True), "Where the deciding fact is not known", DUTY_TEAM, id="unsure"
        ),
        pytest.param(
            Case(findings=(HOUSING,), danger_possible=True), "may be in danger now", DUTY_TEAM, id="possible-danger"
        ),
        pytest.param(Case(), "I cannot tell from this", DUTY_TEAM, id="uncertain"),
    ],
)
def test_every_reason_has_its_own_words(composer: Composer, case: Case, words: str, route: str) -> None:
    """The reply says why it advises what it does."""
    reply = on_case(composer, case)

    assert words in "\n".join(texts(reply))
    assert reply.assessment is not None
    assert reply.assessment.route.id == route


@pytest.mark.parametrize("why", [why for why in Why if why not in {Why.DANGER, Why.SEVERE, Why.EARLY_HELP}])
def test_no_reason_is_left_without_words(composer: Composer, why: Why) -> None:
    """Advice that goes upwards for any reason says which, before the route."""
    question = steady_policy().question("crime") if why is Why.QUESTION else None
    advice = Advice(None, DUTY_TEAM, why, possible=(finding("missing", POSSIBLE),), question=question)

    assert "What to do" not in texts(composer.advice(advice, Reading()))[0]


def test_nothing_recognised_says_so_and_names_the_duty_team(composer: Composer) -> None:
    """Where no sign is recognised the reply does not pretend to know, and the route is the duty team."""
    _, advice = advise(Case(), steady_policy(), latest=Reading(concern=0.1))
    reply = composer.advice(advice, Reading())

    assert "I did not recognise a sign" in texts(reply)[0]
    assert reply.escalation is not None
    assert reply.escalation.reason == "nothing_recognised"


def test_what_is_possible_is_named_at_most_three_times(composer: Composer) -> None:
    """A list of guesses stays short."""
    held = tuple(
        finding(name, POSSIBLE) for name in ("missing", "victim_of_crime", "housing", "attachment", "attendance")
    )
    reply = composer.advice(Advice(None, DUTY_TEAM, Why.POSSIBLE, possible=held), Reading())

    labels = [steady_pack().indicators[one.indicator].label for one in held]
    assert [label in texts(reply)[0] for label in labels] == [True, True, True, False, False]


def test_what_was_set_aside_is_told(composer: Composer) -> None:
    """A sign that was read as denied is named with its words, so that the practitioner can object."""
    latest = reading(HOUSING, set_aside=(aside("unexplained_injury", "no bruises"),))
    reply = on_case(composer, Case(findings=(HOUSING,)), latest)

    assert reply.assessment is not None
    (item,) = reply.assessment.set_aside
    assert (item.id, item.evidence, item.reason) == ("unexplained_injury", "no bruises", Reason.NEGATED.value)
    assert "(\u201cno bruises\u201d)" in texts(reply)[-2]
    assert "tell me" in texts(reply)[-2]


# ----- questions


@pytest.mark.parametrize("question", steady_pack().questions.values(), ids=lambda question: question.id)
def test_a_question_comes_with_its_three_answers(composer: Composer, question: object) -> None:
    """The deciding question is put word for word, with a yes, a no and a not-sure to press."""
    asked = steady_pack().questions[question.id]  # type: ignore[attr-defined]
    advice = Advice(Level.EARLY_HELP, EARLY_HELP, Why.QUESTION, (HOUSING,), (), steady_policy().question(asked.id))
    reply = composer.advice(advice, Reading(findings=(HOUSING,)))

    assert reply.kind == "question"
    (put,) = [text for text in reply.replies if text.quick_replies]
    assert put.text == asked.text
    answers = [asked.answers.if_yes, asked.answers.if_no, asked.answers.if_unsure]
    assert [button.title for button in put.quick_replies] == [button.value for button in put.quick_replies] == answers


def test_until_the_fact_is_known_the_reply_says_what_to_do(composer: Composer) -> None:
    """A question never stands alone: what to do meanwhile stands before it."""
    asked = Case(findings=(finding("domestic_abuse_present_not_injured"),))
    reply = on_case(composer, asked)

    place = next(n for n, text in enumerate(reply.replies) if text.quick_replies)
    assert "Until it is known, this holds." in texts(reply)[place - 2]
    assert texts(reply)[place - 1].startswith("What to do: Early help.")


def test_each_text_says_which_part_of_the_reply_it_puts_into_words(composer: Composer) -> None:
    """A client that shows the route in a form of its own knows the text it stands for, and loses no other."""
    case = Case(findings=(finding("domestic_abuse_present_not_injured"),))
    reply = composer.with_reference(on_case(composer, case), "NEL-7F3K2")

    assert [text.about for text in reply.replies[:4]] == ["signs", "why", "route", "question"]
    assert reply.replies[-1].about == "contacts"


def test_the_emergency_reply_begins_with_the_text_about_danger(composer: Composer) -> None:
    """What tells somebody to ring 999 is marked as such, and first."""
    reply = composer.with_reference(composer.emergency(Reading()), "NEL-7F3K2")

    assert [text.about for text in reply.replies] == ["danger", "route", "reference", "contacts"]


def test_a_question_put_again_says_so(composer: Composer) -> None:
    """The second time the reply says that it still needs the fact."""
    _, advice = advise(Case(findings=(finding("domestic_abuse_present_not_injured"),)), steady_policy())

    again = composer.advice(advice, Reading(), asked_again=True)

    assert any(text.startswith("I still need this one fact.") for text in texts(again))


def test_a_question_about_what_is_only_possible_names_it(composer: Composer) -> None:
    """Where nothing is clear, the reply says what may be shown before it asks."""
    reply = on_case(composer, Case(findings=(finding("unexplained_injury", POSSIBLE),)))

    assert texts(reply)[0].startswith("This may show: Sudden injury")
    assert reply.escalation is not None


# ----- emergency


def test_an_emergency_begins_with_999(composer: Composer) -> None:
    """Nothing is said before 999; the front door and the duty team follow."""
    _, advice = advise(Case(findings=(ALONE,), danger=True), steady_policy())
    reply = composer.advice(advice, Reading(findings=(ALONE,)))

    assert reply.kind == "emergency"
    assert texts(reply)[0].startswith("Ring 999 now.")
    words = "\n".join(texts(reply))
    assert words.index("999") < words.index("front door") < words.index("01472 326292")
    assert "What you describe shows: A young child alone" in words
    assert reply.escalation is not None
    assert reply.escalation.reason == "danger"


def test_an_emergency_asks_nothing(composer: Composer) -> None:
    """No question delays an emergency."""
    reply = on_case(composer, Case(findings=(finding("domestic_abuse_present_not_injured"),), danger=True))

    assert not [text for text in reply.replies if text.quick_replies]


def test_the_emergency_without_a_model_needs_only_what_the_rules_saw(composer: Composer) -> None:
    """The gateway can write the emergency reply by itself."""
    reply = composer.emergency(reading(ALONE, danger_rules=("siege",)))

    assert (reply.kind, texts(reply)[0][:13]) == ("emergency", "Ring 999 now.")
    assert composer.emergency(reading(danger_rules=("siege",))).kind == "emergency"


# ----- escalations and references


@pytest.mark.parametrize(
    ("route", "level", "escalates"),
    [
        (EMERGENCY, Level.EMERGENCY, True),
        (MASH, Level.COMPLEX_SEVERE, True),
        (DUTY_TEAM, None, True),
        (EARLY_HELP, Level.EARLY_HELP, False),
    ],
)
def test_all_but_early_help_is_a_case_for_the_duty_team(
    composer: Composer, route: str, level: Level | None, escalates: bool
) -> None:
    """Every route above early help makes an escalation with the reason for it."""
    reply = composer.advice(Advice(level, route, Why.UNCERTAIN), Reading())

    assert (reply.escalation is not None) is escalates
    if reply.escalation is not None:
        assert (reply.escalation.reference, reply.escalation.reason) == (None, "uncertain")
        assert (reply.escalation.phone, reply.escalation.option) == ("01472 326292", "5")
        assert reply.escalation.open_now is True


def test_an_escalation_says_whether_the_office_is_open() -> None:
    """Out of hours the escalation says that nobody may answer."""
    escalation = builders.composer(now=CLOSED).escalation("uncertain")

    assert escalation.open_now is False


def test_a_reference_is_told_before_the_contacts(composer: Composer) -> None:
    """The reference stands in the part and in words, and whom to ring stays last."""
    before = composer.failsafe()
    after = composer.with_reference(before, "NEL-7F3K2")

    assert after.escalation is not None
    assert after.escalation.reference == "NEL-7F3K2"
    assert texts(after)[-2] == "Quote the reference NEL-7F3K2 when you ring."
    assert texts(after)[-1] == texts(before)[-1]
    assert len(after.replies) == len(before.replies) + 1


def test_a_reply_without_escalation_takes_no_reference(composer: Composer) -> None:
    """Where there is no case there is no reference to quote."""
    reply = composer.decline()

    assert composer.with_reference(reply, "NEL-7F3K2") is reply


# ----- everything else


@pytest.mark.parametrize("kind", ["greet", "thanks", "goodbye", "bot_abilities", "affirm", "deny"])
def test_small_talk_is_returned_in_the_words_of_the_pack(composer: Composer, kind: str) -> None:
    """Each sort of small talk has its sentence."""
    reply = composer.small_talk(kind)

    assert (reply.kind, texts(reply)[0]) == ("answer", getattr(real_pack().replies.small_talk, kind))


def test_small_talk_of_an_unknown_sort_is_an_error(composer: Composer) -> None:
    """An intent without words fails where the failsafe catches it, instead of saying nothing."""
    with pytest.raises(AttributeError):
        composer.small_talk("weather")


def test_declining_answering_and_failing_have_their_kinds(composer: Composer) -> None:
    """The kind of a reply tells a client what it is."""
    assert composer.decline().kind == "decline"
    assert composer.person().kind == "advice"
    assert composer.failsafe().kind == "failsafe"
    assert composer.not_held().kind == "answer"


def test_a_person_and_a_failure_make_a_case(composer: Composer) -> None:
    """Somebody who asks for a person, or gets no answer, is known to the duty team."""
    person, failsafe = composer.person().escalation, composer.failsafe().escalation

    assert person is not None and person.reason == "person_wanted"
    assert failsafe is not None and failsafe.reason == "failsafe"


def test_an_answer_gives_every_entry_with_its_source(composer: Composer) -> None:
    """Two questions get two entries, each word for word with document, section and date."""
    items = [finder(name).find("x") for name in ("duty-team-when", "danger-999")]
    reply = composer.answer([item for item in items if item is not None])

    for item, text in zip(items, texts(reply)):
        assert item is not None
        assert text.startswith(item.text)
        assert text.endswith(f"Source: {item.source.document}, {item.source.section}, {item.source.date}.")
    assert [item.id for item in reply.guidance] == ["duty-team-when", "danger-999"]


def test_an_answer_says_where_documents_differ(composer: Composer) -> None:
    """What another document says stands between the entry and its source."""
    entry = next(one for one in real_pack().entries.values() if one.differs and one.kind != "not_held")
    item = finder(entry.id).find("x")

    assert item is not None
    assert texts(composer.answer([item]))[0].splitlines()[-2] == item.differs[-1]


def test_a_question_that_the_documents_do_not_answer_is_told_so(composer: Composer) -> None:
    """Signpost does not guess: it says that no document answers and whom to ask."""
    assert "I will not guess. Ask the duty team." in texts(composer.not_held())[0]


def test_an_entry_that_says_what_is_not_held_is_no_guidance(composer: Composer) -> None:
    """Where an entry is about a gap in the documents, the reply says first that there is no answer."""
    item = finder("duty-team-when").find("x")
    assert item is not None

    reply = composer.answer([item.model_copy(update={"held": False})])

    assert texts(reply)[0].splitlines()[0] == real_pack().replies.not_held.opening
    assert item.text in texts(reply)[0]
    assert reply.guidance == []


def test_a_lead_and_guidance_are_part_of_the_advice(composer: Composer) -> None:
    """What goes before the advice goes first, and entries travel beside it."""
    item = finder("duty-team-when").find("x")
    assert item is not None
    _, advice = advise(Case(findings=(HOUSING,)), steady_policy())

    reply = composer.advice(advice, Reading(), lead=composer.correction_lead(), guidance=[item])

    assert texts(reply)[0].startswith("Thank you for putting that right.")
    assert reply.guidance == [item]


@given(case=cases() | light_cases(), latest=readings(), again=st.booleans())
def test_no_reply_leaves_a_word_in_braces(case: Case, latest: Reading, again: bool) -> None:
    """Whatever is known, every sentence is filled, no paragraph is empty, and the last one says whom to ring."""
    _, advice = advise(case, steady_policy(), latest=latest)
    composer = builders.composer()
    reply = composer.advice(advice, latest, asked_again=again)

    assert "{" not in said(reply)
    assert "}" not in said(reply)
    assert all(text.text.strip() for text in reply.replies)
    assert texts(reply)[-1] == composer.wording.contact_line()
    assert Reply.model_validate_json(reply.model_dump_json()) == reply
