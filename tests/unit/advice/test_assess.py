"""From the facts of a conversation to level, route and question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advice.assess import (
    DUTY_TEAM,
    EARLY_HELP,
    EMERGENCY,
    MASH,
    Advice,
    Answer,
    Why,
    advise,
    answer,
    read,
    unclear_answer,
)
from bot.advice.case import Case
from bot.advice.level import Level
from bot.advice.policy import DecidingQuestion, Named, Policy
from bot.advice.reading import Finding, Reading, Reason, SetAside
from tests.builders import CLEAR, FAINT, POSSIBLE, finding, found, ids, reading, steady_policy
from tests.strategies import cases, complex_severe, findings, light_cases, readings

POLICY = steady_policy()
# The same where several severe signs may add up to one.
SOME = replace(POLICY, some_severe=0.55, named=Named(beside=0.36, alone=0.28))
ABUSE, ABUSE_RISK = "domestic_abuse_present_not_injured", "domestic_abuse_pregnant_or_risk"
URGENCY = {EARLY_HELP: 1, DUTY_TEAM: 2, MASH: 3, EMERGENCY: 4}
PAIRS = [
    pytest.param("domestic_abuse", ABUSE, ABUSE_RISK, id="domestic-abuse"),
    pytest.param("substance_self_neglect", "substance_misuse", "self_neglect_substance", id="substance"),
    pytest.param("crime", "low_level_crime_asb_out_at_night", "violent_or_criminal", id="crime"),
    pytest.param("whereabouts", "low_level_crime_asb_out_at_night", "missing", id="whereabouts"),
    pytest.param("absence_whereabouts", "attendance", "missing", id="absence"),
    pytest.param("refusal", "poor_engagement", "refuses_services", id="refusal"),
    pytest.param("left_alone", "neglect_poor_parenting", "home_alone", id="left-alone"),
    pytest.param("doctor_seen", "appearance_selfharm", "health_deterioration_no_advice", id="doctor"),
    pytest.param("behaviour_violence", "development_behaviour", "violent_or_criminal", id="behaviour"),
    pytest.param("place_to_stay", "housing", "homeless_young_person", id="place-to-stay"),
]


def on(*held: Finding, **facts: object) -> Advice:
    """Return the advice on a conversation in which this was found."""
    return advise(Case(findings=held, **facts), POLICY)[1]  # type: ignore[arg-type]


def level_of(advice: Advice) -> int:
    """Return the level as a number; no level is the lowest."""
    return advice.level or 0


# ----- one message


@pytest.mark.parametrize("indicator", ids("early_help"))
def test_one_early_help_sign_is_early_help_or_asked_about(indicator: str) -> None:
    """An early help sign leads to the early help route; domestic abuse is asked about besides."""
    advice = on(finding(indicator))

    assert (advice.level, advice.route) == (Level.EARLY_HELP, EARLY_HELP)
    assert advice.why is (Why.QUESTION if indicator == ABUSE else Why.EARLY_HELP)


@pytest.mark.parametrize("indicator", ids("complex_severe"))
def test_one_severe_sign_is_a_referral(indicator: str) -> None:
    """A severe sign that is clear leads to the front door without any question."""
    advice = on(finding(indicator))

    assert (advice.level, advice.route, advice.why) == (Level.COMPLEX_SEVERE, MASH, Why.SEVERE)
    assert advice.question is None
    assert not advice.uncertain


@given(low=st.sampled_from(ids("early_help")), high=st.sampled_from(ids("complex_severe")))
def test_of_two_levels_the_higher_is_taken(low: str, high: str) -> None:
    """A severe sign beside an early help sign makes the whole a severe case, and both are shown."""
    advice = on(*found(low, high))

    assert (advice.level, advice.route) == (Level.COMPLEX_SEVERE, MASH)
    assert [one.indicator for one in advice.shown] == [high, low]


def test_the_most_severe_and_then_the_likeliest_sign_comes_first() -> None:
    """Signs are shown with the severe ones first, the likelier before the less likely."""
    advice = on(
        finding("housing", 1.0), finding("missing", 0.7), finding("attendance", 0.8), finding("home_alone", 0.9)
    )

    assert [one.indicator for one in advice.shown] == ["home_alone", "missing", "housing", "attendance"]


def named(*held: Finding, latest: Reading | None = None) -> tuple[str, ...]:
    """Return which signs that are not clear are named, from 0.5 beside others and from 0.4 alone."""
    policy = replace(POLICY, named=Named(beside=0.5, alone=0.4))
    return tuple(one.indicator for one in advise(Case(findings=held), policy, latest)[1].likely)


def test_a_sign_that_may_be_shown_is_named_and_moves_nothing() -> None:
    """Beside a plain sign, early help signs are named from their threshold on; level, route and reason stay."""
    held = (finding("housing"), finding("attendance", 0.55), finding("bereavement_separation", 0.45))
    policy = replace(POLICY, named=Named(beside=0.5, alone=0.4))
    before, after = advise(Case(findings=held), POLICY)[1], advise(Case(findings=held), policy)[1]

    assert [one.indicator for one in after.likely] == ["attendance"]
    assert (after.level, after.route, after.why, after.shown) == (before.level, before.route, before.why, before.shown)


def test_a_severe_sign_is_not_named_beside_a_plain_one() -> None:
    """The question or the route stands for a severe sign that may be shown; alone it is named."""
    assert named(finding("housing"), finding("missing", 0.55)) == ()
    assert named(finding("missing", 0.55)) == ("missing",)


def test_the_likeliest_sign_is_named_where_nothing_else_is() -> None:
    """One sign below the threshold is named where the answer would name none; never one too faint."""
    assert named(finding("housing", 0.45), finding("attendance", 0.42)) == ("housing",)
    assert named(finding("housing", 0.35)) == ()


def test_what_the_message_sets_aside_is_not_named() -> None:
    """A sign that the latest message denies is not named as one that may be shown."""
    aside = SetAside("housing", "no mould", 0, 8, Reason.NEGATED)

    assert named(finding("housing", 0.55), latest=reading(set_aside=(aside,))) == ()


def test_naming_alone_may_not_begin_later_than_beside_others() -> None:
    """Thresholds for naming that contradict each other are refused, with both numbers."""
    with pytest.raises(ValueError, match="alone 0.6, beside 0.5"):
        Named(beside=0.5, alone=0.6)


def test_several_early_help_signs_are_a_complex_case() -> None:
    """From three early help signs on the duty team is rung."""
    two, third = found("housing", "attendance"), finding("bereavement_separation")

    assert on(*two).route == EARLY_HELP
    assert (on(*two, third).route, on(*two, third).why) == (DUTY_TEAM, Why.SEVERAL)
    assert on(*two, third).level is Level.EARLY_HELP


def test_signs_in_spite_of_help_are_a_complex_case() -> None:
    """An early help sign that goes on in spite of help goes to the duty team."""
    advice = on(finding("housing"), despite_help=True)

    assert (advice.route, advice.why) == (DUTY_TEAM, Why.DESPITE_HELP)


@pytest.mark.parametrize("probability", [CLEAR, POSSIBLE])
def test_severe_neglect_goes_to_the_duty_team(probability: float) -> None:
    """Neglect without food, warmth or care is no early help case, be it clear or only possible."""
    advice = on(finding("neglect_poor_parenting", probability), severe_neglect=True)

    assert (advice.route, advice.why) == (DUTY_TEAM, Why.SEVERE_NEGLECT)


def test_words_of_severe_neglect_count_beside_any_sign() -> None:
    """No food in the house goes to the duty team, whichever sign the message was taken for."""
    advice = on(finding("housing"), severe_neglect=True)

    assert (advice.route, advice.why) == (DUTY_TEAM, Why.SEVERE_NEGLECT)


@pytest.mark.parametrize("stated_first", [True, False])
def test_a_sign_stated_and_denied_in_turn_is_a_contradiction(stated_first: bool) -> None:
    """A sign that one message states and another denies goes to the duty team as complex, in either order."""
    denied = Reading(set_aside=(SetAside("housing", "no damp", 0, 7, Reason.NEGATED),), concern=0.9)
    messages = [Reading(findings=(finding("housing"),), concern=0.9), denied]
    case = Case()
    for message in messages if stated_first else reversed(messages):
        case, advice = read(case, message, steady_policy())

    assert (advice.route, advice.why) == (DUTY_TEAM, Why.CONTRADICTION)


def test_a_sign_denied_in_part_of_one_message_is_no_contradiction() -> None:
    """ "No damp upstairs" beside mould downstairs describes the house."""
    both = Reading(
        findings=(finding("housing"),), set_aside=(SetAside("housing", "no damp", 0, 7, Reason.NEGATED),), concern=0.9
    )

    assert read(Case(), both, steady_policy())[1].why is Why.EARLY_HELP


def test_two_stories_beside_a_sign_are_a_contradiction() -> None:
    """Where accounts differ a person weighs them."""
    told = Reading(findings=(finding("neglect_poor_parenting"),), concern=0.9, accounts_differ=True)

    assert read(Case(), told, steady_policy())[1].why is Why.CONTRADICTION


def test_a_contradiction_does_not_lower_a_severe_sign() -> None:
    """What goes to the front door goes there, however accounts differ."""
    told = Reading(findings=(finding("unexplained_injury"),), concern=0.9, accounts_differ=True)

    assert read(Case(), told, steady_policy())[1].route == MASH


def test_a_pregnancy_that_was_mentioned_is_not_asked_for() -> None:
    """Domestic abuse beside an unborn baby goes to the front door at once, also where they come in two messages."""
    abuse = Reading(findings=(finding("domestic_abuse_present_not_injured"),), concern=0.9)
    asked, first = read(Case(), abuse, steady_policy())
    _, then = read(asked, Reading(concern=0.9, children=("unborn",)), steady_policy())
    _, at_once = read(Case(), replace(abuse, children=("unborn",)), steady_policy())

    assert first.question is not None
    assert (then.route, at_once.route) == (MASH, MASH)
    assert "domestic_abuse_pregnant_or_risk" in {one.indicator for one in at_once.shown}


@pytest.mark.parametrize("indicator", [*ids("early_help"), *ids("complex_severe")])
def test_a_sign_that_is_only_possible_is_never_early_help(indicator: str) -> None:
    """What may be a sign goes to the duty team, with or without a question."""
    advice = on(finding(indicator, POSSIBLE))

    assert advice.route == DUTY_TEAM
    assert advice.level is None
    assert advice.uncertain
    assert [one.indicator for one in advice.possible] == [indicator]


def test_a_faint_sign_is_not_named() -> None:
    """Below the lower cut a sign is neither shown nor possible; the duty team is rung all the same."""
    advice = on(finding("home_alone", FAINT))

    assert (advice.route, advice.shown, advice.possible) == (DUTY_TEAM, (), ())


@pytest.mark.parametrize(
    ("concern", "why"),
    [pytest.param(0.9, Why.UNCERTAIN, id="a-concern"), pytest.param(0.1, Why.NOTHING_RECOGNISED, id="perhaps-none")],
)
def test_nothing_recognised_means_the_duty_team(concern: float, why: Why) -> None:
    """Where no sign is found the answer is to ring the duty team, whatever the message seems to be."""
    _, advice = read(Case(), Reading(concern=concern), POLICY)

    assert (advice.level, advice.route, advice.why) == (None, DUTY_TEAM, why)
    assert advice.uncertain


# ----- danger


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param(reading(danger_rules=("siege",)), id="by-a-rule"),
        pytest.param(reading(danger=0.6), id="by-the-trained-estimate"),
        pytest.param(Reading(danger_rules=("siege",)), id="in-a-message-that-seems-no-concern"),
    ],
)
def test_danger_is_an_emergency(seen: Reading) -> None:
    """Danger by a rule or by a clear estimate is an emergency."""
    case, advice = read(Case(), seen, POLICY)

    assert (advice.level, advice.route, advice.why) == (Level.EMERGENCY, EMERGENCY, Why.DANGER)
    assert case.danger


def test_possible_danger_goes_to_the_duty_team() -> None:
    """An estimate of danger that is possible but not clear is never left at early help."""
    _, advice = read(Case(), reading(finding("housing"), danger=POSSIBLE), POLICY)

    assert URGENCY[advice.route] >= URGENCY[DUTY_TEAM]


@given(case=cases(danger=st.just(True)), latest=readings())
def test_danger_stays(case: Case, latest: Reading) -> None:
    """Once there was danger, no later message makes the conversation anything less."""
    _, advice = read(case, latest, POLICY)

    assert (advice.level, advice.route, advice.question) == (Level.EMERGENCY, EMERGENCY, None)


# ----- knowing more


@pytest.mark.parametrize("policy", [POLICY, SOME], ids=["one-by-one", "adding-up"])
@given(case=cases() | light_cases(), extra=findings())
def test_another_indicator_never_lowers_the_level(policy: Policy, case: Case, extra: Finding) -> None:
    """Knowing of another sign can only raise the level."""
    more = case.with_reading(reading(extra), danger=False)

    assert level_of(advise(more, policy)[1]) >= level_of(advise(case, policy)[1])


@pytest.mark.parametrize("policy", [POLICY, SOME], ids=["one-by-one", "adding-up"])
@given(case=cases() | light_cases(), latest=readings())
def test_another_message_never_lowers_the_level(policy: Policy, case: Case, latest: Reading) -> None:
    """No further message, whatever it holds, lowers the level."""
    assert level_of(read(case, latest, policy)[1]) >= level_of(advise(case, policy)[1])


@pytest.mark.parametrize("policy", [POLICY, SOME], ids=["one-by-one", "adding-up"])
@given(case=cases() | light_cases(), by=st.floats(0.0, 1.0))
def test_being_surer_never_lowers_the_level(policy: Policy, case: Case, by: float) -> None:
    """The same signs with higher probabilities never give a lower level."""
    surer = tuple(replace(one, probability=min(1.0, one.probability + by)) for one in case.findings)

    assert level_of(advise(replace(case, findings=surer), policy)[1]) >= level_of(advise(case, policy)[1])


@given(case=light_cases())
def test_early_help_is_advised_only_where_nothing_speaks_for_more(case: Case) -> None:
    """The early help route is never given over danger, doubt, a clear severe sign or one that is left unasked."""
    _, advice = advise(case, POLICY)
    if advice.route != EARLY_HELP:
        return

    assert advice.shown
    assert not case.danger
    assert not case.doubt
    assert all(POLICY.levels[one.indicator] is Level.EARLY_HELP for one in advice.shown)
    severe = {one.indicator for one in advice.possible if POLICY.levels[one.indicator] is Level.COMPLEX_SEVERE}
    assert severe <= ({advice.question.higher} if advice.question else set())


@given(case=cases() | light_cases(), danger=st.booleans())
def test_every_case_has_a_route_and_a_level_that_fit(case: Case, danger: bool) -> None:
    """Any facts at all give advice whose level and route go together, and a question only while none is settled."""
    known, advice = advise(replace(case, danger=danger), POLICY)

    assert advice.route in URGENCY
    assert (advice.route == EMERGENCY) == (advice.level is Level.EMERGENCY)
    assert (advice.route == MASH) == (advice.level is Level.COMPLEX_SEVERE)
    assert (advice.why is Why.QUESTION) == (advice.question is not None)
    if advice.question is not None:
        assert known.pending == advice.question.id
        assert advice.question.id in known.asked


def test_a_possible_severe_sign_that_the_question_leaves_open_goes_to_the_duty_team_meanwhile() -> None:
    """While one pair is asked about, another sign that may be severe is not left at early help."""
    shown, asked_about, other = (
        finding("poor_engagement"),
        finding("refuses_services", POSSIBLE),
        finding("home_alone", POSSIBLE),
    )

    assert on(shown, asked_about).route == EARLY_HELP
    assert on(shown, asked_about, other).route == DUTY_TEAM
    assert on(shown, asked_about, other).question is not None


# ----- the one question


@pytest.mark.parametrize(("question", "lower", "higher"), PAIRS)
def test_a_pair_in_doubt_is_asked_about(question: str, lower: str, higher: str) -> None:
    """Where the lower sign is clear and the higher possible, exactly the deciding fact is asked."""
    case, advice = advise(Case(findings=(finding(lower), finding(higher, POSSIBLE))), POLICY)

    assert (advice.why, advice.uncertain) == (Why.QUESTION, True)
    assert advice.question is not None
    assert (advice.question.id, case.pending) == (question, question)


@pytest.mark.parametrize(("question", "lower", "higher"), PAIRS)
def test_a_pair_of_which_both_are_possible_is_asked_about_with_the_duty_team(
    question: str, lower: str, higher: str
) -> None:
    """Where neither sign is clear the fact is asked too, and until then the duty team is the route."""
    advice = on(finding(lower, POSSIBLE), finding(higher, POSSIBLE))

    assert advice.question is not None
    assert (advice.question.id, advice.route, advice.level) == (question, DUTY_TEAM, None)


def test_domestic_abuse_is_asked_about_even_where_nothing_hints_at_more() -> None:
    """The question about domestic abuse is put whenever abuse is clear."""
    advice = on(finding(ABUSE))

    assert advice.question is not None
    assert advice.question.id == "domestic_abuse"


def test_of_two_questions_the_likelier_higher_sign_is_asked_about_first() -> None:
    """The question is the one whose severe sign is likelier."""
    crime = finding("low_level_crime_asb_out_at_night")

    likelier = on(crime, finding("missing", 0.5), finding("violent_or_criminal", 0.4)).question
    other = on(crime, finding("missing", 0.4), finding("violent_or_criminal", 0.5)).question

    assert likelier is not None and likelier.id == "whereabouts"
    assert other is not None and other.id == "crime"


def test_the_same_question_stays_while_it_waits() -> None:
    """A pending question is not replaced by another that has become likelier."""
    case, _ = advise(Case(findings=(finding("attendance"), finding("missing", POSSIBLE))), POLICY)

    more = case.with_reading(reading(finding("housing"), finding("homeless_young_person", 0.55)), danger=False)

    assert advise(more, POLICY)[0].pending == "absence_whereabouts"


@pytest.mark.parametrize(("question", "lower", "higher"), PAIRS)
def test_yes_raises_the_level(question: str, lower: str, higher: str) -> None:
    """A yes makes the higher sign certain and leads to the front door."""
    case, _ = advise(Case(findings=(finding(lower), finding(higher, POSSIBLE))), POLICY)

    known, advice = answer(case, Answer.YES, POLICY)

    assert (advice.level, advice.route) == (Level.COMPLEX_SEVERE, MASH)
    assert known.probability(higher) == 1.0
    assert (known.pending, known.settled) == (None, (question,))


def test_yes_to_a_fact_that_no_words_hinted_at_is_a_finding_without_words() -> None:
    """The practitioner's yes stands as a certain sign even where nothing had been found for it."""
    case, _ = advise(Case(findings=(finding(ABUSE),)), POLICY)

    _, advice = answer(case, Answer.YES, POLICY)

    assert (advice.shown[0].indicator, advice.shown[0].evidence) == (ABUSE_RISK, "")


