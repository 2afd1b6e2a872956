"""Staff as the pages meet them, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role
from tests.staff.people import PASSWORD, with_roles

Enter = Callable[..., Client]


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    """Start every test with no try counted."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _quick_hashes(settings) -> None:
    """Argon2 is slow on purpose; one test alone looks at the real setting."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def duty(db: None) -> Account:
    """Somebody of the duty team."""
    return with_roles("duty1", Role.DUTY)


@pytest.fixture
def lead(db: None) -> Account:
    """The lead."""
    return with_roles("lead1", Role.LEAD)


@pytest.fixture
def admin(db: None) -> Account:
    """Somebody who looks after accounts."""
    return with_roles("admin1", Role.ADMIN)


@pytest.fixture
def as_duty(duty: Account) -> Client:
    """A browser in which the duty worker is signed in."""
    return entered(duty)


@pytest.fixture
def as_lead(lead: Account) -> Client:
    """A browser in which the lead is signed in."""
    return entered(lead)


@pytest.fixture
def as_admin(admin: Account) -> Client:
    """A browser in which the administrator is signed in."""
    return entered(admin)


def entered(account: Account) -> Client:
    """Return a client that is signed in."""
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str):
    """Send the sign-in form and return the response."""
    return client.post("/account/sign-in/", {"username": username, "password": password, **more})
