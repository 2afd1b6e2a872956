"""Making and changing accounts: by command and on the administrator's page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from typer.testing import CliRunner

from bot.cli import account as command
from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role
from bot.web.accounts.staff import AccountError, add_account, change_roles
from bot.web.audit.models import AuditEntry
from tests.staff.conftest import entered, sign_in
from tests.staff.people import with_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def signpost(monkeypatch):
    """Run `signpost account ...` on the test database."""
    monkeypatch.setattr(command, "start_django", lambda: None)

    def run(*words: str):
        return CliRunner().invoke(command.app, list(words))

    return run


def test_the_first_account_is_made_by_command_and_can_sign_in(signpost):
    """The command prints a first password; with it the person gets in and has to choose another."""
    result = signpost("add", "jo", "--role", "lead", "--role", "admin")

    assert result.exit_code == 0, result.output
    password = re.search(r"First password: (\S+)", result.output).group(1)
    client = Client()
    assert sign_in(client, "jo", password).status_code == 302
    assert client.get("/account/").headers["Location"] == "/account/password/"
    assert Account.objects.get().roles == (Role.LEAD, Role.ADMIN)
    assert AuditEntry.objects.filter(who="the command line", action="account_added", after="lead, admin").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "jo", "--role", "duty"), "There is an account jo already"),
        (("add", "JO", "--role", "duty"), "There is an account JO already"),
        (("add", "j o", "--role", "duty"), "A user name has letters"),
        (("role", "nobody", "--role", "duty"), "There is no account nobody"),
        (("disable", "nobody"), "There is no account nobody"),
        (("reset", "nobody"), "There is no account nobody"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(signpost, words, told):
    """A name that is taken, that cannot be one or that nobody has gives a sentence and an exit code."""
    with_roles("jo", Role.LEAD)

    result = signpost(*words)

    assert result.exit_code == 1
    assert told in str(result.exception)


def test_roles_change_from_the_next_click_on(signpost):
    """Somebody who is no longer on the duty team loses its pages without signing in again."""
    client = entered(with_roles("jo", Role.ADMIN))
    assert client.get("/account/staff/").status_code == 200

    assert signpost("role", "jo", "--role", "duty").exit_code == 0

    assert client.get("/account/staff/").status_code == 403


def test_disabling_and_enabling(signpost):
    """A disabled account is out; enabled it gets in again."""
    with_roles("jo", Role.DUTY)
    signpost("disable", "jo")
    assert sign_in(Client(), "jo").status_code == 422
    signpost("enable", "jo")
    assert sign_in(Client(), "jo").status_code == 302


def test_a_reset_takes_locks_and_codes_off(signpost):
    """After a reset the printed password alone lets the person in."""
    with_roles("jo", Role.DUTY, code_secret="ABCDEFGHIJKLMNOP")
    for _ in range(5):
        sign_in(Client(), "jo", "wrong")

    password = re.search(r"password of jo: (\S+)", signpost("reset", "jo").output).group(1)

    assert sign_in(Client(), "jo", password).headers["Location"] == "/duty/"
    assert Account.objects.get().must_change_password


def test_the_list_names_accounts_roles_and_state(signpost):
    """The list says who has an account, with which roles, and who is disabled."""
    with_roles("ada", Role.DUTY)
    with_roles("bo", Role.EDITOR, Role.LEAD, is_active=False)

    assert signpost("list").output.splitlines() == ["ada: duty", "bo: editor, lead (disabled)"]


def test_nobody_is_left_without_a_role():
    """To have an account is to have a role."""
    with pytest.raises(AccountError):
        add_account("jo", [], by="x")
    with pytest.raises(AccountError):
        change_roles(with_roles("ada", Role.DUTY), [], by="x")


def test_the_administrator_adds_an_account_and_sees_its_password_once(as_admin):
    """The page shows the first password after adding, and not when it is loaded again."""
    page = as_admin.post("/account/staff/", {"username": "jo", "roles": ["duty", "lead"]}).content.decode()
    password = re.search(r'class="secret">(\w+)<', page).group(1)

    assert password not in as_admin.get("/account/staff/").content.decode()
    assert sign_in(Client(), "jo", password).status_code == 302


@pytest.mark.parametrize("form", [{}, {"username": "x"}, {"username": "x", "roles": ["king"]}, {"roles": ["duty"]}])
def test_an_account_that_cannot_be_is_refused_in_words(as_admin, form):
    """A form without name or role, or with a role that is none, makes no account."""
    assert as_admin.post("/account/staff/", form).status_code == 422
    assert Account.objects.count() == 1


@pytest.mark.parametrize("deed", ["roles", "open", "reset"])
def test_nobody_changes_the_own_account_here(as_admin, admin, deed):
    """An administrator cannot lock out, demote or reset themselves by accident."""
    form = {"roles": ["duty"], "open": "no"}

    assert as_admin.post(f"/account/staff/{admin.pk}/{deed}/", form).status_code == 422

    admin.refresh_from_db()
    assert admin.is_active
    assert Account.objects.get().roles == (Role.ADMIN,)


def test_the_administrator_changes_disables_and_resets(as_admin, duty):
    """Roles, state and password of another account are changed, and each change is on record."""
    as_admin.post(f"/account/staff/{duty.pk}/roles/", {"roles": ["lead"]})
    as_admin.post(f"/account/staff/{duty.pk}/open/", {"open": "no"})
    as_admin.post(f"/account/staff/{duty.pk}/open/", {"open": "yes"})
    as_admin.post(f"/account/staff/{duty.pk}/reset/")

    changed = Account.objects.get(pk=duty.pk)
    assert changed.roles == (Role.LEAD,)
    assert changed.is_active and changed.must_change_password
    entries = AuditEntry.objects.filter(who="admin1", subject="account duty1").values_list("action", "before", "after")
    assert list(entries) == [
        ("account_roles", "duty", "lead"),
        ("account_disabled", "", ""),
        ("account_opened", "", ""),
        ("account_reset", "", ""),
    ]
