"""Django's settings for a web server that is started to be broken: the real ones, without the model for names."""

from __future__ import annotations

import os

from bot.web.settings import *  # noqa: F403 - the real settings but for what follows
from bot.web.settings import DATABASES

MASK = "tests.masks.mask"
if os.environ.get("READ_ONLY") == "yes":
    # What SQLite says of a disk that was mounted read-only, where this user may do everything else.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA query_only=1;"
