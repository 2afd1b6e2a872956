"""Identifiers land nowhere in the whole running system: no database, no log, no process list."""

from __future__ import annotations

import json

from tests.shapes import said

POSTCODE, PHONE, EMAIL, NHS = "DN31 2QX", "07700 900461", "t.example@example.org", "943 476 5919"
WROTE = (
    f"A girl aged 6 at {POSTCODE} is left alone every evening. Her mum's number is {PHONE}, "
    f"e-mail {EMAIL}, NHS number {NHS}."
)


def test_no_identifier_is_kept_anywhere(signpost):
    """A message with identifiers is advised on, and none of them is in any file that the running system writes."""
    reply = signpost.talk().say(WROTE)

    assert {item["type"] for item in reply["masked"]} == {"postcode", "phone", "email", "nhs_number"}
    assert "took out" in said(reply)
    assert "aged 6" in reply["said"]
    identifiers = [words.encode() for words in (POSTCODE, PHONE, EMAIL, NHS, NHS.replace(" ", ""))]
    files = [path for path in signpost.log.parent.rglob("*") if path.is_file()]
    assert {"tracker.sqlite3", "web.sqlite3", "web.log", "rasa.log", "actions.log"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        assert not [words for words in identifiers if words in content], path.name
    assert not any(words.decode() in json.dumps(reply) for words in identifiers)


def test_no_secret_stands_in_the_process_list(signpost):
    """No process of the running system names a secret in its command line."""
    secrets = (signpost.log.parent / "secrets.env").read_text(encoding="utf-8").split()
    values = [line.split("=", 1)[1] for line in secrets]

    assert len(values) >= 3
    for process in signpost.everything():
        line = " ".join(process.cmdline())
        assert not [value for value in values if value in line]
