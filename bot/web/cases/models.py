"""What is kept about a case. What was said stands with the conversation and is read from there, later words too."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from bot.advice.level import Level
from bot.review.outcomes import Verdict
from bot.review.states import State

_STATES = [(state.value, state.value) for state in State]
_VERDICTS = [(verdict.value, verdict.value) for verdict in Verdict]


class Escalation(models.Model):
    """A case for the duty team. One for each conversation; later messages raise it, never lower it.

    `version` grows with every change by the duty team: whoever changes a case says which version they saw.
    """

    reference = models.CharField(max_length=16, unique=True)
    conversation = models.OneToOneField("gateway.Conversation", on_delete=models.PROTECT, related_name="escalation")
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    # The highest level so far with its route and reason, and the reply that advised it. Null where none can be named.
    level = models.CharField(max_length=20, null=True, db_index=True)
    route = models.CharField(max_length=20)
    reason = models.CharField(max_length=30)
    advised = models.JSONField()
    knowledge_version = models.CharField(max_length=40)
    model_version = models.CharField(max_length=120, default="")
    # Whether the office was open when the case was made.
    office_open = models.BooleanField()
    # How urgent it is, and by when the referrer must have an answer: kept here so that the database can sort.
    rank = models.PositiveSmallIntegerField(default=2)
    answer_due = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=_STATES, default=State.NEW.value, db_index=True)
    version = models.PositiveIntegerField(default=1)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="cases")
    # Who writes in the chat in place of the assistant.
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    owned_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # When it last rose, showed a new sign or was opened again; until somebody looks after that it counts as unread.
    raised_at = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(null=True)
    on_hold = models.BooleanField(default=False)
    hold_reason = models.CharField(max_length=500, default="")

    class Meta:
        indexes = [
            models.Index(fields=["-rank", "answer_due", "id"], name="case_urgency"),
            models.Index(fields=["state", "-rank", "answer_due", "id"], name="case_state_urgency"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def level_value(self) -> Level | None:
        """The level as the rules know it."""
        return Level.from_slug(self.level) if self.level else None

    @property
    def state_value(self) -> State:
        """The state as the rules know it."""
        return State(self.state)

    @property
    def is_unread(self) -> bool:
        """Whether nobody has looked since it was made, rose or was opened again."""
        return self.looked_at is None or self.looked_at < self.raised_at


class CaseIndicator(models.Model):
    """An indicator that the conversation showed, with the words that showed it. Nothing that was seen is taken away."""

    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="indicators")
    indicator = models.CharField(max_length=60, db_index=True)
    label = models.CharField(max_length=300)
    level = models.CharField(max_length=20)
    evidence = models.TextField()
    # Where the words stand in that message; null where an answer or an earlier message showed the indicator.
    message = models.ForeignKey("gateway.Message", on_delete=models.SET_NULL, null=True, related_name="+")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    probability = models.FloatField()
    reported = models.BooleanField(default=False)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]


class AdviceGiven(models.Model):
    """One piece of advice that made the case or belonged to it, as it was shown, and what it was made with."""

    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="advice")
    message = models.ForeignKey("gateway.Message", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=12)
    level = models.CharField(max_length=20, null=True)
    route = models.CharField(max_length=20)
    reason = models.CharField(max_length=30)
    reply = models.JSONField()
    knowledge_version = models.CharField(max_length=40)
    model_version = models.CharField(max_length=120, default="")
    office_open = models.BooleanField()
    # False where the duty team had taken the conversation over before the practitioner could see it.
    shown = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]


class Note(models.Model):
    """What somebody of the duty team wrote down about a case."""

    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField(default=timezone.now)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["id"]


class CaseOutcome(models.Model):
    """What the duty team made of a case. The latest one counts; earlier ones stay."""

    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="outcomes")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=_VERDICTS, db_index=True)
    reasons = models.TextField(blank=True)
    # What would have been right, where the duty team disagrees, and what was advised when it said so.
    right_level = models.CharField(max_length=20, null=True)
    right_indicators = models.JSONField(default=list)
    advised_level = models.CharField(max_length=20, null=True)
    advised_indicators = models.JSONField(default=list)
    knowledge_version = models.CharField(max_length=40)
    model_version = models.CharField(max_length=120, default="")

    class Meta:
        ordering = ["id"]


class SavedFilter(models.Model):
    """A search of the queue that somebody keeps under a name."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="filters")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_filter_per_name")]


class Notice(models.Model):
    """That the duty team has to be told: written with the case, sent after it, tried again until it is sent."""

    FIRST, RAISED, SECOND = "first", "raised", "second"

    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=8)
    due_at = models.DateTimeField()
    # When it is looked at next; null once all is sent or it is no longer needed.
    next_try_at = models.DateTimeField(null=True, db_index=True)
    tries = models.PositiveIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    # The kind of the latest failure, for whoever runs Signpost; never what was to be sent.
    problem = models.CharField(max_length=100, default="")

    class Meta:
        ordering = ["id"]
