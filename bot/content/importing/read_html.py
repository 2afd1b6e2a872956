"""Web pages, with what only the site needs (menus, forms, scripts, hidden parts) left out."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString

from bot.content.importing.block import Block, Parsed, one_line, tidy
from bot.content.importing.decoding import decode

_LEFT_OUT = frozenset(
    {"script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select", "svg"}
    | {"iframe", "object", "dialog", "head"}
)
_LEFT_OUT_ROLES = {"navigation", "banner", "contentinfo", "search", "dialog", "complementary"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADING = re.compile(r"^h([1-6])$")
_STANDS_ALONE = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
    }
    | {"figure", "hgroup", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody"}
    | {"tfoot", "thead", "ul"}
)
_DATES = ("dcterms.modified", "dcterms.issued", "article:modified_time", "article:published_time", "date")
# `document.title` of a site often names the site too: "Thresholds | Example Council".
_SITE = re.compile(r"\s+[|\u2013\u2014-]\s+[^|\u2013\u2014]+$")


def read_html(content: bytes) -> Parsed:
    """Return the blocks of a web page, of its main part where it names one.

    Raises:
        UnreadableError: It is no text.
    """
    text, warnings = decode(content, declared=True)
    page = BeautifulSoup(text, "html.parser")
    title, date = _title(page), _date(page)
    for tag in page.find_all(_is_left_out):
        tag.decompose()
    root = page.find("main") or page.find(role="main") or page.find("article") or page
    collector = _Collector()
    if isinstance(root, Tag):
        collector.walk(root)
    collector.flush()
    blocks = tuple(collector.blocks)
    heading = next((block.text for block in blocks if block.level == 1), None)
    return Parsed(blocks=blocks, title=heading or title, date=date, warnings=warnings)


class _Collector:
    """Walks a page and cuts its words into blocks wherever an element stands alone."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []

    def walk(self, tag: Tag) -> None:
        for child in tag.children:
            if isinstance(child, NavigableString):
                # The white space of the source means nothing but a space.
                if not isinstance(child, Comment):
                    self._words.append(re.sub(r"\s+", " ", str(child)))
            elif isinstance(child, Tag):
                self._element(child)

    def _element(self, tag: Tag) -> None:
        heading = _HEADING.match(tag.name)
        if heading:
            self.flush()
            words = one_line(tag.get_text(" ", strip=True))
            if words:
                self.blocks.append(Block(text=words, level=int(heading.group(1))))
        elif tag.name == "tr":
            self.flush()
            cells = [one_line(cell.get_text(" ", strip=True)) for cell in tag.find_all(["td", "th"])]
            if any(cells):
                self.blocks.append(Block(text=" | ".join(cells)))
        elif tag.name == "br":
            self._words.append("\n")
        elif tag.name in _STANDS_ALONE:
            self.flush()
            self.walk(tag)
            self.flush()
        else:
            self.walk(tag)

    def flush(self) -> None:
        words = tidy("".join(self._words))
        self._words = []
        if words:
            self.blocks.append(Block(text=words))


def _is_left_out(tag: Tag) -> bool:
    return (
        tag.name in _LEFT_OUT
        or tag.get("role") in _LEFT_OUT_ROLES
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(str(tag.get("style", ""))))
    )


def _title(page: BeautifulSoup) -> str | None:
    words = one_line(page.title.get_text()) if page.title else ""
    return _SITE.sub("", words) or None


def _date(page: BeautifulSoup) -> str | None:
    for name in _DATES:
        tag = page.find("meta", attrs={"name": name}) or page.find("meta", attrs={"property": name})
        value = str(tag.get("content", "")) if isinstance(tag, Tag) else ""
        if re.match(r"\d{4}-\d\d-\d\d", value):
            return value[:10]
    return None
