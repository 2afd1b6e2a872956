"""What the workbench keeps in the database: messages to look at, and what editors decide about them.

Drafts, trainings and models are files beside the project, so that the command line and git see the same ones.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from bot.teaching.decisions import Choice, Stand
from bot.web.gateway.models import Message

_STANDS = [(stand.name.lower(), stand.value) for stand in Stand]
_CHOICES = [(choice.value, choice.value) for choice in Choice]


class InboxItem(models.Model):
    """Messages that say nearly the same and are decided once."""

    made_at = models.DateTimeField(default=timezone.now)
    latest_at = models.DateTimeField(default=timezone.now)
    # The names of the reasons for a look, the most useful first; none where there is nothing to learn from it any more.
    reasons = models.JSONField(default=list)
    usefulness = models.FloatField(default=0.0)
    # Whether "nothing to learn" is offered: never where a severe or rare sign may stand.
    may_be_nothing = models.BooleanField(default=False)
    stand = models.CharField(max_length=20, choices=_STANDS, default=Stand.OPEN.name.lower())
    # The draft that holds what was decided, and the change in it; empty until something is decided that is learnt.
    draft = models.CharField(max_length=60, blank=True)
    edit = models.JSONField(null=True)
    # Grows with every decision, so that nobody decides about what they no longer see.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-usefulness", "-latest_at", "-id"]
        indexes = [models.Index(fields=["stand", "-usefulness"], name="inbox_by_stand")]


class InboxMessage(models.Model):
    """A practitioner's message as it came into the inbox, and how the live model understood it."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="inbox")
    item = models.ForeignKey(InboxItem, on_delete=models.SET_NULL, null=True, related_name="messages")
    read_at = models.DateTimeField(default=timezone.now)
    model_version = models.CharField(max_length=120, default="")
    intent = models.CharField(max_length=80, default="")
    # Indicator, probability, and where its words begin and end in the message; those below every threshold too.
    findings = models.JSONField(default=list)
    disagreed = models.BooleanField(default=False)
    feedback = models.BooleanField(default=False)
    # How far the words are from the nearest example, 0 (the same) to 2; null where nobody could say.
    distance = models.FloatField(null=True)
    # The words as the encoder sees them, float32; empty where nobody could say.
    vector = models.BinaryField(default=bytes)

    class Meta:
        ordering = ["id"]


class InboxDecision(models.Model):
    """What one editor says about an item; one decision for each editor, the latest counts."""

    item = models.ForeignKey(InboxItem, on_delete=models.CASCADE, related_name="decisions")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    choice = models.CharField(max_length=12, choices=_CHOICES)
    indicators = models.JSONField(default=list)
    topic = models.CharField(max_length=80, blank=True)
    # The words that are learnt, as the editor has reworded them; empty where they are those of the message.
    example = models.TextField(blank=True)
    # Words of the example, the indicator that they show, and why it does not count (null where it does).
    marks = models.JSONField(default=list)
    settles = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["item", "who"], name="one_decision_per_editor")]
