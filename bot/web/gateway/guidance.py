"""The pack that this process answers out of, loaded once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from bot.content.pack import Pack, load_pack
from bot.reply.compose import Composer


@lru_cache(maxsize=1)
def pack() -> Pack:
    """Return the configured pack."""
    return load_pack(Path(settings.SIGNPOST_PACK))


@lru_cache(maxsize=1)
def composer() -> Composer:
    """Return what writes replies that need no model."""
    return Composer(pack())
