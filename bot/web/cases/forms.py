"""Forms of a case. Each carries the version of the case that the person saw."""

from __future__ import annotations

from typing import Any

from django import forms

from bot.advice.level import Level
from bot.content.pack import Pack
from bot.review.outcomes import Outcome, Verdict
from bot.web.accounts.models import Account
from bot.web.accounts.roles import May, Role, allowed
from bot.web.cases.words import LEVELS, VERDICTS

_REASON = forms.CharField(label="Reason", required=False, max_length=400, widget=forms.TextInput)


class DeedForm(forms.Form):
    """The version, and a reason where the deed needs one."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = _REASON


class HandOverForm(DeedForm):
    """To whom a case is handed over."""

    to = forms.ModelChoiceField(
        label="Hand over to",
        queryset=Account.objects.none(),
        empty_label="choose a colleague",
        error_messages={"required": "Choose a colleague", "invalid_choice": "Choose a colleague from the list"},
    )

    def __init__(self, account: Account, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        roles = [role.value for role in Role if May.WORK_CASES in allowed([role])]
        colleagues = Account.objects.filter(is_active=True, groups__name__in=roles).exclude(pk=account.pk).distinct()
        self.fields["to"].queryset = colleagues.order_by("username")  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """A note."""

    text = forms.CharField(
        label="New note",
        max_length=4000,
        help_text="Without names, like everything here. The case goes by its reference.",
        error_messages={"required": "Write the note", "max_length": "Keep the note under 4,000 characters"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LineForm(forms.Form):
    """A line for the practitioner's chat."""

    text = forms.CharField(
        label="Write to the practitioner",
        error_messages={"required": "Write something to send"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OutcomeForm(forms.Form):
    """What the duty team made of the case."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label="Was the advice right?",
        choices=[(verdict.value, words) for verdict, words in VERDICTS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the advice was right"},
    )
    level = forms.ChoiceField(
        label="Right level, where it should have been another",
        required=False,
        choices=[("", "choose a level"), *((level.slug, LEVELS[level.slug]) for level in reversed(Level))],
    )
    indicators = forms.MultipleChoiceField(
        label="Signs that the concern does show, where they were wrong",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reasons = forms.CharField(
        label="Why, where you disagree",
        required=False,
        max_length=2000,
        help_text="The content editors read this beside the masked messages. No names.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, pack: Pack, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [(item.id, item.label) for item in pack.indicators.values()]
        self.fields["indicators"].choices = choices  # type: ignore[attr-defined]

    def outcome(self) -> Outcome:
        """Return the outcome; the form must be valid."""
        given = self.cleaned_data
        return Outcome(
            Verdict(given["verdict"]),
            given["reasons"],
            Level.from_slug(given["level"]) if given["level"] else None,
            frozenset(given["indicators"]),
        )


class FilterForm(forms.Form):
    """A name for the present search."""

    name = forms.CharField(
        label="Keep this search as",
        max_length=60,
        error_messages={"required": "Give the search a name", "max_length": "Keep the name under 60 characters"},
    )
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
