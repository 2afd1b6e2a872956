"""Small documents of every type, made by the test that needs them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from bot.content.importing.block import Block, Parsed


@dataclass(frozen=True)
class Line:
    """A line of a page; `gap` is the distance to the line above and `x` that to the left edge, in points."""

    text: str
    size: float = 11
    bold: bool = False
    gap: float = 14
    at: float | None = None
    x: float = 60


@dataclass(frozen=True)
class Rule:
    """A drawn line from one place of a page to another, in points from the lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


def pdf(
    *pages: Sequence[Line | Rule], title: str | None = None, password: str | None = None, owner_only: bool = False
) -> bytes:
    """Return a PDF with these lines of text on its pages, each under the last, and these drawn ones."""
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
            if isinstance(line, Rule):
                words += b"%.1f %.1f m %.1f %.1f l S\n" % (line.x0, line.y0, line.x1, line.y1)
                continue
            height -= line.gap
            shown = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
            place = line.at if line.at is not None else height
            font = b"B" if line.bold else b"F"
            words += b"BT /%s %.1f Tf %.1f %.1f Td (%s) Tj ET\n" % (font, line.size, line.x, place, shown)
        stream.set_data(words)
        page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title, "/ModDate": "D:20240315120000"})
    if password is not None:
        writer.encrypt("" if owner_only else password, owner_password=password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def cells(
    *rows: Sequence[str], top: float = 600, step: float = 20, columns: Sequence[float] = (60, 220, 380)
) -> list[Line]:
    """Return the cells of a table as lines of text, its rows from the top."""
    return [
        Line(text, at=top - step * number, x=x)
        for number, row in enumerate(rows)
        for x, text in zip(columns, row)
        if text
    ]


def grid(rows: int, top: float = 600, step: float = 20, columns: Sequence[float] = (60, 220, 380)) -> list[Rule]:
    """Return the lines around the cells of a table that `cells` wrote."""
    left, right = columns[0] - 4, columns[-1] + 150
    high, low = top + step - 6, top + step - 6 - rows * step
    levels = [Rule(left, high - step * number, right, high - step * number) for number in range(rows + 1)]
    return levels + [Rule(x, low, x, high) for x in (*(x - 4 for x in columns), right)]


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


NOTES = """<?xml version="1.0" encoding="UTF-8"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:id="5"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Under section 17.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def word_with_everything() -> bytes:
    """Return a Word document with numbered headings and lists, a note, a box of text, a table in a table, a header."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Running head"
    document.sections[0].footer.paragraphs[0].text = "Running foot"
    for style, text in (
        ("Heading 1", "Referral"),
        ("List Number", "Ring the team."),
        ("List Number", "Write it down."),
    ):
        document.add_paragraph(text, style=style)
    document.add_paragraph("at once", style="List Bullet 2")
    document.add_paragraph("Keep a copy.", style="List Number")
    noted = document.add_paragraph("A child in need")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "5")
    noted.add_run()._r.append(reference)
    noted.add_run(" is seen.")
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, NOTES.encode(), document.part.package)
    document.part.relate_to(part, f"{_OFFICE}/relationships/footnotes")
    boxed = document.add_paragraph("Before the box.")
    box = OxmlElement("w:txbxContent")
    paragraph, run, words = (OxmlElement(name) for name in ("w:p", "w:r", "w:t"))
    words.text = "Words in a box."
    run.append(words)
    paragraph.append(run)
    box.append(paragraph)
    boxed.add_run()._r.append(box)
    table = document.add_table(2, 3)
    for cell, text in zip(table.rows[0].cells, ("Who", "", "When")):
        cell.text = text
    table.cell(1, 0).text = "Manager"
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "decides", "tells"
    table.cell(1, 2).text = "today"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


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
