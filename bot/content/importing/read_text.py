"""Plain text: paragraphs, lists and tables by how their lines stand, headings by their look."""

from __future__ import annotations

from bot.content.importing.block import Block, Parsed
from bot.content.importing.decoding import decode
from bot.content.importing.text_headings import heading_levels, is_title
from bot.content.importing.text_lines import lines_of_pages
from bot.content.importing.text_paragraphs import Paragraph, paragraphs_of


def read_text(content: bytes) -> Parsed:
    """Return the blocks of a text; a form feed ends a page, and without one there are no pages.

    Raises:
        UnreadableError: It is no text.
    """
    text, warnings = decode(content)
    pages = lines_of_pages(text)
    paragraphs: list[Paragraph] = []
    numbers: list[int] = []
    for number, lines in enumerate(pages, 1):
        found = paragraphs_of(lines)
        paragraphs += found
        numbers += [number] * len(found)
    blocks = [
        Block(text=paragraph.text, level=level, page=page if len(pages) > 1 else None)
        for paragraph, level, page in zip(paragraphs, heading_levels(paragraphs), numbers)
    ]
    title = blocks[0].text if blocks and is_title(blocks[0].text) else None
    return Parsed(blocks=tuple(blocks), title=title, warnings=warnings)
