"""Django's settings for tests: the real ones, with a database of their own and nobody behind them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.web.settings import *  # noqa: F403 - the tests run the real settings but for what follows
from bot.web.settings import BASE_DIR, DATABASES

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
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CORS_ALLOWED_ORIGINS = ["https://intranet.example.org"]
# The discard port: where a test forgets its fake Rasa, it is told that Rasa is away.
LIVE_FILE = Path(_FOLDER.name) / "live.json"
RASA_URL = "http://127.0.0.1:9"
RASA_TOKEN = "a-token"
ACTION_URL = "http://127.0.0.1:9"
# The real one is loaded for seconds; tests/conversations run with it.
MASK = "tests.masks.mask"
