"""The chat as a person uses it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass
class Chat:
    """The chat page in a browser."""

    page: Page
    address: str

    def open(self) -> Chat:
        """Load the page and wait until one can write."""
        self.page.goto(self.address)
        expect(self.box).to_be_visible()
        return self

    @property
    def box(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_label("Describe what you have seen or heard")

    def say(self, text: str, *, patience_ms: int = 5000) -> Locator:
        """Write a message, send it and return the reply."""
        before = self.page.locator(".reply").count()
        self.box.fill(text)
        self.page.get_by_role("button", name="Send").click()
        return self.await_reply(before + 1, patience_ms=patience_ms)

    def await_reply(self, count: int, *, patience_ms: int = 5000) -> Locator:
        """Wait for that many replies and return the last of them."""
        # Looked at with every frame; an `expect` looks once a second, too seldom for the tests that measure time.
        there = f"() => document.querySelectorAll('.reply').length === {count}"
        self.page.wait_for_function(there, timeout=patience_ms)
        return self.page.locator(".reply").nth(count - 1)
