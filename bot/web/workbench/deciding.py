"""What an editor decides about an item of the inbox, and what the draft in hand learns from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bot.language.masking import MaskingError
from bot.language.masking.neutral_words import neutral
from bot.recognition.examples import EMERGENCY, UNCLEAR
from bot.teaching.decisions import Choice, Decision, DecisionError, decided, stand_of, take
from bot.teaching.drafts import Draft, DraftState, DraftStore
from bot.teaching.edits import Edit, EditKind, edit_from_record, edit_to_record
from bot.teaching.errors import EditError, TeachingError
from bot.teaching.lessons import CONCERN, OUT_OF_SCOPE, Lesson, Marked, file_of, lesson_of, lesson_of_signs
from bot.teaching.marks import read_marks
from bot.web.accounts.models import Account
from bot.web.audit.record import Deed, record
from bot.web.gateway.guidance import pack
from bot.web.gateway.masking import masking
from bot.web.workbench.inbox_filling import severe_indicators
from bot.web.workbench.models import InboxDecision, InboxItem, InboxMessage
from bot.web.workbench.project import taught_files
from bot.web.workbench.taught_files import files_by_intent, texts_with

_MASKING_SECONDS = 10
DraftFor = Callable[[], Draft]


@dataclass(frozen=True)
class Given:
    """What an editor chose. `example` are the words to learn, empty for those of the message."""

    choice: Choice
    indicators: tuple[str, ...] = ()
    topic: str = ""
    example: str = ""
    marked: tuple[Marked, ...] = ()
    settles: bool = False


def known_labels() -> frozenset[str]:
    """Return everything that can be chosen as shown: the indicators, and danger now."""
    return frozenset({*pack().indicators, EMERGENCY})


def words_to_learn(message: InboxMessage) -> str:
    """Return a message as it is learnt: in one line, and without the marks of what was masked."""
    return " ".join(neutral(message.message.text).text.split())


def decide(item_id: int, account: Account, given: Given, *, store: DraftStore, draft_for: DraftFor) -> InboxItem:
    """Take an editor's decision about an item; what is decided in the end is learnt in the draft in hand.

    Raises:
        TeachingError: It is not taken; the message says why. Nothing is changed.
    """
    with transaction.atomic():
        item = InboxItem.objects.select_for_update().get(pk=item_id)
        held = list(item.decisions.select_related("who"))
        new = _decision(account, given)
        take([_of(row) for row in held], new, may_be_nothing=item.may_be_nothing, known=known_labels(), looks=_looks())
        InboxDecision.objects.update_or_create(item=item, who=account, defaults=_row(given))
        _learn(item, account, store, draft_for)
        record(Deed(account.username, "decided", f"inbox {item.pk}", after=given.choice.value))
    return item


def take_back(
    item_id: int, account: Account, before: dict[str, Any] | None, *, store: DraftStore, draft_for: DraftFor
) -> None:
    """Put an editor's decision about an item back to what it was before, None for no decision.

    Raises:
        TeachingError: It is in a draft that is no longer open.
    """
    with transaction.atomic():
        item = InboxItem.objects.select_for_update().filter(pk=item_id).first()
        if item is None:
            return
        if before is None:
            item.decisions.filter(who=account).delete()
        else:
            InboxDecision.objects.update_or_create(item=item, who=account, defaults=before)
        _learn(item, account, store, draft_for)
        record(Deed(account.username, "took_back", f"inbox {item.pk}"))


def row_of(item_id: int, account: Account) -> dict[str, Any] | None:
    """Return an editor's decision about an item as plain values; None where there is none."""
    fields = ("choice", "indicators", "topic", "example", "marks", "settles")
    return InboxDecision.objects.filter(item=item_id, who=account).values(*fields).first()


def _learn(item: InboxItem, account: Account, store: DraftStore, draft_for: DraftFor) -> None:
    """Bring the draft to what is decided now, and write where the item stands."""
    rows = list(item.decisions.select_related("who").order_by("id"))
    decisions = [_of(row) for row in rows]
    final = decided(decisions, looks=_looks())
    row = next((row for row, one in zip(rows, decisions) if one == final), None) if final else None
    lesson = _lesson(item, row) if row is not None else None
    before = _forgotten(item, store)
    try:
        if lesson is not None and row is not None:
            _teach(item, lesson, row.who.username, store, draft_for)
    except TeachingError:
        if before is not None:
            store.change(*before)
        raise
    item.stand = stand_of(decisions, looks=_looks()).name.lower()
    item.version += 1
    item.save(update_fields=["stand", "draft", "edit", "version"])


def _forgotten(item: InboxItem, store: DraftStore) -> tuple[str, Edit] | None:
    """Take what was learnt of an item out of its draft, and return both; None where nothing was learnt yet."""
    if item.edit is None:
        return None
    draft_id, edit = item.draft, edit_from_record(item.edit)
    if store.get(draft_id).state is not DraftState.OPEN:
        raise EditError(
            "What was decided here is no longer in an open draft: it is in the training files already. "
            "Change the example itself, under Examples."
        )
    store.without(draft_id, edit)
    item.draft, item.edit = "", None
    return draft_id, edit


