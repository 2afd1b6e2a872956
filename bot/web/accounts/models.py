"""Accounts of staff."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import models

from bot.web.accounts.roles import May, Role, allowed


class Account(AbstractUser):
    """A member of staff. Roles are groups of the same name; `is_staff` and `is_superuser` open nothing here."""

    # Passwords given by somebody else are changed at the first sign-in.
    must_change_password = models.BooleanField(default=False)
    failed_tries = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    # The secret of one-time codes, where the person uses them, and the time step of the last code that was taken.
    code_secret = models.CharField(max_length=64, blank=True)
    code_step = models.BigIntegerField(default=0)
    # Who this is at the council's single sign-on: issuer and subject.
    single_sign_on = models.CharField(max_length=400, null=True, blank=True, unique=True)
    # In the console: shortcuts of a single key, and the sound for a new case, are each person's own choice.
    shortcuts = models.BooleanField(default=True)

    REQUIRED_FIELDS: list[str] = []

    @property
    def roles(self) -> tuple[Role, ...]:
        """The account's roles, in the order of `Role`; read once for each request."""
        if not hasattr(self, "_roles"):
            names = {group.name for group in self.groups.all()}
            self._roles = tuple(role for role in Role if role.value in names)
        return self._roles

    def forget_roles(self) -> None:
        """Read the roles anew when they are next asked for, because they have changed."""
        if hasattr(self, "_roles"):
            del self._roles

    def may(self, permission: May) -> bool:
        """Return whether the account is open and one of its roles has the permission."""
        return self.is_active and permission in allowed(self.roles)

    def locked_at(self, moment: datetime) -> bool:
        """Return whether too many wrong tries keep the account shut at a moment."""
        return self.locked_until is not None and moment < self.locked_until
