"""A slow machine, for tests that must not depend on how fast two steps follow each other.

`SIGNPOST_SLOW=6` makes the browser's processor six times slower, and the server answer each request after a random
while of up to six tenths of a second. Without it nothing is slowed down.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from playwright.sync_api import Browser, BrowserContext, Page, expect

TIMES = float(os.environ.get("SIGNPOST_SLOW", "1"))
# How long a test waits at the most for what it expects; Playwright's own is for an idle machine.
_PATIENCE_MS = 15_000


def slowed(browser: Browser) -> Browser:
    """Let whatever the browser opens be as slow as was asked for, and have tests wait long enough."""
    expect.set_options(timeout=_PATIENCE_MS)
    if TIMES <= 1:
        return browser
    new_context = browser.new_context

    def slow_context(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.on("page", _slow_down)
        return context

    browser.new_context = slow_context  # type: ignore[method-assign]
    return browser


def _slow_down(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": TIMES})


class SlowServer:
    """Django middleware: each answer comes after a while of its own, so that no two come in the order of the asking."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Wait before the work and after it: a change may be there long before its page."""
        self._wait(request)
        response = self.get_response(request)
        self._wait(request)
        return response

    @staticmethod
    def _wait(request: HttpRequest) -> None:
        # Scripts and styles are many: they wait little, each.
        longest = 0.01 if request.path.startswith("/static/") else 0.05
        time.sleep(random.uniform(0, longest * TIMES))
