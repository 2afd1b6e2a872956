"""A browser, the real pages, and a fake Rasa behind them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, sync_playwright

from bot.reply.compose import Composer
from bot.web.cases import taking
from bot.web.chat import views
from bot.web.gateway import api, guidance
from tests.canned import HOME_ALONE, KNIFE, SMASHING, TIMESCALES, Canned, an_open_hour
from tests.web.chat import Chat
from tests.web.fake_rasa import FakeRasa, serving

CHROMIUM = os.environ.get("SIGNPOST_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PICTURES = Path(__file__).parents[2] / "docs" / "img"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium; for a module alone, because its event loop would be in the way of other tests."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    # Playwright keeps a loop in this thread; Django would take the database work of the fixtures for a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def canned() -> Canned:
    """Replies as the action server makes them."""
    return Canned(guidance.pack())


@pytest.fixture
def rasa(canned: Canned) -> Iterator[FakeRasa]:
    """A fake Rasa that knows a few messages and rings the duty team about all others."""
    fake = FakeRasa(
        canned.duty_team(),
        {
            HOME_ALONE: canned.mash(),
            SMASHING: canned.question(),
            KNIFE: canned.emergency(),
            TIMESCALES: canned.answer(),
            "what's the weather": canned.decline(),
        },
    )
    with serving(fake):
        yield fake


@pytest.fixture
def site(live_server: Any, rasa: FakeRasa, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the running pages; hour and reference stand still, so that pictures change only with the pages."""
    settings.RASA_URL = rasa.url
    clocked = Composer(guidance.pack(), an_open_hour)
    monkeypatch.setattr(views, "composer", lambda: clocked)
    monkeypatch.setattr(taking, "new_reference", lambda: "NEL-7F3K2")
    for made_once in (api.rasa_client, api.door):
        made_once.cache_clear()
    cache.clear()
    yield live_server.url
    for made_once in (api.rasa_client, api.door):
        made_once.cache_clear()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of a fresh browser profile; it fails the test where a script raises or a policy is broken."""
    context = browser.new_context(locale="en-GB", viewport={"width": 900, "height": 1000})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def chat(page: Page, site: str) -> Chat:
    """The chat page, loaded and ready to write in."""
    return Chat(page, site).open()
