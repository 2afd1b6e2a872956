"""The page of statistics."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bot.review.outcomes import Verdict
from bot.review.suppression import SMALLEST_SHOWN
from bot.web.accounts.permissions import needs
from bot.web.accounts.roles import May
from bot.web.cases.plots import plot_of
from bot.web.cases.statistics import Statistics, statistics
from bot.web.cases.words import LEVELS, VERDICTS
from bot.web.gateway.guidance import pack

_DAYS = 28
_MOST_DAYS = 366
_EARLIEST = date(1970, 1, 1)


class StretchForm(forms.Form):
    """From which day to which."""

    since = forms.DateField(
        label="From",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Enter a date, such as 2026-03-10"},
    )
    until = forms.DateField(
        label="Until",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Enter a date, such as 2026-03-10"},
    )

    def clean(self) -> dict[str, date]:
        given: dict[str, date] = super().clean()
        since, until = given.get("since"), given.get("until")
        if since and since > (until or timezone.localdate()):
            raise forms.ValidationError("The first day is after the last one")
        if since and since > timezone.localdate():
            raise forms.ValidationError("The first day is in the future")
        if since and min(until or timezone.localdate(), timezone.localdate()) - since > timedelta(days=_MOST_DAYS):
            raise forms.ValidationError("Choose a year at most")
        return given


@needs(May.SEE_STATISTICS)
@require_GET
def statistics_page(request: HttpRequest) -> HttpResponse:
    """Show numbers and charts about the cases of a stretch of days."""
    form = StretchForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    today = timezone.localdate()
    until = max(min(given.get("until") or today, today), _EARLIEST)
    since = given.get("since") or until - timedelta(days=_DAYS - 1)
    found = statistics(pack(), since, until)
    shown = {"form": form, "found": found, "smallest": SMALLEST_SHOWN, **_plots(found)}
    return render(request, "cases/statistics.html", shown, status=422 if form.errors else 200)


def _plots(found: Statistics) -> dict[str, object]:
    by_day = {f"{day.day} {day:%b}": count for day, count in found.by_day.counts.items()}
    by_level = {LEVELS[level]: count for level, count in found.by_level.counts.items()}
    by_hour = {f"{hour}": count for hour, count in found.by_hour.counts.items()}
    return {
        "plots": [
            plot_of("Cases by day", by_day),
            plot_of("Cases by level", by_level),
            plot_of("Cases by hour of the day", by_hour),
        ],
        "signs": list(found.by_indicator.counts.items()),
        "verdicts": [(VERDICTS[Verdict(name)], count) for name, count in found.verdicts.counts.items()],
    }
