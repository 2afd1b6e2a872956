"""The pack that this process answers out of, loaded once and again when guidance was published."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from bot.content.live_pack import GUIDANCE_FILE, LivePack
from bot.content.pack import Pack
from bot.reply.compose import Composer


def pack() -> Pack:
    """Return the configured pack, as it was published last."""
    return _live().current()


def composer() -> Composer:
    """Return what writes replies that need no model."""
    return _composer_of(pack().version)


@lru_cache(maxsize=1)
def _live() -> LivePack:
    return LivePack(Path(settings.SIGNPOST_PACK), Path(settings.VAR_DIR) / GUIDANCE_FILE)


@lru_cache(maxsize=1)
def _composer_of(version: str) -> Composer:
    return Composer(pack())
