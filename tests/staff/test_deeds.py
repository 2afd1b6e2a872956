"""What the duty team does to a case, through the pages: each deed, who may do it, and that nothing gets lost."""

from __future__ import annotations

import pytest

from bot.review.states import State
from bot.web.accounts.roles import Role
from bot.web.audit.models import AuditEntry
from bot.web.cases.models import CaseOutcome, Escalation, Note, Notice
from tests.staff.cases import a_case, canned, says, version_of
from tests.staff.conftest import entered
from tests.staff.people import with_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db) -> Escalation:
    """A new case."""
    return a_case()


@pytest.fixture
def colleague():
    """Another duty worker."""
    return with_roles("duty2", Role.DUTY)


def do(client, case, kind, version=None, **form):
    """Send the form of a deed, as of the version given or of the present one."""
    form["version"] = version_of(case) if version is None else version
    address = {"hold": "hold", "join": "chat/join", "say": "chat/say", "hand-back": "chat/hand-back"}
    return client.post(f"/duty/cases/{case.reference}/{address.get(kind, f'do/{kind}')}/", form)


def owned(client, case):
    """Open and claim the case."""
    client.get(f"/duty/cases/{case.reference}/")
    assert do(client, case, "claim").status_code == 302


def state(case) -> State:
    case.refresh_from_db()
    return case.state_value


def deeds_of(case) -> list[str]:
    return list(AuditEntry.objects.filter(subject=f"case {case.reference}").values_list("action", flat=True))


def test_the_whole_life_of_a_case_is_on_record(as_duty, case):
    """Made, seen, claimed, advised, told, judged and closed: each step is in the audit with from and to."""
    owned(as_duty, case)
    for kind, form in [
        ("advise", {}),
        ("tell", {}),
        ("outcome", {"verdict": "agreed"}),
        ("close", {}),
    ]:
        assert do(as_duty, case, kind, **form).status_code == 302, kind

    assert state(case) is State.CLOSED
    assert None not in (case.seen_at, case.owned_at, case.told_at, case.closed_at)
    assert deeds_of(case) == [
        "case_made",
        "case_seen",
        "case_claim",
        "case_advise",
        "case_tell",
        "outcome",
        "case_close",
    ]
    changes = AuditEntry.objects.filter(action="case_claim").values_list("who", "before", "after")
    assert list(changes) == [("duty1", "seen", "owned, owner duty1")]


def test_to_look_is_recorded_and_ends_the_wait_for_somebody(as_duty, case):
    """Opening a new case makes it seen and takes its second notice back; a further look is recorded too."""
    assert case.notices.filter(kind=Notice.SECOND, next_try_at__isnull=False).exists()

    as_duty.get(f"/duty/cases/{case.reference}/")
    as_duty.get(f"/duty/cases/{case.reference}/")

    assert state(case) is State.SEEN
    assert not case.is_unread
    assert not case.notices.filter(kind=Notice.SECOND, next_try_at__isnull=False).exists()
    assert deeds_of(case) == ["case_made", "case_seen", "case_viewed"]


def test_what_a_page_asks_by_itself_is_no_look(as_duty, case):
    """The live page does not make a case seen."""
    response = as_duty.get(f"/duty/cases/{case.reference}/", headers={"X-Signpost-Background": "1"})

    assert response.status_code == 200
    assert state(case) is State.NEW


def test_of_two_who_claim_at_once_one_gets_the_case(as_duty, case, colleague):
    """The second claim names an older version: nothing is done, and the page says whose the case is."""
    other = entered(colleague)
    as_duty.get(f"/duty/cases/{case.reference}/")
    seen = version_of(case)

    assert do(as_duty, case, "claim", seen).status_code == 302
    late = do(other, case, "claim", seen)

    assert late.status_code == 409
    assert b"its owner is duty1" in late.content
    case.refresh_from_db()
    assert case.owner.username == "duty1"


