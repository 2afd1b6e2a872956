"""What the web server does beside serving; gunicorn reads this file as its configuration (`--config`)."""

from __future__ import annotations


def post_worker_init(worker: object) -> None:
    """Load masking as soon as a process serves, so that nobody's first message waits for it."""
    from bot.web.gateway.masking import masking

    masking().warm_up()
