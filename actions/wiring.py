"""The real parts, put together once for the action server."""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from pathlib import Path

from actions.live_index import LiveIndex
from bot.content.importing.library import DocumentLibrary
from bot.content.live_pack import GUIDANCE_FILE, LivePack
from bot.content.pack import DEFAULT_PACK, Pack
from bot.reply.compose import Composer
from bot.reply.indexing import finder_of
from bot.reply.question_encoder import question_encoder
from bot.reply.turn import Conversation
from bot.retrieval.errors import RetrievalError
from bot.retrieval.store import IndexStore

logger = logging.getLogger(__name__)
PACK_VARIABLE = "SIGNPOST_PACK"
DATA_VARIABLE = "SIGNPOST_VAR"
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
    embedder = question_encoder()
    store = IndexStore(Path(os.environ.get(INDEX_VARIABLE, DEFAULT_INDEX)))
    library = DocumentLibrary(Path(os.environ.get(DOCUMENTS_VARIABLE, DEFAULT_DOCUMENTS)))

    def name() -> str | None:
        index = store.name()
        return None if index is None else f"{index} with guidance {_guidance().mark()}"

    def make() -> Conversation:
        pack, writer = loaded_pack(), composer()
        index = store.read(embedder)
        return Conversation(pack, writer, finder_of(pack, index, list(library.readable()), embedder, writer))

    def first() -> Conversation:
        try:
            return make()
        except RetrievalError as error:
            # Questions then go to the duty team.
            logger.error("answers about procedure are not possible: %s", error)
            return Conversation(loaded_pack(), composer(), None)

    return LiveIndex(name, first, make)


def composer() -> Composer:
    """Return what writes replies; needs no model, so a failsafe can always be written."""
    return _composer_of(loaded_pack().version)


def loaded_pack() -> Pack:
    """Return the guidance pack named by the environment, or the one that is shipped, as it was published last."""
    return _guidance().current()


@lru_cache(maxsize=1)
def _guidance() -> LivePack:
    data = Path(os.environ.get(DATA_VARIABLE, _VAR))
    return LivePack(Path(os.environ.get(PACK_VARIABLE, DEFAULT_PACK)), data / GUIDANCE_FILE)


@lru_cache(maxsize=1)
def _composer_of(version: str) -> Composer:
    return Composer(loaded_pack())
