"""Web pages, with what only the site needs (menus, forms, scripts, hidden parts) left out."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString

from bot.content.importing.block import Block, Parsed, one_line, tidy
from bot.content.importing.decoding import decode
from bot.content.importing.sentences import CELL, bullet, is_mark, numeral

_LEFT_OUT = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "aside",
        "button",
        "select",
        "textarea",
        "svg",
        "iframe",
        "object",
    }
    | {"dialog", "head"}
)
# The site's, where they stand outside of what the page is about.
_OF_THE_SITE = frozenset({"header", "footer"})
_ABOUT = ("main", "article")
_HEADINGS = ("h1", "h2", "h3")
_NUMBERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
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
    | {"figure", "hgroup", "hr", "html", "main", "p", "pre", "section", "summary", "table", "tbody"}
    | {"tfoot", "thead"}
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
    blocks = blocks_of(page)
    heading = next((block.text for block in blocks if block.level == 1), None)
    return Parsed(blocks=blocks, title=heading or title, date=date, warnings=warnings)


def blocks_of(page: BeautifulSoup) -> tuple[Block, ...]:
    """Return the blocks of a page or of a part of one; what is left out is taken out of it."""
    for tag in page.find_all(_is_left_out):
        tag.decompose()
    root = page.find("main") or page.find(role="main") or page.find("article") or page
    collector = _Collector()
    if isinstance(root, Tag):
        collector.walk(root)
    collector.flush()
    return tuple(collector.blocks)


class _Collector:
    """Walks a page and cuts its words into blocks wherever an element stands alone."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        # How many items each list around this place has had, -1 for one without numbers.
        self._lists: list[int] = []

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
            cells = [_cell(cell) for cell in tag.find_all(["td", "th"], recursive=False)]
            if any(cells):
                self.blocks.append(Block(text=CELL.join(cells)))
        elif tag.name in ("ol", "ul"):
            self.flush()
            self._lists.append(_before_first(tag))
            self.walk(tag)
            self._lists.pop()
            self.flush()
        elif tag.name == "li":
            self.flush()
            self._words.append(self._mark(tag))
            self.walk(tag)
            self.flush()
        elif tag.name == "sup" and _is_note(tag):
            self._words.append(f"[{one_line(tag.get_text()).strip('[]')}]")
        elif tag.name == "br":
            self._words.append("\n")
        elif tag.name in _STANDS_ALONE:
            self.flush()
            self.walk(tag)
            self.flush()
        else:
            self.walk(tag)

    def _mark(self, item: Tag) -> str:
        depth = max(0, len(self._lists) - 1)
        if not self._lists or self._lists[-1] < 0:
            return f"{bullet(depth)} "
        value = str(item.get("value", ""))
        self._lists[-1] = int(value) if value.isdigit() else self._lists[-1] + 1
        kind = item.parent.get("type") if item.parent is not None else None
        return f"{numeral(self._lists[-1], _NUMBERS.get(str(kind), 'decimal'))}. "

    def flush(self) -> None:
        words = tidy("".join(self._words))
        # A mark whose words stand in an element of their own waits for them.
        if words and is_mark(words):
            return
        self._words = []
        if words:
            self.blocks.append(Block(text=words))


def _before_first(items: Tag) -> int:
    """Return the number before that of a list's first item, -1 for a list without numbers."""
    if items.name == "ul":
        return -1
    start = str(items.get("start", "1"))
    return int(start) - 1 if start.isdigit() else 0


def _cell(cell: Tag) -> str:
    """Return the words of a cell on one line, those of a list or a table in it after one another."""
    collector = _Collector()
    collector.walk(cell)
    collector.flush()
    return one_line("\n".join(block.text for block in collector.blocks))


def _is_note(tag: Tag) -> bool:
    """Return whether raised letters name a note; others belong to their word (the 1 of "1st" is not raised)."""
    words = one_line(tag.get_text()).strip("[]")
    return tag.find("a") is not None or words.isdigit()


def _is_left_out(tag: Tag) -> bool:
    if tag.name in _OF_THE_SITE and tag.find_parent(_ABOUT) is None:
        return tag.find(_ABOUT) is None
    if tag.name == "form":
        # Some sites put the whole page into a form.
        return tag.find((*_ABOUT, *_HEADINGS)) is None
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
