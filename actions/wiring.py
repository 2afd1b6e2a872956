"""The real parts, put together once for the action server."""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from pathlib import Path

from bot.content.pack import DEFAULT_PACK, Pack, load_pack
from bot.reply.compose import Composer
from bot.reply.entries import EntryFinder
from bot.reply.turn import Conversation
from bot.retrieval.embedder import MiniLmEmbedder
from bot.retrieval.errors import RetrievalError
from bot.retrieval.search import PassageSearch
from bot.retrieval.store import IndexStore

logger = logging.getLogger(__name__)
PACK_VARIABLE = "SIGNPOST_PACK"
INDEX_VARIABLE = "SIGNPOST_INDEX"
DEFAULT_INDEX = Path(__file__).resolve().parents[1] / "var" / "index"


@lru_cache(maxsize=1)
def conversation() -> Conversation:
    """Return what answers a turn; loading it takes seconds, so the server does it once at start."""
    pack = loaded_pack()
    writer = composer()
    return Conversation(pack, writer, _finder(pack, writer))


def _finder(pack: Pack, writer: Composer) -> EntryFinder | None:
    """Return what finds entries, or None where there is no index: questions then go to the duty team."""
    embedder = MiniLmEmbedder()
    try:
        index = IndexStore(Path(os.environ.get(INDEX_VARIABLE, DEFAULT_INDEX))).read(embedder)
    except RetrievalError as error:
        logger.error("answers about procedure are not possible: %s", error)
        return None
    return EntryFinder(pack, PassageSearch(index.passages, embedder, vectors=index.vectors), writer)


@lru_cache(maxsize=1)
def composer() -> Composer:
    """Return what writes replies; needs no model, so a failsafe can always be written."""
    return Composer(loaded_pack())


@lru_cache(maxsize=1)
def loaded_pack() -> Pack:
    """Return the guidance pack named by the environment, or the one that is shipped."""
    return load_pack(Path(os.environ.get(PACK_VARIABLE, DEFAULT_PACK)))
