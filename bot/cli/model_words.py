"""What the commands of `signpost model` share: what can go wrong, in words, and the latest messages."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.cli.django_setup import start_django
from bot.cli.errors import CommandError
from bot.publishing.assessing import Conversations
from bot.publishing.errors import PublishingError, RefusedError
from bot.publishing.shelf import ModelRecord, ModelState

Who = Annotated[str, typer.Option(help="who does this; stands in the history")]
Why = Annotated[str, typer.Option(help="why; stands in the history")]


def latest_messages() -> Conversations:
    """Return the latest messages, masked; none where there is no database yet or it cannot be read."""
    start_django()
    # Django's own set-up has the server's log in mind.
    logging.getLogger().setLevel(logging.WARNING)
    from django.db import DatabaseError

    from bot.web.latest_messages import latest_conversations  # needs Django to be set up

    try:
        return latest_conversations()
    except DatabaseError:
        return []


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what can go wrong into a sentence and an exit code: 2 for a refusal, 1 for all else."""
    try:
        yield
    except RefusedError as error:
        raise CommandError(f"Refused:\n{error}", exit_code=2) from error
    except PublishingError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error.strerror}: {error.filename}. The live model is as it was.") from error


def model_lines(record: ModelRecord, state: ModelState) -> list[str]:
    """Return a model in words: where it stands, who had it made and why, what it was made of, and what it scored."""
    figures = ", ".join(f"{name} {share:.1%}" for name, share in record.figures.items()) or "not asked yet"
    guidance = f", asked with guidance {record.knowledge_version}" if record.knowledge_version else ""
    return [
        f"{record.name}  {state.value}  made {record.made_at} by {record.who}: {record.why}",
        f"    training files {record.data_version}{guidance}",
        f"    {figures}",
    ]