@pytest.mark.parametrize(("question", "lower", "higher"), PAIRS)
def test_no_leaves_the_lower_sign(question: str, lower: str, higher: str) -> None:
    """A no takes the possible sign away; the clear early help sign stays and is acted on."""
    case, _ = advise(Case(findings=(finding(lower), finding(higher, POSSIBLE))), POLICY)

    known, advice = answer(case, Answer.NO, POLICY)

    assert (advice.level, advice.route) == (Level.EARLY_HELP, EARLY_HELP)
    assert known.probability(higher) == 0.0
    assert known.settled == (question,)


@pytest.mark.parametrize(("question", "lower", "higher"), PAIRS)
def test_no_where_nothing_is_clear_still_means_the_duty_team(question: str, lower: str, higher: str) -> None:
    """A no never turns a sign that is only possible into early help."""
    case, _ = advise(Case(findings=(finding(lower, POSSIBLE), finding(higher, POSSIBLE))), POLICY)

    assert answer(case, Answer.NO, POLICY)[1].route == DUTY_TEAM


@given(case=cases(), higher=complex_severe())
def test_no_never_takes_away_what_is_clear(case: Case, higher: str) -> None:
    """A no removes at most what was merely possible."""
    held = replace(case, findings=(*(f for f in case.findings if f.indicator != higher), finding(higher)))

    known, advice = answer(held, Answer.NO, POLICY)

    assert known.probability(higher) >= CLEAR
    assert level_of(advice) >= Level.COMPLEX_SEVERE


