"""Fills the inbox: messages that have come in, read by the live model, grouped where they say nearly the same."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, Subquery

from bot.advice.level import Level
from bot.recognition.examples import EMERGENCY
from bot.retrieval.embedder import Vectors
from bot.teaching.decisions import Stand
from bot.teaching.draft import DraftState
from bot.teaching.errors import TeachingError
from bot.teaching.inbox import Heard, item_of
from bot.teaching.similar import NEARLY_THE_SAME, Wordings
from bot.web.gateway.guidance import pack
from bot.web.gateway.models import PRACTITIONER, Message
from bot.web.gateway.transcript import BUTTON_KEY
from bot.web.workbench.live_model import LiveModel, ModelAwayError, Understood, live_model
from bot.web.workbench.models import InboxItem, InboxMessage
from bot.web.workbench.objections import items_with_news, note_objections
from bot.web.workbench.places import draft_store
from bot.web.workbench.project import taught_files
from bot.web.workbench.wordings import encoder, known

logger = logging.getLogger(__name__)
# An indicator with fewer examples than this is rare.
_RARE = 60
# Only so many open items are compared with a new message; older ones are seldom said again in the same words.
_COMPARED = 3000
UNDECIDED = tuple(stand.name.lower() for stand in (Stand.OPEN, Stand.WANTS_A_SECOND, Stand.DISPUTED))


@dataclass(frozen=True)
class Filled:
    """How many messages came in, and whether the live model could be asked about them."""

    messages: int
    model_asked: bool = True


def fill(most: int = 200, model: LiveModel | None = None) -> Filled:
    """Take at most so many new messages into the inbox, the latest first, and look again at what was said of old ones.

    A message whose reading could not be had comes in all the same and is read at a later time.
    """
    model = model or live_model()
    _drop_empty()
    new = _new_messages(most)
    asked = True
    if new:
        asked = _take_in(new, model)
    asked = _read_again(most, model) and asked
    for item in items_with_news():
        appraise(item)
    return Filled(len(new), asked)


def appraise(item: InboxItem) -> None:
    """Work out anew why an item is worth a look, and how much."""
    members = list(item.messages.select_related("message"))
    if not members:
        return
    policy = pack().policy
    found = item_of(
        [heard_of(member) for member in members],
        thresholds=[(name, cut.clear) for name, cut in policy.cuts.items()],
        severe=severe_indicators(),
        rare=rare_indicators(),
    )
    InboxItem.objects.filter(pk=item.pk).update(
        reasons=[reason.name.lower() for reason in found.reasons],
        usefulness=found.usefulness if found.reasons else 0.0,
        may_be_nothing=found.may_be_nothing,
        latest_at=max(member.message.sent_at for member in members),
    )


def heard_of(member: InboxMessage) -> Heard:
    """Return a message of the inbox as the rules of usefulness look at it."""
    reply = member.message.reply or {}
    assessment = reply.get("assessment") or {}
    shown = [(one["id"], one["probability"]) for one in assessment.get("indicators", ())]
    findings = [(str(name), float(p)) for name, p, *_ in member.findings] or shown
    return Heard(
        key=str(member.message_id),
        text=member.message.text,
        kind=str(reply.get("kind", "failsafe")),
        level=assessment.get("level"),
        findings=tuple(findings),
        disagreed=member.disagreed,
        feedback=member.feedback,
        distance=member.distance or 0.0,
        intent=member.intent,
        uncertain=bool(assessment.get("uncertain")),
    )


def severe_indicators() -> frozenset[str]:
    """Return the indicators of the higher level, danger among them."""
    levels = pack().policy.levels
    return frozenset({EMERGENCY, *(name for name, level in levels.items() if level >= Level.COMPLEX_SEVERE)})


def rare_indicators() -> frozenset[str]:
    """Return the indicators of which few examples are taught; none where the files cannot be read just now."""
    try:
        examples = taught_files().examples()
    except TeachingError:
        return frozenset()
    counts = Counter(label for example in examples for label in example.labels)
    return frozenset(name for name in pack().indicators if counts[name] < _RARE)


def _new_messages(most: int) -> list[Message]:
    """Return messages that are answered and not in the inbox, the latest first."""
    held = InboxMessage.objects.filter(message=OuterRef("pk"))
    found = Message.objects.filter(~Exists(held), speaker=PRACTITIONER, withheld=False, reply__isnull=False)
    # A null key is neither the button's nor another's.
    found = found.exclude(idempotency_key=BUTTON_KEY)
    return [message for message in found.order_by("-id")[:most] if not _is_button(message)]


def _is_button(message: Message) -> bool:
    """Return whether a message was sent by one of the buttons of the reply before it."""
    if len(message.text) > 60:
        return False
    before = Message.objects.filter(conversation=message.conversation_id, n__lt=message.n, reply__isnull=False)
    last = before.order_by("-n").first()
    parts = ((last.reply or {}).get("replies", ()) if last else ()) or ()
    return any(one["value"] == message.text for part in parts for one in part.get("quick_replies", ()))


def _take_in(messages: Sequence[Message], model: LiveModel) -> bool:
    texts = [message.text for message in messages]
    understood, vectors = _asked(texts, model)
    wordings = _wordings(vectors)
    distances = wordings.distance(texts) if wordings else [None] * len(texts)
    for row, message in enumerate(messages):
        kept = InboxMessage(message=message, **_fields(understood[row] if understood else None))
        kept.distance = distances[row]
        kept.vector = b"" if vectors is None else vectors[row].tobytes()
        try:
            with transaction.atomic():
                kept.item = _item_for(kept)
                kept.save()
        except IntegrityError:
            continue  # somebody else has just taken it in
        note_objections([kept])
        appraise(kept.item)
    _drop_empty()
    return understood is not None


def _asked(texts: Sequence[str], model: LiveModel) -> tuple[list[Understood] | None, Vectors | None]:
    try:
        understood = model.understood(texts)
    except ModelAwayError as error:
        logger.warning("inbox: %s; messages come in unread", error)
        return None, None
    try:
        return understood, encoder().encode(texts)
    except ModelAwayError as error:
        logger.warning("inbox: %s; messages are not grouped", error)
        return understood, None


def _wordings(vectors: Vectors | None) -> Wordings | None:
    if vectors is None:
        return None
    try:
        return known().wordings(taught_files().examples())
    except (ModelAwayError, TeachingError) as error:
        logger.warning("inbox: no example to compare with (%s)", type(error).__name__)
        return None


def _fields(understood: Understood | None) -> dict[str, object]:
    if understood is None:
        return {}
    reading = understood.reading
    findings = [[one.indicator, round(one.probability, 4), one.start, one.end] for one in reading.findings]
    if reading.danger >= pack().policy.danger.possible:
        findings.append([EMERGENCY, round(reading.danger, 4), 0, 0])
    return {"intent": understood.intent, "findings": findings, "model_version": understood.model}


def _item_for(kept: InboxMessage) -> InboxItem:
    """Return the item that a message joins: one that says nearly the same and is not live yet, or a new one.

    Where the draft that learns it is live already and the message is here all the same, it is to be looked at anew.
    """
    waiting = [draft.id for draft in draft_store().drafts() if draft.state in {DraftState.OPEN, DraftState.SAVED}]
    same = InboxMessage.objects.filter(Q(item__stand__in=UNDECIDED) | Q(item__draft__in=waiting), item__isnull=False)
    exact = same.filter(message__text=kept.message.text).order_by("id").first()
    if exact is not None:
        return exact.item
    if kept.vector:
        # Against the first of each item alone, so that a chain of small differences does not grow.
        first = Subquery(InboxMessage.objects.filter(item=OuterRef("item")).order_by("id").values("pk")[:1])
        others = list(same.filter(pk=first).exclude(vector=b"").order_by("-id")[:_COMPARED])
        if others:
            rows = np.vstack([np.frombuffer(bytes(one.vector), dtype=np.float32) for one in others])
            likeness = rows @ np.frombuffer(bytes(kept.vector), dtype=np.float32)
            nearest = int(likeness.argmax())
            if likeness[nearest] >= NEARLY_THE_SAME:
                return others[nearest].item
    return InboxItem.objects.create(latest_at=kept.message.sent_at)


def _read_again(most: int, model: LiveModel) -> bool:
    """Have the live model read what another one has read, or nobody: what it understands now is no longer in doubt."""
    stale = InboxMessage.objects.filter(item__stand__in=UNDECIDED).filter(~Q(model_version=model.name()) | Q(intent=""))
    members = list(stale.select_related("message", "item").order_by("-id")[:most])
    if not members:
        return True
    texts = [member.message.text for member in members]
    understood, vectors = _asked(texts, model)
    if understood is None:
        return False
    wordings = _wordings(vectors)
    distances = wordings.distance(texts) if wordings else [member.distance for member in members]
    for row, member in enumerate(members):
        for name, value in _fields(understood[row]).items():
            setattr(member, name, value)
        member.distance = distances[row]
        if vectors is not None:
            member.vector = vectors[row].tobytes()
        member.save()
    for item in {member.item_id: member.item for member in members}.values():
        appraise(item)
    return True


def _drop_empty() -> None:
    """Forget items whose messages are deleted."""
    InboxItem.objects.filter(messages__isnull=True).delete()
