"""Which parts are up."""

from __future__ import annotations

import httpx
from django.conf import settings
from django.db import DatabaseError, connection
from ninja import Schema

from bot.content.errors import ContentError
from bot.web.gateway.guidance import pack
from bot.web.gateway.masking import Masking
from bot.web.gateway.rasa_client import RasaClient


class PartHealth(Schema):
    """One part and whether it works; `version` where it has one."""

    name: str
    up: bool
    version: str | None = None


class HealthReport(Schema):
    """All parts; `up` only where each one is."""

    up: bool
    parts: list[PartHealth]


def health_report(rasa: RasaClient, masking: Masking) -> HealthReport:
    """Ask every part, at most two seconds each."""
    model = rasa.model_name()
    parts = [
        PartHealth(name="gateway", up=True),
        _database(),
        _knowledge(),
        PartHealth(name="masking", up=masking.is_ready()),
        PartHealth(name="rasa", up=model is not None, version=model),
        _actions(),
    ]
    return HealthReport(up=all(part.up for part in parts), parts=parts)


def _database() -> PartHealth:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return PartHealth(name="database", up=False)
    return PartHealth(name="database", up=True)


def _knowledge() -> PartHealth:
    try:
        return PartHealth(name="knowledge", up=True, version=pack().version)
    except ContentError:
        return PartHealth(name="knowledge", up=False)


def _actions() -> PartHealth:
    try:
        response = httpx.get(f"{settings.ACTION_URL}/health", timeout=2, trust_env=False)
    except httpx.HTTPError:
        return PartHealth(name="actions", up=False)
    return PartHealth(name="actions", up=response.status_code == 200)
