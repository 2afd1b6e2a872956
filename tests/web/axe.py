"""axe-core, which finds barriers in a page."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

FETCHED = Path(__file__).parents[2] / "var" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
AXE = Path(os.environ.get("SIGNPOST_AXE", FETCHED))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Return every barrier of the page as it stands, with where it is; none gives an empty list."""
    assert AXE.exists(), f"{AXE} is missing; tools/test.sh fetches it"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # Without preloading: axe would put styles of its own into the page, which its policy forbids.
    run = "rules => axe.run(document, {preload: false, runOnly: {type: 'tag', values: rules}})"
    found = page.evaluate(run, RULES)
    assert found["passes"]
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
