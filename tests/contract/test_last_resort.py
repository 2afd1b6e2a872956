"""A web server whose guidance is broken still says whom to ring."""

from __future__ import annotations

import pytest

from bot.content.errors import ContentError
from bot.web.gateway import failures, last_resort
from bot.web.gateway.guidance import pack
from tests.shapes import assert_failure

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch, settings, tmp_path):
    """Guidance that was whole at the start of yesterday, and cannot be read today."""
    settings.LAST_RESORT = tmp_path / last_resort.LAST_RESORT_FILE
    last_resort.write_last_resort(settings.LAST_RESORT, pack())

    def faulty():
        raise ContentError("a fault")

    for where in ("bot.web.gateway.failures", "bot.web.gateway.api", "bot.web.widget.views"):
        monkeypatch.setattr(f"{where}.pack", faulty)
        monkeypatch.setattr(f"{where}.composer", faulty)
    return settings


def test_the_api_still_says_whom_to_ring(broken, gateway):
    """Every request to the API gets an error in the usual shape, with the contacts of the last guidance."""
    for response in (gateway.post("/api/v1/conversations"), gateway.get("/api/v1/contacts")):
        body = assert_failure(response, 500, "failsafe")
        assert "01472 326292" in body["error"]["message"]
    assert_failure(gateway.get("/api/v1/nowhere"), 404, "unknown")


def test_the_page_still_says_whom_to_ring(broken, gateway):
    """Who opens the chat page sees 999 and the duty team's number, to tap on."""
    response = gateway.get("/")

    assert response.status_code == 500
    page = response.content.decode()
    assert response.headers["Content-Type"].startswith("text/html")
    assert '<a href="tel:999">999</a>' in page
    assert '<a href="tel:01472326292">01472 326292</a>, option 5' in page


@pytest.mark.parametrize("content", [None, b"", b"{", b"{}", b'{"message": 1, "contacts": {}}', b"\xff"])
def test_a_last_resort_that_is_not_whole_is_none(tmp_path, content):
    """Half of the file is not shown as if it were the whole."""
    file = tmp_path / "last_resort.json"
    if content is not None:
        file.write_bytes(content)

    assert last_resort.read_last_resort(file) is None


def test_the_file_says_what_the_guidance_says(tmp_path):
    """The words and numbers come out of the guidance, and say nothing of an hour that nobody knows."""
    file = tmp_path / "folder" / "last_resort.json"
    last_resort.write_last_resort(file, pack())

    message, contacts = last_resort.read_last_resort(file)

    assert message == failures.failure_body("failsafe")["error"]["message"]
    assert contacts.duty_team.phone == pack().contacts["duty_team"].phone
    assert contacts.open_now is False
    assert contacts.hours == pack().contacts["duty_team"].when
