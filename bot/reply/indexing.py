"""The search index of everything that may be shown: the reviewed entries and the excerpts of imported documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from bot.content.importing.document import Document
from bot.content.pack import Pack
from bot.reply.compose import Composer
from bot.reply.entries import EntryFinder, passages_of
from bot.reply.excerpts import EXCERPT, ExcerptFinder, excerpt_passages
from bot.retrieval.embedder import Embedder, Vectors
from bot.retrieval.passage import Passage
from bot.retrieval.reuse import Progress, ReusingEmbedder
from bot.retrieval.search import PassageSearch
from bot.retrieval.store import IndexStore, StoredIndex


def all_passages(pack: Pack, documents: Iterable[Document], on: date) -> list[Passage]:
    """Return the entries in force, then the excerpts."""
    return [*passages_of(pack, on), *excerpt_passages(documents, pack)]


def bring_up_to_date(
    store: IndexStore, passages: list[Passage], embedder: Embedder, progress: Progress | None = None
) -> bool:
    """Write the index where it does not hold these passages, and return whether that was so.

    It is swapped whole: until the very end the old one stays in service.
    """
    if store.holds(passages, embedder):
        return False
    store.write(passages, ReusingEmbedder(embedder, store, progress))
    return True


def finder_of(
    pack: Pack, index: StoredIndex, documents: Iterable[Document], embedder: Embedder, composer: Composer
) -> EntryFinder:
    """Return what answers questions out of an index.

    Entries and excerpts are searched apart: no imported document can move the score of an entry.
    """
    entries, entry_vectors = _part(index, excerpts=False)
    quotes, quote_vectors = _part(index, excerpts=True)
    search = PassageSearch(entries, embedder, vectors=entry_vectors)
    excerpts = None
    if quotes:
        excerpts = ExcerptFinder(pack, PassageSearch(quotes, embedder, vectors=quote_vectors), documents)
    return EntryFinder(pack, search, composer, excerpts=excerpts)


def _part(index: StoredIndex, *, excerpts: bool) -> tuple[list[Passage], Vectors]:
    wanted = [(passage.kind == EXCERPT) is excerpts for passage in index.passages]
    rows = np.repeat(np.array(wanted, dtype=bool), [len(passage.views) for passage in index.passages])
    return [p for p, take in zip(index.passages, wanted) if take], index.vectors[rows]
