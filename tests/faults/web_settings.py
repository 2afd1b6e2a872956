"""Django's settings for a web server that is started to be broken: the real ones, without the model for names."""

from __future__ import annotations

import os
import time
from datetime import datetime
from datetime import timezone as zones

from django.utils import timezone

from bot.web.settings import *  # noqa: F403 - the real settings but for what follows
from bot.web.settings import DATABASES

MASK = "tests.masks.mask"
if os.environ.get("READ_ONLY") == "yes":
    # What SQLite says of a disk that was mounted read-only, where this user may do everything else.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA query_only=1;"
if os.environ.get("CLOCK_HOURS"):
    # The process's own clock runs so many hours fast; the machine's clock belongs to everybody on it.
    _right, _fast = time.time, float(os.environ["CLOCK_HOURS"]) * 3600
    time.time = lambda: _right() + _fast
    timezone.now = lambda: datetime.fromtimestamp(time.time(), zones.utc)
