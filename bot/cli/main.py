"""`signpost`: every command of the project."""

from __future__ import annotations

import os
import sys

import typer
from rich.console import Console

from bot.cli import (
    account,
    ask,
    bench,
    console_speed,
    evaluate,
    examples,
    guidance,
    inbox,
    index,
    knowledge,
    mask,
    model,
    notices,
    retention,
    run,
    widget,
)
from bot.cli.errors import CommandError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Threshold advice for people who work with children.",
)
app.command("run")(run.run)
app.command("ask")(ask.ask)
app.command("bench")(bench.bench)
app.command("console-speed")(console_speed.console_speed)
app.command("mask")(mask.mask_lines)
app.add_typer(account.app, name="account")
app.add_typer(notices.app, name="notices")
app.add_typer(retention.app, name="retention")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(guidance.app, name="guidance")
app.add_typer(examples.app, name="examples")
app.add_typer(inbox.app, name="inbox")
app.add_typer(index.app, name="index")
app.add_typer(widget.app, name="widget")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(model.app, name="model")


def main() -> int:
    """Run a command; a `CommandError` becomes one sentence and an exit code."""
    # A library that loads the encoder would draw a bar of its own among our sentences.
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    try:
        code = app(standalone_mode=False)
    except CommandError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(str(error), markup=False)
        return error.exit_code
    except typer.Abort:
        return 130
    except Exception as error:
        # typer's own usage errors know how to show themselves.
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        return int(getattr(error, "exit_code", 2))
    return code if isinstance(code, int) else 0  # `typer.Exit` comes back as its code


if __name__ == "__main__":
    sys.exit(main())
