"""One turn of a conversation: what was said and what is known so far, to a reply and what is known now.

Danger is looked for first, by rules alone, whatever the intent: a concern that sounds like small talk is a concern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.advice.assess import Answer, advise, answer, read, shows_danger
from bot.advice.case import Case
from bot.advice.level import Level
from bot.advice.reading import Reading
from bot.content.pack import Pack
from bot.reply.answers import answer_in
from bot.reply.compose import Composer
from bot.reply.danger_first import with_danger
from bot.reply.entries import EntryFinder
from bot.reply.follow_ups import (
    adds_nothing,
    alone,
    asks_on,
    leans_on_the_last,
    names_something_new,
    with_the_last,
)
from bot.reply.questions import asked_beside, questions_in, told_in
from bot.reply.shape import Guidance, Reply

# Words by which somebody takes back what they said. A model alone may not lower a level; these words must stand there.
_TAKES_BACK = re.compile(
    r"\b(sorry|correction|i meant|i was wrong|my mistake|mistake|wrong (?:child|pupil|family|person)|"
    r"ignore (?:that|what i)|"
    r"scrap that|not (?:him|her|them)\b|that was (?:another|a different)|mixed (?:up|him|her)|actually)",
    re.IGNORECASE,
)

# How near an entry must be to be shown beside advice: what is beside the point would draw attention from it.
_NEAR_BESIDE = 0.66


@dataclass(frozen=True)
class Turn:
    """A reply and the case as it now stands."""

    reply: Reply
    case: Case


class Conversation:
    """Answers turns out of one pack. `finder` may be None where no index is there; questions then get the duty team."""

    def __init__(self, pack: Pack, composer: Composer, finder: EntryFinder | None) -> None:
        self._pack = pack
        self._composer = composer
        self._finder = finder

    def concern(self, message: str, reading: Reading, case: Case) -> Turn:
        """Advise on a message that brings or adds to a concern."""
        seen = with_danger(message, reading, self._pack)
        if self._asks_on(message, seen, case):
            return self.question(message, reading, case)
        # What is asked next is asked about the concern.
        return self._advise(seen, replace(case, last_question=None), guidance=self._guidance_beside(message))

    def question(self, message: str, reading: Reading, case: Case) -> Turn:
        """Answer a question about procedure; a concern in the same message is advised on first."""
        seen = with_danger(message, reading, self._pack)
        # A follow-up leans on what was asked first, however many there are.
        follows = case.last_question is not None and leans_on_the_last(message)
        guidance = self._guidance(message, case.last_question if follows else None)
        if not (follows and self._tells_nothing(message, seen)) and self._shows_concern(message, seen):
            return self._advise(seen, case, guidance=guidance)
        known = case if follows else replace(case, last_question=message)
        if not guidance:
            return Turn(self._composer.not_held(), known)
        return Turn(self._composer.answer(guidance), known)

    def _guidance(self, message: str, last: str | None) -> list[Guidance]:
        """Return the entries that answer, one for each question in the message, which may lean on the last one."""
        if self._finder is None:
            return []
        asked = questions_in(message)
        if last is None or len(asked) > 1:
            found = [self._finder.find(question) for question in asked]
        else:
            found = [self._answer_to_follow_up(self._finder, message, last)]
        return _each_once(one for one in found if one is not None)

    def _guidance_beside(self, message: str) -> list[Guidance]:
        """Return the entries that plainly answer what is asked beside a concern."""
        if self._finder is None:
            return []
        found = [self._finder.find(asked) for asked in asked_beside(message)]
        return _each_once(one for one in found if one is not None and one.held and one.score >= _NEAR_BESIDE)

    def _answer_to_follow_up(self, finder: EntryFinder, message: str, last: str) -> Guidance | None:
        """Return what answers a follow-up. One that names something new wants an entry that holds an answer, and
        another than the question before it had; else what is new is looked up by itself."""
        together = finder.find(with_the_last(message, last))
        if not names_something_new(message):
            return together
        before = finder.find(last)
        for found in (together, finder.find(alone(message))):
            if found is not None and found.held and (before is None or found.id != before.id):
                return found
        return together

    def _asks_on(self, message: str, seen: Reading, case: Case) -> bool:
        """Return whether a message that a model took for something else plainly asks on, and tells nothing."""
        if case.last_question is None or case.pending is not None or not asks_on(message):
            return False
        return self._tells_nothing(message, seen) or not self._may_show_something(seen)

    def _tells_nothing(self, message: str, seen: Reading) -> bool:
        """Return whether a message is of small words alone: what a model sees in "since when?" is not there."""
        return adds_nothing(message) and not self._shows_danger(seen)

    def _shows_concern(self, message: str, seen: Reading) -> bool:
        """Return whether a question comes with a concern: a sign that is clear, or a severe one that may be shown by
        what the message tells beside what it asks."""
        if self._shows_something(seen):
            return True
        told = told_in(message)
        return any(
            self._pack.policy.levels[finding.indicator] is Level.COMPLEX_SEVERE
            and finding.probability >= self._pack.policy.cuts[finding.indicator].possible
            and any(start <= finding.start < end for start, end in told)
            for finding in seen.findings
        )

    def chosen(self, message: str, case: Case) -> Answer | None:
        """Return the answer that a message plainly gives to the pending question, or None where it gives none.

        `bot.reply.answers` says which words give which answer.
        """
        question = self._pack.questions.get(case.pending or "")
        if question is None:
            return None
        return answer_in(message, question)

    def decide(self, message: str, given: Answer, reading: Reading, case: Case) -> Turn:
        """Take a yes, a no or a not-sure as the answer to the question that is pending."""
        seen = with_danger(message, reading, self._pack)
        if case.pending is None:
            if self._asks_on(message, seen, case):
                return self.question(message, reading, case)
            if self._shows_something(seen):
                return self._advise(seen, case)
            if case.findings:
                doubted = replace(case, doubt=case.doubt or given is Answer.UNSURE)
                known, advice = advise(doubted, self._pack.policy)
                return Turn(self._composer.advice(advice, seen), known)
            if given is Answer.UNSURE:
                return self._advise(seen, case)
            return Turn(self._composer.small_talk("affirm" if given is Answer.YES else "deny"), case)
        # Facts beside the yes or no count too; the pending question itself is answered below.
        danger_possible = seen.danger >= self._pack.policy.danger.possible
        known = case.with_reading(seen, danger=self._shows_danger(seen), danger_possible=danger_possible)
        known, advice = answer(known, given, self._pack.policy)
        return Turn(self._composer.advice(advice, seen), known)

    def correction(self, message: str, reading: Reading, case: Case) -> Turn:
        """Start the case again where the words take something back; otherwise treat it as more facts."""
        seen = with_danger(message, reading, self._pack)
        if not _TAKES_BACK.search(message):
            return self.concern(message, reading, case)
        started = Case(asked=case.asked, settled=case.settled)
        known, advice = read(started, replace(seen, concern=1.0), self._pack.policy)
        return Turn(self._composer.advice(advice, seen, lead=self._composer.correction_lead()), known)

    def person(self, message: str, reading: Reading, case: Case) -> Turn:
        """Tell somebody who wants a person whom to ring."""
        seen = with_danger(message, reading, self._pack)
        if self._shows_something(seen):
            return self._advise(seen, case)
        return Turn(self._composer.person(), case)

    def small_talk(self, kind: str, message: str, reading: Reading, case: Case) -> Turn:
        """Return a greeting and the like, unless the message shows more."""
        seen = with_danger(message, reading, self._pack)
        if self._asks_on(message, seen, case):
            return self.question(message, reading, case)
        if self._shows_something(seen):
            return self._advise(seen, case)
        return Turn(self._composer.small_talk(kind), case)

    def out_of_scope(self, message: str, reading: Reading, case: Case) -> Turn:
        """Decline what Signpost is not for; where the message may show a sign it is not sure that this is so."""
        seen = with_danger(message, reading, self._pack)
        if self._asks_on(message, seen, case):
            return self.question(message, reading, case)
        if self._shows_something(seen) or self._may_show_something(seen):
            return self._advise(seen, case)
        if self._finder is not None and self._finder.surely_answers(message):
            # A model knows questions by their manner; what the entries hold it does not know.
            return self.question(message, reading, case)
        return Turn(self._composer.decline(), case)

    def _advise(self, seen: Reading, case: Case, guidance: Sequence[Guidance] = ()) -> Turn:
        known, advice = read(case, seen, self._pack.policy)
        asked_again = case.pending is not None and known.pending == case.pending
        reply = self._composer.advice(advice, seen, guidance=guidance, asked_again=asked_again)
        return Turn(reply, known)

    def _shows_something(self, reading: Reading) -> bool:
        """Return whether a message of another intent still shows a sign clearly, or danger."""
        cuts = self._pack.policy.cuts
        return self._shows_danger(reading) or any(
            finding.probability >= cuts[finding.indicator].clear for finding in reading.findings
        )

    def _may_show_something(self, reading: Reading) -> bool:
        cuts = self._pack.policy.cuts
        return reading.danger >= self._pack.policy.danger.possible or any(
            finding.probability >= cuts[finding.indicator].possible for finding in reading.findings
        )

    def _shows_danger(self, reading: Reading) -> bool:
        return shows_danger(reading, self._pack.policy)


def _each_once(entries: Iterable[Guidance]) -> list[Guidance]:
    """Return the entries in their order; two questions may have one answer."""
    return list({entry.id: entry for entry in entries}.values())
