"""Every sort of reply there is, over many states; the rules are checked on all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import product

from bot.advice.assess import DUTY_TEAM, EARLY_HELP, EMERGENCY, MASH, Advice, Answer, Why
from bot.advice.case import Case
from bot.advice.level import Level
from bot.advice.reading import Finding, Reading, Reason
from bot.content.pack import Pack
from bot.reply.compose import Composer
from bot.reply.entries import EntryFinder
from bot.reply.shape import Reply
from bot.reply.turn import Conversation, Turn
from bot.retrieval.passage import Hit
from tests.builders import CLOSED, OPEN, POSSIBLE, FixedSearch, aside, finding, steady_pack

SMALL_TALK = tuple(type(steady_pack().replies.small_talk).model_fields)
_WHYS_OF = {
    (None, DUTY_TEAM): (Why.QUESTION, Why.POSSIBLE, Why.UNSURE_ANSWER, Why.UNCERTAIN, Why.NOTHING_RECOGNISED),
    (Level.EARLY_HELP, EARLY_HELP): (Why.EARLY_HELP, Why.QUESTION),
    (Level.EARLY_HELP, DUTY_TEAM): tuple(set(Why) - {Why.DANGER, Why.SEVERE, Why.EARLY_HELP}),
    (Level.COMPLEX_SEVERE, MASH): (Why.SEVERE,),
    (Level.EMERGENCY, EMERGENCY): (Why.DANGER,),
}


def finder_of(pack: Pack, *entries: str, similarity: float = 0.9) -> EntryFinder:
    """Return what answers every question with these entries of a pack."""
    hits = [Hit(entry, 1.0, similarity, 10.0) for entry in entries]
    return EntryFinder(pack, FixedSearch(*hits), Composer(pack, lambda: OPEN))


def every_reply(pack: Pack, now: datetime = OPEN) -> Iterator[tuple[str, Reply]]:
    """Yield every sort of reply of a pack with a name for it: advice for each sign and reason, and everything else."""
    composer = Composer(pack, lambda: now)
    yield from _advice(pack, composer)
    for sort in SMALL_TALK:
        yield f"small talk: {sort}", composer.small_talk(sort)
    yield "decline", composer.decline()
    yield "person", composer.person()
    yield "failsafe", composer.failsafe()
    yield "failsafe with a reference", composer.with_reference(composer.failsafe(), "NEL-7F3K2")
    yield "not held", composer.not_held()
    yield "emergency without a model", composer.emergency(Reading(danger_rules=("x",)))
    entries = list(pack.entries)
    for first, second in zip(entries, entries[1:] + entries[:1]):
        guidance = finder_of(pack, first, second).find("anything")
        if guidance is not None:
            yield f"answer: {first}", composer.answer([guidance])


def _advice(pack: Pack, composer: Composer) -> Iterator[tuple[str, Reply]]:
    lead = composer.correction_lead()
    for (level, route), whys in _WHYS_OF.items():
        signs = [i for i in pack.indicators.values() if level is None or i.level == level.slug] or [
            *pack.indicators.values()
        ]
        for why, sign in product(whys, signs):
            shown = (finding(sign.id, evidence="what was written"),)
            yield f"{route}, {why.value}: {sign.id}", composer.advice(*_advised(pack, level, route, why, shown))
        yield f"{route} after a correction", composer.advice(*_advised(pack, level, route, whys[0], ()), lead=lead)
    for question in pack.policy.questions:
        advice = Advice(Level.EARLY_HELP, EARLY_HELP, Why.QUESTION, (finding("housing"),), (), question)
        for again in (False, True):
            yield f"question: {question.id}", composer.advice(advice, Reading(), asked_again=again)


def _advised(
    pack: Pack, level: Level | None, route: str, why: Why, shown: tuple[Finding, ...]
) -> tuple[Advice, Reading]:
    question = pack.policy.questions[0] if why is Why.QUESTION else None
    possible = (finding("missing", POSSIBLE), finding("housing", POSSIBLE))
    latest = Reading(
        findings=shown, set_aside=tuple(aside("unexplained_injury", "what was written", reason) for reason in Reason)
    )
    return Advice(level, route, why, shown if level else (), possible, question), latest


def every_turn(
    message: str, reading: Reading, case: Case, *, pack: Pack | None = None, now: datetime = OPEN
) -> Iterator[tuple[str, Turn]]:
    """Yield the turn for a message under every intent that Rasa may take it for, with and without an index."""
    held = pack or steady_pack()
    for finder in (finder_of(held, next(iter(held.entries))), finder_of(held), None):
        conversation = Conversation(held, Composer(held, lambda: now), finder)
        yield "concern", conversation.concern(message, reading, case)
        yield "question", conversation.question(message, reading, case)
        yield "correction", conversation.correction(message, reading, case)
        yield "person", conversation.person(message, reading, case)
        yield "out of scope", conversation.out_of_scope(message, reading, case)
        for sort in SMALL_TALK:
            yield sort, conversation.small_talk(sort, message, reading, case)
        for given in Answer:
            yield f"answer {given.value}", conversation.decide(message, given, reading, case)


MOMENTS = (OPEN, CLOSED)
