"""`signpost index`: build the search index."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import typer
from rich.console import Console

from bot.cli.errors import CommandError
from bot.cli.one_at_a_time import only_one
from bot.cli.places import DOCUMENTS, INDEX
from bot.content.errors import ContentError
from bot.content.importing.library import DocumentLibrary
from bot.content.pack import DEFAULT_PACK, load_pack
from bot.reply.indexing import all_passages, bring_up_to_date
from bot.reply.question_encoder import question_encoder
from bot.retrieval.embedder import EmbedderError
from bot.retrieval.store import IndexStore

app = typer.Typer(no_args_is_help=True, help="Build the search index.")


@app.callback()
def _group() -> None:
    """Keep `build` a sub-command even while it is the only one."""


@app.command()
def build() -> None:
    """Build the index of entries and imported documents, where it is missing or out of date."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        pack = load_pack(Path(os.environ.get("SIGNPOST_PACK", DEFAULT_PACK)))
        embedder = question_encoder()
    except (ContentError, EmbedderError) as error:
        raise CommandError(str(error)) from error
    library = DocumentLibrary(DOCUMENTS)
    with only_one(INDEX):
        # A damaged document must not keep the assistant from starting; `signpost guidance check` names it.
        documents = list(library.readable())
        if len(documents) < len(library.ids()):
            console.print("An imported document cannot be read; `signpost guidance check` says which.")
        passages = all_passages(pack, documents, date.today())
        written = bring_up_to_date(IndexStore(INDEX), passages, embedder)
    words = f"{len(passages)} entries" if not documents else f"{len(passages)} entries and excerpts"
    console.print(f"Indexed {words}." if written else f"The index of {words} is up to date.")
