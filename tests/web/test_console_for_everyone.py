"""The staff pages for people who use no mouse, a small screen, large text or a screen reader."""

from __future__ import annotations

import pytest

from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role
from bot.web.audit.record import Deed, record
from bot.web.cases import deeds, taking
from bot.web.cases.deeds import By
from bot.web.cases.seeding import seed
from tests.staff.cases import a_case, canned, says, version_of
from tests.staff.people import with_roles
from tests.web.axe import violations
from tests.web.conftest import PICTURES
from tests.web.console import window
from tests.web.test_console import do_whole_life


@pytest.fixture
def everything(browser, site, settings, monkeypatch):
    """A lead who may open every page but the administrator's, and cases in many states."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    references = iter(["NEL-7F3K2", "NEL-M4X9T", "NEL-C8R2H"])
    monkeypatch.setattr(taking, "new_reference", lambda: next(references))
    lead = with_roles("robin", Role.LEAD, Role.DUTY, Role.ADMIN)
    with_roles("blue", Role.DUTY)
    case = a_case()
    says(case.conversation, "He came in with a burn and could not say how", canned().emergency())
    seed(58, a_case("emergency"))
    record(Deed("robin", "case_viewed", "case NEL-AAAAA", "new", "seen", "a reason"))
    do_whole_life(lead, a_case("duty_team"))
    with window(browser, site) as console:
        console.sign_in("robin")
        yield console, case


PAGES = [
    "/duty/",
    "/duty/?level=emergency&q=message",
    "/duty/?since=x&state=closed",
    "/duty/cases/{case}/",
    "/duty/statistics/",
    "/duty/audit/",
    "/account/",
    "/account/password/",
    "/account/codes/",
    "/account/codes/remove/",
    "/account/staff/",
    "/account/staff/{account}/",
]


def _opened(console, case, path):
    account = Account.objects.get(username="blue")
    console.page.goto(console.site + path.format(case=case.reference, account=account.pk))
    console.page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")


def test_no_page_has_a_barrier(everything):
    """Every page, with all of it unfolded, meets WCAG 2.2 AA as far as axe can tell, wide and on a phone."""
    console, case = everything
    found = []
    for path in PAGES:
        for width in (1400, 375):
            console.page.set_viewport_size({"width": width, "height": 900})
            _opened(console, case, path)
            found += [f"{path} at {width}: {violation}" for violation in violations(console.page)]

    assert found == []


def test_no_page_scrolls_sideways_on_a_phone(everything):
    """At 320 pixels nothing but a table in a frame of its own is wider than the screen."""
    console, case = everything
    console.page.set_viewport_size({"width": 320, "height": 700})
    wide = []
    for path in PAGES:
        _opened(console, case, path)
        if console.page.evaluate("() => document.documentElement.scrollWidth") > 320:
            wide.append(path)

    assert wide == []


def test_faults_have_no_barriers(everything):
    """A form that was not taken, a conflict, a closed case and pages that refuse meet WCAG 2.2 AA too."""
    console, case = everything
    console.case(case.reference)
    console.press("Claim this case")
    console.press("Close the case")
    assert violations(console.page) == []
    console.press("Record outcome")
    assert violations(console.page) == []
    says(case.conversation, "again", canned().mash("a burn and a bruise", "unexplained_injury", "a burn"))
    console.press("I advised the referrer")
    assert "has changed since you opened it" in console.page.content()
    assert violations(console.page) == []
    for path in ("/duty/cases/NEL-NONE/", "/account/nothing/", "/duty/statistics/?since=x"):
        console.page.goto(console.site + path)
        assert violations(console.page) == []
    console.press("Sign out")
    assert violations(console.page) == []
    console.press("Sign in")
    assert violations(console.page) == []


@pytest.fixture
def a_morning(browser, site, settings, monkeypatch):
    """A duty worker's window on an ordinary morning: a few cases of every kind."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    references = iter(["NEL-7F3K2", "NEL-M4X9T", "NEL-C8R2H", "NEL-PW3A6", "NEL-9TDK4"])
    monkeypatch.setattr(taking, "new_reference", lambda: next(references))
    for duty, role in (("robin", Role.LEAD), ("blue", Role.DUTY)):
        with_roles(duty, role)
    blue = Account.objects.get(username="blue")
    case = a_case()
    says(case.conversation, "She says she is scared of the dark and there is no food", canned().answer())
    a_case("emergency")
    a_case("duty_team")
    owned = a_case("person")
    deeds.look(owned, blue)
    deeds.claim(By(blue, owned.reference, version_of(owned)))
    deeds.tell(By(blue, owned.reference, version_of(owned)))
    with window(browser, site) as console:
        console.sign_in("robin")
        yield console, case


def test_pictures_for_the_guide(a_morning):
    """The pictures of the guide show the pages as they are."""
    console, case = a_morning
    PICTURES.mkdir(parents=True, exist_ok=True)
    console.queue().page.screenshot(path=PICTURES / "console-queue.png")
    console.case(case.reference)
    console.press("Claim this case")
    console.page.screenshot(path=PICTURES / "console-case.png", full_page=True)


def test_the_pages_as_they_look_on_a_phone(a_morning):
    """On a phone the queue and what to do come before the long conversation."""
    console, case = a_morning
    console.page.set_viewport_size({"width": 390, "height": 844})
    console.queue()
    first = console.page.locator(".queue tbody tr").first
    assert first.bounding_box()["width"] <= 390
    console.case(case.reference)
    claim = console.page.get_by_role("button", name="Claim this case").bounding_box()
    chat = console.page.locator("#live-transcript").bounding_box()
    assert claim["y"] < chat["y"]
