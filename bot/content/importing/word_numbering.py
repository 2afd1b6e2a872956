"""The marks and numbers that Word puts before paragraphs and does not write into their text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from bot.content.importing.sentences import bullet, numeral

_LEVELS = 9
_ABSTRACT = qn("w:abstractNum")


@dataclass(frozen=True)
class _Level:
    how: str
    shape: str
    start: int


class Numbering:
    """Counts the lists of a document; each paragraph must be asked for once, in order."""

    def __init__(self, document: Any) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            # No list in the document.
            return
        shapes = {one.get(qn("w:abstractNumId")): _levels(one.findall(qn("w:lvl"))) for one in root.iter(_ABSTRACT)}
        for number in root.iter(qn("w:num")):
            abstract = number.find(qn("w:abstractNumId"))
            name = abstract.get(qn("w:val")) if abstract is not None else ""
            changed = _levels(lvl for one in number.iter(qn("w:lvlOverride")) for lvl in one.findall(qn("w:lvl")))
            restarts = next(number.iter(qn("w:startOverride")), None) is not None
            key = f"{name}/{number.get(qn('w:numId'))}" if restarts or changed else name
            self._lists[number.get(qn("w:numId"))] = (key, {**shapes.get(name, {}), **changed})

    def mark(self, paragraph: Any, style: Any) -> str:
        """Return what stands before a paragraph of this style: "1.2", "(a)", a bullet; "" for no list."""
        number, depth = _place(paragraph, style)
        if number not in self._lists or number == "0":
            return ""
        key, levels = self._lists[number]
        level = levels.get(depth)
        if level is None or level.how == "none":
            return ""
        if level.how == "bullet":
            return bullet(depth)
        counts = self._counts[key]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda match: self._shown(levels, counts, int(match.group(1)) - 1), level.shape).strip()

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(depth)
        return numeral(counts.get(depth, level.start), level.how) if level is not None else ""


def _levels(elements: Iterable[Any]) -> dict[int, _Level]:
    found = {}
    for element in elements:
        values = {
            name: (child.get(qn("w:val")) or "") if (child := element.find(qn(f"w:{name}"))) is not None else ""
            for name in ("numFmt", "lvlText", "start")
        }
        start = int(values["start"]) if values["start"].isdigit() else 1
        found[int(element.get(qn("w:ilvl"), "0"))] = _Level(values["numFmt"] or "decimal", values["lvlText"], start)
    return found


def _place(paragraph: Any, style: Any) -> tuple[str, int]:
    """Return the id of the list and the depth in it: what the paragraph says goes before what its style says."""
    number, depth = None, None
    sources = [paragraph.find(qn("w:pPr"))]
    while style is not None and len(sources) < 20:
        sources.append(style.element.find(qn("w:pPr")))
        style = style.base_style
    for source in sources:
        marks = source.find(qn("w:numPr")) if source is not None else None
        if marks is not None:
            own, level = marks.find(qn("w:numId")), marks.find(qn("w:ilvl"))
            number = own.get(qn("w:val")) if number is None and own is not None else number
            depth = int(level.get(qn("w:val"), "0")) if depth is None and level is not None else depth
    return number or "", min(depth or 0, _LEVELS - 1)
