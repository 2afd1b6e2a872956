"""Retention: what goes, what stays, and what is left to say that it went."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta

import pytest
from django.utils import timezone

from bot.review.retention import Periods
from bot.web.audit.models import AuditEntry, Receipt
from bot.web.audit.record import Deed, faults, record
from bot.web.cases import retention
from bot.web.cases.models import CaseOutcome, Escalation, Note
from bot.web.cases.tracker import Tracker, TrackerError, tracker_of
from bot.web.gateway.models import Conversation, Message
from tests.builders import ROOT
from tests.canned import HOME_ALONE
from tests.staff.cases import a_case, canned, says

pytestmark = pytest.mark.django_db
PERIODS = Periods(conversations=90, closed_cases=365, audit=400)


def later(days):
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def tracker_file(tmp_path):
    """A tracker store as Rasa makes it."""
    path = tmp_path / "tracker.sqlite3"
    with sqlite3.connect(path) as store:
        store.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, data TEXT)")
    return path


@pytest.fixture
def tracker(tracker_file):
    """Our line to it, by the project's own endpoints.yml."""
    return tracker_of(ROOT / "endpoints.yml", {"SIGNPOST_TRACKER_DB": str(tracker_file)})


def remembers(tracker_file, *conversation_ids):
    with sqlite3.connect(tracker_file) as store:
        for one in conversation_ids:
            store.execute("INSERT INTO events (sender_id, data) VALUES (?, ?)", (str(one), "what was said"))


def remembered(tracker_file):
    with sqlite3.connect(tracker_file) as store:
        return {row[0] for row in store.execute("SELECT sender_id FROM events")}


def closed(case, days_ago=0):
    moment = timezone.now() - timedelta(days=days_ago)
    Escalation.objects.filter(pk=case.pk).update(state="closed", closed_at=moment)
    return case


def chat():
    conversation = Conversation.objects.create()
    says(conversation, "how soon must they answer?", canned().answer())
    return conversation


def test_old_conversations_go_with_what_rasa_kept_of_them(tracker, tracker_file):
    """Text and tracker of a conversation without a case go after its period; a younger one stays whole."""
    old, young = chat(), chat()
    Conversation.objects.filter(pk=old.pk).update(latest_at=timezone.now() - timedelta(days=91))
    remembers(tracker_file, old.pk, young.pk)

    gone = retention.run(PERIODS, timezone.now(), tracker)

    assert (gone.conversations, gone.messages, gone.cases) == (1, 1, 0)
    assert list(Conversation.objects.all()) == [young]
    assert remembered(tracker_file) == {str(young.pk)}


def test_a_closed_case_goes_whole(tracker, tracker_file, duty):
    """Case, conversation, notes, outcome and tracker go together when the period is over."""
    case = closed(a_case())
    Note.objects.create(escalation=case, author=duty, text="rang")
    CaseOutcome.objects.create(escalation=case, author=duty, verdict="agreed", knowledge_version="1")
    remembers(tracker_file, case.conversation_id)

    assert retention.run(PERIODS, later(364), tracker).cases == 0
    assert retention.run(PERIODS, later(366), tracker).cases == 1

    for model in (Escalation, Conversation, Message, Note, CaseOutcome):
        assert not model.objects.exists(), model
    assert remembered(tracker_file) == set()


@pytest.mark.parametrize("state", ["new", "seen", "owned", "advised", "told", "reopened"])
def test_nothing_open_goes_however_old(tracker, state):
    """A case that is not closed stays, after a hundred years too."""
    case = a_case()
    Escalation.objects.filter(pk=case.pk).update(state=state)

    assert retention.run(PERIODS, later(36500), tracker).cases == 0
    assert Message.objects.filter(conversation=case.conversation).exists()


def test_a_legal_hold_stops_deletion_until_it_is_let_go(tracker):
    """A held case stays; let go, it goes with the next run."""
    case = closed(a_case())
    Escalation.objects.update(on_hold=True)
    assert retention.run(PERIODS, later(1000), tracker).cases == 0
    Escalation.objects.update(on_hold=False)
    assert retention.run(PERIODS, later(1000), tracker).cases == 1
    assert not Escalation.objects.filter(pk=case.pk).exists()


