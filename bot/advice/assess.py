"""From the facts of a conversation to level, route and deciding question. Doubt always goes up."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum

from bot.advice.case import Case
from bot.advice.level import Level
from bot.advice.policy import DecidingQuestion, Policy
from bot.advice.reading import AgencyWork, Finding, Reading

EMERGENCY = "emergency"
MASH = "mash"
EARLY_HELP = "early_help"
DUTY_TEAM = "duty_team"


class Why(str, Enum):
    """Why the advice is what it is; it names the wording in `knowledge/` and the reason in the duty team's queue."""

    DANGER = "danger"
    SEVERE = "severe"
    SOME_SEVERE = "some_severe"
    EARLY_HELP = "early_help"
    QUESTION = "question"
    SEVERAL = "several"
    DESPITE_HELP = "despite_help"
    SEVERE_NEGLECT = "severe_neglect"
    CONTRADICTION = "contradiction"
    POSSIBLE = "possible"
    POSSIBLE_DANGER = "possible_danger"
    UNSURE_ANSWER = "unsure_answer"
    UNCERTAIN = "uncertain"
    NOTHING_RECOGNISED = "nothing_recognised"


class Answer(str, Enum):
    """An answer to a deciding question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Advice:
    """What to tell the practitioner.

    `shown` are the indicators taken as shown, most severe first; `possible` those that may be, and `likely` those of
    them that are named to the practitioner; they move neither level nor route. `level` is None where
    no level can be named; the route is then the duty team. `children`, `agencies` and `despite_help` are what else was
    said in the conversation.
    """

    level: Level | None
    route: str
    why: Why
    shown: tuple[Finding, ...] = ()
    possible: tuple[Finding, ...] = ()
    question: DecidingQuestion | None = None
    children: tuple[str, ...] = ()
    agencies: tuple[AgencyWork, ...] = ()
    despite_help: bool = False
    likely: tuple[Finding, ...] = ()

    @property
    def uncertain(self) -> bool:
        return self.why in UNCERTAIN_REASONS


UNCERTAIN_REASONS = frozenset(
    {Why.QUESTION, Why.POSSIBLE, Why.POSSIBLE_DANGER, Why.UNSURE_ANSWER, Why.UNCERTAIN, Why.NOTHING_RECOGNISED}
)


def read(case: Case, reading: Reading, policy: Policy) -> tuple[Case, Advice]:
    """Add a message's facts to the case and advise on the whole of it."""
    facts = case.with_reading(
        reading, danger=shows_danger(reading, policy), danger_possible=reading.danger >= policy.danger.possible
    )
    known, advice = advise(facts, policy, latest=reading)
    still_open = case.pending is not None and advice.question is not None and advice.question.id == case.pending
    if still_open:
        # The message was meant as an answer and did not give one.
        return unclear_answer(known, policy)
    return known, advice


def shows_danger(reading: Reading, policy: Policy) -> bool:
    """Return whether a message tells of danger now: by a reviewed rule, or by the trained estimate.

    Tears and worn-out parents are what the estimate mistakes for danger: beside a clear early help sign, and with no
    severe sign even possible, it has to be surer. Below that danger stays possible, and 999 comes first all the same.
    """
    if reading.danger_rules:
        return True
    early = any(
        finding.probability >= policy.cuts[finding.indicator].clear
        for finding in reading.findings
        if policy.levels[finding.indicator] is Level.EARLY_HELP
    )
    severe = any(
        finding.probability >= policy.cuts[finding.indicator].possible
        for finding in reading.findings
        if policy.levels[finding.indicator] is Level.COMPLEX_SEVERE
    )
    cut = policy.danger.clear
    return reading.danger >= (max(cut, policy.danger_beside_early_help) if early and not severe else cut)


def answer(case: Case, given: Answer, policy: Policy) -> tuple[Case, Advice]:
    """Take the answer to the pending question into the case and advise again.

    Without a pending question the advice on the case is given once more.
    """
    question = policy.question(case.pending) if case.pending else None
    if question is None:
        return advise(replace(case, pending=None), policy)
    settled = replace(case, pending=None, unclear=0, settled=(*case.settled, question.id))
    if given is Answer.UNSURE:
        return advise(replace(settled, doubt=True), policy)
    raises = (given is Answer.YES) is not question.inverted
    if raises:
        return advise(_with_fact(settled, question.higher), policy)
    if question.lower is None:
        # The fact speaks against the only indicator of the question; a person weighs that, never this program.
        return advise(replace(settled, doubt=True), policy)
    return advise(_without_possible(settled, question.higher, policy), policy)


