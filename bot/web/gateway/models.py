"""What the gateway keeps: conversations, their messages, and what people say of advice."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F
from django.utils import timezone

PRACTITIONER = "practitioner"
DUTY_TEAM = "duty_team"
# The kinds of the form "This advice is wrong".
FEEDBACK_KINDS = ("wrong_sign", "missed_sign", "too_low", "too_high", "unclear", "other")


class Conversation(models.Model):
    """One practitioner's conversation about one concern."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    started_at = models.DateTimeField(auto_now_add=True)
    latest_at = models.DateTimeField(auto_now=True, db_index=True)
    # While a person of the duty team holds the conversation the assistant is silent.
    held_by_person = models.BooleanField(default=False)
    # Set when the practitioner pressed "End chat"; nothing more is taken then.
    ended_at = models.DateTimeField(null=True)
    # The last number that was given to a turn. Numbers are never given twice.
    last_n = models.PositiveIntegerField(default=0)

    def next_n(self) -> int:
        """Return the next number of this conversation. To be called inside a transaction: until its end the row is
        locked, so that turns become visible in the order of their numbers."""
        Conversation.objects.filter(pk=self.pk).update(last_n=F("last_n") + 1, latest_at=timezone.now())
        return int(Conversation.objects.values_list("last_n", flat=True).get(pk=self.pk))


class Message(models.Model):
    """What somebody wrote, masked. A practitioner's message is stored before Rasa is asked, and holds the reply that
    was given; a line of the duty team has none."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    speaker = models.CharField(
        max_length=12, choices=[(PRACTITIONER, PRACTITIONER), (DUTY_TEAM, DUTY_TEAM)], default=PRACTITIONER
    )
    # The place of the message in its conversation, and that of the reply to it: the order in which things were said.
    n = models.PositiveIntegerField()
    reply_n = models.PositiveIntegerField(null=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()
    # True where the words could not be masked: `text` then says so, and the words are kept nowhere.
    withheld = models.BooleanField(default=False)
    # The client's own key: the same message sent twice is answered once.
    idempotency_key = models.CharField(max_length=100, null=True)
    # Who is next to be answered, and until when somebody is at it; see turns.py.
    ticket = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    reply = models.JSONField(null=True)
    replied_at = models.DateTimeField(null=True)
    # What the reply was made with; the model is empty where none was asked.
    model_version = models.CharField(max_length=120, default="")
    knowledge_version = models.CharField(max_length=40, default="")

    class Meta:
        ordering = ["conversation", "n"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "idempotency_key"], name="one_message_per_key"),
            models.UniqueConstraint(fields=["conversation", "n"], name="one_message_per_number"),
        ]


class Feedback(models.Model):
    """What a practitioner says is wrong with advice, masked. `message` is null where it is about the whole chat."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="feedback")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="feedback")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in FEEDBACK_KINDS])
    text = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
