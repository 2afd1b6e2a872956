"""Everything that the page of one item of the inbox shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.recognition.examples import EMERGENCY
from bot.teaching.decisions import Stand
from bot.teaching.errors import TeachingError
from bot.teaching.similar import Alike
from bot.teaching.taught import Taught
from bot.web.accounts.models import Account
from bot.web.cases.models import CaseOutcome
from bot.web.cases.transcript import Mark, Piece, pieces, turns_of_conversation
from bot.web.cases.words import VERDICTS
from bot.web.gateway.guidance import pack
from bot.web.gateway.models import Feedback
from bot.web.workbench.guideline import guides, labels
from bot.web.workbench.inbox_filling import severe_indicators
from bot.web.workbench.inbox_words import ASIDE, CHOICES, REASONS, intent_words, topic_words
from bot.web.workbench.learning import clear_signs, words_to_learn
from bot.web.workbench.live_model import ModelAwayError
from bot.web.workbench.models import InboxDecision, InboxItem, InboxMessage
from bot.web.workbench.project import taught_files
from bot.web.workbench.wordings import known

_ALIKE_FROM = 0.75
_FEEDBACK = {
    "wrong_sign": "a sign is wrong",
    "missed_sign": "a sign was missed",
    "too_low": "the advice is too low",
    "too_high": "the advice is too high",
    "unclear": "it is unclear",
    "other": "something else",
}


@dataclass(frozen=True)
class Sign:
    """An indicator that the model sees in a message; `counts` where its probability is high enough to be taken."""

    label: str
    level: str
    probability: float
    counts: bool
    evidence: str


@dataclass(frozen=True)
class Made:
    """A decision as it is shown."""

    who: str
    at: Any
    words: str
    details: tuple[str, ...]
    settles: bool


def context_of(item: InboxItem, account: Account, sent: Any = None) -> dict[str, Any]:
    """Return what the page shows; `sent` is a form that was not taken."""
    members = list(item.messages.select_related("message").order_by("id"))
    first = members[0]
    names = labels()
    decisions = list(item.decisions.select_related("who").order_by("id"))
    mine = next((one for one in decisions if one.who_id == account.pk), None)
    # Whoever looks second decides without knowing what the first one said.
    shown = decisions if mine or item.stand in {Stand.DISPUTED.name.lower(), Stand.SETTLED.name.lower()} else []
    examples, fault = _examples()
    signs = _signs(first, names)
    return {
        "item": item,
        "members": members,
        "first": first,
        "pieces": _marked(first, names),
        "understood": intent_words(first.intent, names),
        "signs": signs,
        "reasons": [REASONS[reason] for reason in item.reasons if reason in REASONS],
        "turns": turns_of_conversation(first.message.conversation_id, {}),
        "here": first.message.n,
        "choices": CHOICES,
        "aside": ASIDE,
        "indicators": [(one.id, one.label) for one in pack().indicators.values()],
        "danger": EMERGENCY,
        "topics": topics(examples),
        "guides": guides(examples, {name for name, *_ in first.findings}),
        "alike": _alike(first, examples),
        "example": (sent.get("example") if sent else "") or (mine.example if mine else "") or words_to_learn(first),
        "chosen": set(sent.getlist("indicator")) if sent else set(mine.indicators if mine else clear_signs(first)),
        "topic": (sent.get("topic") if sent else "") or (mine.topic if mine else ""),
        "marks": _sent_marks(sent, mine),
        "decisions": [_made(one, names) for one in shown],
        "mine": mine,
        "hidden": len(decisions) - len(shown),
        "disputed": item.stand == Stand.DISPUTED.name.lower(),
        "objections": _objections(members),
        "files_fault": fault,
    }


def topics(examples: list[Taught]) -> list[tuple[str, str]]:
    """Return the questions that can be taught, with what they are called."""
    intents = {one.intent for one in examples if one.intent.startswith("ask/")}
    return sorted(((intent, topic_words(intent.partition("/")[2])) for intent in intents), key=lambda pair: pair[1])


def _examples() -> tuple[list[Taught], str]:
    try:
        return taught_files().examples(), ""
    except TeachingError as error:
        return [], str(error)


def _signs(member: InboxMessage, names: dict[str, str]) -> list[Sign]:
    clear, severe = set(clear_signs(member)), severe_indicators()
    text = member.message.text
    found = [
        Sign(
            names.get(name, name),
            "emergency" if name == EMERGENCY else "complex_severe" if name in severe else "early_help",
            probability,
            name in clear,
            text[start:end],
        )
        for name, probability, start, end in member.findings
    ]
    return sorted(found, key=lambda sign: -sign.probability)


def _marked(member: InboxMessage, names: dict[str, str]) -> tuple[Piece, ...]:
    clear = set(clear_signs(member))
    marks = {Mark(start, end, names.get(name, name)) for name, _, start, end in member.findings if name in clear}
    return pieces(member.message.text, {mark for mark in marks if mark.end > mark.start})


def _alike(member: InboxMessage, examples: list[Taught]) -> list[Alike]:
    if not examples or not member.vector:
        return []
    try:
        return known().wordings(examples).alike(member.message.text, frozenset(), at_least=_ALIKE_FROM)
    except ModelAwayError:
        return []


def _sent_marks(sent: Any, mine: InboxDecision | None) -> list[Any]:
    import json

    if sent:
        found = []
        for value in sent.getlist("mark"):
            try:
                found.append(list(json.loads(value)))
            except (ValueError, TypeError):
                continue
        return [mark for mark in found if len(mark) == 3]
    return list(mine.marks) if mine else []


def _made(row: InboxDecision, names: dict[str, str]) -> Made:
    details = [names.get(one, one) for one in row.indicators]
    details += [
        f"“{words}”: {names.get(label, label)}" + (f" ({reason})" if reason else "")
        for words, label, reason in row.marks
    ]
    if row.topic:
        details.append(topic_words(row.topic.partition("/")[2]))
    return Made(row.who.username, row.at, CHOICES[row.choice], tuple(details), row.settles)


def _objections(members: list[InboxMessage]) -> list[str]:
    """Return in words what the duty team and practitioners say is wrong with the advice."""
    conversations = {member.message.conversation_id for member in members}
    names = labels()
    said = [
        f"Practitioner: {_FEEDBACK.get(one.kind, one.kind)}." + (f" “{one.text}”" if one.text else "")
        for one in Feedback.objects.filter(conversation__in=conversations).order_by("id")
    ]
    latest: dict[int, CaseOutcome] = {}
    for outcome in CaseOutcome.objects.filter(escalation__conversation__in=conversations).order_by("id"):
        latest[outcome.escalation_id] = outcome
    for outcome in latest.values():
        words = next((text for verdict, text in VERDICTS.items() if verdict.value == outcome.verdict), outcome.verdict)
        right = ", ".join(names.get(one, one) for one in outcome.right_indicators)
        said.append(
            f"Duty team: {words}."
            + (f" Right: {right}." if right else "")
            + (f" “{outcome.reasons}”" if outcome.reasons else "")
        )
    return said
