"""Wrong tries at signing in: counted, and after a few of them the account stays shut for a while."""

from __future__ import annotations

import time
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import F
from django.utils import timezone

from bot.web.accounts.models import Account
from bot.web.audit.record import Deed, record

_WINDOW_SECONDS = 600


def too_many_from(address: str) -> bool:
    """Return whether a network address has been wrong so often that it is not listened to for some minutes."""
    return int(cache.get(_name(address)) or 0) >= settings.SIGN_IN_TRIES_PER_ADDRESS


def count_wrong(account: Account | None, address: str) -> None:
    """Count a wrong try against the address and, where there is such an account, against it; shut it after a few."""
    cache.add(_name(address), 0, timeout=2 * _WINDOW_SECONDS)
    cache.incr(_name(address))
    if account is None:
        return
    Account.objects.filter(pk=account.pk).update(failed_tries=F("failed_tries") + 1)
    account.refresh_from_db(fields=["failed_tries"])
    if account.failed_tries >= settings.SIGN_IN_TRIES:
        until = timezone.now() + timedelta(minutes=settings.SIGN_IN_LOCKED_MINUTES)
        Account.objects.filter(pk=account.pk).update(locked_until=until, failed_tries=0)
        record(Deed(account.username, "account_locked", f"account {account.username}"))


def forget_wrong(account: Account) -> None:
    """Start counting anew after a right try."""
    Account.objects.filter(pk=account.pk).update(failed_tries=0, locked_until=None)


def _name(address: str) -> str:
    return f"sign-in:{address}:{int(time.time() // _WINDOW_SECONDS)}"
