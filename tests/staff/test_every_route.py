"""Who may use which page: every route says it, and every route keeps to it."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from bot.web.accounts.permissions import Access, access_of, needs
from bot.web.accounts.roles import May, Role, allowed
from bot.web.cases import taking
from tests.staff.cases import a_case
from tests.staff.conftest import entered
from tests.staff.people import with_roles
from tests.staff.routes import Route, _below, every_route

PAGES = [route for route in every_route() if not route.is_api]
GUARDED = [route for route in PAGES if access_of(route.view) is not Access.OPEN]
# What needs no token: to start, to look up whom to ring, to see that it runs, to make a document out of a form.
OPEN_OPERATIONS = {"start_conversation", "contacts", "health", "referral_form", "referral_document"}


@pytest.fixture
def case(db, monkeypatch):
    """The case to which the sample addresses lead."""
    monkeypatch.setattr(taking, "new_reference", lambda: "NEL-7F3K2")
    return a_case()


def address(route: Route) -> str:
    return route.address


def test_every_page_says_who_may_use_it():
    """Each view carries @open_to_all, @signed_in or @needs(...)."""
    silent = [route.address for route in PAGES if access_of(route.view) is None]

    assert PAGES
    assert silent == []


def test_every_operation_of_the_api_asks_for_a_token_or_is_known_to_be_open():
    """An operation of the API needs the conversation's token, but for a few that are named here."""
    from bot.web.gateway.api import api

    unguarded = {
        operation.operation_id or operation.view_func.__name__
        for _, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
        if not operation.auth_callbacks
    }

    assert unguarded - OPEN_OPERATIONS == set()


def test_a_page_that_says_nothing_is_caught():
    """The walk does not pass by seeing nothing."""

    def silent(request):
        return HttpResponse()

    routes = list(_below([path("silent/", silent)], "/"))

    assert [access_of(route.view) for route in routes] == [None]


def test_a_decorator_beneath_does_not_hide_what_a_view_says():
    """What is looked at is the view that Django calls."""
    assert access_of(needs(May.READ_AUDIT)(lambda request: HttpResponse())) is May.READ_AUDIT


@pytest.mark.django_db
@pytest.mark.parametrize("route", GUARDED, ids=address)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_sign_in(route, method, case):
    """Somebody who is not signed in sees no page of staff, and none of their forms does anything."""
    response = getattr(Client(), method)(route.address)

    assert response.status_code == 302, response.content
    assert response.headers["Location"].startswith("/account/sign-in/")


@pytest.mark.django_db
@pytest.mark.parametrize("route", GUARDED, ids=address)
def test_a_page_that_asks_by_itself_as_a_stranger_is_told_so(route):
    """A script of a page whose sign-in is over gets a plain 401."""
    assert Client().get(route.address, headers={"X-Signpost-Background": "1"}).status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize("route", GUARDED, ids=address)
@pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role.value if role else "no-role")
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_gets_to_its_pages_and_no_others(route, role, method, case):
    """A role opens the pages that its table says, by any method, and every other page is refused with 403."""
    client = entered(with_roles("somebody", *([role] if role else [])))
    access = access_of(route.view)
    may = access is Access.SIGNED_IN or access in allowed([role] if role else [])

    response = getattr(client, method)(route.address)

    if may:
        assert response.status_code not in {401, 403, 500}
        assert not response.headers.get("Location", "").startswith("/account/sign-in")
    else:
        assert response.status_code == 403
        assert b"Your roles do not include it" in response.content


@pytest.mark.django_db
def test_an_account_without_a_role_may_do_nothing():
    """No role, no permission."""
    account = with_roles("nothing1")

    assert [permission for permission in May if account.may(permission)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
def test_flags_of_the_framework_open_nothing(flag):
    """Being staff or superuser in Django's own sense gives no permission here."""
    account = with_roles("flagged1", **{flag: True})

    assert [permission for permission in May if account.may(permission)] == []


@pytest.mark.django_db
def test_a_disabled_account_may_do_nothing():
    """A lead whose account is disabled has no permission left."""
    account = with_roles("gone1", Role.LEAD, is_active=False)

    assert [permission for permission in May if account.may(permission)] == []


def test_those_who_look_after_accounts_or_training_see_no_case():
    """Neither the administrator nor the editor may open cases; only the lead reads the audit."""
    assert May.WORK_CASES not in allowed([Role.ADMIN, Role.EDITOR])
    assert [role for role in Role if May.READ_AUDIT in allowed([role])] == [Role.LEAD]