def unclear_answer(case: Case, policy: Policy) -> tuple[Case, Advice]:
    """The pending question got no usable answer: ask once more, and after the second time the duty team decides."""
    if case.unclear >= 1:
        return answer(case, Answer.UNSURE, policy)
    return advise(replace(case, unclear=case.unclear + 1), policy)


def advise(case: Case, policy: Policy, latest: Reading | None = None) -> tuple[Case, Advice]:
    """Return the case (with the question now pending, if any) and the advice on it."""
    known, advice = _advise(_with_facts_said(case, policy), policy, latest)
    said = replace(
        advice,
        likely=_likely(advice, policy, latest),
        children=known.children,
        agencies=known.agencies,
        despite_help=known.despite_help,
    )
    return known, said


def _likely(advice: Advice, policy: Policy, latest: Reading | None) -> tuple[Finding, ...]:
    """Return what may be shown and is named: early help signs beside others, and the likeliest where none is shown.

    A severe sign is not named beside one that is plain: the question or the route stands for it. Nor is one that the
    latest message sets aside.
    """
    if advice.why is Why.SOME_SEVERE:
        severe = [f for f in advice.possible if policy.levels[f.indicator] is Level.COMPLEX_SEVERE]
        least = max(f.probability for f in severe) / 2
        others = [f for f in advice.possible if f not in severe and f.probability >= policy.named.beside]
        return _most_severe_first([*(f for f in severe if f.probability >= least), *others], policy)
    denied = {item.indicator for item in latest.set_aside} if latest else set()
    possible = [finding for finding in advice.possible if finding.indicator not in denied]
    named = [
        finding
        for finding in possible
        if finding.probability >= policy.named.beside
        and (not advice.shown or policy.levels[finding.indicator] is not Level.COMPLEX_SEVERE)
    ]
    if not named and not advice.shown:
        likeliest = max(possible, key=lambda finding: finding.probability, default=None)
        if likeliest is not None and likeliest.probability >= policy.named.alone:
            named = [likeliest]
    return _most_severe_first(named, policy)


def _advise(case: Case, policy: Policy, latest: Reading | None) -> tuple[Case, Advice]:
    shown = _most_severe_first([f for f in case.findings if f.probability >= policy.cuts[f.indicator].clear], policy)
    possible = _most_severe_first(
        [
            f
            for f in case.findings
            if policy.cuts[f.indicator].possible <= f.probability < policy.cuts[f.indicator].clear
        ],
        policy,
    )
    if case.danger:
        return case, Advice(Level.EMERGENCY, EMERGENCY, Why.DANGER, shown, possible)
    if any(policy.levels[f.indicator] is Level.COMPLEX_SEVERE for f in shown):
        return replace(case, pending=None), Advice(Level.COMPLEX_SEVERE, MASH, Why.SEVERE, shown, possible)
    level = Level.EARLY_HELP if shown else None
    some_severe = _chance_of_a_severe_sign(possible, policy, latest) >= policy.some_severe
    if case.danger_possible:
        level = Level.COMPLEX_SEVERE if some_severe else level
        return replace(case, pending=None), Advice(level, DUTY_TEAM, Why.POSSIBLE_DANGER, shown, possible)
    if some_severe:
        # One of them is likely there, whichever it is: what else is shown is named as possible beside them.
        return replace(case, pending=None), Advice(Level.COMPLEX_SEVERE, MASH, Why.SOME_SEVERE, (), (*possible, *shown))
    if case.doubt:
        return case, Advice(level, DUTY_TEAM, Why.UNSURE_ANSWER, shown, possible)
    complex_reason = _complex_reason(case, shown, possible, policy)
    if complex_reason is not None:
        return case, Advice(level, DUTY_TEAM, complex_reason, shown, possible)
    question = _question_for(case, shown, possible, policy)
    if question is not None:
        asked = case.asked if question.id in case.asked else (*case.asked, question.id)
        waiting = replace(case, pending=question.id, asked=asked)
        # A severe sign that may be shown and that this question does not decide goes upwards at once.
        undecided = any(
            policy.levels[f.indicator] is Level.COMPLEX_SEVERE and f.indicator != question.higher for f in possible
        )
        route = EARLY_HELP if shown and not undecided else DUTY_TEAM
        return waiting, Advice(level, route, Why.QUESTION, shown, possible, question)
    if any(policy.levels[f.indicator] is Level.COMPLEX_SEVERE for f in possible):
        return case, Advice(level, DUTY_TEAM, Why.POSSIBLE, shown, possible)
    if shown:
        return case, Advice(Level.EARLY_HELP, EARLY_HELP, Why.EARLY_HELP, shown, possible)
    if possible:
        return case, Advice(None, DUTY_TEAM, Why.POSSIBLE, shown, possible)
    if latest is not None and latest.concern < policy.concern:
        return case, Advice(None, DUTY_TEAM, Why.NOTHING_RECOGNISED)
    return case, Advice(None, DUTY_TEAM, Why.UNCERTAIN)


