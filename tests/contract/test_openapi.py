"""The OpenAPI document, the page about it, and what a client that believes it will meet."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.web.gateway import health
from bot.web.wsgi import application
from tests.canned import from_rasa

pytestmark = pytest.mark.django_db
DOCUMENT = "/api/v1/openapi.json"
PAGE = Path(__file__).parents[2] / "docs" / "api.md"
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
# A minute for all of them on a slow machine.
FEW = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def document(gateway):
    """The document as it is served."""
    response = gateway.get(DOCUMENT)
    assert response.status_code == 200
    return response.json()


def test_the_document_is_served_and_valid(document):
    """The document is served and is valid OpenAPI."""
    schemathesis.openapi.from_dict(document).validate()

    assert document["openapi"].startswith("3.")
    assert document["info"]["version"] == "1"


def test_every_operation_has_a_name_of_its_own(document):
    """Every operation has an id, and no two share one."""
    ids = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]

    assert len(ids) == len(set(ids)) == 12


def test_the_document_describes_the_errors(document):
    """Each operation for conversations says which errors there are, and that they carry contacts."""
    failure = document["components"]["schemas"]["Failure"]
    assert set(failure["required"]) == {"error", "contacts"}
    operations = [
        operation
        for address, methods in document["paths"].items()
        if "/conversations" in address
        for operation in methods.values()
    ]
    assert len(operations) == 8
    for operation in operations:
        for status in ("400", "401", "403", "404", "405", "409", "410", "413", "422", "429", "500", "503"):
            schema = operation["responses"][status]["content"]["application/json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Failure"}


def test_the_document_promises_every_part_of_a_reply(document):
    """The parts of a reply are required, as they are never missing."""
    parts = {"kind", "replies", "assessment", "steps", "guidance", "escalation", "masked", "said"}

    assert set(document["components"]["schemas"]["Reply"]["required"]) == parts


def test_the_document_says_how_a_message_is_authorised(document):
    """A client learns from the document that messages need the bearer token, and that a start needs none."""
    message = document["paths"]["/api/v1/conversations/{conversation_id}/messages"]["post"]
    (scheme,) = message["security"][0]

    assert document["components"]["securitySchemes"][scheme]["scheme"] == "bearer"
    assert "security" not in document["paths"]["/api/v1/conversations"]["post"]


def test_the_page_mentions_every_address(document):
    """Every address of the document stands in docs/api.md."""
    page = PAGE.read_text(encoding="utf-8").replace("{id}", "{conversation_id}")

    missing = [address for address in (*document["paths"], DOCUMENT) if address not in page]
    assert missing == []


def test_the_page_mentions_every_error_code():
    """Every code that an error can have stands in docs/api.md."""
    from bot.web.gateway.guidance import pack

    page = PAGE.read_text(encoding="utf-8")
    codes = (*type(pack().replies.refused).model_fields, "failsafe")

    assert [code for code in codes if f"`{code}`" not in page] == []


@pytest.fixture
def api_schema(rasa, canned, monkeypatch, settings):
    """The document bound to the application, with limits that a test may not run into."""
    settings.MESSAGES_PER_MINUTE = settings.CONVERSATIONS_PER_MINUTE = 10**6
    monkeypatch.setattr(health.httpx, "get", lambda *args, **kwargs: httpx.Response(200))
    rasa.answer = lambda request: httpx.Response(
        200, json=from_rasa(canned.mash()) if request.method == "POST" else {"model_file": "a.tar.gz"}
    )
    return schemathesis.openapi.from_wsgi(DOCUMENT, application)


schema = schemathesis.pytest.from_fixture("api_schema")


@pytest.mark.django_db(transaction=True)
@schema.parametrize()
@FEW
def test_whatever_a_client_sends_gets_a_documented_answer(case):
    """No request, right or wrong, gets a server error or an answer that the document does not describe."""
    case.call_and_validate(checks=CHECKS)


@pytest.mark.django_db(transaction=True)
@schema.include(path_regex="conversation_id").parametrize()
@FEW
def test_whatever_an_authorised_client_sends_gets_a_documented_answer(case, talk):
    """Inside a conversation of one's own too, no request gets a server error or an undocumented answer."""
    case.path_parameters = {"conversation_id": talk.id}
    case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {talk.token}"})
