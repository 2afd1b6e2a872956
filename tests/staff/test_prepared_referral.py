"""The referral that a practitioner prepared, in the hands of the duty team."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from bot.referral.form import DomainAnswers, ReferralForm
from bot.review.retention import Periods
from bot.web.audit.models import AuditEntry
from bot.web.cases import retention
from bot.web.cases.models import Escalation, Notice
from bot.web.cases.prepared import add_to_case
from bot.web.cases.tracker import Tracker
from bot.web.referral.models import PreparedReferral
from tests.staff.cases import a_case

pytestmark = pytest.mark.django_db
SAYS = "She says that she is hungry at night"


@pytest.fixture
def case():
    """A case with a prepared referral."""
    made = a_case()
    form = ReferralForm(
        concern="left alone & <b>cold</b>",
        development=DomainAnswers(known="thin"),
        spoken="no",
        family="risk",
        voice=SAYS,
    )
    add_to_case(made, form)
    made.refresh_from_db()
    return made


def test_the_case_shows_what_was_prepared(as_duty, case):
    """The page has every part under its heading, what is missing is said, and nothing in it becomes markup."""
    page = as_duty.get(f"/duty/cases/{case.reference}/").content.decode()

    assert "Prepared referral" in page
    assert SAYS in page
    assert "left alone &amp; &lt;b&gt;cold&lt;/b&gt;" in page
    assert "Not filled in" in page or "not filled in" in page
    assert "added a prepared referral" in page


def test_a_case_without_one_says_nothing_of_it(as_duty):
    """Most cases have none."""
    assert b"Prepared referral" not in as_duty.get(f"/duty/cases/{a_case().reference}/").content


def test_a_referral_added_to_a_closed_case_opens_it_again_and_tells_the_duty_team():
    """Nobody looks at closed cases, so what is added to one must come before somebody's eyes."""
    closed = a_case()
    Escalation.objects.update(state="closed", closed_at=timezone.now())
    Notice.objects.all().delete()
    before = closed.version

    add_to_case(closed, ReferralForm(voice=SAYS))

    closed.refresh_from_db()
    assert (closed.state, closed.closed_at, closed.owner) == ("reopened", None, None)
    assert closed.is_unread
    assert closed.version == before + 1
    assert Notice.objects.filter(kind=Notice.RAISED).exists()
    assert AuditEntry.objects.filter(action="case_reopened").exists()


def test_a_referral_that_is_added_later_makes_the_case_unread(as_duty):
    """Whoever has looked sees that something is new; what was added again is shown in place of the earlier."""
    case = a_case()
    as_duty.get(f"/duty/cases/{case.reference}/")
    assert not Escalation.objects.get().is_unread
    add_to_case(case, ReferralForm(voice="said earlier"))
    assert Escalation.objects.get().is_unread
    add_to_case(case, ReferralForm(voice=SAYS))

    page = as_duty.get(f"/duty/cases/{case.reference}/").content.decode()

    assert SAYS in page
    assert "said earlier" not in page
    assert not Escalation.objects.get().is_unread


def test_it_is_in_both_exports(as_duty, case):
    """JSON has the form as it was filled in, the PDF its words."""
    record = as_duty.get(f"/duty/cases/{case.reference}/case.json").json()
    pdf = as_duty.get(f"/duty/cases/{case.reference}/case.pdf").content

    assert record["referral"]["form"]["voice"] == SAYS
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert SAYS in " ".join(words.split())
    assert as_duty.get(f"/duty/cases/{a_case().reference}/case.json").json()["referral"] is None


def test_the_audit_says_that_it_was_added_and_not_what_it_says(case):
    """Adding is on record without a word of the form."""
    entry = AuditEntry.objects.get(action="referral_added")

    assert (entry.who, entry.subject) == ("practitioner", f"case {case.reference}")
    assert SAYS not in str(AuditEntry.objects.values())


def test_a_form_of_an_earlier_program_is_still_shown(as_duty, case):
    """A part that today's form no longer has does not hide the others."""
    held = PreparedReferral.objects.get()
    held.form = {**held.form, "something_of_before": "gone"}
    held.save()

    assert SAYS in as_duty.get(f"/duty/cases/{case.reference}/").content.decode()


def test_it_is_deleted_with_its_case_and_not_before(case):
    """Retention takes the form with the case, once that is closed and its period over."""
    periods, tracker = Periods(conversations=90, closed_cases=365, audit=400), _no_tracker()
    later = timezone.now() + timedelta(days=366)
    retention.run(periods, later, tracker)
    assert PreparedReferral.objects.count() == 1
    Escalation.objects.update(state="closed", closed_at=timezone.now())

    retention.run(periods, later, tracker)

    assert not PreparedReferral.objects.exists()


def _no_tracker() -> Tracker:
    class Nothing(Tracker):
        def __init__(self) -> None:
            """Have no database."""

        def forget(self, conversation_ids) -> int:
            return 0

    return Nothing()
