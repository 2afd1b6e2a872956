"""The workbench without a browser: a small project of its own, and a live model that is a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role
from tests.staff.conftest import entered
from tests.staff.people import with_roles
from tests.workbench.pretend_model import PretendModel
from tests.workbench.small_project import made_in, pretending


@pytest.fixture(autouse=True)
def _quick_hashes(settings) -> None:
    """Argon2 is slow on purpose; one test alone looks at the real setting."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def project(tmp_path: Path, settings) -> Path:
    """A project with few examples and a copy of the guidance, in which a test can change files."""
    return made_in(tmp_path, settings)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[PretendModel]:
    """A live model that understands what a test tells it to."""
    with pretending(monkeypatch) as pretend:
        yield pretend


@pytest.fixture
def editor(db: None) -> Account:
    """Somebody who teaches."""
    return with_roles("editor1", Role.EDITOR)


@pytest.fixture
def as_editor(editor: Account) -> Client:
    """A browser in which the editor is signed in."""
    return entered(editor)


@pytest.fixture
def as_second(db: None) -> Client:
    """A browser in which another editor is signed in."""
    return entered(with_roles("editor2", Role.EDITOR))


@pytest.fixture
def as_third(db: None) -> Client:
    """A browser in which a third one is signed in, who leads."""
    return entered(with_roles("lead1", Role.LEAD))
