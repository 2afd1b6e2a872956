"""What is kept of a prepared referral: only what somebody added to a case, and masked."""

from __future__ import annotations

from django.db import models


class PreparedReferral(models.Model):
    """The form of one conversation, as it was last added to its case. It goes with the conversation."""

    conversation = models.OneToOneField(
        "gateway.Conversation", on_delete=models.CASCADE, related_name="prepared_referral"
    )
    form = models.JSONField()
    made_at = models.DateTimeField(auto_now=True)
