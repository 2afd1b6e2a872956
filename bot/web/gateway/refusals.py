"""What the gateway does not take, and why."""

from __future__ import annotations

import unicodedata

# What text pasted out of other programs holds at the ends of its lines.
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
# The slash, and the signs that look like it: fraction, division, full-width, big, box-drawing.
_SLASHES = ("/", "\u2044", "\u2215", "\uff0f", "\u29f8", "\u2571")


class Refusal(Exception):
    """A message is not taken. `code` is the field of `refused` in replies.yml that says why in words; `limit` is how
    many characters may be sent, where that is why."""

    def __init__(self, code: str, status: int, limit: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.limit = limit


def checked_text(text: str, *, limit: int, may_be_empty: bool = False) -> str:
    """Return the message as it is read: without white space at its ends, with plain spaces and line ends, and without
    characters that nobody sees and that would hide words from the rules, such as those of direction and of no width.

    Raises:
        Refusal: It is empty, longer than `limit` characters, a command to the assistant's engine, or holds control
            characters.
    """
    seen = "".join(_readable(sign) for sign in text.replace("\r\n", "\n"))
    readable = unicodedata.normalize("NFC", seen).strip()
    if not readable and not may_be_empty:
        raise Refusal("empty", 422)
    if len(readable) > limit:
        raise Refusal("too_long", 422, limit)
    if any(_is_control(sign) for sign in readable):
        raise Refusal("control", 422)
    if readable.startswith(_SLASHES):
        # Rasa reads a message that begins with a slash as an order: /restart, /intent{...}.
        raise Refusal("command", 422)
    return readable


def _readable(sign: str) -> str:
    if sign in _LINE_ENDS:
        return "\n"
    category = unicodedata.category(sign)
    if category == "Zs":
        return " "
    return "" if category == "Cf" else sign


def _is_control(sign: str) -> bool:
    """Return whether it is a control character, half of a character, or one that Unicode never gives out. Characters
    that are only too new for this version of Python are none."""
    number = ord(sign)
    never = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF
    return never or (sign not in "\n\t" and unicodedata.category(sign) in {"Cc", "Cs"})
