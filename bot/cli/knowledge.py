"""`signpost knowledge`: check a guidance pack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.errors import CommandError
from bot.content.errors import ContentError
from bot.content.pack import DEFAULT_PACK, load_pack

app = typer.Typer(no_args_is_help=True, help="Check the guidance.")


@app.callback()
def _group() -> None:
    """Keep `check` a sub-command even while it is the only one."""


@app.command()
def check(folder: Annotated[Path, typer.Argument(help="the pack's folder")] = DEFAULT_PACK) -> None:
    """Name every fault of a pack with file and field."""
    try:
        pack = load_pack(folder)
    except ContentError as error:
        raise CommandError(str(error)) from error
    Console(highlight=False).print(
        f"{pack.about.name}: {len(pack.indicators)} indicators, {len(pack.routes)} routes, "
        f"{len(pack.entries)} entries from {len(pack.sources)} documents; no faults. Version {pack.version}."
    )