@pytest.mark.parametrize(
    ("kind", "form"),
    [("advise", {}), ("tell", {}), ("close", {}), ("outcome", {"verdict": "agreed"}), ("hand-over", {"to": "duty2"})],
)
def test_what_was_based_on_an_older_case_changes_nothing(as_duty, case, colleague, kind, form):
    """No deed is done to a case that has changed since the person saw it."""
    owned(as_duty, case)
    seen = version_of(case)
    says(case.conversation, "He has a knife", canned().emergency())
    if "to" in form:
        form = {"to": colleague.pk}

    response = do(as_duty, case, kind, seen, **form)

    assert response.status_code == 409
    assert state(case) is State.OWNED
    assert not CaseOutcome.objects.exists()


def test_what_was_typed_is_still_there_after_a_conflict(as_duty, case):
    """The reasons of an outcome that came too late stand in the form again, with the present version."""
    owned(as_duty, case)
    seen = version_of(case)
    says(case.conversation, "He has a knife", canned().emergency())

    page = do(as_duty, case, "outcome", seen, verdict="wrong_indicators", reasons="it is a toy").content.decode()

    assert "it is a toy" in page
    assert f'name="version" value="{version_of(case)}"' in page


def test_a_case_is_taken_from_a_colleague_with_a_reason(as_duty, case, colleague):
    """Nobody takes a case silently: without a reason it stays, with one it goes and the reason is on record."""
    owned(as_duty, case)
    other = entered(colleague)

    assert do(other, case, "claim").status_code == 422
    assert do(other, case, "claim", reason="off sick").status_code == 302

    case.refresh_from_db()
    assert case.owner == colleague
    assert AuditEntry.objects.get(who="duty2", action="case_claim").reason == "off sick"


def test_a_case_is_handed_over_to_those_who_work_on_cases_alone(as_duty, case, colleague):
    """A colleague of the duty team gets it; an administrator cannot be chosen."""
    outsider = with_roles("admin9", Role.ADMIN)
    owned(as_duty, case)

    assert do(as_duty, case, "hand-over", to=outsider.pk).status_code == 422
    assert do(as_duty, case, "hand-over", to=colleague.pk, reason="end of shift").status_code == 302

    case.refresh_from_db()
    assert case.owner == colleague


@pytest.mark.parametrize("kind", ["advise", "tell", "close"])
def test_nobody_moves_the_case_of_a_colleague(as_duty, case, colleague, kind):
    """Only the owner says that the referrer was advised or told, and only the owner closes."""
    owned(as_duty, case)

    response = do(entered(colleague), case, kind)

    assert response.status_code == 422
    assert b"belongs to duty1" in response.content
    assert state(case) is State.OWNED


def test_a_case_is_not_closed_without_answer_and_outcome(as_duty, case):
    """Closing asks for both, one after the other."""
    owned(as_duty, case)
    assert b"The referrer has no answer yet" in do(as_duty, case, "close").content
    do(as_duty, case, "tell")
    assert b"Record an outcome" in do(as_duty, case, "close").content
    do(as_duty, case, "outcome", verdict="agreed")

    assert do(as_duty, case, "close").status_code == 302
    assert state(case) is State.CLOSED


@pytest.mark.parametrize("kind", ["close", "advise", "tell", "hand-over", "outcome", "reopen"])
def test_what_is_out_of_turn_is_refused(as_duty, case, colleague, kind):
    """A case that nobody owns is neither moved nor judged nor closed."""
    form = {"to": colleague.pk, "verdict": "agreed", "reason": "because"}

    assert do(as_duty, case, kind, **form).status_code == 422
    assert state(case) in {State.NEW, State.SEEN}


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "Choose whether the advice was right"),
        ({"verdict": "should_be_higher"}, "Say why you disagree"),
        ({"verdict": "should_be_higher", "reasons": "x"}, "Choose the level that would have been right"),
        ({"verdict": "should_be_higher", "reasons": "x", "level": "early_help"}, "Choose a level above"),
        ({"verdict": "wrong_indicators", "reasons": "x"}, "Choose the signs"),
        ({"verdict": "maybe"}, "Select a valid choice"),
    ],
)
def test_an_outcome_that_says_too_little_is_refused_in_words(as_duty, case, form, told):
    """The page says what is missing, and nothing is kept."""
    owned(as_duty, case)

    response = do(as_duty, case, "outcome", **form)

    assert response.status_code == 422
    assert told in response.content.decode()
    assert not CaseOutcome.objects.exists()


