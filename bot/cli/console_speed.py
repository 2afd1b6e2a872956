"""`signpost console-speed`: how long the console's pages take with many cases."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.errors import CommandError

LIMIT_MS = 300
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
) -> None:
    """Measure the console's pages at the server, with a database of its own that is removed again."""
    with tempfile.TemporaryDirectory(prefix="signpost-speed-") as folder:
        os.environ["SIGNPOST_WEB_DB"] = str(Path(folder) / "web.sqlite3")
        os.environ.pop("SIGNPOST_WEB_DB_NAME", None)
        os.environ.setdefault("SIGNPOST_SECRET_KEY", "for-measuring-alone")
        os.environ["DJANGO_SETTINGS_MODULE"] = "bot.web.settings"
        import django

        django.setup()
        client, reference = _prepared(cases)
        searches = ("", "?page=100", "?q=message%2C+number+77", "?level=emergency", "?state=all")
        pages = [f"/duty/{search}" for search in searches]
        pages += [f"/duty/cases/{reference}/", "/duty/statistics/", "/duty/audit/"]
        measured = [_measured(client, page, tries) for page in pages]
    table = Table(title=f"{cases} cases, {tries} tries")
    for name in ("page", "median ms", "95 % ms", "95 % busy ms", "database questions"):
        table.add_column(name)
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


def _prepared(cases: int) -> tuple[Any, str]:
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from django.test import Client

    from bot.web.accounts.models import Account
    from bot.web.accounts.roles import Role
    from bot.web.cases.seeding import first_case, seed

    call_command("migrate", verbosity=0)
    case = first_case()
    seed(cases - 1, case)
    # What making the cases has left in memory belongs to no web server, and tidying it up to no page.
    gc.collect()
    gc.freeze()
    account = Account.objects.create_user("measure")
    account.groups.set([Group.objects.get_or_create(name=role.value)[0] for role in Role])
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account, backend=_PASSWORDS)
    return client, case.reference


def _measured(client: Any, page: str, tries: int) -> Speed:
    from django.db import connection

    asked = 0

    def counted(execute: Any, *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*arguments)

    client.get(page)
    with connection.execute_wrapper(counted):
        response = client.get(page)
    if response.status_code != 200:
        raise CommandError(f"{page} gave {response.status_code}; expected 200.")
    taken, busy = [], []
    for _ in range(tries):
        begun, begun_busy = time.perf_counter(), time.process_time()
        client.get(page)
        taken.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - begun_busy) * 1000)
    return Speed(page, sorted(taken)[len(taken) // 2], _slow(taken), _slow(busy), asked)


def _slow(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]
