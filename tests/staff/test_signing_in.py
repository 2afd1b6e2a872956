"""Signing in: what lets somebody in, what keeps them out, and how long it lasts."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pyotp
import pytest
from django.conf import settings as real_settings
from django.test import Client
from django.utils import timezone

from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role
from bot.web.audit.models import AuditEntry
from tests.staff.conftest import entered, sign_in
from tests.staff.people import PASSWORD, with_roles

pytestmark = pytest.mark.django_db


def _is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_the_right_password_lets_in_and_is_recorded(client, duty):
    """A correct name, whatever its case, and password lead in, and the audit says so."""
    response = sign_in(client, "DUTY1")

    assert response.status_code == 302
    assert _is_in(client)
    assert AuditEntry.objects.filter(who="duty1", action="signed_in").count() == 1


@pytest.mark.parametrize(("name", "password"), [("duty1", "wrong"), ("nobody", PASSWORD), ("duty1", ""), ("", "")])
def test_anything_else_does_not(client, duty, name, password):
    """A wrong password, an unknown name and empty fields let nobody in, and say so in words."""
    response = sign_in(client, name, password)

    assert response.status_code == 422
    assert b"There is a problem" in response.content
    assert not _is_in(client)


def test_an_unknown_name_and_a_wrong_password_look_the_same(client, duty):
    """The page does not tell strangers which names exist."""
    pages = [sign_in(Client(), name, "wrong").content.decode() for name in ("duty1", "nobody")]
    told = [re.findall(r"<li>(.*?)</li>", page) for page in pages]

    assert told[0] == told[1]
    assert "Enter a correct user name and password" in told[0][0]


def test_after_five_wrong_tries_the_right_password_is_refused_too(client, duty):
    """An account shuts for a while after five wrong tries, and opens again by itself."""
    for _ in range(5):
        sign_in(client, "duty1", "wrong")

    assert sign_in(client, "duty1").status_code == 422
    assert AuditEntry.objects.filter(action="account_locked").count() == 1

    Account.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    assert sign_in(client, "duty1").status_code == 302


def test_a_right_try_forgets_the_wrong_ones(client, duty):
    """Four wrong tries, a right one and four wrong ones shut nothing."""
    for _ in range(2):
        for _ in range(4):
            sign_in(Client(), "duty1", "wrong")
        assert sign_in(Client(), "duty1").status_code == 302


def test_an_address_that_guesses_names_is_not_listened_to(client, duty, settings):
    """Many wrong tries from one address shut it out, whatever names it tries."""
    settings.SIGN_IN_TRIES_PER_ADDRESS = 10
    for number in range(10):
        sign_in(client, f"name{number}", "wrong")

    assert sign_in(client, "duty1").status_code == 422
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9"), "duty1").status_code == 302


def test_a_disabled_account_is_out_at_once(as_duty, duty):
    """Disabling an account ends its sign-ins and lets it in no more."""
    assert _is_in(as_duty)
    Account.objects.update(is_active=False)

    assert not _is_in(as_duty)
    assert sign_in(Client(), "duty1").status_code == 422


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client, duty, back):
    """After signing in the person stays on this site, whatever the link said."""
    assert sign_in(client, "duty1", next=back).headers["Location"].startswith("/")


def test_after_signing_in_one_is_where_one_wanted_to_be(client, duty):
    """A stranger who asks for a page is sent to sign in and then to that page."""
    asked = client.get("/account/password/")

    assert asked.headers["Location"] == "/account/sign-in/?next=%2Faccount%2Fpassword%2F"
    assert sign_in(client, "duty1", next="/account/password/").headers["Location"] == "/account/password/"


def test_the_session_gets_a_new_key_at_sign_in(client, duty):
    """A session key from before signing in is worth nothing after it."""
    client.get("/account/sign-in/")
    client.session["something"] = 1
    before = client.session.session_key
    sign_in(client, "duty1")

    assert client.session.session_key != before


def test_an_unused_sign_in_ends(as_duty, monkeypatch):
    """After half an hour without use the sign-in is over."""
    assert _is_in(as_duty)
    later = time.time() + 31 * 60
    monkeypatch.setattr("bot.web.accounts.sessions.time.time", lambda: later)

    assert not _is_in(as_duty)


def test_what_a_page_asks_by_itself_is_no_use(as_duty, monkeypatch):
    """The live queue does not keep somebody signed in who has gone home; it is told that the sign-in is over."""
    begun = time.time()
    assert _is_in(as_duty)
    for minutes in (10, 20, 29):
        monkeypatch.setattr("bot.web.accounts.sessions.time.time", lambda m=minutes: begun + m * 60)
        assert as_duty.get("/account/", headers={"X-Signpost-Background": "1"}).status_code == 200
    monkeypatch.setattr("bot.web.accounts.sessions.time.time", lambda: begun + 31 * 60)

    assert as_duty.get("/account/", headers={"X-Signpost-Background": "1"}).status_code == 401


def test_a_used_sign_in_ends_at_the_end_of_a_long_day(as_duty, monkeypatch):
    """However much it is used, a sign-in lasts ten hours and no longer."""
    begun = time.time()
    assert _is_in(as_duty)
    for minutes in range(20, 601, 20):
        monkeypatch.setattr("bot.web.accounts.sessions.time.time", lambda m=minutes: begun + m * 60)
        assert _is_in(as_duty) or minutes == 600
    monkeypatch.setattr("bot.web.accounts.sessions.time.time", lambda: begun + 601 * 60)

    assert not _is_in(as_duty)


def test_a_first_password_has_to_be_changed(client, db):
    """Somebody with a password that another person has seen gets to no other page before changing it."""
    with_roles("duty2", Role.DUTY, must_change_password=True)
    sign_in(client, "duty2")

    assert client.get("/account/staff/").headers["Location"] == "/account/password/"
    changed = client.post("/account/password/", {"present": PASSWORD, "new": "seven-grey-umbrellas"})
    assert changed.status_code == 302
    assert not Account.objects.get().must_change_password
    assert sign_in(Client(), "duty2", "seven-grey-umbrellas").status_code == 302


@pytest.mark.parametrize("new", ["short", "password12345", "123456789012345", PASSWORD, ""])
def test_a_weak_password_is_not_taken(as_duty, new):
    """Short, common, numeric, unchanged and empty passwords are refused in words."""
    response = as_duty.post("/account/password/", {"present": PASSWORD, "new": new})

    assert response.status_code == 422
    assert b"There is a problem" in response.content
    assert Account.objects.get().check_password(PASSWORD)


def test_a_password_is_not_changed_without_the_present_one(as_duty):
    """Somebody who finds a browser open cannot take the account over."""
    assert as_duty.post("/account/password/", {"present": "wrong", "new": "seven-grey-umbrellas"}).status_code == 422
    assert Account.objects.get().check_password(PASSWORD)


def test_changing_the_password_ends_other_sign_ins(as_duty, duty):
    """Whoever else was signed in with the old password is out."""
    other = entered(duty)
    assert _is_in(other)
    as_duty.post("/account/password/", {"present": PASSWORD, "new": "seven-grey-umbrellas"})

    assert _is_in(as_duty)
    assert not _is_in(other)


def test_passwords_are_kept_with_argon2():
    """The setting of the real site is Argon2."""
    from bot.web import settings as site

    assert site.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_cookies_are_out_of_reach(client, duty):
    """The session's cookie is secure, not for scripts, and not sent by other sites; so is the form's."""
    sign_in(client, "duty1")
    client.get("/account/")

    for cookie in (client.cookies[real_settings.SESSION_COOKIE_NAME], client.cookies["csrftoken"]):
        assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"


def test_a_form_without_its_token_is_refused(duty):
    """A form that another site sends is refused with a page, and changes nothing."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(duty)

    response = client.post("/account/shortcuts/", {"shortcuts": "off"})

    assert response.status_code == 403
    assert b"out of date" in response.content
    assert Account.objects.get().shortcuts


