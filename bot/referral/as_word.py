"""The document as a Word file."""

from __future__ import annotations

import io
import re

import docx
from docx.shared import Mm

from bot.referral.document import Document

# Word files are XML, which cannot hold these.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def as_word(document: Document) -> bytes:
    """Return the document as the content of a .docx file, with real headings and a table to write in."""
    made = docx.Document()
    made.core_properties.title = document.title
    # The library's own template names an author of its own.
    made.core_properties.author = "Signpost"
    made.core_properties.language = "en-GB"
    # The template is of the American size.
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(25)
    made.add_heading(document.title, level=0)
    made.add_paragraph(f"Made on {document.made} with Signpost")
    if document.reference:
        made.add_paragraph(f"Reference: {document.reference}")
    table = made.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for label in document.by_hand:
        row = table.add_row()
        row.height = Mm(9)
        row.cells[0].text = label
        # The wider cell is the one to write in.
        row.cells[0].width, row.cells[1].width = Mm(50), Mm(110)
    for section in document.sections:
        made.add_heading(section.title, level=1)
        for label, words in section.parts:
            if label:
                made.add_heading(label, level=2)
            for line in _NO_XML.sub("", words).splitlines():
                made.add_paragraph(line)
    made.add_heading("Sources of what is asked here", level=1)
    for source in document.sources:
        made.add_paragraph(source, style="List Bullet")
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()
