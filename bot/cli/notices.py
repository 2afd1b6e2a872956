"""`signpost notices`: telling the duty team of new cases."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from bot.cli.django_setup import database_in_words, start_django
from bot.cli.errors import CommandError
from bot.cli.looking_again import look_again

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
        look_again("notices", _once, every_seconds=every)
        return
    sent, failed = _once()
    Console(highlight=False).print(f"{sent} sent, {failed} failed and tried again later.")
    if failed:
        raise CommandError("Not every notice could be sent; the log says what kind of failure it was.")


def _once() -> tuple[int, int]:
    from django.db import close_old_connections
    from django.utils import timezone

    from bot.web.cases.notices import send_due
    from bot.web.gateway.guidance import pack

    close_old_connections()
    with database_in_words():
        done = send_due(pack(), timezone.now())
    return done.sent, done.failed
