"""The staff pages for people who use no mouse, a small screen, large text or a screen reader."""

from __future__ import annotations

import pytest

from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role
from bot.web.audit.record import Deed, record
from bot.web.cases import taking
from bot.web.cases.seeding import seed
from tests.staff.cases import a_case, canned, says
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
    for _ in range(3):
        for summary in console.page.locator("details:not([open]) > summary:visible").all():
            summary.click()


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


def test_pictures_for_the_guide(everything):
    """The pictures of the guide show the pages as they are."""
    console, case = everything
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, path in (
        ("queue", "/duty/"),
        ("case", f"/duty/cases/{case.reference}/"),
        ("numbers", "/duty/statistics/"),
    ):
        console.page.goto(console.site + path)
        console.page.screenshot(path=PICTURES / f"console-{name}.png")
