"""`signpost retention`: deleting what is no longer needed."""

from __future__ import annotations

import os
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.django_setup import database_in_words, start_django
from bot.cli.errors import CommandError
from bot.cli.places import MODELS, ROOT, VAR

app = typer.Typer(no_args_is_help=True, help="Delete conversations, closed cases and audit entries whose time is over.")


@app.callback()
def retention() -> None:
    """Delete conversations, closed cases and audit entries whose time is over."""


@app.command()
def run(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would go, and delete nothing")] = False,
) -> None:
    """Delete what is over its period, and write a receipt without content."""
    os.environ.setdefault("SIGNPOST_TRACKER_DB", str(VAR / "tracker.sqlite3"))
    start_django()
    from django.utils import timezone

    from bot.publishing.assessing import forget_answers
    from bot.publishing.shelf import ModelShelf
    from bot.review.retention import Periods, before
    from bot.web.cases import retention as rules
    from bot.web.cases.tracker import TrackerError, tracker_of
    from bot.web.gateway.guidance import pack
    from bot.web.workbench.forgetting import forget_items

    days = pack().duty.keep_days
    left = (0, 0)
    periods = Periods(days.conversations, days.closed_cases, days.audit)
    try:
        with database_in_words():
            if dry_run:
                gone = rules.due(periods, timezone.now())
            else:
                gone = rules.run(periods, timezone.now(), tracker_of(ROOT / "endpoints.yml"))
                limit = before(timezone.now(), periods.conversations)
                left = forget_items(limit), forget_answers(ModelShelf(MODELS), limit)
    except TrackerError as error:
        raise CommandError(str(error)) from error
    verb = "Would delete" if dry_run else "Deleted"
    Console(highlight=False, soft_wrap=True).print(
        f"{verb}: {gone.conversations} conversations without a case, {gone.cases} closed cases, "
        f"{gone.messages} messages, {gone.audit_entries} audit entries."
    )
    if any(left):
        Console(highlight=False, soft_wrap=True).print(
            f"With them: {left[0]} items of the editors' inbox, {left[1]} records of what models said to messages."
        )