def _chance_of_a_severe_sign(possible: tuple[Finding, ...], policy: Policy, latest: Reading | None) -> float:
    """Return how likely at least one of several severe signs is there, as if each were found by itself. One that the
    message it was found in sets aside too does not count, and without one that is likely enough to be named it is 0.
    """
    aside = {item.indicator for item in latest.set_aside} if latest else set()
    denied = [finding for finding in (latest.findings if latest else ()) if finding.indicator in aside]
    chances = [
        finding.probability
        for finding in possible
        if policy.levels[finding.indicator] is Level.COMPLEX_SEVERE and finding not in denied
    ]
    if max(chances, default=0.0) < policy.named.beside:
        return 0.0  # many guesses, none of which would even be named
    return 1 - math.prod(1 - chance for chance in chances)


def _complex_reason(
    case: Case, shown: tuple[Finding, ...], possible: tuple[Finding, ...], policy: Policy
) -> Why | None:
    """Return why these early help signs are a case for the duty team, or None where they are not."""
    # The words themselves are severe ("no food in the house"), whichever sign they were taken for.
    if case.severe_neglect and (shown or possible):
        return Why.SEVERE_NEGLECT
    if _contradicts_itself(case, shown, possible):
        return Why.CONTRADICTION
    if not shown:
        return None
    if case.despite_help:
        return Why.DESPITE_HELP
    if len(shown) >= policy.several_early_help:
        return Why.SEVERAL
    return None


def _contradicts_itself(case: Case, shown: tuple[Finding, ...], possible: tuple[Finding, ...]) -> bool:
    """Return whether what was said pulls in different directions: a sign that one message states and another denies, or
    two stories of how something came about. Only a person can weigh that."""
    known = {finding.indicator for finding in (*shown, *possible)}
    return bool(known & set(case.contradicted)) or (case.accounts_differ and bool(known))


def _question_for(
    case: Case, shown: tuple[Finding, ...], possible: tuple[Finding, ...], policy: Policy
) -> DecidingQuestion | None:
    """Return the question that decides, the likeliest higher indicator first, or None where none is left to ask."""
    if case.pending is not None:
        return policy.question(case.pending)
    if len(case.asked) >= policy.questions_per_conversation:
        return None
    shown_ids = {f.indicator for f in shown}
    possible_ids = {f.indicator for f in possible}
    candidates = [
        question
        for question in policy.questions
        if question.id not in case.settled
        and (
            (question.lower in shown_ids and (question.always or question.higher in possible_ids))
            or (question.higher in possible_ids and (question.lower is None or question.lower in possible_ids))
        )
    ]
    return max(candidates, key=lambda question: case.probability(question.higher), default=None)


def _with_facts_said(case: Case, policy: Policy) -> Case:
    """Settle every question whose deciding fact was said: who mentions a pregnancy need not be asked for one."""
    for question in policy.questions:
        held = question.lower is not None and case.probability(question.lower) >= policy.cuts[question.lower].clear
        if held and question.raised_by in case.children and question.id not in case.settled:
            open_question = None if case.pending == question.id else case.pending
            case = replace(case, pending=open_question, settled=(*case.settled, question.id))
            case = _with_fact(case, question.higher)
    return case


def _with_fact(case: Case, indicator: str) -> Case:
    """The practitioner has stated the deciding fact, so the indicator is certain."""
    held = next((f for f in case.findings if f.indicator == indicator), None)
    certain = replace(held, probability=1.0) if held else Finding(indicator, 1.0, "", 0, 0)
    others = tuple(f for f in case.findings if f.indicator != indicator)
    return replace(case, findings=(*others, certain))


def _without_possible(case: Case, indicator: str, policy: Policy) -> Case:
    """The practitioner has denied the fact, so a merely possible indicator goes; a clear one never does."""
    kept = tuple(
        f for f in case.findings if f.indicator != indicator or f.probability >= policy.cuts[f.indicator].clear
    )
    return replace(case, findings=kept)


def _most_severe_first(findings: list[Finding], policy: Policy) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (-policy.levels[f.indicator], -f.probability)))
