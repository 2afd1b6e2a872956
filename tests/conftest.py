"""What all tests need: the audit refuses to be emptied, and a test database has to be."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="session")
def _audit_lets_test_databases_go() -> None:
    """Take the audit's triggers away while a test database is emptied, and put them back after it."""
    from django.db import connection
    from django.test import TransactionTestCase

    from bot.web.audit import triggers

    empty = TransactionTestCase._fixture_teardown

    def emptied(self: Any) -> None:
        if type(self)._fixture_teardown is not emptied:  # a rolled-back test leaves nothing to empty
            return empty(self)
        triggers.remove(connection)
        try:
            empty(self)
        finally:
            triggers.install(connection)
        return None

    TransactionTestCase._fixture_teardown = emptied
