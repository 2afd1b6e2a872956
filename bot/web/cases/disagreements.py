"""Where the duty team disagrees with the advice, in the form that the editors' workbench learns from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Prefetch, Subquery

from bot.review.outcomes import Verdict
from bot.web.cases.models import CaseOutcome
from bot.web.gateway.models import PRACTITIONER, Message


@dataclass(frozen=True)
class Disagreement:
    """A case that the assistant judged otherwise than the duty team.

    `messages` are the practitioner's, masked, in order. `right_level` is None where the level was right and the
    indicators were not; `right_indicators` is empty where it is the level that was wrong.
    """

    reference: str
    at: datetime
    verdict: Verdict
    reasons: str
    messages: tuple[str, ...]
    advised_level: str | None
    advised_indicators: tuple[str, ...]
    right_level: str | None
    right_indicators: tuple[str, ...]
    knowledge_version: str
    model_version: str


def disagreements(since: datetime | None = None) -> list[Disagreement]:
    """Return the disagreements that count, the latest first: of each case its latest outcome, if that is no agreement.

    With `since`, those recorded from that moment on. The number of questions to the database is fixed.
    """
    latest = CaseOutcome.objects.filter(escalation=OuterRef("escalation")).order_by("-id").values("pk")[:1]
    found = CaseOutcome.objects.filter(pk=Subquery(latest)).exclude(verdict=Verdict.AGREED.value)
    if since is not None:
        found = found.filter(at__gte=since)
    written = Message.objects.filter(speaker=PRACTITIONER, withheld=False).order_by("n")
    said = Prefetch("escalation__conversation__messages", queryset=written, to_attr="written")
    return [_record(outcome) for outcome in found.select_related("escalation").prefetch_related(said).order_by("-id")]


def _record(outcome: CaseOutcome) -> Disagreement:
    return Disagreement(
        reference=outcome.escalation.reference,
        at=outcome.at,
        verdict=Verdict(outcome.verdict),
        reasons=outcome.reasons,
        messages=tuple(message.text for message in outcome.escalation.conversation.written),
        advised_level=outcome.advised_level,
        advised_indicators=tuple(outcome.advised_indicators),
        right_level=outcome.right_level,
        right_indicators=tuple(outcome.right_indicators),
        knowledge_version=outcome.knowledge_version,
        model_version=outcome.model_version,
    )