def test_a_conversation_that_a_person_holds_stays(tracker):
    """Nobody's chat is deleted under their hands."""
    conversation = chat()
    Conversation.objects.update(held_by_person=True)

    assert retention.run(PERIODS, later(91), tracker).conversations == 0
    assert Conversation.objects.filter(pk=conversation.pk).exists()


def test_a_receipt_says_how_much_went_and_never_what(tracker):
    """Receipts hold counts, kinds and times; neither text nor reference nor id of what is gone."""
    case = closed(a_case())
    gone_chat = chat()
    retention.run(PERIODS, later(366), tracker)

    kept = json.dumps(list(Receipt.objects.values("kind", "counts", "digest")))
    assert sorted(Receipt.objects.values_list("kind", flat=True)) == ["cases", "conversations"]
    for secret in (case.reference, str(case.conversation_id), str(gone_chat.pk), HOME_ALONE):
        assert secret not in kept
        assert secret not in str(list(AuditEntry.objects.filter(who=retention.COMMAND).values()))


def test_old_audit_entries_go_and_the_chain_stays_whole(tracker):
    """The audit has its own period; what remains can still be checked, and a run is itself on record."""
    for number in range(3):
        record(Deed("ada", "case_viewed", f"case {number}"))

    gone = retention.run(PERIODS, later(401), tracker)

    assert gone.audit_entries == 3
    assert [entry.who for entry in AuditEntry.objects.all()] == [retention.COMMAND]
    assert faults() == []
    record(Deed("ada", "case_viewed"))
    assert faults() == []


def test_what_would_go_is_said_without_deleting_it(tracker):
    """A dry run counts the same and changes nothing."""
    closed(a_case())
    chat()
    before = (Conversation.objects.count(), Escalation.objects.count(), Receipt.objects.count())

    told = retention.due(PERIODS, later(366))

    assert (Conversation.objects.count(), Escalation.objects.count(), Receipt.objects.count()) == before
    done = retention.run(PERIODS, later(366), tracker)
    assert (told.conversations, told.cases, told.messages) == (done.conversations, done.cases, done.messages)


def test_where_rasas_record_cannot_be_deleted_ours_stays(tmp_path):
    """With the tracker store out of reach nothing of that conversation goes, so that nothing is left behind unknown."""
    conversation = chat()
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"this is no database" * 100)
    tracker = tracker_of(ROOT / "endpoints.yml", {"SIGNPOST_TRACKER_DB": str(broken)})

    with pytest.raises(TrackerError, match="endpoints.yml"):
        retention.run(PERIODS, later(91), tracker)
    assert Conversation.objects.filter(pk=conversation.pk).exists()


def test_a_tracker_that_has_kept_nothing_is_no_fault(tmp_path):
    """Before the first message Rasa has no table."""
    empty = tracker_of(ROOT / "endpoints.yml", {"SIGNPOST_TRACKER_DB": str(tmp_path / "new.sqlite3")})

    assert isinstance(empty, Tracker)
    assert empty.forget(["anything"]) == 0


def test_a_variable_that_is_not_set_is_named():
    """An endpoints.yml that cannot be filled in says with what."""
    with pytest.raises(TrackerError, match="SIGNPOST_TRACKER_DB"):
        tracker_of(ROOT / "endpoints.yml", {})


def test_a_store_on_another_machine_is_understood(tmp_path):
    """The PostgreSQL store of the operations guide is reached by the same file."""
    path = tmp_path / "endpoints.yml"
    path.write_text(
        "tracker_store: {type: SQL, dialect: postgresql, url: db.example.org, db: tracker, "
        "username: '${U}', password: '${P}'}\n",
        encoding="utf-8",
    )

    engine = tracker_of(path, {"U": "jo", "P": "p@ss/word"})._engine

    assert (engine.url.host, engine.url.username, engine.url.password) == ("db.example.org", "jo", "p@ss/word")


def test_a_second_run_finds_nothing_left(tracker):
    """What is gone is gone: running again deletes nothing and writes no receipt."""
    closed(a_case())
    retention.run(PERIODS, later(366), tracker)
    count = Receipt.objects.count()

    assert retention.run(PERIODS, later(366), tracker).is_nothing
    assert Receipt.objects.count() == count