@given(case=cases() | light_cases(), given=st.sampled_from(Answer))
def test_an_answer_never_lowers_the_level(case: Case, given: Answer) -> None:
    """Whatever the answer, the level is at least what the clear signs already said."""
    assert level_of(answer(case, given, POLICY)[1]) >= level_of(advise(case, POLICY)[1])


@given(case=cases() | light_cases(), question=st.sampled_from(POLICY.questions))
def test_not_sure_means_the_duty_team_or_more(case: Case, question: DecidingQuestion) -> None:
    """An answer of not sure is never left at early help, now or later."""
    known, advice = answer(replace(case, pending=question.id), Answer.UNSURE, POLICY)

    assert URGENCY[advice.route] >= URGENCY[DUTY_TEAM]
    assert URGENCY[advise(known, POLICY)[1].route] >= URGENCY[DUTY_TEAM]
    assert known.doubt


MARK = "unexplained_injury"


def test_a_mark_is_asked_about_by_its_explanation() -> None:
    """For a possible injury the question is whether the explanation fits."""
    case, advice = advise(Case(findings=(finding(MARK, POSSIBLE),)), POLICY)

    assert (case.pending, advice.route) == ("explanation", DUTY_TEAM)


def test_no_explanation_raises_the_level() -> None:
    """In the inverted question it is the no that makes the injury certain."""
    case, _ = advise(Case(findings=(finding(MARK, POSSIBLE),)), POLICY)

    assert answer(case, Answer.NO, POLICY)[1].route == MASH


