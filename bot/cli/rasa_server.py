"""Starts Rasa's server with its token from the environment.

Rasa 3.6 takes the token of its HTTP interface from the command line alone, and that can be read by every account of the
machine. So the line that starts this module holds no secret, and Rasa finds the token in arguments that exist in its
own process only.
"""

from __future__ import annotations

import os
import runpy
import sys

TOKEN_VARIABLE = "SIGNPOST_RASA_TOKEN"  # noqa: S105 - the name of a variable


def arguments(given: list[str], token: str) -> list[str]:
    """Return the arguments of `rasa` for those of this module."""
    # With an equals sign, because a token may begin with a dash.
    return ["rasa", "run", *given, "--enable-api", f"--auth-token={token}"]


def main() -> None:
    """Serve until stopped."""
    token = os.environ.get(TOKEN_VARIABLE, "")
    if not token:
        raise SystemExit(f"{TOKEN_VARIABLE} is not set; use `make run`, which sets it")
    sys.argv = arguments(sys.argv[1:], token)
    runpy.run_module("rasa", run_name="__main__")


if __name__ == "__main__":
    main()
