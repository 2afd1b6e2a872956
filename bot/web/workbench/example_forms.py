"""What editors send about an example, and the change of the draft that it comes to."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from bot.recognition.examples import UNCLEAR
from bot.teaching.edits import Edit, EditKind
from bot.teaching.errors import EditError
from bot.teaching.lessons import CONCERN, Marked, about, file_of, placed
from bot.teaching.marks import write_marks
from bot.teaching.taught import Taught
from bot.web.workbench.deciding import known_labels
from bot.web.workbench.identifying import refuse_identifying
from bot.web.workbench.inbox_forms import marks_of

_EDITORS = "editors"
_LONGEST = 4000


@dataclass(frozen=True)
class Written:
    """An example as an editor wrote it."""

    text: str
    intent: str
    voice: str
    also: tuple[str, ...]
    marked: tuple[Marked, ...]
    sure: bool = False

    @property
    def labels(self) -> frozenset[str]:
        """Every sign that it teaches."""
        if not self.intent.startswith(CONCERN):
            return frozenset()
        own = self.intent.removeprefix(CONCERN)
        marked = {one.label for one in self.marked if one.reason is None}
        return frozenset({*self.also, *marked, *([own] if own != UNCLEAR else [])})


def written_of(sent: QueryDict) -> Written:
    """Return what was written.

    Raises:
        TeachingError: It is too long, or its marks cannot be read.
    """
    text = " ".join(sent.get("example", "").split())
    if len(text) > _LONGEST:
        raise EditError(f"An example has at most {_LONGEST} characters.")
    marked = tuple(marks_of(sent.getlist("mark")))
    unknown = sorted(({*sent.getlist("indicator"), *(one.label for one in marked)} - {""}) - known_labels())
    if unknown:
        raise EditError(f"{', '.join(unknown)}: no indicator of that name.")
    also = tuple(dict.fromkeys(filter(None, sent.getlist("indicator"))))
    return Written(text, sent.get("intent", ""), sent.get("voice", "").strip(), also, marked, sent.get("sure") == "yes")


def edit_of(written: Written, before: Taught | None, who: str, files: dict[str, str], voices: frozenset[str]) -> Edit:
    """Return the change of the draft: an example added, changed where it stands, or moved.

    Raises:
        TeachingError: It says nothing, changes nothing, names a voice that is not known, or tells who somebody is.
    """
    if not written.text:
        raise EditError("Write the example.")
    if not written.intent:
        raise EditError("Choose what the example teaches.")
    file = file_of(written.intent, files)
    if written.voice and written.voice not in voices:
        raise EditError(f"{written.voice}: no voice of that name. Choose one of the list.")
    raw = write_marks(written.text, placed(written.text, written.marked))
    refuse_identifying(written.text, before.text if before else "", names_read=written.sure)
    now = timezone.now().isoformat(timespec="seconds")
    said = _said(written, before)
    if before is None:
        return Edit(EditKind.ADD, file, who, now, intent=written.intent, after=raw, about=said)
    as_it_was = _said_before(before)
    if before.intent == written.intent and said == as_it_was:
        if raw == before.raw:
            raise EditError("Nothing has changed.")
        return Edit(EditKind.CHANGE, before.file, who, now, intent=before.intent, before=before.raw, after=raw)
    return Edit(
        EditKind.MOVE,
        before.file,
        who,
        now,
        intent=before.intent,
        before=before.raw,
        after="" if raw == before.raw else raw,
        about=said,
        to_file=before.file if before.intent == written.intent else file,
        to_intent=written.intent,
    )


def _said(written: Written, before: Taught | None) -> str:
    own = written.intent.removeprefix(CONCERN)
    also = sorted(set(written.also) - {own}) if written.intent.startswith(CONCERN) else []
    plain = not written.intent.startswith(CONCERN) and not written.voice and before is None
    writer = (before.writer if before else "") or ("" if plain else _EDITORS)
    return about(written.voice, also, writer)


def _said_before(before: Taught) -> str:
    return about(before.voice, sorted(before.also), before.writer)
