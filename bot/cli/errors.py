"""Errors of commands."""

from __future__ import annotations


class CommandError(Exception):
    """A command cannot go on; the message is a plain sentence that says what to do next."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code
