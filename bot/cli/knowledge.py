"""`signpost knowledge`: check a guidance pack, and say what changed between two."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.errors import CommandError
from bot.cli.revisions import advice_of
from bot.content.diff import differences
from bot.content.errors import ContentError
from bot.content.freshness import overdue
from bot.content.pack import DEFAULT_PACK, load_pack

app = typer.Typer(no_args_is_help=True, help="Check the guidance, and compare two versions of it.")


@app.command()
def check(folder: Annotated[Path, typer.Argument(help="the pack's folder")] = DEFAULT_PACK) -> None:
    """Name every fault of a pack with file and field."""
    try:
        pack = load_pack(folder)
    except ContentError as error:
        raise CommandError(str(error)) from error
    late = overdue(pack, date.today())
    if late:
        raise CommandError("\n".join(str(fault) for fault in late))
    Console(highlight=False).print(
        f"{pack.about.name}: {len(pack.indicators)} indicators, {len(pack.routes)} routes, "
        f"{len(pack.entries)} entries from {len(pack.sources)} documents; no faults. Version {pack.version}."
    )


@app.command()
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="a pack's folder, or a git revision")],
    after: Annotated[str, typer.Argument(metavar="B", help="a pack's folder, or a git revision")],
    pack: Annotated[Path, typer.Option(help="the folder that is looked at in a revision")] = DEFAULT_PACK,
) -> None:
    """Say in words what changed in advice from A to B."""
    console = Console(highlight=False, soft_wrap=True)
    changes = differences(advice_of(before, pack), advice_of(after, pack))
    part = ""
    for change in changes:
        if change.part != part:
            part = change.part
            console.print(f"\n{part}", style="bold", markup=False)
        console.print(f"- {change}", markup=False)
    count = len(changes)
    console.print(
        f"\n{count} change{'' if count == 1 else 's'} of advice." if changes else "No change of advice.", markup=False
    )
