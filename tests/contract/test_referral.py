"""Preparing a referral, as clients of the API meet it."""

from __future__ import annotations

import io
import logging

import docx
import pytest

from bot.language.masking import MaskingError
from bot.web.gateway.models import Message
from bot.web.referral import api as referral_api
from bot.web.referral.models import PreparedReferral
from tests.shapes import assert_failure

pytestmark = pytest.mark.django_db
FORM = {
    "concern": "Left alone. Her name is Zebedee Quill, ring 07700 900123.",
    "development": {"known": "tired", "unknown": ""},
    "spoken": "no",
    "family": "risk",
}


def _post(gateway, body, format="text"):
    return gateway.post(f"/api/v1/referral?format={format}", body, content_type="application/json")


def _add(talk, body=FORM):
    return talk.client.post(
        f"/api/v1/conversations/{talk.id}/referral",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {talk.token}"},
    )


@pytest.fixture
def case(talk):
    """A conversation that has a case."""
    talk.client.post(
        f"/api/v1/conversations/{talk.id}/escalation",
        {},
        content_type="application/json",
        headers={"Authorization": f"Bearer {talk.token}"},
    )
    return talk


def test_the_form_says_what_is_asked_with_sources(gateway):
    """A client gets every page in words, with the three domains and where each question comes from."""
    form = gateway.get("/api/v1/referral").json()

    assert [domain["id"] for domain in form["domains"]] == ["development", "parenting", "environment"]
    assert "01472 326292" in form["urgent"]
    assert "4. Referral" in form["domains"][0]["source"]
    assert "{" not in str(form["urgent"]) + form["after"]


@pytest.mark.parametrize(("format", "kind"), [("text", "text/plain"), ("html", "text/html")])
def test_a_document_comes_back_with_what_was_filled_in(gateway, format, kind):
    """Text and page hold the answers, and are offered as files."""
    response = _post(gateway, FORM, format)

    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith(kind)
    assert "attachment" in response.headers["Content-Disposition"]
    assert "Left alone." in response.content.decode()


def test_the_word_file_opens(gateway):
    """The Word file is one, with the answers in it."""
    made = docx.Document(io.BytesIO(_post(gateway, FORM, "docx").content))

    assert any("Left alone." in paragraph.text for paragraph in made.paragraphs)


def test_nothing_of_a_document_is_stored_or_logged(gateway, caplog):
    """Preparing leaves no trace of what was written."""
    caplog.set_level(logging.DEBUG)
    _post(gateway, FORM)

    assert PreparedReferral.objects.count() == Message.objects.count() == 0
    assert "Zebedee" not in caplog.text


@pytest.mark.parametrize("wrong", [{"spoken": "perhaps"}, {"name": "x"}, {"concern": "x" * 9000}, []])
def test_another_shape_is_refused_with_contacts(gateway, wrong):
    """What is no form gets the error that every error is."""
    assert_failure(_post(gateway, wrong), 422, "malformed")


def test_an_unknown_format_is_refused_with_contacts(gateway):
    """There are three formats."""
    assert_failure(_post(gateway, FORM, "pdf"), 422, "malformed")


def test_a_referral_added_to_a_case_is_kept_masked(case):
    """What is stored has no number in it, and no more than one form of a conversation is kept."""
    assert _add(case).status_code == 201
    assert _add(case, {**FORM, "voice": "quiet"}).status_code == 201

    held = PreparedReferral.objects.get()
    assert "07700" not in str(held.form)
    assert "[phone]" in held.form["concern"]
    assert held.form["voice"] == "quiet"


def test_without_a_case_nothing_is_kept(talk):
    """A form alone makes no case: the refusal says so."""
    assert_failure(_add(talk), 409, "no_case")
    assert PreparedReferral.objects.count() == 0


def test_what_cannot_be_masked_is_not_kept(case, monkeypatch):
    """Where masking fails the form is refused, with the contacts, and not stored."""

    class Broken:
        def masked(self, text, *, wait_seconds):
            raise MaskingError("masking failed")

    monkeypatch.setattr(referral_api, "masking", lambda: Broken())

    assert_failure(_add(case), 503, "failsafe")
    assert PreparedReferral.objects.count() == 0


def test_somebody_else_s_token_adds_nothing(case, start):
    """The token of one conversation opens no other."""
    other = start()
    other.id = case.id

    assert_failure(_add(other), 401, "not_yours")
