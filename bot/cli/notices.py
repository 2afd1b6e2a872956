"""`signpost notices`: telling the duty team of new cases."""

from __future__ import annotations

import logging
import signal
import time
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.django_setup import start_django
from bot.cli.errors import CommandError

logger = logging.getLogger(__name__)
app = typer.Typer(no_args_is_help=True, help="Notices of cases: what is due is sent, by e-mail and webhook.")


@app.callback()
def notices() -> None:
    """Notices of cases: what is due is sent, by e-mail and webhook."""


@app.command()
def run(
    every: Annotated[int, typer.Option(help="go on, and look again after so many seconds; 0 looks once")] = 0,
) -> None:
    """Send every notice that is due."""
    start_django()
    if every:
        _go_on(every)
        return
    sent, failed = _once()
    Console(highlight=False).print(f"{sent} sent, {failed} failed and tried again later.")
    if failed:
        raise CommandError("Not every notice could be sent; the log says what kind of failure it was.")


def _go_on(every: int) -> None:
    signal.signal(signal.SIGTERM, _end)
    while True:
        try:
            _once()
        except Exception as error:
            # Whatever is wrong here, the chat must go on: the supervisor would end all of it with this process.
            logger.error("notices: %s", type(error).__name__)
        time.sleep(every)


def _once() -> tuple[int, int]:
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from bot.web.cases.notices import send_due
    from bot.web.gateway.guidance import pack

    close_old_connections()
    try:
        done = send_due(pack(), timezone.now())
    except DatabaseError as error:
        raise CommandError(
            f"The database cannot be used ({type(error).__name__}). Make it first: signpost run --prepare-only."
        ) from error
    return done.sent, done.failed


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
