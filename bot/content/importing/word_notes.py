"""The footnotes and endnotes of a Word document, which stand in parts of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from bot.content.importing.block import one_line

_KINDS = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}


class Notes:
    """Gives notes their numbers in the order in which the text names them."""

    def __init__(self, document: Any) -> None:
        self._notes: dict[tuple[str, str], Any] = {}
        self._count = 0
        for relation in document.part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind in _KINDS.values() and not relation.is_external:
                root = parse_xml(relation.target_part.blob)
                for note in root.iter(qn(f"w:{kind[:-1]}")):
                    self._notes[kind, note.get(qn("w:id"))] = note

    def named(self, reference: Any, words_of: Callable[[Any], str]) -> tuple[str, str] | None:
        """Return the mark that stands in the text for a reference, and the note; None where there is no such note."""
        note = self._notes.get((_KINDS[reference.tag], reference.get(qn("w:id"))))
        if note is None:
            return None
        self._count += 1
        words = one_line("\n".join(words_of(paragraph) for paragraph in note.iter(qn("w:p"))))
        return f"[{self._count}]", f"[{self._count}] {words}"

    @staticmethod
    def is_reference(element: Any) -> bool:
        """Return whether an element of the text names a note."""
        return element.tag in _KINDS
