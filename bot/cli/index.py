"""`signpost index`: build the search index."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import typer
from rich.console import Console

from bot.cli.places import INDEX
from bot.content.pack import DEFAULT_PACK, load_pack
from bot.reply.entries import passages_of
from bot.retrieval.embedder import MiniLmEmbedder
from bot.retrieval.store import IndexStore

app = typer.Typer(no_args_is_help=True, help="Build the search index.")


@app.callback()
def _group() -> None:
    """Keep `build` a sub-command even while it is the only one."""


@app.command()
def build() -> None:
    """Build the index of the entries, where it is missing or out of date."""
    pack = load_pack(Path(os.environ.get("SIGNPOST_PACK", DEFAULT_PACK)))
    passages = passages_of(pack, date.today())
    embedder = MiniLmEmbedder()
    store = IndexStore(INDEX)
    console = Console(highlight=False)
    if store.holds(passages, embedder):
        console.print(f"The index of {len(passages)} entries is up to date.")
        return
    store.write(passages, embedder)
    console.print(f"Indexed {len(passages)} entries.")
