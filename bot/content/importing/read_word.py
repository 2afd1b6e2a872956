"""Word documents: headings by their style or outline level, lists and tables in their order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from bot.content.importing.archive import check_archive
from bot.content.importing.block import Block, Parsed, one_line, tidy
from bot.content.importing.errors import UnreadableError
from bot.content.importing.sentences import CELL
from bot.content.importing.word_notes import Notes
from bot.content.importing.word_numbering import Numbering

_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
_LONGEST_HEADING_WORDS = 14
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_CONTAINERS = {qn(name) for name in ("w:body", "w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml")}


def read_word(content: bytes) -> Parsed:
    """Return the blocks of a Word document. Pages are those at which Word last broke it, where it wrote that down.

    Raises:
        UnreadableError: It is damaged, protected, or far larger unpacked than a document is.
    """
    check_archive(content)
    try:
        document = Document(io.BytesIO(content))
        blocks = list(_Walk(document).blocks(document.element.body))
        properties = document.core_properties
        title, changed = one_line(properties.title or ""), properties.modified or properties.created
    except (KeyError, ValueError, AttributeError, TypeError, SyntaxError, OSError) as error:
        # python-docx names no errors of its own for parts that are missing; lxml's are SyntaxErrors.
        raise UnreadableError("it is damaged; save it again in Word or ask for another copy") from error
    revised = next(document.element.body.iter(qn("w:ins"), qn("w:del")), None) is not None
    warnings = ("it holds tracked changes, which were read as if accepted",) if revised else ()
    heading = next((block.text for block in blocks if block.level), None)
    return Parsed(
        blocks=tuple(blocks),
        title=title or heading,
        date=changed.date().isoformat() if changed else None,
        warnings=warnings,
    )


class _Walk:
    """Goes through a document's body, and counts pages, lists and notes on the way.

    What stands in the middle of a paragraph and is no part of it (a box of text, a note) comes after the paragraph.
    """

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style for style in document.styles if style.type == 1}
        self._numbering, self._notes = Numbering(document), Notes(document)
        self._after: list[Block] = []
        breaks = qn("w:lastRenderedPageBreak")
        self._page: int | None = 1 if next(document.element.body.iter(breaks), None) is not None else None

    def blocks(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in _CONTAINERS and not _is_contents(child):
                yield from self.blocks(child)
            yield from self._waiting()

    def _waiting(self) -> Iterator[Block]:
        while self._after:
            yield self._after.pop(0)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        properties = paragraph.find(qn("w:pPr"))
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        style = self._styles.get(named.get(qn("w:val"))) if named is not None else None
        level = _level(properties, style)
        if level < 0:
            return
        before = self._page
        words = tidy(self._words(paragraph))
        if not words:
            return
        mark = self._numbering.mark(paragraph, style)
        if not level and not mark and _is_bold_line(paragraph, words):
            level = 3
        # A break at the very beginning belongs before the paragraph, and Word writes it there.
        page = self._page if before != self._page and _breaks_first(paragraph) else before
        words = f"{mark} {words}" if mark else words
        yield Block(text=one_line(words) if level else words, level=level, page=page)

    def _table(self, table: Any) -> Iterator[Block]:
        for row in _within(table, "w:tr"):
            page = self._page
            cells = [self._cell(cell) for cell in _within(row, "w:tc")]
            if any(cells):
                yield Block(text=CELL.join(cells), page=page)
            yield from self._waiting()

    def _cell(self, cell: Any) -> str:
        """Return the words of a cell on one line; the rows of a table in it are read one after another."""
        lines = [block.text for block in self.blocks(cell)]
        return one_line("\n".join(lines))

    def _words(self, element: Any) -> str:
        words = ""
        for child in element:
            if child.tag in _SKIPPED or (child.tag == qn("w:r") and _is_hidden(child)):
                continue
            if child.tag == qn("w:t"):
                words += child.text or ""
            elif child.tag in (qn("w:tab"), qn("w:noBreakHyphen")):
                words += "-" if child.tag == qn("w:noBreakHyphen") else " "
            elif child.tag in (qn("w:br"), qn("w:cr")):
                words += " " if child.get(qn("w:type")) == "page" else "\n"
            elif child.tag == qn("w:lastRenderedPageBreak"):
                self._page = (self._page or 1) + 1
            elif Notes.is_reference(child):
                words += self._note(child)
            elif child.tag == qn("w:txbxContent"):
                found = list(self.blocks(child))
                self._after += found
            elif child.tag != qn("w:pPr"):
                words += self._words(child)
        return words

    def _note(self, reference: Any) -> str:
        named = self._notes.named(reference, self._words)
        if named is None:
            return ""
        self._after.append(Block(text=named[1], page=self._page))
        return named[0]


def _level(properties: Any, style: Any) -> int:
    """Return the level of a heading, 0 for a paragraph, -1 for a line of the table of contents."""
    outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
    if outline is not None and int(outline.get(qn("w:val"), "9")) < 9:
        return int(outline.get(qn("w:val"))) + 1
    return _style_level(style)


def _within(parent: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table, or the cells of a row; those of a table within it are not among them."""
    for child in parent:
        if child.tag == qn(name):
            yield child
        elif child.tag in _CONTAINERS or child.tag == qn("w:sdtContent"):
            yield from _within(child, name)


def _style_level(style: Any) -> int:
    """Return the level that a style or one that it is based on gives."""
    seen = 0
    while style is not None and seen < 20:
        name = style.name or ""
        match = _HEADING.match(name)
        if match:
            return int(match.group(1))
        if name.lower() == "title":
            return 1
        if name.lower().startswith(("toc ", "toc heading")):
            return -1
        style, seen = style.base_style, seen + 1
    return 0


def _is_contents(element: Any) -> bool:
    gallery = element.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return gallery is not None and gallery.get(qn("w:val")) == "Table of Contents"


def _is_bold_line(paragraph: Any, words: str) -> bool:
    """Many write headings as a short line in bold."""
    if "\n" in words or len(words.split()) > _LONGEST_HEADING_WORDS or words[-1] in ".,;:?!":
        return False
    if paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
        return False
    runs = [run for run in paragraph.iter(qn("w:r")) if any((t.text or "").strip() for t in run.iter(qn("w:t")))]
    return bool(runs) and all(_has(run, "w:b") for run in runs)


def _is_hidden(run: Any) -> bool:
    return _has(run, "w:vanish")


def _has(run: Any, name: str) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn(name)}")
    return mark is not None and mark.get(qn("w:val"), "true") not in ("0", "false")


def _breaks_first(paragraph: Any) -> bool:
    for element in paragraph.iter(qn("w:t"), qn("w:lastRenderedPageBreak")):
        if element.tag == qn("w:lastRenderedPageBreak"):
            return True
        if (element.text or "").strip():
            return False
    return False
