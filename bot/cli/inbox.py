"""`signpost inbox`: taking messages into the editors' inbox."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from bot.cli.django_setup import database_in_words, start_django
from bot.cli.errors import CommandError
from bot.cli.looking_again import look_again

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
        look_again("inbox", _once, every_seconds=every)
        return
    count, asked = _once()
    Console(highlight=False).print(f"{count} messages came in.")
    if not asked:
        raise CommandError("The live model cannot be asked just now; they are read when it can.")


def _once() -> tuple[int, bool]:
    from django.db import close_old_connections

    from bot.web.workbench.inbox_filling import fill as take_in

    close_old_connections()
    with database_in_words():
        filled = take_in(most=_AT_ONCE)
    return filled.messages, filled.model_asked