def _teach(item: InboxItem, lesson: Lesson, who: str, store: DraftStore, draft_for: DraftFor) -> None:
    draft = draft_for()
    examples = taught_files().examples(texts_with(draft, store))
    edit = Edit(
        kind=EditKind.ADD,
        file=file_of(lesson.intent, files_by_intent(examples)),
        who=who,
        at=timezone.now().isoformat(timespec="seconds"),
        intent=lesson.intent,
        after=lesson.raw,
        about=lesson.about,
    )
    same = [one for one in examples if one.raw == lesson.raw]
    if any(one.intent == lesson.intent for one in same):
        return  # learnt already, word for word
    refuse_identifying(lesson.raw)
    other = next((one for one in examples if one.text == _bare(lesson)), None)
    if other is not None and other.intent != lesson.intent:
        raise EditError(
            f"These words are taught already, under {other.intent} ({other.file}, line {other.line}). "
            "Change that example first, or reword this one."
        )
    item.draft, item.edit = store.change(draft.id, edit).id, edit_to_record(edit)


def _lesson(item: InboxItem, row: InboxDecision) -> Lesson | None:
    """Return what a decision teaches; None where nothing is to be learnt."""
    first = item.messages.select_related("message").order_by("id").first()
    if first is None:
        return None
    choice = Choice(row.choice)
    text = row.example.strip() or words_to_learn(first)
    if choice is Choice.NOTHING:
        return None
    if choice is Choice.QUESTION:
        return lesson_of(text, row.topic)
    if choice is Choice.OUT_OF_SCOPE:
        return lesson_of(text, OUT_OF_SCOPE)
    if choice is Choice.INDICATORS:
        marked = [Marked(*mark) for mark in row.marks]
        return lesson_of_signs(text, row.indicators, marked, severe=severe_indicators())
    return _as_understood(text, first)


def _as_understood(text: str, member: InboxMessage) -> Lesson:
    if not member.intent:
        raise DecisionError("The live model has not read this message yet, so nobody can say that it is right.")
    if not member.intent.startswith(CONCERN):
        return lesson_of(text, member.intent)
    labels = clear_signs(member)
    if not labels:
        return lesson_of(text, CONCERN + UNCLEAR)
    said = member.message.text
    marked = [
        Marked(said[start:end], label)
        for label, _, start, end in member.findings
        if label in labels and len(said[start:end].split()) > 1 and said[start:end].strip() in text
    ]
    return lesson_of_signs(text, labels, _apart(text, marked), severe=severe_indicators())


def clear_signs(member: InboxMessage) -> list[str]:
    """Return the indicators that count in a message, by the thresholds of today."""
    policy = pack().policy
    cut = {name: one.clear for name, one in policy.cuts.items()} | {EMERGENCY: policy.danger.clear}
    return [name for name, p, *_ in member.findings if p >= cut.get(name, 1.0)]


def _apart(text: str, marked: Sequence[Marked]) -> list[Marked]:
    """Leave out marks that overlap with one before them: a stretch of words is marked once."""
    kept: list[tuple[int, int, Marked]] = []
    for one in marked:
        start = text.find(one.words.strip())
        end = start + len(one.words.strip())
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end, one))
    return [one for _, _, one in kept]


def refuse_identifying(text: str) -> None:
    """Let no words into a training file that tell who somebody is.

    Raises:
        EditError: They seem to; or nobody could look.
    """
    try:
        counts = masking().masked(text, wait_seconds=_MASKING_SECONDS).counts()
    except MaskingError as error:
        raise EditError(
            "Signpost cannot check just now whether these words tell who somebody is. Try again in a minute."
        ) from error
    if counts:
        kinds = ", ".join(kind.replace("_", " ") for kind in sorted(counts))
        raise EditError(f"These words seem to tell who somebody is ({kinds}). Reword them: examples are about nobody.")


def _decision(account: Account, given: Given) -> Decision:
    counted = {one.label for one in given.marked if one.reason is None} if given.choice is Choice.INDICATORS else set()
    aside = {(one.label, one.reason) for one in given.marked if one.reason is not None}
    return Decision(
        who=account.username,
        choice=given.choice,
        indicators=frozenset({*given.indicators, *counted}) if given.choice is Choice.INDICATORS else frozenset(),
        topic=given.topic if given.choice is Choice.QUESTION else "",
        settles=given.settles,
        aside=frozenset(aside) if given.choice is Choice.INDICATORS else frozenset(),
    )


def _row(given: Given) -> dict[str, Any]:
    return {
        "at": timezone.now(),
        "choice": given.choice.value,
        "indicators": list(given.indicators),
        "topic": given.topic,
        "example": given.example,
        "marks": [[one.words, one.label, one.reason] for one in given.marked],
        "settles": given.settles,
    }


def _of(row: InboxDecision) -> Decision:
    choice = Choice(row.choice)
    marked = tuple(Marked(*mark) for mark in row.marks)
    return _decision(row.who, Given(choice, tuple(row.indicators), row.topic, row.example, marked, row.settles))


def _bare(lesson: Lesson) -> str:
    return read_marks(lesson.raw)[0]


def _looks() -> int:
    return int(settings.INBOX_LOOKS)
