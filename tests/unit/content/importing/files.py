"""Small documents of every type, made by the test that needs them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from bot.content.importing.block import Block, Parsed


@dataclass(frozen=True)
class Line:
    """A line of a page; `gap` is the distance to the line above, in points."""

    text: str
    size: float = 11
    bold: bool = False
    gap: float = 14
    at: float | None = None


def pdf(
    *pages: Sequence[Line], title: str | None = None, password: str | None = None, owner_only: bool = False
) -> bytes:
    """Return a PDF with these lines on its pages."""
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        fonts = DictionaryObject(
            {
                NameObject(f"/{name}"): DictionaryObject(
                    {
                        NameObject("/Type"): NameObject("/Font"),
                        NameObject("/Subtype"): NameObject("/Type1"),
                        NameObject("/BaseFont"): NameObject(f"/{base}"),
                        NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
                    }
                )
                for name, base in (("F", "Helvetica"), ("B", "Helvetica-Bold"))
            }
        )
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        height = 740.0
        words = b""
        for line in lines:
            height -= line.gap
            shown = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
            place = line.at if line.at is not None else height
            font = b"B" if line.bold else b"F"
            words += b"BT /%s %.1f Tf 60 %.1f Td (%s) Tj ET\n" % (font, line.size, place, shown)
        stream.set_data(words)
        page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title, "/ModDate": "D:20240315120000"})
    if password is not None:
        writer.encrypt("" if owner_only else password, owner_password=password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(*parts: tuple[str, str] | list[list[str]], title: str = "") -> bytes:
    """Return a Word document: (style, text) for a paragraph, lists of cells for a table, ("break", "") for a page."""
    document = Document()
    document.core_properties.title = title
    for part in parts:
        if isinstance(part, list):
            table = document.add_table(0, len(part[0]))
            for cells in part:
                for cell, text in zip(table.add_row().cells, cells):
                    cell.text = text
        elif part[0] == "break":
            document.add_paragraph().add_run()._r.append(OxmlElement("w:lastRenderedPageBreak"))
        elif part[0] == "bold":
            document.add_paragraph().add_run(part[1]).bold = True
        elif part[0] in ("inserted", "deleted"):
            _revised(document.add_paragraph("Seen "), *part)
        else:
            document.add_paragraph(part[1], style=part[0])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _revised(paragraph, how: str, text: str) -> None:  # type: ignore[no-untyped-def]
    run = paragraph.add_run(text)._r
    mark = OxmlElement("w:ins" if how == "inserted" else "w:del")
    paragraph._p.append(mark)
    mark.append(run)
    if how == "deleted":
        for words in run.iter(qn("w:t")):
            words.tag = qn("w:delText")


def bomb(mebibytes: int) -> bytes:
    """Return a Word document in name whose one part unpacks to that much."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(mebibytes):
                part.write(b" " * 2**20)
    return out.getvalue()


def texts(parsed: Parsed) -> list[str]:
    """Return the words of the blocks that are no headings."""
    return [block.text for block in parsed.blocks if not block.level]


def headings(parsed: Parsed) -> list[tuple[int, str]]:
    """Return level and words of the headings."""
    return [(block.level, block.text) for block in parsed.blocks if block.level]


def text(words: str, page: int | None = None) -> Block:
    """Return a paragraph."""
    return Block(text=words, page=page)


def heading(words: str, level: int = 1) -> Block:
    """Return a heading."""
    return Block(text=words, level=level)
