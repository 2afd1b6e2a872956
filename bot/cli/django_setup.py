"""Django for commands that work on the web part's database, without a running web server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.errors import CommandError
from bot.cli.places import SECRETS, VAR
from bot.cli.secrets_file import secrets_from


def start_django() -> None:
    """Set Django up with the settings and secrets that `signpost run` uses; once is enough, again does nothing."""
    import django

    VAR.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bot.web.settings")
    os.environ.update(secrets_from(SECRETS, os.environ))
    django.setup()


@contextmanager
def database_in_words() -> Iterator[None]:
    """Turn a failing database into a sentence; Django has to be set up.

    Raises:
        CommandError: The database cannot be used.
    """
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        raise CommandError(
            f"The database cannot be used ({type(error).__name__}). Make it first: signpost run --prepare-only."
        ) from error