def test_an_explanation_that_fits_is_weighed_by_the_duty_team() -> None:
    """A yes in the inverted question speaks against the only sign, and a person weighs that."""
    case, _ = advise(Case(findings=(finding(MARK, POSSIBLE),)), POLICY)

    known, advice = answer(case, Answer.YES, POLICY)

    assert (advice.route, advice.why) == (DUTY_TEAM, Why.UNSURE_ANSWER)
    assert known.probability(MARK) == POSSIBLE


def test_an_answer_without_a_question_gives_the_same_advice_again() -> None:
    """A yes that answers nothing changes nothing."""
    case = Case(findings=found("housing"))

    assert answer(case, Answer.YES, POLICY) == advise(case, POLICY)


def test_an_answer_to_a_question_that_is_gone_gives_the_advice_again() -> None:
    """Where a newer pack has dropped the question, the case goes on without it."""
    known, advice = answer(Case(findings=found("housing"), pending="dropped"), Answer.YES, POLICY)

    assert (known.pending, advice.route) == (None, EARLY_HELP)


# ----- answers that are none


def asked_about_abuse() -> Case:
    """Return a conversation in which the question about domestic abuse waits."""
    return advise(Case(findings=(finding(ABUSE),)), POLICY)[0]


def test_the_first_unclear_answer_is_asked_again() -> None:
    """A message that does not answer the question brings it once more."""
    case, advice = read(asked_about_abuse(), Reading(), POLICY)

    assert (case.unclear, case.pending) == (1, "domestic_abuse")
    assert advice.question is not None


