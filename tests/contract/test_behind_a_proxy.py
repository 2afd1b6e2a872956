"""Behind a proxy with TLS the page's own address is known without being listed; without one nobody can pretend."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from bot.web import settings as shipped
from tests.shapes import assert_failure

pytestmark = pytest.mark.django_db
FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "signpost.example.org", "X-Forwarded-For": "192.0.2.7"}
OWN = "https://signpost.example.org"


@pytest.fixture
def behind(settings):
    """The settings as `SIGNPOST_BEHIND_TLS_PROXY=1` makes them."""
    settings.BEHIND_TLS_PROXY = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.USE_X_FORWARDED_HOST = True
    settings.ALLOWED_HOSTS = ["signpost.example.org", "127.0.0.1"]
    return settings


@pytest.fixture
def listed(settings):
    """The name is one of ours, but no proxy is."""
    settings.ALLOWED_HOSTS = ["signpost.example.org", "127.0.0.1"]
    return settings


def _start(gateway, **headers):
    return gateway.post("/api/v1/conversations", headers={"Host": "127.0.0.1:8000", **headers})


def test_our_own_page_is_known_behind_a_proxy(behind, gateway):
    """A page under the address that the proxy serves may ask, although the web server itself speaks plain HTTP."""
    assert _start(gateway, Origin=OWN, **FORWARDED).status_code == 201


@pytest.mark.parametrize(
    "origin",
    [
        "http://signpost.example.org",
        "https://evil.example",
        "http://127.0.0.1:8000",
        "https://signpost.example.org.evil",
    ],
)
def test_other_pages_stay_foreign_behind_a_proxy(behind, gateway, origin):
    """Behind a proxy only the proxy's own address is ours."""
    assert_failure(_start(gateway, Origin=origin, **FORWARDED), 403, "not_yours")


def test_a_name_that_is_not_ours_is_refused_behind_a_proxy(behind, gateway):
    """A forwarded name must be one of `SIGNPOST_HOSTS`."""
    forwarded = {**FORWARDED, "X-Forwarded-Host": "evil.example"}

    assert_failure(_start(gateway, Origin="https://evil.example", **forwarded), 400, "malformed")


def test_without_a_proxy_its_headers_are_not_believed(listed, gateway):
    """Who writes the headers of a proxy that is not there gains nothing."""
    assert_failure(_start(gateway, Origin=OWN, **FORWARDED), 403, "not_yours")


def test_conversations_are_counted_by_the_address_that_the_proxy_saw(behind, gateway):
    """Behind a proxy each network address has a limit of its own, and what a client adds itself does not count."""
    behind.CONVERSATIONS_PER_MINUTE = 1
    pretended = {**FORWARDED, "X-Forwarded-For": "203.0.113.9, 192.0.2.7"}
    other = {**FORWARDED, "X-Forwarded-For": "192.0.2.8"}

    assert _start(gateway, **FORWARDED).status_code == 201
    assert_failure(_start(gateway, **pretended), 429, "too_many")
    assert _start(gateway, **other).status_code == 201


def test_without_a_proxy_the_address_cannot_be_made_up(listed, gateway):
    """A client that writes other addresses into its requests is counted as one."""
    listed.CONVERSATIONS_PER_MINUTE = 1

    assert _start(gateway, **FORWARDED).status_code == 201
    assert_failure(_start(gateway, **{**FORWARDED, "X-Forwarded-For": "192.0.2.8"}), 429, "too_many")


@pytest.mark.parametrize(("value", "believed"), [("1", True), ("", False), ("0", False), ("no", False)])
def test_the_variable_decides(monkeypatch, value, believed):
    """`SIGNPOST_BEHIND_TLS_PROXY=1`, and nothing else, makes the headers believed."""
    monkeypatch.setenv("SIGNPOST_BEHIND_TLS_PROXY", value)

    made = runpy.run_path(str(Path(shipped.__file__)))

    assert made["BEHIND_TLS_PROXY"] is believed
    assert made.get("USE_X_FORWARDED_HOST", False) is believed
    assert ("SECURE_PROXY_SSL_HEADER" in made) is believed
