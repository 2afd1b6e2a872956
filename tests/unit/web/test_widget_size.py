"""How heavy the chat is for the page that hosts it."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from django.test import RequestFactory

from bot.web.widget import views

FOLDER = Path(views.__file__).parent / "static" / "widget"
# For our own page alone; no host page loads these.
OUR_PAGE = {"page.css", "icon.svg"}
LIMIT_BYTES = 40_000


def _weight(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def test_the_widget_and_all_it_loads_stay_under_forty_kilobytes(capsys):
    """The tag's script, every module and the style together are under 40 kB gzipped, loaded or not."""
    weights = {path.name: _weight(path.read_bytes()) for path in sorted(FOLDER.iterdir()) if path.name not in OUR_PAGE}
    weights["the tag's script"] = _weight(views.script(RequestFactory().get("/static/widget.js")).content)
    total = sum(weights.values())
    with capsys.disabled():
        sys.stdout.write(f"\nThe widget weighs {total / 1000:.1f} kB gzipped, of {LIMIT_BYTES // 1000} allowed.\n")

    assert {"start.js", "widget.css"} <= set(weights)
    assert total < LIMIT_BYTES, weights


def test_no_module_has_a_number_to_ring():
    """Numbers and addresses come from the guidance pack, with the script of the tag."""
    for path in FOLDER.iterdir():
        text = path.read_text(encoding="utf-8")
        assert "01472" not in text, path.name
        assert "999'" not in text, path.name
