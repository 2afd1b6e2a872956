"""`signpost evaluate`: how good the assistant is."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, help="Measure how good the assistant is.")


@app.callback()
def _group() -> None:
    """A group of commands."""
