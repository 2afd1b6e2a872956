"""`signpost examples`: looking through the training examples."""

from __future__ import annotations

import os
import time
from datetime import datetime, timezone
from pathlib import Path

import typer
from rich.console import Console

from bot.cli.errors import CommandError
from bot.cli.places import ROOT, VAR
from bot.publishing.one_holder import hold
from bot.teaching.errors import TeachingError

app = typer.Typer(no_args_is_help=True, help="The training examples: which labels may be wrong.")
_ADAPTER = ROOT / "data" / "encoder"
_SHOWN = 10


@app.callback()
def examples() -> None:
    """The training examples: which labels may be wrong."""


@app.command()
def doubtful() -> None:
    """Look for examples whose labels the other examples speak against, and keep what is found for the workbench."""
    from bot.retrieval.embedder import MiniLmEmbedder
    from bot.retrieval.vector_cache import CachedEmbedder
    from bot.teaching.doubtful import doubtful as look
    from bot.teaching.doubtful_file import keep
    from bot.teaching.taught import taught_in

    started = time.monotonic()
    with hold(VAR / "teaching" / "doubtful.lock") as mine:
        if not mine:
            raise CommandError("Somebody is looking already; it takes some minutes.")
        try:
            taught = taught_in(ROOT)
        except TeachingError as error:
            raise CommandError(f"A training file cannot be read: {error}") from error
        folder = Path(os.environ.get("SIGNPOST_VECTORS", ROOT / "var" / "vectors"))
        encoder = CachedEmbedder(MiniLmEmbedder(_ADAPTER), folder)
        found = look(taught, encoder.encode([example.text for example in taught]))
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        keep(VAR / "teaching" / "doubtful.json", now, len(taught), found)
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{len(found)} of {len(taught)} examples are doubtful ({time.monotonic() - started:.0f} s).")
    for one in found[:_SHOWN]:
        instead = ", ".join(one.instead) or "no sign"
        console.print(f"  {one.example.file}, line {one.example.line}: rather {instead}", markup=False)
