"""The referral that a practitioner prepared and added to the case, as the duty team reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from bot.referral.document import Section, document_of
from bot.referral.form import ReferralForm
from bot.web.audit.record import Deed, record
from bot.web.cases.locking import locked
from bot.web.cases.models import Escalation, Notice
from bot.web.cases.taking import notify, reopened
from bot.web.gateway.guidance import composer, pack
from bot.web.referral.models import PreparedReferral

PRACTITIONER = "practitioner"
"""Who stands in the audit for what practitioners add; they have no names here."""


@dataclass(frozen=True)
class Prepared:
    """A prepared referral: when it was last added, its form as values, and what it says, section by section."""

    at: datetime
    form: dict[str, Any]
    sections: tuple[Section, ...]


def add_to_case(case: Escalation, form: ReferralForm) -> None:
    """Put a masked form into a case, in place of the one that is there.

    The case then shows something new; a closed one is opened again, and the duty team is told.
    """
    conversation, held = locked(case.reference)
    PreparedReferral.objects.update_or_create(
        conversation=conversation, defaults={"form": form.model_dump(mode="json")}
    )
    now = timezone.now()
    record(Deed(PRACTITIONER, "referral_added", f"case {held.reference}"))
    reopens = reopened(pack(), held, now, by=PRACTITIONER)
    held.raised_at = now
    held.version += 1
    held.save()
    if reopens:
        notify(pack(), held, Notice.RAISED, now)


def prepared_of(case: Escalation) -> Prepared | None:
    """Return what was added to a case, or None where nothing was."""
    held = PreparedReferral.objects.filter(conversation=case.conversation_id).first()
    if held is None:
        return None
    # A form of an earlier version of the program is shown as far as today's has a place for it.
    known = {name: value for name, value in held.form.items() if name in ReferralForm.model_fields}
    document = document_of(ReferralForm.model_validate(known), pack(), composer().wording, held.made_at)
    # What happens next is written for the practitioner.
    return Prepared(held.made_at, held.form, document.sections[:-1])
