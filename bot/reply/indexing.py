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
from bot.retrieval.embedder import Embedder
from bot.retrieval.passage import Passage
from bot.retrieval.reuse import Progress, ReusingEmbedder
from bot.retrieval.search import Fusion, PassageSearch
from bot.retrieval.store import IndexStore, StoredIndex

# Chosen on questions that were left out of the index, and on those of tests/development: docs/decisions/0007-search.md.
ENTRY_FUSION = Fusion(dense_share=0.6, likeness_share=0.3, own_share=0.15, sameness=6.0, k1=0.9, b=0.4)
EXCERPT_FUSION = Fusion()


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
        store.tidy_up()
        return False
    store.write(passages, ReusingEmbedder(embedder, store, progress))
    return True


def finder_of(
    pack: Pack, index: StoredIndex, documents: Iterable[Document], embedder: Embedder, composer: Composer
) -> EntryFinder:
    """Return what answers questions out of an index.

    Entries and excerpts are searched apart: no imported document can move the score of an entry.
    """
    search = _part(index, embedder, pack, excerpts=False)
    quotes = _part(index, embedder, pack, excerpts=True)
    excerpts = ExcerptFinder(pack, quotes, documents) if quotes is not None else None
    return EntryFinder(pack, search or PassageSearch((), embedder), composer, excerpts=excerpts)


def _part(index: StoredIndex, embedder: Embedder, pack: Pack, *, excerpts: bool) -> PassageSearch | None:
    wanted = [(passage.kind == EXCERPT) is excerpts for passage in index.passages]
    if not any(wanted):
        return None
    rows = np.repeat(np.array(wanted, dtype=bool), [len(passage.views) for passage in index.passages])
    passages = [passage for passage, take in zip(index.passages, wanted) if take]
    # Indexing copies the rows; where all are wanted they stay where they are.
    vectors = index.vectors if rows.all() else index.vectors[rows]
    return PassageSearch(
        passages,
        embedder,
        EXCERPT_FUSION if excerpts else ENTRY_FUSION,
        vectors=vectors,
        shared=index.dense,
        numbers=np.flatnonzero(rows),
        rewrite=pack.rewrite,
    )
