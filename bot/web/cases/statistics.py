"""Numbers about cases. Small ones are suppressed before anything leaves this module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery

from bot.content.pack import Pack
from bot.review.clocks import office_times
from bot.review.outcomes import Verdict
from bot.review.suppression import SMALLEST_SHOWN, Shown, share, suppressed
from bot.web.cases.hours import duty_hours
from bot.web.cases.models import CaseIndicator, CaseOutcome, Escalation
from bot.web.cases.words import LEVELS


@dataclass(frozen=True)
class Waits:
    """How long cases waited, in office time: half of them no longer than `typical`, nine in ten no longer than `most`.

    Both are None where there are too few cases to show.
    """

    name: str
    typical: timedelta | None
    most: timedelta | None


@dataclass(frozen=True)
class Statistics:
    """What the page shows about the cases made in a stretch of days."""

    since: date
    until: date
    by_day: Shown[date]
    by_level: Shown[str]
    by_indicator: Shown[str]
    by_hour: Shown[int]
    waits: tuple[Waits, ...]
    agreement: float | None
    verdicts: Shown[str]


def statistics(pack: Pack, since: date, until: date) -> Statistics:
    """Return the numbers about cases made from the day `since` to the day `until`, both included."""
    zone = ZoneInfo(settings.TIME_ZONE)
    begin = datetime(since.year, since.month, since.day, tzinfo=zone)
    end = begin.replace(year=until.year, month=until.month, day=until.day) + timedelta(days=1)
    cases = Escalation.objects.filter(made_at__gte=begin, made_at__lt=end)
    times = list(cases.values_list("made_at", "level", "seen_at", "owned_at", "closed_at"))
    made = [moment.astimezone(zone) for moment, *_ in times]
    days = [since + timedelta(days=number) for number in range((until - since).days + 1)]
    latest = CaseOutcome.objects.filter(escalation=OuterRef("escalation")).order_by("-id").values("pk")[:1]
    outcomes = CaseOutcome.objects.filter(escalation__made_at__gte=begin, escalation__made_at__lt=end).order_by()
    verdicts = Counter(outcomes.filter(pk=Subquery(latest)).values_list("verdict", flat=True))
    shown = CaseIndicator.objects.filter(escalation__made_at__gte=begin, escalation__made_at__lt=end).order_by()
    signs = dict(shown.values_list("indicator").annotate(Count("escalation", distinct=True)))
    agreed = verdicts.get(Verdict.AGREED.value, 0)
    return Statistics(
        since=since,
        until=until,
        by_day=suppressed({day: 0 for day in days} | Counter(moment.date() for moment in made)),
        by_level=suppressed({name: 0 for name in LEVELS} | Counter(level or "unclear" for _, level, *_ in times)),
        by_indicator=_by_label(pack, signs),
        by_hour=suppressed({hour: 0 for hour in range(24)} | Counter(moment.hour for moment in made)),
        waits=(
            _waits(pack, "seen", ((row[0], row[2]) for row in times)),
            _waits(pack, "owned", ((row[0], row[3]) for row in times)),
            _waits(pack, "closed", ((row[0], row[4]) for row in times)),
        ),
        agreement=share(agreed, sum(verdicts.values())),
        verdicts=suppressed({verdict.value: verdicts.get(verdict.value, 0) for verdict in Verdict}),
    )


def _by_label(pack: Pack, counts: Mapping[str, int]) -> Shown[str]:
    """A case shows several signs, so their counts add up to nothing that is known: no total is shown."""
    labels = {item.id: item.label for item in pack.indicators.values()}
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = suppressed({labels.get(indicator, indicator): count for indicator, count in ordered})
    return Shown(shown.counts, None)


def _waits(pack: Pack, name: str, pairs: Iterable[tuple[datetime, datetime | None]]) -> Waits:
    waits = [(made, reached) for made, reached in pairs if reached is not None]
    waited = sorted(office_times(duty_hours(pack), waits))
    if len(waited) < SMALLEST_SHOWN:
        return Waits(name, None, None)
    return Waits(name, waited[(len(waited) - 1) // 2], waited[min(len(waited) - 1, int(len(waited) * 0.9))])
