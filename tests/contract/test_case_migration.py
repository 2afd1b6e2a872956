"""Cases of an earlier version come over whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.canned import HOME_ALONE

BEFORE = [("gateway", "0002_turns"), ("cases", None)]
AFTER = [("gateway", "0003_cases_move_out"), ("cases", "0004_indicators_in_rows")]


def _migrated_to(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    executor.loader.build_graph()
    return executor.loader.project_state([target for target in targets if target[1]]).apps


@pytest.fixture
def before(transactional_db):
    """The models as they were before cases had a part of their own; afterwards the database is as it should be."""
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield _migrated_to(BEFORE)
    MigrationExecutor(connection).migrate(latest)


def _old_case(apps, number, level, route, canned):
    conversation = apps.get_model("gateway", "Conversation").objects.create()
    reply = canned.mash().model_dump(mode="json")
    return apps.get_model("gateway", "Escalation").objects.create(
        reference=f"NEL-0000{number}",
        conversation=conversation,
        level=level,
        route=route,
        reason="severe",
        indicators=reply["assessment"]["indicators"],
        advised=reply,
        knowledge_version="2026.10",
        office_open=True,
    )


def test_every_case_is_kept_and_gets_what_the_console_needs(before, canned):
    """References, levels, advice and indicators survive; urgency, clock and state are filled in."""
    old = [
        _old_case(before, 1, "complex_severe", "mash", canned),
        _old_case(before, 2, None, "duty_team", canned),
        _old_case(before, 3, "emergency", "emergency", canned),
    ]

    apps = _migrated_to(AFTER)

    cases = list(apps.get_model("cases", "Escalation").objects.order_by("reference"))
    assert [(case.reference, case.level, case.route, case.rank) for case in cases] == [
        ("NEL-00001", "complex_severe", "mash", 2),
        ("NEL-00002", None, "duty_team", 2),
        ("NEL-00003", "emergency", "emergency", 3),
    ]
    for case, was in zip(cases, old):
        assert case.made_at == was.made_at
        assert case.conversation_id == was.conversation_id
        assert case.advised == was.advised
        assert (case.state, case.version) == ("new", 1)
        assert case.answer_due == case.made_at + timedelta(days=1)
        assert [(item.indicator, item.evidence) for item in case.indicators.all()] == [
            ("home_alone", "left on her own every evening")
        ]
        assert case.advice.get().reply == was.advised
    assert HOME_ALONE.find("left on her own") > 0
    assert timezone.now() - cases[0].made_at < timedelta(minutes=5)


def test_an_empty_database_migrates_as_well(before):
    """A database without a case goes the same way."""
    apps = _migrated_to(AFTER)

    assert apps.get_model("cases", "Escalation").objects.count() == 0
