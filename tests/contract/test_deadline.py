"""A request waits for other writers of the database no longer than it has time for."""

from __future__ import annotations

import pytest
from django.db import connection

from bot.web.gateway.deadline import Deadline, waiting_until

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="asks SQLite how long it waits"),
]


def _limit() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("seconds", "milliseconds"), [(2.0, 2000), (0.1, 300), (-5, 300)])
def test_a_writer_waits_as_long_as_there_is_time(seconds, milliseconds):
    """The limit is the time that is left, and a moment where none is; afterwards it is as before."""
    before = _limit()

    with waiting_until(Deadline.after(seconds)):
        assert _limit() == pytest.approx(milliseconds, abs=50)

    assert _limit() == before


def test_the_limit_is_never_longer_than_the_database_s_own():
    """Much time left does not make a writer wait longer than usual."""
    before = _limit()

    with waiting_until(Deadline.after(60)):
        assert _limit() == before


def test_a_failure_inside_puts_the_limit_back():
    """Whatever goes wrong inside, the next request waits as usual."""
    before = _limit()

    with pytest.raises(ZeroDivisionError), waiting_until(Deadline.after(1)):
        raise ZeroDivisionError

    assert _limit() == before
