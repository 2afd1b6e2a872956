"""The folders that the workbench works in, out of the settings."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from bot.publishing.places import Places
from bot.publishing.shelf import ModelShelf
from bot.teaching.drafts import DraftStore


def places() -> Places:
    """Return the folders, as `signpost model` uses them too."""
    return Places(
        root=Path(settings.WORKBENCH_ROOT),
        var=Path(settings.VAR_DIR),
        models=Path(settings.MODELS_DIR),
        index=Path(settings.INDEX_DIR),
        documents=Path(settings.DOCUMENTS_DIR),
        pack=Path(settings.SIGNPOST_PACK),
    )


def draft_store() -> DraftStore:
    """Return the drafts of this project."""
    here = places()
    return DraftStore(here.drafts, here.root)


def model_shelf() -> ModelShelf:
    """Return the models of this project."""
    return ModelShelf(places().models)
