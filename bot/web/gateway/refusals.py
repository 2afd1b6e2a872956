"""What the gateway does not take, and why."""

from __future__ import annotations

import unicodedata


class Refusal(Exception):
    """A message is not taken. `code` is the field of `refused` in replies.yml that says why in words; `limit` is how
    many characters may be sent, where that is why."""

    def __init__(self, code: str, status: int, limit: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.limit = limit


def checked_text(text: str, *, limit: int, may_be_empty: bool = False) -> str:
    """Return the message without white space at its ends.

    Raises:
        Refusal: It is empty, too long, a command to the assistant's engine, or holds control characters.
    """
    stripped = text.strip()
    if not stripped and not may_be_empty:
        raise Refusal("empty", 422)
    if len(stripped) > limit:
        raise Refusal("too_long", 422, limit)
    if any(_is_control(sign) for sign in stripped):
        raise Refusal("control", 422)
    if stripped.startswith("/"):
        # Rasa reads a message that begins with a slash as an order: /restart, /intent{...}.
        raise Refusal("command", 422)
    return stripped


def _is_control(sign: str) -> bool:
    return sign not in "\n\r\t" and unicodedata.category(sign) in {"Cc", "Cs", "Cn"}