@pytest.mark.parametrize(
    "silence",
    [pytest.param(Reading(), id="says-nothing"), pytest.param(reading(finding("housing")), id="changes-topic")],
)
def test_the_second_unclear_answer_means_the_duty_team(silence: Reading) -> None:
    """After two messages that do not answer the question the duty team decides."""
    once, _ = read(asked_about_abuse(), silence, POLICY)

    case, advice = read(once, silence, POLICY)

    assert (advice.route, advice.why) == (DUTY_TEAM, Why.UNSURE_ANSWER)
    assert (case.pending, case.doubt, case.settled) == (None, True, ("domestic_abuse",))


def test_an_unclear_answer_is_counted_for_its_own_question_alone() -> None:
    """An answer sets the count back, so that the next question may be asked twice as well."""
    once, _ = unclear_answer(asked_about_abuse(), POLICY)

    assert answer(once, Answer.NO, POLICY)[0].unclear == 0


def test_a_message_that_settles_the_fact_itself_is_no_unclear_answer() -> None:
    """Where the message shows the severe sign clearly, the question is gone and the front door is the route."""
    case, advice = read(asked_about_abuse(), reading(finding(ABUSE_RISK)), POLICY)

    assert (advice.route, case.pending) == (MASH, None)


@given(
    messages=st.lists(
        st.one_of(readings(danger=st.just(0.0)), st.sampled_from(Answer)),
        max_size=8,
    )
)
def test_no_conversation_is_asked_more_than_its_questions(messages: list[Reading | Answer]) -> None:
    """However it goes, at most two questions are asked, none of them a second time once it is settled."""
    case = Case()
    for message in messages:
        settled = set(case.settled)
        if isinstance(message, Answer):
            case, advice = answer(case, message, POLICY)
        else:
            case, advice = read(case, message, POLICY)
        assert len(case.asked) <= POLICY.questions_per_conversation
        assert advice.question is None or advice.question.id not in settled


