"""What the draft in hand learns from a decision about an item of the inbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils import timezone

from bot.language.neutral_words import neutral
from bot.recognition.examples import EMERGENCY, UNCLEAR
from bot.teaching.decisions import Choice, DecisionError
from bot.teaching.draft import Draft, DraftState
from bot.teaching.drafts import DraftStore
from bot.teaching.edits import Edit, EditKind, edit_from_record, edit_to_record
from bot.teaching.errors import EditError
from bot.teaching.lessons import CONCERN, OUT_OF_SCOPE, Lesson, Marked, file_of, lesson_of, lesson_of_signs
from bot.teaching.marks import REASONS, read_marks
from bot.web.gateway.guidance import pack
from bot.web.workbench.inbox_filling import severe_indicators
from bot.web.workbench.models import InboxDecision, InboxItem, InboxMessage
from bot.web.workbench.project import taught_files
from bot.web.workbench.taught_files import files_by_intent, texts_with

DraftFor = Callable[[], Draft]


def words_to_learn(message: InboxMessage) -> str:
    """Return a message as it is learnt: in one line, and without the marks of what was masked."""
    return " ".join(neutral(message.message.text).text.split())


def clear_signs(member: InboxMessage) -> list[str]:
    """Return the indicators that count in a message, by the thresholds of today."""
    policy = pack().policy
    cut = {name: one.clear for name, one in policy.cuts.items()} | {EMERGENCY: policy.danger.clear}
    return [name for name, p, *_ in member.findings if p >= cut.get(name, 1.0)]


def forgotten(item: InboxItem, store: DraftStore) -> tuple[str, Edit] | None:
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


def teach(item: InboxItem, lesson: Lesson, who: str, store: DraftStore, draft_for: DraftFor) -> None:
    """Put an example into the draft in hand, and remember that the item's is there.

    Raises:
        TeachingError: The same words are taught as something else, or the draft cannot take it.
    """
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
    other = next((one for one in examples if one.text == bare(lesson)), None)
    if other is not None and other.intent != lesson.intent:
        raise EditError(
            f"These words are taught already, under {other.intent} ({other.file}, line {other.line}). "
            "Change that example first, or reword this one."
        )
    item.draft, item.edit = store.change(draft.id, edit).id, edit_to_record(edit)


def lesson_of_row(item: InboxItem, row: InboxDecision) -> Lesson | None:
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
    family = member.intent.partition("/")[0]
    if family == "ask":
        raise DecisionError("The model knows that it is a question, not which one. Choose the question.")
    if family == "no_sign":
        return lesson_of_signs(text, (), _set_aside(text, member))
    if family == "out_of_scope":
        return lesson_of(text, OUT_OF_SCOPE)
    if family != "concern":
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


def _set_aside(text: str, member: InboxMessage) -> list[Marked]:
    """Return the signs that the reply named as not counting, with their words.

    Raises:
        DecisionError: It named none, so nobody knows what does not count.
    """
    assessment = (member.message.reply or {}).get("assessment") or {}
    found = [
        Marked(one["evidence"], one["id"], one["reason"])
        for one in assessment.get("set_aside", ())
        if one["reason"] in REASONS and one["evidence"].strip() in text
    ]
    if not found:
        raise DecisionError("Mark the words that name a sign, and say why it does not count.")
    return _apart(text, found)


def _apart(text: str, marked: Sequence[Marked]) -> list[Marked]:
    """Leave out marks that overlap with one before them: a stretch of words is marked once."""
    kept: list[tuple[int, int, Marked]] = []
    for one in marked:
        start = text.find(one.words.strip())
        end = start + len(one.words.strip())
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end, one))
    return [one for _, _, one in kept]


def message_words(item: InboxItem) -> str:
    """Return the words of the item's first message, which were masked before they came in."""
    first = item.messages.select_related("message").order_by("id").first()
    return f"{first.message.text}\n{words_to_learn(first)}" if first is not None else ""


def bare(lesson: Lesson) -> str:
    """Return an example without its marks."""
    return read_marks(lesson.raw)[0]
