"""Forms of the account pages. Labels and faults are in the words of the label."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role


class SignInForm(forms.Form):
    """User name and password."""

    username = forms.CharField(
        label="User name",
        max_length=150,
        error_messages={"required": "Enter your user name"},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """A one-time code."""

    code = forms.CharField(
        label="Six-digit code from your app",
        max_length=12,
        error_messages={"required": "Enter the six-digit code"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class PasswordForm(forms.Form):
    """A new password, with the present one to prove who asks."""

    present = forms.CharField(
        label="Your present password",
        strip=False,
        error_messages={"required": "Enter your present password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="Your new password",
        strip=False,
        error_messages={"required": "Enter a new password"},
        help_text="At least 12 characters. Three words that do not belong together are easy to remember. "
        "A password that many people use, or that is like your user name, is not taken.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, account: Account, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._account = account

    def clean_present(self) -> str:
        present: str = self.cleaned_data["present"]
        if not self._account.check_password(present):
            raise forms.ValidationError("This is not your present password")
        return present

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self._account)
        if self._account.check_password(new):
            raise forms.ValidationError("Choose a password that is not your present one")
        return new


class ConfirmPasswordForm(forms.Form):
    """The present password, to prove who asks."""

    present = PasswordForm.base_fields["present"]


class StaffForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label="User name", max_length=150, error_messages={"required": "Enter a user name for the new account"}
    )
    email = forms.EmailField(
        label="E-mail address (needed for single sign-on only)",
        required=False,
        error_messages={"invalid": "Enter an e-mail address, with a name, an @ and the address of the council"},
    )
    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=[(role.value, role.label) for role in Role],
        error_messages={"required": "Choose at least one role"},
        widget=forms.CheckboxSelectMultiple,
    )


class RolesForm(forms.Form):
    """The roles of an account."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=[(role.value, role.label) for role in Role],
        error_messages={"required": "Choose at least one role; to shut somebody out, disable the account"},
        widget=forms.CheckboxSelectMultiple,
    )
