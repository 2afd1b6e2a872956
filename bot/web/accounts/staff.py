"""Making and changing accounts, for the command and for the administrator's page alike. Everything is audited."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from django.contrib.auth.models import Group
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role
from bot.web.audit.record import Deed, record

# Twelve of 31 signs that are hard to take for each other: some 59 bits, and it is changed at the first sign-in.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 12
PROVIDER = "single sign-on"
"""Who stands in the audit for what the council's single sign-on decides."""


class AccountError(Exception):
    """An account cannot be made or changed; the message says why in plain words."""


def add_account(username: str, roles: Collection[Role], *, email: str = "", by: str) -> str:
    """Make an account and return its first password, which has to be changed at the first sign-in.

    Raises:
        AccountError: The name is taken or cannot be one, or no role is given.
    """
    name = Account.normalize_username(username.strip())
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError:
        raise AccountError("A user name has letters, digits and . _ - @ + only, and at least one of them.") from None
    if Account.objects.filter(username__iexact=name).exists():
        raise AccountError(f"There is an account {name} already.")
    if not roles:
        raise AccountError("Give at least one role.")
    password = _new_password()
    with transaction.atomic():
        account = Account.objects.create_user(name, email=email, password=password, must_change_password=True)
        _set_groups(account, roles)
        record(Deed(by, "account_added", f"account {name}", after=_words(roles)))
    return password


def add_account_of_provider(email: str, identity: str) -> Account:
    """Make an account without a password for somebody whom single sign-on vouches for, named by the e-mail address.
    It has no role yet.

    Raises:
        AccountError: The name is taken or cannot be one.
    """
    try:
        UnicodeUsernameValidator()(email)
        with transaction.atomic():
            account = Account.objects.create_user(email, email=email, single_sign_on=identity)
            record(Deed(PROVIDER, "account_added", f"account {email}"))
    except (ValidationError, IntegrityError) as error:
        raise AccountError("An account of that name cannot be made.") from error
    return account


def take_roles_of_provider(account: Account, roles: Collection[Role]) -> None:
    """Give an account the roles that single sign-on says, and take every other one away, the last one too."""
    with transaction.atomic():
        before, after = _words(account.roles), _words(roles)
        if before != after:
            _set_groups(account, roles)
            record(Deed(PROVIDER, "account_roles", f"account {account.username}", before or "none", after or "none"))


def account_named(username: str) -> Account:
    """Return an account by its name, whatever the case.

    Raises:
        AccountError: There is none.
    """
    account = Account.objects.filter(username__iexact=username.strip()).first()
    if account is None:
        raise AccountError(f"There is no account {username.strip()}.")
    return account


def change_roles(account: Account, roles: Collection[Role], *, by: str) -> None:
    """Give an account these roles and no others; they hold from its next click on.

    Raises:
        AccountError: No role is given; to shut somebody out, disable the account.
    """
    if not roles:
        raise AccountError("Give at least one role. To shut somebody out, disable the account.")
    with transaction.atomic():
        before = _words(account.roles)
        _set_groups(account, roles)
        record(Deed(by, "account_roles", f"account {account.username}", before, _words(roles)))


def set_open(account: Account, is_open: bool, *, by: str) -> None:
    """Open an account, or shut it, which ends its sign-ins too."""
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(is_active=is_open)
        record(Deed(by, "account_opened" if is_open else "account_disabled", f"account {account.username}"))


def reset(account: Account, *, by: str) -> str:
    """Return a new first password; locks and one-time codes are taken off, and sign-ins of the account end."""
    password = _new_password()
    with transaction.atomic():
        account.set_password(password)
        account.must_change_password, account.locked_until, account.failed_tries = True, None, 0
        account.code_secret = ""
        account.save()
        record(Deed(by, "account_reset", f"account {account.username}"))
    return password


def _set_groups(account: Account, roles: Collection[Role]) -> None:
    account.groups.set([Group.objects.get_or_create(name=role.value)[0] for role in roles])
    account.forget_roles()


def _words(roles: Collection[Role]) -> str:
    return ", ".join(role.value for role in Role if role in roles)


def _new_password() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
