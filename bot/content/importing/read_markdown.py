"""Markdown, as CommonMark reads it, with tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.content.importing.block import Block, Parsed, one_line, tidy
from bot.content.importing.decoding import decode
from bot.content.importing.read_html import blocks_of
from bot.content.importing.sentences import CELL, bullet

_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*\n", re.DOTALL)
_NOTE = re.compile(r"\[\^([\w-]{1,40})\](:(?=\s))?")
_FIELD = re.compile(r"^(title|date)\s*:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)


def read_markdown(content: bytes) -> Parsed:
    """Return the blocks of a Markdown file; of raw HTML the words are kept.

    Raises:
        UnreadableError: It is no text.
    """
    text, warnings = decode(content)
    text = text.replace("\r\n", "\n")
    about: dict[str, str] = {}
    front = _FRONT_MATTER.match(text)
    if front:
        about = {name.lower(): value for name, value in _FIELD.findall(front.group(1))}
        text = text[front.end() :]
    # CommonMark knows no notes, and would take some of them for the address of a link.
    text = _NOTE.sub(r"\\[\1\\]", text)
    reader = _Reader()
    reader.read(MarkdownIt("commonmark").enable("table").parse(text))
    title = about.get("title") or next((block.text for block in reader.blocks if block.level), None)
    return Parsed(blocks=tuple(reader.blocks), title=title, date=about.get("date"), warnings=warnings)


class _Reader:
    """Goes through the tokens of a document, and knows in which lists it is."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._level = 0
        self._row: list[str] | None = None
        # The number of the next item of each list around this place, 0 for a list without numbers.
        self._lists: list[int] = []
        self._mark = ""

    def read(self, tokens: Sequence[Token]) -> None:
        """Add the blocks of these tokens."""
        for token in tokens:
            self._structure(token)
            if token.type == "inline":
                self._words(_words(token))
            elif token.type in ("fence", "code_block"):
                self._words(tidy(token.content))
            elif token.type == "html_block":
                self.blocks += blocks_of(BeautifulSoup(token.content, "html.parser"))

    def _structure(self, token: Token) -> None:
        if token.type in ("heading_open", "heading_close"):
            self._level = int(token.tag[1:]) if token.type == "heading_open" else 0
        elif token.type == "tr_open":
            self._row = []
        elif token.type == "tr_close":
            if self._row and any(self._row):
                self.blocks.append(Block(text=CELL.join(self._row)))
            self._row = None
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            start = int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else 0
            self._lists.append(start)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open":
            number = self._lists[-1]
            self._mark = f"{number}. " if number else f"{bullet(len(self._lists) - 1)} "
            self._lists[-1] += 1 if number else 0

    def _words(self, words: str) -> None:
        if self._row is not None:
            self._row.append(one_line(words))
        elif words:
            self.blocks.append(Block(text=self._mark + (one_line(words) if self._level else words), level=self._level))
            self._mark = ""


def _words(token: Token) -> str:
    """Return what a reader sees: the words of links and of emphasis, the description of a picture."""
    words = ""
    for child in token.children or []:
        if child.type in ("text", "code_inline", "image"):
            words += child.content
        elif child.type == "softbreak":
            words += " "
        elif child.type == "hardbreak" or (child.type == "html_inline" and child.content.startswith("<br")):
            words += "\n"
    return tidy(words)
