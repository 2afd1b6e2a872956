"""A browser, the real pages, and a fake Rasa behind them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.reply.compose import Composer
from bot.review.reference import new_reference
from bot.web.cases import taking
from bot.web.gateway import api, guidance
from bot.web.widget import views
from tests.canned import HOME_ALONE, KNIFE, SMASHING, TIMESCALES, Canned, an_open_hour
from tests.web.chat import Chat
from tests.web.fake_rasa import FakeRasa, serving
from tests.web.host_site import HostSite, host_site
from tests.web.slowness import slowed

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
        yield slowed(chromium)
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


@pytest.fixture(autouse=True)
def _static_files_as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the application serve its static files, as it does when it runs; the live server would not ask it."""
    monkeypatch.setattr(StaticFilesHandler, "_should_handle", lambda self, path: False)


@pytest.fixture
def site(live_server: Any, rasa: FakeRasa, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the running pages; day, hour and reference are the same in every run, and so are the pictures."""
    settings.RASA_URL = rasa.url
    clocked = Composer(guidance.pack(), an_open_hour)
    for asked in (views, api):
        monkeypatch.setattr(asked, "composer", lambda: clocked)
    first = ["NEL-7F3K2"]
    monkeypatch.setattr(taking, "new_reference", lambda: first.pop() if first else new_reference())
    began = time.monotonic()
    monkeypatch.setattr(timezone, "now", lambda: an_open_hour() + timedelta(seconds=time.monotonic() - began))
    for made_once in (api.rasa_client, api.door_of):
        made_once.cache_clear()
    cache.clear()
    yield live_server.url
    for made_once in (api.rasa_client, api.door_of):
        made_once.cache_clear()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile, of which a test may open several tabs. It fails the test where a script raises or a
    policy is broken."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London", viewport={"width": 900, "height": 1000})
    faults: list[str] = []

    def watch(page: Page) -> None:
        page.clock.set_fixed_time(an_open_hour())
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)

    context.on("page", watch)
    yield context
    context.close()
    assert faults == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of a fresh browser profile."""
    return context.new_page()


@pytest.fixture
def chat(page: Page, site: str) -> Chat:
    """The page at our own address, loaded and ready to write in."""
    return Chat(page, site).open()


@pytest.fixture
def foreign(site: str, settings: Any) -> Iterator[HostSite]:
    """Somebody else's site, on another origin, whose policy allows our origin and no inline style or script."""
    with host_site(site) as other:
        settings.CORS_ALLOWED_ORIGINS = [other.url]
        yield other


@pytest.fixture
def take_picture(page: Page) -> Callable[[str], None]:
    """Take a picture of the tab for the documents."""

    def taken(name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        # From the top: what stays in sight would otherwise stand in the middle of the picture.
        page.evaluate("() => scrollTo(0, 0)")
        page.screenshot(path=PICTURES / name, full_page=True, animations="disabled")

    return taken
