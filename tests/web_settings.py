"""Django's settings for tests: the real ones, with a database of their own and nobody behind them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bot.web.settings import *  # noqa: F403 - the tests run the real settings but for what follows
from bot.web.settings import BASE_DIR, DATABASES, MIDDLEWARE


def postgres_settings(address: str) -> dict[str, Any]:
    """Return Django's settings for a database address such as `postgresql://user:password@host:5432/postgres`."""
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


# Kept for as long as the tests run; a file, so that a second connection sees what a first one has committed.
_FOLDER = tempfile.TemporaryDirectory(prefix="signpost-tests-", ignore_cleanup_errors=True)

SECRET_KEY = "for-tests-alone-and-nowhere-else"
SIGNPOST_PACK = str(BASE_DIR / "knowledge" / "north-east-lincolnshire")
DATABASES = {
    "default": {
        **DATABASES["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(_FOLDER.name) / "unused.sqlite3"),
        "TEST": {"NAME": str(Path(_FOLDER.name) / "web.sqlite3")},
    }
}
if "SIGNPOST_TEST_POSTGRES" in os.environ:
    # `make test-postgres`: an address as psql takes it, of a server on which this user may make databases.
    DATABASES["default"] = postgres_settings(os.environ["SIGNPOST_TEST_POSTGRES"])
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CORS_ALLOWED_ORIGINS = ["https://intranet.example.org"]
# The discard port: where a test forgets its fake Rasa, it is told that Rasa is away.
LIVE_FILE = Path(_FOLDER.name) / "live.json"
VAR_DIR = Path(_FOLDER.name)
MODELS_DIR = VAR_DIR / "models"
INDEX_DIR = VAR_DIR / "index"
VECTORS_DIR = VAR_DIR / "vectors"
RASA_URL = "http://127.0.0.1:9"
RASA_TOKEN = "a-token"
ACTION_URL = "http://127.0.0.1:9"
# The real one is loaded for seconds; tests/conversations run with it.
MASK = "tests.masks.mask"
if "SIGNPOST_SLOW" in os.environ:
    MIDDLEWARE = ["tests.web.slowness.SlowServer", *MIDDLEWARE]
