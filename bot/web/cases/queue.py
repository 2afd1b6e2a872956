"""The queue: which cases are looked for, and in which order. The number of questions to the database is fixed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bot.content.pack import Pack
from bot.review.clocks import clock
from bot.review.reference import normalised
from bot.review.states import State
from bot.web.accounts.models import Account
from bot.web.cases.hours import duty_hours
from bot.web.cases.models import CaseIndicator, Escalation, Note
from bot.web.cases.words import LEVELS, STATES
from bot.web.gateway.models import Message

PAGE_SIZE = 50
_EARLIEST, _LATEST = date(1970, 1, 1), date(2200, 1, 1)
_OPEN, _ALL = "open", "all"


class QueueForm(forms.Form):
    """What is looked for; every field may be empty."""

    q = forms.CharField(label="Reference or words", required=False, max_length=200)
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "all open"), *((state.value, STATES[state]) for state in State), (_ALL, "all, closed too")],
    )
    level = forms.ChoiceField(label="Level", required=False)
    indicator = forms.ChoiceField(label="Sign", required=False)
    owner = forms.ChoiceField(
        label="Whose", required=False, choices=[("", "everybody's"), ("mine", "mine"), ("nobody", "nobody's yet")]
    )
    since = forms.DateField(label="Made from", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="Made until", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, pack: Pack, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        signs = [(item.id, item.label) for item in pack.indicators.values()]
        self._choices("level", [("", "every level"), *LEVELS.items()])
        self._choices("indicator", [("", "every sign"), *signs])
        for name in ("since", "until"):
            self.fields[name].error_messages["invalid"] = "Enter a date, such as 2026-03-10"

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def is_used(self) -> bool:
        """Whether anything is looked for."""
        return any(self.data.get(name) for name in self.fields)


@dataclass(frozen=True)
class Row:
    """A case as it stands in the queue."""

    case: Escalation
    labels: tuple[str, ...]
    due: datetime
    left: timedelta | None
    is_overdue: bool


def found(form: QueueForm, account: Account) -> QuerySet[Escalation]:
    """Return the cases that are looked for, most urgent first; within one urgency the earliest clock.

    With a fault in the form, the cases that its other fields look for.
    """
    form.is_valid()
    asked = form.cleaned_data
    cases = _in_state(Escalation.objects.all(), str(asked.get("state") or ""))
    if asked.get("level"):
        cases = cases.filter(level=None if asked["level"] == "unclear" else asked["level"])
    if asked.get("indicator"):
        shows = CaseIndicator.objects.filter(escalation=OuterRef("pk"), indicator=asked["indicator"])
        cases = cases.filter(Exists(shows))
    if asked.get("owner") == "mine":
        cases = cases.filter(owner=account)
    elif asked.get("owner") == "nobody":
        cases = cases.filter(owner=None)
    if asked.get("since"):
        cases = cases.filter(made_at__gte=_midnight(asked["since"]))
    if asked.get("until"):
        cases = cases.filter(made_at__lt=_midnight(asked["until"]) + timedelta(days=1))
    if asked.get("q"):
        cases = cases.filter(_matches(asked["q"].strip()))
    return cases.order_by("-rank", "answer_due", "id")


def rows(cases: QuerySet[Escalation], pack: Pack, now: datetime) -> list[Row]:
    """Return a page of cases with their signs and clocks."""
    hours = duty_hours(pack)
    made = []
    # The whole advice of each case is long, and stands on its own page.
    held = cases.select_related("owner", "holder").prefetch_related("indicators").defer("advised")
    for case in held:
        labels = tuple(dict.fromkeys(item.label for item in case.indicators.all()))
        running = case.told_at is None and case.state_value.is_open
        overdue = running and case.answer_due < now
        left = clock(hours, case.answer_due, now).left if running and not overdue else None
        made.append(Row(case, labels, case.answer_due, left, overdue))
    return made


def unread_count() -> int:
    """Return how many open cases nobody has looked at since they were made, rose or were opened again."""
    unread = Q(looked_at=None) | Q(looked_at__lt=F("raised_at"))
    return Escalation.objects.filter(unread).exclude(state=State.CLOSED.value).count()


def latest_raised() -> str:
    """Return a mark that changes whenever a case is made or rises; empty where there is none."""
    latest = Escalation.objects.order_by("-raised_at").values_list("raised_at", flat=True).first()
    return latest.isoformat() if latest else ""


def _in_state(cases: QuerySet[Escalation], state: str) -> QuerySet[Escalation]:
    if state == _ALL:
        return cases
    if state in {one.value for one in State}:
        return cases.filter(state=state)
    return cases.exclude(state=State.CLOSED.value)


def _matches(words: str) -> Q:
    reference = normalised(words)
    if reference is not None:
        return Q(reference=reference)
    said = Message.objects.filter(conversation=OuterRef("conversation"), text__icontains=words)
    noted = Note.objects.filter(escalation=OuterRef("pk"), text__icontains=words)
    return Q(reference__icontains=words) | Exists(said) | Exists(noted)


def _midnight(day: date) -> datetime:
    # The first and the last days of the calendar cannot be moved to another time zone.
    day = min(max(day, _EARLIEST), _LATEST)
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.TIME_ZONE))
