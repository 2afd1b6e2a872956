"""Databases of earlier versions."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@pytest.fixture
def at_version_one(transactional_db):
    """The tables as the first version made them; at the end, those of today."""
    executor = MigrationExecutor(connection)
    executor.migrate([("gateway", "0001_initial")])
    yield executor.loader.project_state([("gateway", "0001_initial")]).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_the_messages_of_an_older_version_get_their_numbers(at_version_one):
    """Messages that are there already are numbered in their order, each reply after its message."""
    conversation = at_version_one.get_model("gateway", "Conversation").objects.create()
    for text, reply in (("first", {"kind": "advice"}), ("cut off", None), ("third", {"kind": "advice"})):
        conversation.messages.create(text=text, reply=reply)

    executor = MigrationExecutor(connection)
    executor.migrate([("gateway", "0002_turns")])

    now = executor.loader.project_state([("gateway", "0002_turns")]).apps
    held = now.get_model("gateway", "Message").objects.order_by("n").values_list("n", "reply_n", "text", "speaker")
    assert list(held) == [
        (1, 2, "first", "practitioner"),
        (3, None, "cut off", "practitioner"),
        (4, 5, "third", "practitioner"),
    ]
    assert now.get_model("gateway", "Conversation").objects.get().last_n == 5
