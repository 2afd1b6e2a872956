"""What leaves the console: exports of a case, the audit as a table, and numbers without small ones."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from bot.web.audit.models import AuditEntry
from bot.web.audit.record import Deed, record
from bot.web.cases.models import CaseOutcome, Escalation
from bot.web.cases.seeding import seed
from tests.staff.cases import a_case

pytestmark = pytest.mark.django_db
ODD = "Zażółć – “quoted” £5 naïve café \u2019 \U0001f622 end"


def pdf_words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_the_json_holds_the_whole_case(as_duty, duty):
    """Transcript, signs, advice with versions, notes, outcome and history are in it, and that it was exported too."""
    case = a_case()
    case.notes.create(author=duty, text="rang")
    response = as_duty.get(f"/duty/cases/{case.reference}/case.json")

    record_ = json.loads(response.content)
    assert record_["reference"] == case.reference
    assert [turn["from"] for turn in record_["transcript"]] == ["practitioner", "assistant"]
    assert record_["indicators"][0]["evidence"] == "left on her own every evening"
    assert record_["advice"][0]["knowledge_version"] == case.knowledge_version
    assert record_["advice"][0]["model_version"] == "model-1"
    assert record_["notes"][0]["text"] == "rang"
    assert record_["history"][-1]["action"] == "case_exported"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{case.reference}.json"'


def test_the_pdf_can_be_read_by_people(as_duty, duty):
    """British text with accents, quotation marks, dashes and pound signs comes out; what cannot be drawn is a box."""
    case = a_case("duty_team", text=ODD)
    case.notes.create(author=duty, text="a note – with a dash")
    CaseOutcome.objects.create(escalation=case, author=duty, verdict="agreed", knowledge_version="1")
    words = pdf_words(as_duty.get(f"/duty/cases/{case.reference}/case.pdf").content)

    assert case.reference in words
    for part in ("Zażółć – “quoted” £5 naïve café ’ □ end", "a note – with a dash", "The advice was right"):
        assert part in words
    assert AuditEntry.objects.filter(action="case_exported", after="PDF").exists()


def test_a_long_case_fills_several_pages(as_duty):
    """A message as long as can be sent is whole in the PDF."""
    case = a_case("duty_team", text=" ".join(f"word{number}" for number in range(600)))
    content = as_duty.get(f"/duty/cases/{case.reference}/case.pdf").content

    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) > 1
    assert "word599" in pdf_words(content)


def test_the_audit_is_exported_as_a_table(as_lead):
    """Every entry is a row; a cell that a spreadsheet would run is made harmless."""
    record(Deed("=cmd()", "case_viewed", "case NEL-7F3K2", reason="+1"))
    response = as_lead.get("/duty/audit/audit.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))

    assert {(row["who"], row["reason"]) for row in rows} >= {("'=cmd()", "'+1")}
    assert AuditEntry.objects.filter(action="audit_exported").exists()


def test_the_audit_is_searched_and_checked(as_lead):
    """The lead finds the entries of a case and is told whether the audit is whole; that is on record too."""
    case = a_case()
    page = as_lead.get(f"/duty/audit/?subject={case.reference.lower()}").content.decode()

    assert f"case {case.reference}" in page
    assert "account" not in page.split("<tbody>")[1].split("</tbody>")[0]
    assert b"Every entry is as it was written" in as_lead.post("/duty/audit/check/").content
    assert {"audit_read", "audit_checked"} <= set(AuditEntry.objects.values_list("action", flat=True))


def test_small_numbers_are_not_on_the_page(as_duty):
    """With three cases the page shows neither their number nor their signs' counts."""
    for _ in range(3):
        a_case()
    page = as_duty.get("/duty/statistics/").content.decode()

    assert "fewer than can be shown" in page
    assert "not shown" in page
    assert "<td>3</td>" not in page


def test_numbers_that_are_large_enough_are_shown(as_duty, duty):
    """With many cases the counts by level, the waits and the rate of agreement are there."""
    like = a_case()
    seed(60, like)
    for number, case in enumerate(Escalation.objects.all()):
        CaseOutcome.objects.create(
            escalation=case,
            author=duty,
            verdict="agreed" if number % 4 else "should_be_higher",
            knowledge_version="1",
        )
    Escalation.objects.update(seen_at=timezone.now() + timedelta(minutes=1))
    response = as_duty.get("/duty/statistics/")
    found = response.context["found"]

    assert found.by_level.total == 61
    assert sum(count for count in found.by_level.counts.values() if count) == 61
    assert found.agreement == pytest.approx(45 / 61)
    assert found.waits[0].typical is not None
    assert found.waits[2].typical is None
    assert b"<svg" in response.content


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("since=2026-01-01&until=2026-02-01", 200),
        ("since=2026-02-01&until=2026-01-01", 422),
        ("since=1900-01-01&until=2026-01-01", 422),
        ("since=x", 422),
        ("until=2999-12-31", 200),
        ("until=9999-12-31", 200),
        ("until=0001-01-01", 200),
    ],
)
def test_any_stretch_of_days_gives_a_page(as_duty, query, status):
    """Days without cases, in the future or the wrong way round give a page and words, never an error."""
    assert as_duty.get(f"/duty/statistics/?{query}").status_code == status
