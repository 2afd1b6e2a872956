"""The health report names each part and whether it is up."""

from __future__ import annotations

import httpx
import pytest
from django.db import OperationalError, connection

from bot.content.errors import ContentError
from bot.web.gateway import health
from bot.web.gateway.masking import Masking, masking

pytestmark = pytest.mark.django_db
PARTS = ["gateway", "database", "knowledge", "masking", "rasa", "actions"]


@pytest.fixture
def all_up(rasa, monkeypatch):
    """Every part answers."""
    masking().masked("warmed up", wait_seconds=5)
    rasa.sends({"model_file": "signpost-1.tar.gz", "num_active_training_jobs": 0})
    monkeypatch.setattr(health.httpx, "get", lambda *args, **kwargs: httpx.Response(200, json={"status": "ok"}))
    return rasa


def _report(gateway, status):
    response = gateway.get("/api/v1/health")
    assert response.status_code == status
    body = response.json()
    assert body["up"] is (status == 200)
    assert [part["name"] for part in body["parts"]] == PARTS
    return {part["name"]: part for part in body["parts"]}


def test_with_every_part_up_the_report_is_200_and_names_versions(gateway, all_up):
    """Where all is well each part is up, and model and guidance are named."""
    parts = _report(gateway, 200)

    assert all(part["up"] for part in parts.values())
    assert parts["rasa"]["version"] == "signpost-1.tar.gz"
    assert parts["knowledge"]["version"]


def _down(gateway):
    return {name for name, part in _report(gateway, 503).items() if not part["up"]}


def test_rasa_away_is_named(gateway, all_up):
    """Where Rasa is away it alone is down."""
    all_up.fails(httpx.ConnectError)

    assert _down(gateway) == {"rasa"}


def test_rasa_without_a_model_is_down(gateway, all_up):
    """A Rasa that has no model loaded counts as down."""
    all_up.sends({"model_file": "", "num_active_training_jobs": 0})

    assert _down(gateway) == {"rasa"}


@pytest.mark.parametrize("body", [[], None, "garbage", {}])
def test_rasa_talking_nonsense_is_down(gateway, all_up, body):
    """A status that cannot be read counts as down."""
    all_up.sends(body)

    assert _down(gateway) == {"rasa"}


def test_actions_away_is_named(gateway, all_up, monkeypatch):
    """Where the action server is away it alone is down."""

    def away(*args, **kwargs):
        raise httpx.ConnectError("away")

    monkeypatch.setattr(health.httpx, "get", away)

    assert _down(gateway) == {"actions"}


def test_actions_in_trouble_is_named(gateway, all_up, monkeypatch):
    """An action server that answers with an error counts as down."""
    monkeypatch.setattr(health.httpx, "get", lambda *args, **kwargs: httpx.Response(500))

    assert _down(gateway) == {"actions"}


def test_database_away_is_named(gateway, all_up):
    """Where the database is away it alone is down."""

    def away(execute, sql, params, many, context):
        raise OperationalError("away")

    with connection.execute_wrapper(away):
        assert _down(gateway) == {"database"}


def test_guidance_with_faults_is_named(gateway, all_up, monkeypatch):
    """Where the guidance cannot be read it alone is down."""

    def faulty():
        raise ContentError("a fault")

    monkeypatch.setattr(health, "pack", faulty)

    assert _down(gateway) == {"knowledge"}


def test_masking_that_cannot_be_loaded_is_named(gateway, all_up, monkeypatch):
    """Where messages cannot be masked, masking alone is down."""

    def broken(text):
        raise OSError("secret-word")

    broken_masking = Masking(broken)
    monkeypatch.setattr("bot.web.gateway.api.masking", lambda: broken_masking)

    assert _down(gateway) == {"masking"}


def test_the_report_holds_no_secret(gateway, all_up, settings):
    """No token and no address stands in the report."""
    content = gateway.get("/api/v1/health").content.decode()

    assert settings.RASA_TOKEN not in content
    assert "http" not in content
