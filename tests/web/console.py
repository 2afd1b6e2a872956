"""The console as a member of staff uses it in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, expect

from tests.staff.people import PASSWORD

# Pages ask every five seconds what is new.
LIVE_MS = 12_000


@dataclass
class Console:
    """A browser window of one member of staff."""

    page: Page
    site: str

    def sign_in(self, username: str) -> Console:
        """Sign in with the password of all test accounts."""
        self.page.goto(f"{self.site}/account/sign-in/")
        self.page.get_by_label("User name").fill(username)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.press("Sign in")
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()
        return self

    def queue(self) -> Console:
        """Open the queue."""
        self.page.goto(f"{self.site}/duty/")
        return self

    def case(self, reference: str) -> Console:
        """Open a case."""
        self.page.goto(f"{self.site}/duty/cases/{reference}/")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(reference)
        return self

    def press(self, name: str) -> None:
        """Press a button. Where it sends a form, wait for the page that comes back: what was asked for is done then,
        and another press does not take its place."""
        button = self.page.get_by_role("button", name=name, exact=True)
        if not button.evaluate("one => one.type === 'submit' && one.form !== null"):
            button.click()
            return
        with self.page.expect_navigation():
            button.click()

    @property
    def told(self) -> Locator:
        """What the page says about what was just done."""
        return self.page.locator(".told")

    @property
    def faults(self) -> Locator:
        """What the page says about what could not be done."""
        return self.page.locator(".faults:visible")


@contextmanager
def window(browser: Browser, site: str, *, width: int = 1400, scripts: bool = True) -> Iterator[Console]:
    """Open a window with a browser profile of its own; a script that raises or a broken policy fails the test."""
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": 950}, java_script_enabled=scripts)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield Console(page, site)
    context.close()
    assert faults == []
