"""The real parts, put together once for the action server."""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from pathlib import Path

from actions.live_index import LiveIndex
from bot.content.importing.library import DocumentLibrary
from bot.content.pack import DEFAULT_PACK, Pack, load_pack
from bot.reply.compose import Composer
from bot.reply.indexing import finder_of
from bot.reply.turn import Conversation
from bot.retrieval.embedder import MiniLmEmbedder
from bot.retrieval.errors import RetrievalError
from bot.retrieval.store import IndexStore

logger = logging.getLogger(__name__)
PACK_VARIABLE = "SIGNPOST_PACK"
INDEX_VARIABLE = "SIGNPOST_INDEX"
DOCUMENTS_VARIABLE = "SIGNPOST_DOCUMENTS"
_VAR = Path(__file__).resolve().parents[1] / "var"
DEFAULT_INDEX = _VAR / "index"
DEFAULT_DOCUMENTS = _VAR / "documents"


def conversation() -> Conversation:
    """Return what answers a turn, out of the index that is in service now."""
    return _live().current()


@lru_cache(maxsize=1)
def _live() -> LiveIndex[Conversation]:
    """Loading takes seconds, so the server does it once at start; a later index is read in the background."""
    pack = loaded_pack()
    writer = composer()
    embedder = MiniLmEmbedder()
    store = IndexStore(Path(os.environ.get(INDEX_VARIABLE, DEFAULT_INDEX)))
    library = DocumentLibrary(Path(os.environ.get(DOCUMENTS_VARIABLE, DEFAULT_DOCUMENTS)))

    def make() -> Conversation:
        index = store.read(embedder)
        return Conversation(pack, writer, finder_of(pack, index, list(library.readable()), embedder, writer))

    def first() -> Conversation:
        try:
            return make()
        except RetrievalError as error:
            # Questions then go to the duty team.
            logger.error("answers about procedure are not possible: %s", error)
            return Conversation(pack, writer, None)

    return LiveIndex(store.name, first, make)


@lru_cache(maxsize=1)
def composer() -> Composer:
    """Return what writes replies; needs no model, so a failsafe can always be written."""
    return Composer(loaded_pack())


@lru_cache(maxsize=1)
def loaded_pack() -> Pack:
    """Return the guidance pack named by the environment, or the one that is shipped."""
    return load_pack(Path(os.environ.get(PACK_VARIABLE, DEFAULT_PACK)))
