"""`signpost inbox`: taking messages into the editors' inbox."""

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
app = typer.Typer(no_args_is_help=True, help="The editors' inbox: messages that are worth a look.")
_AT_ONCE = 200


@app.callback()
def inbox() -> None:
    """The editors' inbox: messages that are worth a look."""


@app.command()
def fill(
    every: Annotated[int, typer.Option(help="go on, and look again after so many seconds; 0 looks once")] = 0,
) -> None:
    """Take new messages into the inbox, as the live model understands them."""
    start_django()
    if every:
        _go_on(every)
        return
    count, asked = _once()
    Console(highlight=False).print(f"{count} messages came in.")
    if not asked:
        raise CommandError("The live model cannot be asked just now; they are read when it can.")


def _go_on(every: int) -> None:
    signal.signal(signal.SIGTERM, _end)
    while True:
        try:
            _once()
        except Exception as error:
            # Whatever is wrong here, the chat must go on: the supervisor would end all of it with this process.
            logger.error("inbox: %s", type(error).__name__)
        time.sleep(every)


def _once() -> tuple[int, bool]:
    from django.db import DatabaseError, close_old_connections

    from bot.web.workbench.inbox_filling import fill as take_in

    close_old_connections()
    try:
        filled = take_in(most=_AT_ONCE)
    except DatabaseError as error:
        raise CommandError(
            f"The database cannot be used ({type(error).__name__}). Make it first: signpost run --prepare-only."
        ) from error
    return filled.messages, filled.model_asked


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