def test_past_the_last_question_a_possible_severe_sign_goes_to_the_duty_team() -> None:
    """With no question left to ask, the doubt goes upwards."""
    held = (finding("poor_engagement"), finding("refuses_services", POSSIBLE))
    advice = on(*held, asked=("crime", "doctor_seen"), settled=("crime", "doctor_seen"))

    assert (advice.route, advice.why, advice.question) == (DUTY_TEAM, Why.POSSIBLE, None)


# ----- several severe signs, and danger beside worn-out parents


def test_several_severe_signs_of_which_one_is_likely_are_a_referral() -> None:
    """None is clear, but one of them is there more likely than not: all are named as possible."""
    held = (finding("sexual_exploitation", 0.5), finding("violent_or_criminal", 0.4), finding("housing"))

    advice = advise(Case(findings=held), SOME)[1]

    assert (advice.level, advice.route, advice.why) == (Level.COMPLEX_SEVERE, MASH, Why.SOME_SEVERE)
    assert advice.shown == ()
    assert [f.indicator for f in advice.likely] == ["sexual_exploitation", "violent_or_criminal", "housing"]


@pytest.mark.parametrize(
    "chances",
    [pytest.param((0.5,), id="one-alone"), pytest.param((0.34, 0.34, 0.34), id="guesses-none-would-name")],
)
def test_one_possible_severe_sign_or_several_guesses_stay_with_the_duty_team(chances: tuple[float, ...]) -> None:
    """One sign in doubt is asked about or goes to the duty team, and so do guesses that are all unlikely."""
    held = tuple(finding(i, p) for i, p in zip(("missing", "victim_of_crime", "sexual_exploitation"), chances))

    assert advise(Case(findings=held), SOME)[1].route == DUTY_TEAM


