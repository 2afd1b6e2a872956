"""Markdown, as CommonMark reads it, with tables."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.content.importing.block import Block, Parsed, one_line, tidy
from bot.content.importing.decoding import decode

_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*\n", re.DOTALL)
_FIELD = re.compile(r"^(title|date)\s*:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)


def read_markdown(content: bytes) -> Parsed:
    """Return the blocks of a Markdown file; code and raw HTML are left out.

    Raises:
        UnreadableError: It is no text.
    """
    text, warnings = decode(content)
    about: dict[str, str] = {}
    front = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    if front:
        about = {name.lower(): value for name, value in _FIELD.findall(front.group(1))}
        text = text.replace("\r\n", "\n")[front.end() :]
    blocks = _blocks(MarkdownIt("commonmark").enable("table").parse(text))
    title = about.get("title") or next((block.text for block in blocks if block.level), None)
    return Parsed(blocks=tuple(blocks), title=title, date=about.get("date"), warnings=warnings)


def _blocks(tokens: list[Token]) -> list[Block]:
    found: list[Block] = []
    level = 0
    row: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            found += [Block(text=" | ".join(row))] if row and any(row) else []
            row = None
        elif token.type == "inline":
            words = _words(token)
            if row is not None:
                row.append(one_line(words))
            elif words:
                found.append(Block(text=one_line(words) if level else words, level=level))
    return found


def _words(token: Token) -> str:
    """Return what a reader sees: the words of links and of emphasis, the description of a picture."""
    words = ""
    for child in token.children or []:
        if child.type in ("text", "code_inline", "image"):
            words += child.content
        elif child.type in ("softbreak", "hardbreak"):
            words += " " if child.type == "softbreak" else "\n"
    return tidy(words)
