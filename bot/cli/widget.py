"""`signpost widget`: what a host page needs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.errors import CommandError
from bot.content.errors import ContentError
from bot.content.pack import DEFAULT_PACK, load_pack
from bot.reply.wording import Wording
from bot.web.widget.static_block import static_block

app = typer.Typer(no_args_is_help=True, help="What a page needs that hosts the chat.")


@app.callback()
def main() -> None:
    """What a page needs that hosts the chat."""


@app.command()
def block(folder: Annotated[Path, typer.Argument(help="the pack's folder")] = DEFAULT_PACK) -> None:
    """Print the HTML to paste into a host page: whom to ring, without any script."""
    try:
        pack = load_pack(folder)
    except ContentError as error:
        raise CommandError(str(error)) from error
    typer.echo(static_block(Wording(pack)))
