"""From advice to the words and parts of a reply."""

from __future__ import annotations

from collections.abc import Sequence

from bot.advice.assess import DUTY_TEAM, EMERGENCY, MASH, Advice, Why
from bot.advice.level import Level
from bot.advice.reading import Finding, Reading
from bot.content import schema
from bot.content.pack import Pack
from bot.reply import shape
from bot.reply.wording import Clock, Wording, utc_now

ESCALATED_ROUTES = frozenset({DUTY_TEAM, MASH, EMERGENCY})
PERSON_WANTED = "person_wanted"


class Composer:
    """Writes replies out of one pack."""

    def __init__(self, pack: Pack, clock: Clock = utc_now) -> None:
        self._pack = pack
        self._words = pack.replies
        self._wording = Wording(pack, clock)

    @property
    def wording(self) -> Wording:
        return self._wording

    def advice(
        self,
        advice: Advice,
        latest: Reading,
        *,
        lead: str | None = None,
        guidance: Sequence[shape.Guidance] = (),
        asked_again: bool = False,
    ) -> shape.Reply:
        """Return the reply to a concern. `latest` is the reading of the message just sent, to which offsets refer."""
        assessment = self._assessment(advice, latest)
        kind: shape.Kind = "advice"
        if advice.route == EMERGENCY:
            kind = "emergency"
        elif advice.question is not None:
            kind = "question"
        texts = [shape.Text(text=lead)] if lead else []
        texts += self._texts(advice, assessment, asked_again=asked_again)
        return self._finish(
            kind,
            texts,
            assessment=assessment,
            steps=self.steps(),
            guidance=list(guidance),
            escalation=self.escalation(advice.why.value) if advice.route in ESCALATED_ROUTES else None,
        )

    def answer(self, guidance: Sequence[shape.Guidance]) -> shape.Reply:
        """Return the answer to one or more questions; each entry is given word for word with its source."""
        texts = []
        for item in guidance:
            lines = [item.text, *item.differs, self._source_line(item.source)]
            if item.quoted:
                lines = [f"\u201c{item.text}\u201d", self._source_line(item.source, quoted=True)]
            if not item.held:
                lines.insert(0, self._fill(self._words.not_held.opening))
            texts.append(shape.Text(text="\n".join(lines), about="answer"))
        return self._finish("answer", texts, guidance=[item for item in guidance if item.held])

    def _source_line(self, source: shape.Source, *, quoted: bool = False) -> str:
        words = self._words.answer
        sentence = (quoted and words.quoted) or words.source
        return sentence.format(document=source.document, section=source.section, date=source.date)

    def not_held(self, guidance: Sequence[shape.Guidance] = ()) -> shape.Reply:
        """Return the reply to a question that no entry answers."""
        return self._finish(
            "answer", [shape.Text(text=self._fill(self._words.not_held.opening))], guidance=list(guidance)
        )

    def small_talk(self, kind: str) -> shape.Reply:
        """Return the reply to a greeting and the like; `kind` is a field of `small_talk` in replies.yml."""
        return self._finish("answer", [shape.Text(text=self._fill(getattr(self._words.small_talk, kind)))])

    def decline(self) -> shape.Reply:
        """Return the reply to what Signpost is not for."""
        return self._finish("decline", [shape.Text(text=self._fill(self._words.decline.opening))])

    def held(self) -> shape.Reply:
        """Return what is said while a person of the duty team holds the conversation."""
        return self._finish("answer", [shape.Text(text=self._fill(self._words.held))])

    def person(self) -> shape.Reply:
        """Return the reply to somebody who wants to talk to a person."""
        return self._finish(
            "advice",
            [shape.Text(text=self._fill(self._words.person.opening))],
            escalation=self.escalation(PERSON_WANTED),
        )

    def duty_team_asked_for(self) -> shape.Reply:
        """Return the reply to the button that asks for the duty team: as for a person, with the route."""
        route = self._assessment(Advice(None, DUTY_TEAM, Why.NOTHING_RECOGNISED), Reading())
        return self._finish(
            "advice",
            [shape.Text(text=self._fill(self._words.person.opening))],
            # Nobody assessed anything, so nothing is in doubt either.
            assessment=route.model_copy(update={"uncertain": False}),
            escalation=self.escalation(PERSON_WANTED),
        )

    def failsafe(self) -> shape.Reply:
        """Return the reply for when something does not work: no advice, only whom to ring."""
        return self._finish(
            "failsafe",
            [shape.Text(text=self._fill(self._words.failsafe.opening))],
            escalation=self.escalation("failsafe"),
        )

    def emergency(self, seen: Reading) -> shape.Reply:
        """Return the emergency reply that needs no model, from a reading that holds what the danger rules saw."""
        return self.advice(Advice(Level.EMERGENCY, EMERGENCY, Why.DANGER, seen.findings), seen)

    def correction_lead(self) -> str:
        """Return the sentence before the advice that follows a correction."""
        return self._fill(self._words.correction.opening)

    def with_reference(self, reply: shape.Reply, reference: str) -> shape.Reply:
        """Return the reply with the reference of its escalation in it, in the part and in words."""
        if reply.escalation is None:
            return reply
        line = shape.Text(text=self._fill(self._words.reference, reference=reference), about="reference")
        # Before the last text, which is always the line of contacts.
        texts = [*reply.replies[:-1], line, reply.replies[-1]]
        escalation = reply.escalation.model_copy(update={"reference": reference})
        return reply.model_copy(update={"replies": texts, "escalation": escalation})

    def escalation(self, reason: str) -> shape.Escalation:
        """Return the escalation part, as yet without a reference."""
        duty = self._pack.contacts["duty_team"]
        return shape.Escalation(
            reference=None,
            phone=duty.phone or "",
            option=duty.option or "",
            open_now=self._wording.open_now(),
            reason=reason,
        )

    def steps(self) -> list[shape.Step]:
        """Return the six next steps."""
        return [
            shape.Step(n=step.n, text=self._fill(step.text), source=self.source(step.source))
            for step in self._pack.steps
        ]

    def source(self, ref: schema.SourceRef) -> shape.Source:
        """Return a source as it is shown."""
        document = self._pack.sources[ref.document]
        return shape.Source(document=document.title, section=ref.section, date=document.date)

    def _assessment(self, advice: Advice, latest: Reading) -> shape.Assessment:
        route = self._pack.routes[advice.route]  # type: ignore[index]
        return shape.Assessment(
            level=advice.level.slug if advice.level else None,
            route=shape.Route(
                id=route.id,
                name=route.name,
                how=self._fill(route.how),
                how_soon=self._fill(route.how_soon),
                sources=[self.source(source) for source in route.sources],
            ),
            indicators=[
                *(self._indicator(finding, latest) for finding in advice.shown),
                *(self._indicator(finding, latest, sure=False) for finding in advice.likely),
            ],
            set_aside=[
                shape.SetAside(
                    id=item.indicator,
                    label=self._pack.indicators[item.indicator].label,
                    evidence=item.evidence,
                    reason=item.reason.value,
                )
                for item in latest.set_aside
            ],
            uncertain=advice.uncertain,
            children=list(advice.children),
            other_services=[
                shape.OtherService(
                    id=item.agency,
                    label=self._words.advice.service_names.get(item.agency, item.agency),
                    work=item.work.value,
                    evidence=item.evidence,
                )
                for item in advice.agencies
            ],
            despite_help=advice.despite_help,
        )

    def _indicator(self, finding: Finding, latest: Reading, *, sure: bool = True) -> shape.Indicator:
        record = self._pack.indicators[finding.indicator]
        here = finding in latest.findings and finding.end > finding.start
        return shape.Indicator(
            id=record.id,
            label=record.label,
            level=record.level,
            evidence=finding.evidence,
            start=finding.start if here else None,
            end=finding.end if here else None,
            probability=round(finding.probability, 3),
            reported=finding.reported,
            source=self.source(record.source),
            sure=sure,
        )

    def _texts(self, advice: Advice, assessment: shape.Assessment, *, asked_again: bool) -> list[shape.Text]:
        if advice.route == EMERGENCY:
            return self._emergency_texts(assessment)
        texts = self._opening_texts(advice, assessment)
        if advice.question is not None:
            lead = self._words.question.again if asked_again else self._words.question.meanwhile
            texts.append(shape.Text(text=self._fill(lead), about="why"))
            texts.append(shape.Text(text=self._route_words(assessment.route), about="route"))
            texts.append(self._question(advice.question.id))
        else:
            texts.append(shape.Text(text=self._route_words(assessment.route), about="route"))
        texts += self._texts_on_others(assessment)
        if assessment.set_aside:
            listed = "; ".join(f"{item.label} (“{item.evidence}”)" for item in assessment.set_aside)
            words = self._fill(self._words.uncertain.set_aside, set_aside=listed)
            texts.append(shape.Text(text=words, about="set_aside"))
        return texts

    def _texts_on_others(self, assessment: shape.Assessment) -> list[shape.Text]:
        """Return what to mention beside the signs: an unborn baby, and services that know the family."""
        words = self._words.advice
        texts = [shape.Text(text=self._fill(words.unborn))] if "unborn" in assessment.children else []
        if assessment.other_services:
            named = ", ".join(service.label for service in assessment.other_services)
            texts.append(shape.Text(text=self._fill(words.services, services=named)))
        return texts

    def _emergency_texts(self, assessment: shape.Assessment) -> list[shape.Text]:
        words = self._words.emergency
        texts = [
            shape.Text(text=self._fill(words.opening), about="danger"),
            shape.Text(text=self._fill(words.then, how=assessment.route.how), about="route"),
        ]
        shown = [item for item in assessment.indicators if item.sure]
        if shown:
            seen = self._fill(words.seen, indicators=self._listed(shown))
            texts.append(shape.Text(text=seen, about="signs"))
        return texts

    def _opening_texts(self, advice: Advice, assessment: shape.Assessment) -> list[shape.Text]:
        texts = []
        shown = [item for item in assessment.indicators if item.sure]
        if shown and advice.level is not None:
            sentence = getattr(self._words.advice, advice.level.slug)
            texts.append(shape.Text(text=self._fill(sentence, indicators=self._listed(shown)), about="signs"))
        if shown and advice.likely:
            also = [item for item in assessment.indicators if not item.sure]
            texts.append(
                shape.Text(text=self._fill(self._words.advice.also, indicators=self._listed(also)), about="signs")
            )
        why = self._why_words(advice)
        if why is not None:
            texts.append(shape.Text(text=why, about="why"))
        return texts

    def _why_words(self, advice: Advice) -> str | None:
        uncertain, complex_ = self._words.uncertain, self._words.complex
        plain = {
            Why.SEVERAL: complex_.several,
            Why.DESPITE_HELP: complex_.despite_help,
            Why.SEVERE_NEGLECT: complex_.severe_neglect,
            Why.CONTRADICTION: complex_.contradiction,
            Why.POSSIBLE_DANGER: uncertain.possible_danger,
            Why.UNSURE_ANSWER: uncertain.unsure_answer,
            Why.UNCERTAIN: uncertain.opening,
            Why.NOTHING_RECOGNISED: uncertain.nothing_recognised,
        }
        if advice.why in plain:
            return self._fill(plain[advice.why])
        if advice.why is Why.SOME_SEVERE:
            labels = "; ".join(self._pack.indicators[f.indicator].label for f in advice.likely[:3])
            return self._fill(uncertain.some_severe, indicators=labels)
        if advice.why is Why.POSSIBLE or (advice.why is Why.QUESTION and not advice.shown):
            labels = "; ".join(self._pack.indicators[f.indicator].label for f in advice.possible[:3])
            return self._fill(uncertain.possible, indicators=labels)
        return None

    def _route_words(self, route: shape.Route) -> str:
        return self._fill(self._words.advice.route, route=route.name, how=route.how, how_soon=route.how_soon)

    def _question(self, question_id: str) -> shape.Text:
        question = self._pack.questions[question_id]
        answers = question.answers
        return shape.Text(
            text=self._fill(question.text),
            about="question",
            quick_replies=[
                shape.QuickReply(title=answers.if_yes, value=answers.if_yes),
                shape.QuickReply(title=answers.if_no, value=answers.if_no),
                shape.QuickReply(title=answers.if_unsure, value=answers.if_unsure),
            ],
        )

    def _listed(self, indicators: Sequence[shape.Indicator]) -> str:
        words = self._words.advice
        lines = []
        for item in indicators:
            if item.start is None:
                lines.append(words.earlier.format(label=item.label))
            else:
                sentence = words.reported if item.reported else words.evidence
                lines.append(sentence.format(label=item.label, evidence=item.evidence))
        return "; ".join(lines)

    def _finish(
        self,
        kind: shape.Kind,
        texts: list[shape.Text],
        *,
        assessment: shape.Assessment | None = None,
        steps: list[shape.Step] | None = None,
        guidance: list[shape.Guidance] | None = None,
        escalation: shape.Escalation | None = None,
    ) -> shape.Reply:
        """Every reply ends with whom to ring, whatever else it holds."""
        return shape.Reply(
            kind=kind,
            replies=[*texts, shape.Text(text=self._wording.contact_line(), about="contacts")],
            assessment=assessment,
            steps=steps or [],
            guidance=guidance or [],
            escalation=escalation,
        )

    def _fill(self, sentence: str, **values: str) -> str:
        return self._wording.fill(sentence, **values)
