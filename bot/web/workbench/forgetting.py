"""What goes from the inbox once the messages in it are deleted."""

from __future__ import annotations

from datetime import datetime

from bot.web.workbench.models import InboxItem


def forget_items(before: datetime) -> int:
    """Delete items whose messages are all gone and older than a moment, with what editors said about them, and return
    how many went. What was learnt from them stays in the files that Signpost is taught with."""
    empty = InboxItem.objects.filter(messages=None, latest_at__lt=before)
    count = empty.count()
    empty.delete()
    return count
