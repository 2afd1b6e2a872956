"""Accounts for tests."""

from __future__ import annotations

from django.contrib.auth.models import Group

from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role

PASSWORD = "plenty-of-quiet-harbours"


def with_roles(name: str, *roles: Role, **more: object) -> Account:
    """Return an account with these roles and the password of all test accounts."""
    account = Account.objects.create_user(name, password=PASSWORD, **more)
    account.groups.set([Group.objects.get_or_create(name=role.value)[0] for role in roles])
    return account