def test_a_severe_sign_that_is_set_aside_does_not_add_up() -> None:
    """What the latest message denies is no reason for a referral."""
    held = (finding("sexual_exploitation", 0.5), finding("violent_or_criminal", 0.4))
    latest = Reading(findings=held, set_aside=(SetAside("violent_or_criminal", "no weapon", 0, 9, Reason.NEGATED),))

    assert advise(Case(findings=held), SOME, latest)[1].why is not Why.SOME_SEVERE


def test_possible_danger_comes_before_several_severe_signs() -> None:
    """Where danger is possible, 999 is named first and the duty team decides."""
    held = (finding("sexual_exploitation", 0.5), finding("violent_or_criminal", 0.4))

    assert advise(Case(findings=held, danger_possible=True), SOME)[1].why is Why.POSSIBLE_DANGER


@pytest.mark.parametrize(
    ("held", "danger", "route"),
    [
        pytest.param(("parents_not_coping",), 0.65, DUTY_TEAM, id="worn-out"),
        pytest.param(("parents_not_coping",), 0.85, EMERGENCY, id="surer"),
        pytest.param(("parents_not_coping", "home_alone"), 0.65, EMERGENCY, id="a-severe-sign-too"),
        pytest.param((), 0.65, EMERGENCY, id="no-sign-at-all"),
    ],
)
def test_danger_beside_an_early_help_sign_alone_has_to_be_surer(
    held: tuple[str, ...], danger: float, route: str
) -> None:
    """Tears are mistaken for danger: beside an early help sign alone it is possible first, never overlooked."""
    policy = replace(POLICY, danger_beside_early_help=0.8)

    advice = read(Case(), Reading(findings=tuple(finding(i) for i in held), danger=danger, concern=1.0), policy)[1]

    assert advice.route == route
    assert advice.why is (Why.DANGER if route == EMERGENCY else Why.POSSIBLE_DANGER)
