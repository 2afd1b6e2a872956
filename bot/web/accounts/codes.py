"""One-time codes from an app on the person's phone (RFC 6238), for those who switch them on."""

from __future__ import annotations

import time

import pyotp

from bot.web.accounts.models import Account

_ISSUER = "Signpost"
# One step of 30 s before and after: clocks of phones are not exact.
_SLACK_STEPS = 1
_STEP_SECONDS = 30


def new_secret() -> str:
    """Return a secret to put into an authenticator app."""
    return pyotp.random_base32()


def address_for_app(account: Account, secret: str) -> str:
    """Return the `otpauth://` address that an authenticator app understands."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=_ISSUER)


def is_right(secret: str, code: str) -> bool:
    """Return whether a code belongs to the secret now; for setting codes up, when none has been used yet."""
    return _step_of(secret, code) is not None


def take(account: Account, code: str) -> bool:
    """Return whether a code is right and has not been used; it is used with that. Of two tries at once one wins."""
    step = _step_of(account.code_secret, code)
    if step is None:
        return False
    return Account.objects.filter(pk=account.pk, code_step__lt=step).update(code_step=step) == 1


def _step_of(secret: str, code: str) -> int | None:
    digits = code.replace(" ", "")
    now = int(time.time()) // _STEP_SECONDS
    made = pyotp.TOTP(secret)
    for step in range(now - _SLACK_STEPS, now + _SLACK_STEPS + 1):
        if pyotp.utils.strings_equal(made.at(step * _STEP_SECONDS), digits):
            return step
    return None