def test_pages_of_staff_are_not_kept_by_the_browser(as_duty):
    """The back button of the next person at this machine shows nothing."""
    assert as_duty.get("/account/").headers["Cache-Control"] == "no-store"


# ----- one-time codes


@pytest.fixture
def secret(as_duty) -> str:
    """The secret of a duty worker who has switched codes on."""
    as_duty.get("/account/codes/")
    made = as_duty.session["new_code_secret"]
    assert as_duty.post("/account/codes/", {"code": pyotp.TOTP(made).now()}).status_code == 302
    return made


def test_with_codes_on_the_password_alone_lets_nobody_in(client, secret):
    """After the password the code is asked for, and nothing else opens meanwhile."""
    assert sign_in(client, "duty1").headers["Location"] == "/account/code/"
    assert not _is_in(client)

    assert client.post("/account/code/", {"code": "000000"}).status_code == 422
    assert not _is_in(client)
    assert client.post("/account/code/", {"code": pyotp.TOTP(secret).now()}).status_code == 302
    assert _is_in(client)


def test_a_code_works_once(client, secret):
    """A code that somebody has read over a shoulder is worth nothing once used."""
    code = pyotp.TOTP(secret).now()
    sign_in(client, "duty1")
    client.post("/account/code/", {"code": code})
    other = Client()
    sign_in(other, "duty1")

    assert other.post("/account/code/", {"code": code}).status_code == 422
    assert not _is_in(other)


def test_wrong_codes_shut_the_account(client, secret):
    """Guessing codes ends after five tries, even with the right one."""
    sign_in(client, "duty1")
    for _ in range(5):
        client.post("/account/code/", {"code": "000000"})

    assert client.post("/account/code/", {"code": pyotp.TOTP(secret).now()}).status_code == 422
    assert not _is_in(client)


def test_codes_are_switched_off_with_the_password(as_duty, secret):
    """Codes go off only for somebody who knows the password."""
    assert as_duty.post("/account/codes/remove/", {"present": "wrong"}).status_code == 422
    assert Account.objects.get().code_secret
    assert as_duty.post("/account/codes/remove/", {"present": PASSWORD}).status_code == 302
    assert not Account.objects.get().code_secret


def test_the_code_page_by_itself_leads_nowhere(client, duty):
    """Without a right password before it the code page sends one to the beginning."""
    assert client.get("/account/code/").headers["Location"] == "/account/sign-in/"
    assert client.post("/account/code/", {"code": "123456"}).headers["Location"] == "/account/sign-in/"
