"""Replies as the action server makes them, for a Rasa that is not there. The words come out of the real pack."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from bot.advice.assess import DUTY_TEAM, EARLY_HELP, MASH, Advice, Why
from bot.advice.level import Level
from bot.advice.reading import Finding, Reading, Reason, SetAside
from bot.content.pack import Pack
from bot.content.schema import Entry
from bot.reply import shape
from bot.reply.compose import Composer
from bot.reply.danger_first import with_danger

HOME_ALONE = "The 6 year old is left on her own every evening while mum works. No bruises."
SMASHING = "Neighbour heard dad smashing things, the 6 year old was upstairs, nobody hurt"
KNIFE = "He's in the playground now with a knife threatening the others"
TIMESCALES = "How quickly do they have to get back to me after a referral?"


def an_open_hour() -> datetime:
    """Return a Tuesday morning on which the office is open."""
    return datetime(2026, 3, 10, 10, 0, tzinfo=timezone.utc)


class Canned:
    """One reply of each sort, out of one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self.composer = Composer(pack, an_open_hour)

    def mash(
        self,
        message: str = HOME_ALONE,
        indicator: str = "home_alone",
        evidence: str = "left on her own every evening",
    ) -> shape.Reply:
        """Advice to refer, with evidence and with something set aside."""
        findings = (found(indicator, message, evidence),)
        aside = (SetAside("unexplained_injury", "No bruises", 65, 75, Reason.NEGATED),) if message == HOME_ALONE else ()
        reading = Reading(findings=findings, set_aside=aside, concern=0.99)
        return self.composer.advice(Advice(Level.COMPLEX_SEVERE, MASH, Why.SEVERE, findings), reading)

    def early_help(self) -> shape.Reply:
        """Advice that is no case for the duty team."""
        findings = (Finding("attendance", 0.9, "", 0, 0),)
        return self.composer.advice(Advice(Level.EARLY_HELP, EARLY_HELP, Why.EARLY_HELP, findings), Reading(findings))

    def duty_team(self) -> shape.Reply:
        """Advice to ring the duty team, because nothing was recognised."""
        return self.composer.advice(Advice(None, DUTY_TEAM, Why.NOTHING_RECOGNISED), Reading())

    def question(self) -> shape.Reply:
        """The deciding question about domestic abuse, with what to do meanwhile."""
        findings = (found("domestic_abuse_present_not_injured", SMASHING, "heard dad smashing things"),)
        asked = self._pack.policy.question("domestic_abuse")
        advice = Advice(Level.EARLY_HELP, EARLY_HELP, Why.QUESTION, findings, question=asked)
        return self.composer.advice(advice, Reading(findings=findings, concern=0.99))

    def emergency(self, message: str = KNIFE) -> shape.Reply:
        """What the danger rules make of a message."""
        return self.composer.emergency(with_danger(message, Reading(), self._pack))

    def answer(self) -> shape.Reply:
        """An answer to a question about procedure, with related entries."""
        entries = self._pack.entries.values()
        first = next(one for one in entries if one.related and one.answer.startswith("Within one working day"))
        others = [self._pack.entries[other] for other in first.related[:2]]
        return self.composer.answer([self._guidance(first, [self._guidance(other, []) for other in others])])

    def decline(self) -> shape.Reply:
        """What Signpost is not for."""
        return self.composer.decline()

    def person(self) -> shape.Reply:
        """Somebody wants to talk to a person."""
        return self.composer.person()

    def _guidance(self, entry: Entry, related: list[shape.Guidance]) -> shape.Guidance:
        return shape.Guidance(
            id=entry.id,
            title=entry.title,
            text=entry.answer,
            score=0.8,
            authority=self._pack.authority(entry.authority).name,
            differs=[],
            source=self.composer.source(entry.sources[0]),
            related=related,
        )


def found(indicator: str, message: str, evidence: str) -> Finding:
    """Return a finding whose evidence stands in the message; an empty place where it does not."""
    start = max(message.find(evidence), 0)
    end = start + len(evidence) if evidence in message else start
    return Finding(indicator, 0.94, evidence, start, end)


def from_rasa(reply: shape.Reply) -> list[dict[str, Any]]:
    """Return what Rasa's gateway channel sends for a reply."""
    return [{"recipient_id": "someone", "custom": {"signpost": reply.model_dump(mode="json")}}]