def test_a_disagreement_is_kept_with_what_was_advised(as_duty, case):
    """The editors can learn from it: what was advised, what would have been right, and why."""
    owned(as_duty, case)

    form = {"verdict": "wrong_indicators", "reasons": "a toy", "indicators": ["missing", "neglect_poor_parenting"]}
    assert do(as_duty, case, "outcome", **form).status_code == 302

    kept = CaseOutcome.objects.get()
    assert (kept.advised_level, kept.advised_indicators) == ("complex_severe", ["home_alone"])
    assert kept.right_indicators == ["missing", "neglect_poor_parenting"]
    assert (kept.reasons, kept.model_version) == ("a toy", "model-1")


def test_notes_are_added_at_any_time_and_never_empty(as_duty, case):
    """A note overwrites nothing, so it needs no version; an empty one is refused."""
    assert do(as_duty, case, "note", text="rang the school").status_code == 302
    assert do(as_duty, case, "note", text="   ").status_code == 422

    assert [note.text for note in Note.objects.all()] == ["rang the school"]


def test_a_closed_case_is_opened_for_a_reason(as_duty, case):
    """Who reads a closed case says why; the reason is on record, and without one the page shows nothing of it."""
    owned(as_duty, case)
    for kind, form in [("tell", {}), ("outcome", {"verdict": "agreed"}), ("close", {})]:
        do(as_duty, case, kind, **form)
    address = f"/duty/cases/{case.reference}/"

    shut = as_duty.get(address)
    assert b"left on her own" not in shut.content
    assert b"left on her own" not in as_duty.get(address, headers={"X-Signpost-Background": "1"}).content
    assert as_duty.get(f"{address}case.json").status_code == 302
    assert as_duty.get(f"{address}case.pdf").status_code == 302
    assert as_duty.post(f"{address}open/", {"reason": " "}).status_code == 422

    assert as_duty.post(f"{address}open/", {"reason": "the school rang again"}).status_code == 302
    assert b"left on her own" in as_duty.get(address).content
    assert AuditEntry.objects.filter(action="case_viewed", reason="the school rang again").exists()


def test_reopening_needs_a_reason_and_starts_the_clock_anew(as_duty, case):
    """A reopened case belongs to nobody and has a new working day."""
    owned(as_duty, case)
    for kind, form in [("tell", {}), ("outcome", {"verdict": "agreed"}), ("close", {})]:
        do(as_duty, case, kind, **form)
    as_duty.post(f"/duty/cases/{case.reference}/open/", {"reason": "new facts"})
    Escalation.objects.update(answer_due=case.made_at)

    assert do(as_duty, case, "reopen").status_code == 422
    assert do(as_duty, case, "reopen", reason="new facts").status_code == 302

    assert state(case) is State.REOPENED
    assert (case.owner, case.told_at, case.closed_at) == (None, None, None)
    assert case.answer_due > case.made_at


def test_the_lead_alone_holds_a_case_back(as_duty, as_lead, case):
    """Legal hold is the lead's; it needs a reason and is on record."""
    assert do(as_duty, case, "hold", hold="yes", reason="court").status_code == 403
    assert do(as_lead, case, "hold", hold="yes").status_code == 422
    assert do(as_lead, case, "hold", hold="yes", reason="court").status_code == 302

    case.refresh_from_db()
    assert (case.on_hold, case.hold_reason) == (True, "court")
    assert AuditEntry.objects.filter(action="legal_hold", before="no hold", after="on hold", reason="court").exists()
    do(as_lead, case, "hold", hold="no", reason="over")
    case.refresh_from_db()
    assert not case.on_hold


@pytest.mark.parametrize("version", ["", "x", "-1", "999999999999"])
def test_a_form_without_a_real_version_changes_nothing(as_duty, case, version):
    """A version that is missing, no number or from the future does nothing."""
    response = as_duty.post(f"/duty/cases/{case.reference}/do/claim/", {"version": version})

    assert response.status_code in {409, 422}
    assert state(case) in {State.NEW, State.SEEN}


def test_an_unknown_deed_does_nothing(as_duty, case):
    """A made-up address leads back to the case."""
    assert as_duty.post(f"/duty/cases/{case.reference}/do/explode/", {"version": 1}).status_code == 302
    assert as_duty.get("/duty/cases/NEL-XXXXX/").status_code == 404
