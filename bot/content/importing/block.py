"""What every reader gives back: the pieces of a document in order."""

from __future__ import annotations

import re

from bot.content.schema import Record


class Block(Record):
    """A heading, a paragraph, an item of a list or a row of a table.

    `level` is 1 and up for a heading, 0 for everything else. `page` counts from 1; null where the format has no pages.
    """

    text: str
    level: int = 0
    page: int | None = None


class Parsed(Record):
    """A document as it was read. `title` and `date` are what the file itself says, null where it says nothing."""

    blocks: tuple[Block, ...]
    title: str | None = None
    date: str | None = None
    warnings: tuple[str, ...] = ()


_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# Signs that show nothing: soft hyphen, zero-width signs, byte order mark, and controls other than white space.
_UNSEEN = {code: None for code in (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)}
_UNSEEN |= {code: None for code in (*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F)}
_SPACES = re.compile(r"[^\S\n]+")


def tidy(text: str) -> str:
    """Return the same words with single spaces: no unseen signs, no ligatures, no blank lines; "" for no words."""
    lines = text.translate(_LIGATURES).translate(_UNSEEN).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in lines) if line)


def one_line(text: str) -> str:
    """Return the words on one line."""
    return tidy(text).replace("\n", " ")


def glued(text: str, more: str) -> str:
    """Return two parts of a broken line as one.

    A hyphen at the end of a line is kept, without a space: most are part of the word ("multi-agency").
    """
    if not text or not more:
        return text or more
    close = text.endswith("-") and not text.endswith(" -") and more[0].islower()
    return text + more if close else f"{text} {more}"
