"""What an editor decides about an item of the inbox; what is decided in the end is learnt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bot.recognition.examples import EMERGENCY
from bot.teaching.decisions import Choice, Decision, decided, stand_of, take
from bot.teaching.drafts import DraftStore
from bot.teaching.errors import TeachingError
from bot.teaching.lessons import Marked
from bot.web.accounts.models import Account
from bot.web.audit.record import Deed, record
from bot.web.gateway.guidance import pack
from bot.web.workbench.identifying import refuse_identifying
from bot.web.workbench.learning import DraftFor, bare, forgotten, lesson_of_row, message_words, teach
from bot.web.workbench.models import InboxDecision, InboxItem


@dataclass(frozen=True)
class Given:
    """What an editor chose. `example` are the words to learn, empty for those of the message."""

    choice: Choice
    indicators: tuple[str, ...] = ()
    topic: str = ""
    example: str = ""
    marked: tuple[Marked, ...] = ()
    settles: bool = False
    names_read: bool = False


def known_labels() -> frozenset[str]:
    """Return everything that can be chosen as shown: the indicators, and danger now."""
    return frozenset({*pack().indicators, EMERGENCY})


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
        _learn(item, store, draft_for, names_read=given.names_read)
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
        _learn(item, store, draft_for, names_read=True)
        record(Deed(account.username, "took_back", f"inbox {item.pk}"))


def row_of(item_id: int, account: Account) -> dict[str, Any] | None:
    """Return an editor's decision about an item as plain values; None where there is none."""
    fields = ("choice", "indicators", "topic", "example", "marks", "settles")
    return InboxDecision.objects.filter(item=item_id, who=account).values(*fields).first()


def _learn(item: InboxItem, store: DraftStore, draft_for: DraftFor, *, names_read: bool) -> None:
    """Bring the draft to what is decided now, and write where the item stands."""
    rows = list(item.decisions.select_related("who").order_by("id"))
    decisions = [_of(row) for row in rows]
    final = decided(decisions, looks=_looks())
    row = next((row for row, one in zip(rows, decisions) if one == final), None) if final else None
    lesson = lesson_of_row(item, row) if row is not None else None
    before = forgotten(item, store)
    try:
        if lesson is not None and row is not None:
            if before is None or before[1].after != lesson.raw:
                refuse_identifying(bare(lesson), message_words(item), names_read=names_read)
            teach(item, lesson, row.who.username, store, draft_for)
    except TeachingError:
        if before is not None:
            store.change(*before)
        raise
    item.stand = stand_of(decisions, looks=_looks()).name.lower()
    item.version += 1
    item.save(update_fields=["stand", "draft", "edit", "version"])


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


def _looks() -> int:
    return int(settings.INBOX_LOOKS)
