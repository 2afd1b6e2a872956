"""The short code under which the duty team finds a case: `NEL-7F3K2`, easy to say on the phone and hard to mishear."""

from __future__ import annotations

import secrets

PREFIX = "NEL"
# 23 signs, a prime number, so that the check sign catches every single slip and every swap of neighbours.
# Left out because they look or sound like another sign: 0, 1, 5, B, G, I, L, O, Q, S, U, V, Z.
ALPHABET = "2346789ACDEFHJKMNPRTWXY"
_RANDOM_SIGNS = 4


def new_reference() -> str:
    """Return a reference drawn at random; the caller makes sure that it is not taken."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM_SIGNS))
    return f"{PREFIX}-{body}{_check_sign(body)}"


def normalised(written: str) -> str | None:
    """Return a reference as it is stored, from one typed with other case or spacing; None where it cannot be right."""
    signs = "".join(sign for sign in written.upper() if sign.isalnum()).removeprefix(PREFIX)
    if len(signs) != _RANDOM_SIGNS + 1 or any(sign not in ALPHABET for sign in signs):
        return None
    body, check = signs[:-1], signs[-1]
    return f"{PREFIX}-{signs}" if _check_sign(body) == check else None


def _check_sign(body: str) -> str:
    total = sum((place + 2) * ALPHABET.index(sign) for place, sign in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]
