"""Many invented cases, for measuring how quick the console is. Never used with a database that holds real ones.

Each has a chat as people write it: several messages of some sentences with the whole replies to them, signs, advice,
a history and now and then a note and an outcome.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from bot.advice.reading import Reading
from bot.reply.danger_first import with_danger
from bot.review.outcomes import Verdict
from bot.review.reference import ALPHABET, PREFIX
from bot.review.states import State
from bot.web.accounts.models import Account
from bot.web.audit.models import AuditEntry, AuditHead
from bot.web.audit.record import Deed, digest_of, record
from bot.web.cases.models import AdviceGiven, CaseIndicator, CaseOutcome, Escalation, Note
from bot.web.cases.taking import Given, escalate
from bot.web.gateway.guidance import composer, pack
from bot.web.gateway.models import Conversation, Message

_LEVELS = (("emergency", "emergency", 3), ("complex_severe", "mash", 2), ("early_help", "duty_team", 1))
_BATCH = 500
_TURNS = 4
# Nobody's words: only as long and as different as what people write.
_SENTENCES = (
    "He has been in the same clothes since Monday and says that the washing machine is in the garden.",
    "Mum did not come to the meeting and the phone number that we have rings out.",
    "The sister in year four told the lunchtime staff that there was nothing for tea again.",
    "An older cousin collects him now and waits on the other side of the road with the engine running.",
    "We have written twice and had no answer, and the health visitor has not been let in either.",
    "She was quiet all morning, then asked whether she could stay here until it gets dark.",
    "There is a mark on the left arm, about the size of a coin, and three accounts of how it got there.",
    "Dad says that it is being dealt with and that we should keep out of it.",
    "Attendance was 94 % in the autumn and is 61 % since the move to the flat above the shop.",
    "His speech has gone back, and he flinches when somebody raises a hand to wave.",
    "The neighbour hears shouting most evenings, and one night something that sounded like glass.",
    "Grandmother looks after the little one while the mother is at work, from four until after nine.",
    "They have been offered help at the family hub and went once, in the first week.",
)


def seed(count: int, like: Escalation, worker: Account | None = None) -> None:
    """Make so many cases in the manner of another one, of all levels, a minute apart.

    With a worker, each has an entry in the audit, and one in eight is the worker's and judged, half of those closed.
    """
    with transaction.atomic():
        taken = Escalation.objects.count()
        chats = Conversation.objects.bulk_create(
            [Conversation(last_n=2 * _TURNS) for _ in range(count)], batch_size=_BATCH
        )
        reply = like.conversation.messages.order_by("n").values_list("reply", flat=True).first()
        for begin in range(0, count, _BATCH):
            part = list(enumerate(chats[begin : begin + _BATCH], begin + taken))
            said = Message.objects.bulk_create([line for number, chat in part for line in _chat(number, chat, reply)])
            made = Escalation.objects.bulk_create([_case(number, chat, like, worker) for number, chat in part])
            signs = list(like.indicators.all())[:1]
            CaseIndicator.objects.bulk_create([_sign(case, sign) for case in made for sign in signs])
            AdviceGiven.objects.bulk_create(
                [_advice(case, line, like) for case, line in zip(made, said[::_TURNS], strict=True)]
            )
            if worker is not None:
                _work(made, worker)


def _work(cases: list[Escalation], worker: Account) -> None:
    _record_all(
        [Deed(worker.username, "case_made", f"case {case.reference}", after=case.level or "") for case in cases]
    )
    owned = [case for case in cases if case.owner_id is not None]
    Note.objects.bulk_create([Note(escalation=case, author=worker, text="rang back") for case in owned])
    CaseOutcome.objects.bulk_create([_outcome(case, worker) for case in owned])


def _record_all(deeds: list[Deed]) -> None:
    """Record many deeds at once, chained as one after the other."""
    previous = record(deeds[0]).digest
    entries = []
    for deed in deeds[1:]:
        said = AuditEntry(at=timezone.now(), who=deed.who, action=deed.action, subject=deed.subject, after=deed.after)
        said.previous = previous
        previous = said.digest = digest_of(said)
        entries.append(said)
    AuditEntry.objects.bulk_create(entries)
    AuditHead.objects.update(digest=previous, count=F("count") + len(entries))


def _chat(number: int, chat: Conversation, reply: dict[str, Any] | None) -> list[Message]:
    """Return the messages of one chat, each answered; the first names the number of the case."""
    now = timezone.now()
    lines = []
    for turn in range(_TURNS):
        sentences = [_SENTENCES[(number * 7 + turn * 3 + place * 5) % len(_SENTENCES)] for place in range(4)]
        text = " ".join([f"An invented message, number {number}." if turn == 0 else "Something else.", *sentences])
        n = 2 * turn + 1
        lines.append(Message(conversation=chat, n=n, text=text, reply=reply, reply_n=n + 1, replied_at=now))
    return lines


def _case(number: int, chat: Conversation, like: Escalation, worker: Account | None) -> Escalation:
    level, route, rank = _LEVELS[number % len(_LEVELS)]
    owned = worker is not None and number % 8 == 0
    closed = owned and number % 16 == 0
    moment = timezone.now() - timedelta(minutes=number)
    return Escalation(
        reference=f"{PREFIX}-T{_in_signs(number)}",
        conversation=chat,
        made_at=moment,
        raised_at=moment,
        answer_due=moment + timedelta(days=1),
        level=level,
        route=route,
        rank=rank,
        reason=like.reason,
        advised=like.advised,
        knowledge_version=like.knowledge_version,
        office_open=True,
        state=(State.CLOSED if closed else State.TOLD if owned else State.NEW).value,
        owner=worker if owned else None,
        seen_at=moment + timedelta(minutes=7) if owned else None,
        owned_at=moment + timedelta(minutes=9) if owned else None,
        told_at=moment + timedelta(hours=3) if owned else None,
        closed_at=moment + timedelta(days=number % 40) if closed else None,
    )


def _advice(case: Escalation, message: Message, like: Escalation) -> AdviceGiven:
    return AdviceGiven(
        escalation=case,
        message=message,
        kind="advice",
        level=case.level,
        route=case.route,
        reason=case.reason,
        reply=like.advised,
        knowledge_version=like.knowledge_version,
        office_open=True,
    )


def _outcome(case: Escalation, worker: Account) -> CaseOutcome:
    return CaseOutcome(
        escalation=case,
        author=worker,
        verdict=Verdict.AGREED.value,
        knowledge_version=case.knowledge_version,
    )


def _sign(case: Escalation, like: CaseIndicator) -> CaseIndicator:
    return CaseIndicator(
        escalation=case,
        indicator=like.indicator,
        label=like.label,
        level=like.level,
        evidence=like.evidence,
        probability=like.probability,
    )


def _in_signs(number: int) -> str:
    """Return a number in the signs of references; six of them, so that no real reference looks like it."""
    signs = ""
    for _ in range(6):
        number, place = divmod(number, len(ALPHABET))
        signs = ALPHABET[place] + signs
    return signs


def first_case() -> Escalation:
    """Make a case as the gateway's door does, out of an invented message, for the others to be like."""
    text = "He's in the playground now with a knife"
    conversation = Conversation.objects.create()
    message = Message.objects.create(conversation=conversation, n=conversation.next_n(), text=text)
    reply = composer().emergency(with_danger(text, Reading(), pack()))
    case = escalate(pack(), Given(message, reply))
    message.reply = composer().with_reference(reply, case.reference).model_dump(mode="json")
    message.reply_n, message.replied_at = conversation.next_n(), timezone.now()
    message.save()
    return case
