"""The chat as a person uses it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

# What the chat shows as an answer, be it the gateway's or its own.
ANSWERS = ".reply, .failsafe"


@dataclass
class Chat:
    """The chat on a page in a browser."""

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

    @property
    def log(self) -> Locator:
        """The transcript."""
        return self.page.get_by_role("log")

    @property
    def choices(self) -> Locator:
        """The buttons of every question."""
        return self.page.locator(".choices button")

    @property
    def replies(self) -> Locator:
        """Every answer that stands in the transcript."""
        return self.page.locator(ANSWERS)

    @property
    def progress(self) -> Locator:
        """Where the chat says what it is doing."""
        return self.page.locator(".progress")

    def button(self, name: str) -> Locator:
        """Return the button of that name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def write(self, text: str) -> None:
        """Write a message and send it."""
        self.box.fill(text)
        self.button("Send").click()

    def say(self, text: str, *, patience_ms: int = 5000) -> Locator:
        """Write a message, send it and return the answer."""
        before = self.replies.count()
        self.write(text)
        return self.await_reply(before + 1, patience_ms=patience_ms)

    def await_reply(self, count: int, *, patience_ms: int = 5000) -> Locator:
        """Wait for that many answers and return the last of them."""
        # Looked at with every frame; an `expect` looks once a second, too seldom for the tests that measure time.
        there = """([count, answers]) => {
            const chat = document.querySelector('signpost-chat')
            return chat?.shadowRoot.querySelectorAll(answers).length === count
        }"""
        self.page.wait_for_function(there, arg=[count, ANSWERS], timeout=patience_ms)
        return self.replies.nth(count - 1)

    def kept(self) -> str:
        """Return everything the browser keeps for this page."""
        return self.page.evaluate(
            "() => JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie, history.state])"
        )
