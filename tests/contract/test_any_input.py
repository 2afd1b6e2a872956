"""Whatever anybody sends, the answer is a reply or an error of ours with whom to ring, never a fault of the server."""

from __future__ import annotations

import io
import json
import unicodedata

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.web.gateway.models import Message
from bot.web.gateway.refusals import Refusal, checked_text
from tests.shapes import PARTS, assert_contacts

pytestmark = pytest.mark.django_db
FEW = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
# Every character that there is, halves of characters too, and more often those that make trouble.
TROUBLE = st.sampled_from("/\\\x00\x1b\u200b\u202e\u2066\ufeff\u2044\uff0f\u2028\u00a0\ud800\uffff{}[]'\"<>%\n\r\t ")
ANY_TEXT = st.text(st.one_of(st.characters(codec=None), TROUBLE), max_size=300)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@pytest.fixture
def unlimited(settings):
    """No limit for messages, as these tests send very many."""
    settings.MESSAGES_PER_MINUTE = 10**6


def _is_ours(response) -> None:
    body = response.json()
    if response.status_code == 200:
        assert set(body) == PARTS
        assert "999" in json.dumps(body["replies"])
    else:
        assert 400 <= response.status_code < 500
        assert set(body) == {"error", "contacts"}
        assert_contacts(body["contacts"])


@FEW
@given(text=ANY_TEXT)
def test_any_text_is_answered_or_refused_in_words(talk, unlimited, text):
    """No message makes the gateway fail, and what was read is what was kept."""
    response = talk.send(text)

    _is_ours(response)
    if response.status_code == 200:
        assert Message.objects.order_by("n").last().text == response.json()["said"]


@FEW
@given(body=ANY_JSON)
@pytest.mark.parametrize("address", ["/messages", "/feedback", "/escalation", "/referral"])
def test_any_json_is_answered_or_refused_in_words(talk, unlimited, address, body):
    """No body makes the gateway fail, whatever its shape."""
    response = talk.client.generic(
        "POST",
        f"/api/v1/conversations/{talk.id}{address}",
        json.dumps(body).encode(),
        content_type="application/json",
        headers={"Authorization": f"Bearer {talk.token}"},
    )

    if response.status_code != 201:
        _is_ours(response)


@FEW
@given(texts=st.lists(ANY_TEXT, min_size=5, max_size=5), format=st.sampled_from(["text", "html", "docx"]))
def test_a_referral_with_any_text_is_made_or_refused_in_words(gateway, texts, format):
    """No text in the form makes a document fail: not in plain text, not on the page, not in a Word file."""
    known, unknown, family, voice, concern = texts
    form = {
        "concern": concern,
        "development": {"known": known, "unknown": unknown},
        "spoken": "no",
        "family": family,
        "voice": voice,
    }
    response = gateway.post(
        f"/api/v1/referral?format={format}", json.dumps(form).encode(), content_type="application/json"
    )

    if response.status_code != 200:
        _is_ours(response)
    elif format == "docx":
        assert docx.Document(io.BytesIO(response.content)).paragraphs


@FEW
@given(after=ANY_TEXT)
def test_any_place_to_look_from_is_answered_or_refused_in_words(talk, after):
    """No query makes the look for news fail."""
    response = talk.client.get(
        f"/api/v1/conversations/{talk.id}/updates",
        {"after": after.encode("utf-8", "replace").decode()},
        headers={"Authorization": f"Bearer {talk.token}"},
    )

    if response.status_code != 200:
        _is_ours(response)


@FEW
@given(body=st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(talk, unlimited, body):
    """No bytes make the gateway fail."""
    response = talk.client.generic(
        "POST",
        f"/api/v1/conversations/{talk.id}/messages",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {talk.token}"},
    )

    _is_ours(response)


@settings(max_examples=500, deadline=None)
@given(text=ANY_TEXT)
def test_what_is_read_holds_nothing_hidden_and_is_no_command(text):
    """What passes has no character that nobody sees, no control character, and does not begin with a slash; and what
    was read once is read the same again."""
    try:
        read = checked_text(text, limit=4000)
    except Refusal:
        return

    assert read == read.strip() != ""
    assert unicodedata.normalize("NFKC", read[0]) != "/"
    assert all(unicodedata.category(sign) not in {"Cf", "Cs"} for sign in read)
    assert all(sign in "\n\t" or unicodedata.category(sign) != "Cc" for sign in read)
    assert checked_text(read, limit=4000) == read
