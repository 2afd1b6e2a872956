"""Forms of training, publishing and going back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from bot.teaching.draft import Draft

_REASON = {
    "required": "Say why; the reason stands in the history",
    "max_length": "Keep the reason under 200 characters",
}


class TrainForm(forms.Form):
    """What to learn, and why."""

    draft = forms.ChoiceField(
        label="What to learn",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose a draft that is still open"},
    )
    why = forms.CharField(label="Why", max_length=200, error_messages=_REASON)

    def __init__(self, drafts: Sequence[Draft], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [(draft.id, _words(draft)) for draft in drafts]
        self.fields["draft"].choices = [*choices, ("", "The training files as they are")]  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """Why a candidate goes live."""

    why = forms.CharField(label="Why", max_length=200, error_messages=_REASON)


class GoBackForm(forms.Form):
    """To which model, and why; both may be left out, because going back must be quick."""

    to = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    why = forms.CharField(label="Why (you can leave this empty)", required=False, max_length=200)


def _words(draft: Draft) -> str:
    count = len(draft.edits)
    return f"{draft.why}: {count} {'change' if count == 1 else 'changes'} by {draft.who}"
