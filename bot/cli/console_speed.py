"""`signpost console-speed`: how long the console's pages take with many cases."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote, urlsplit

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.errors import CommandError

LIMIT_MS = 300
_DATABASE = "signpost_console_speed"
_PASSWORDS = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Speed:
    """How long a page takes, in milliseconds: the middle one of all tries and the slow one of twenty, by the clock on
    the wall; the slow one of twenty by the processor's, which other work on the machine does not touch; and how often
    the database is asked."""

    page: str
    median_ms: float
    p95_ms: float
    p95_busy_ms: float
    questions: int


def console_speed(
    cases: Annotated[int, typer.Option(help="how many invented cases")] = 10_000,
    tries: Annotated[int, typer.Option(help="how often each page is asked for")] = 40,
    limit: Annotated[int, typer.Option(help="how many milliseconds a page may take")] = LIMIT_MS,
    postgres: Annotated[
        str,
        typer.Option(help="measure on this PostgreSQL server, such as postgresql://user:password@host:5432/postgres"),
    ] = "",
) -> None:
    """Measure the console's pages at the server, with a database of its own that is removed again."""
    with _database(postgres):
        client, reference = _prepared(cases)
        measured = [_measured(client, page, tries, **headers) for page, headers in _pages(reference)]
    table = Table(title=f"{cases} cases, {tries} tries")
    for name in ("page", "median ms", "95 % ms", "95 % busy ms", "database questions"):
        table.add_column(name, overflow="fold")
    for speed in measured:
        table.add_row(
            speed.page,
            f"{speed.median_ms:.0f}",
            f"{speed.p95_ms:.0f}",
            f"{speed.p95_busy_ms:.0f}",
            str(speed.questions),
        )
    Console().print(table)
    slow = [speed.page for speed in measured if speed.p95_ms > limit]
    if slow:
        raise CommandError(f"Slower than {limit} ms: {', '.join(slow)}.")


def _pages(reference: str) -> list[tuple[str, dict[str, str]]]:
    """Return what is asked for, with the headers of a request that an open page makes by itself where it is one."""
    searches = ("", "?page=100", "?q=number+77", "?q=words+that+nobody+wrote", "?level=emergency", "?state=all")
    pages = [f"/duty/{search}" for search in (*searches, "?indicator=attendance", "?owner=mine")]
    pages += [f"/duty/cases/{reference}/", "/duty/statistics/", "/duty/audit/"]
    pages += [f"/duty/audit/?subject={reference}", "/duty/audit/audit.csv"]
    pages += [f"/duty/cases/{reference}/case.json", f"/duty/cases/{reference}/case.pdf"]
    background = {"HTTP_X_SIGNPOST_BACKGROUND": "1"}
    by_itself = [(page, background) for page in ("/duty/", f"/duty/cases/{reference}/")]
    return [*((page, {}) for page in pages), *by_itself]


@contextmanager
def _database(postgres: str) -> Iterator[None]:
    """Set Django up with an empty database, which is gone afterwards."""
    os.environ.setdefault("SIGNPOST_SECRET_KEY", "for-measuring-alone")
    os.environ["DJANGO_SETTINGS_MODULE"] = "bot.web.settings"
    with tempfile.TemporaryDirectory(prefix="signpost-speed-") as folder:
        os.environ["SIGNPOST_WEB_DB"] = str(Path(folder) / "web.sqlite3")
        os.environ.pop("SIGNPOST_WEB_DB_NAME", None)
        if postgres:
            with _on_postgres(postgres):
                yield
        else:
            _start()
            yield


@contextmanager
def _on_postgres(address: str) -> Iterator[None]:
    import psycopg2

    def tell(*statements: str) -> None:
        try:
            connection = psycopg2.connect(address, connect_timeout=5)
        except psycopg2.Error as error:
            raise CommandError(f"No PostgreSQL answers at --postgres ({type(error).__name__}).") from error
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.close()

    tell(f"DROP DATABASE IF EXISTS {_DATABASE}", f"CREATE DATABASE {_DATABASE}")
    parts = urlsplit(address)
    values = {
        "NAME": _DATABASE,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }
    os.environ.update({f"SIGNPOST_WEB_DB_{name}": value for name, value in values.items()})
    try:
        _start()
        yield
    finally:
        from django.db import connections

        connections.close_all()
        tell(f"DROP DATABASE IF EXISTS {_DATABASE}")


def _start() -> None:
    import django

    django.setup()


def _prepared(cases: int) -> tuple[Any, str]:
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from django.test import Client

    from bot.web.accounts.models import Account
    from bot.web.accounts.roles import Role
    from bot.web.cases.seeding import first_case, seed

    call_command("migrate", verbosity=0)
    case = first_case()
    account = Account.objects.create_user("measure")
    account.groups.set([Group.objects.get_or_create(name=role.value)[0] for role in Role])
    seed(cases - 1, case, account)
    _count_rows()
    # What making the cases has left in memory belongs to no web server, and tidying it up to no page.
    gc.collect()
    gc.freeze()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account, backend=_PASSWORDS)
    return client, case.reference


def _count_rows() -> None:
    """Let the database know how many rows it has, as it does by itself in the hours in which so many come together."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _measured(client: Any, page: str, tries: int, **headers: str) -> Speed:
    from django.db import connection

    asked = 0

    def counted(execute: Any, *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*arguments)

    def ask() -> Any:
        response = client.get(page, **headers)
        return b"".join(response) if response.streaming else response.content

    status = client.get(page, **headers).status_code
    if status != 200:
        raise CommandError(f"{page} gave {status}; expected 200.")
    with connection.execute_wrapper(counted):
        ask()
    taken, busy = [], []
    for _ in range(tries):
        begun, begun_busy = time.perf_counter(), time.process_time()
        ask()
        taken.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - begun_busy) * 1000)
    name = f"{page} (by itself)" if headers else page
    return Speed(name, sorted(taken)[len(taken) // 2], _slow(taken), _slow(busy), asked)


def _slow(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]
