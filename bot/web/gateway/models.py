"""What the gateway keeps: conversations, their messages, and the cases for the duty team."""

from __future__ import annotations

import uuid

from django.db import models


class Conversation(models.Model):
    """One practitioner's conversation about one concern."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    started_at = models.DateTimeField(auto_now_add=True)
    latest_at = models.DateTimeField(auto_now=True, db_index=True)
    # While a person of the duty team holds the conversation the assistant is silent.
    held_by_person = models.BooleanField(default=False)


class Message(models.Model):
    """What the practitioner wrote, masked, and the reply that was given; stored before Rasa is asked."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    sent_at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()
    # The client's own key: the same message sent twice is answered once.
    idempotency_key = models.CharField(max_length=100, null=True)
    reply = models.JSONField(null=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "idempotency_key"], name="one_message_per_key"),
        ]


class Escalation(models.Model):
    """A case for the duty team. One for each conversation; later messages raise it, never lower it."""

    reference = models.CharField(max_length=16, unique=True)
    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="escalation")
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    level = models.CharField(max_length=20, null=True)
    route = models.CharField(max_length=20)
    reason = models.CharField(max_length=30)
    indicators = models.JSONField(default=list)
    advised = models.JSONField()
    knowledge_version = models.CharField(max_length=40)
    office_open = models.BooleanField()
