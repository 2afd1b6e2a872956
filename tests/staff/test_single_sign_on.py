"""Single sign-on with a provider on this machine: who gets in, and which answers are not believed."""

from __future__ import annotations

import time

import pytest
from joserfc.jwk import RSAKey

from bot.web.accounts.claimed_roles import faults_of_settings
from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role
from bot.web.audit.models import AuditEntry
from tests.staff.fake_provider import Provider, serving
from tests.staff.people import with_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    """A provider that the site is configured for."""
    with serving(Provider()) as running:
        settings.OIDC_ISSUER = running.url
        settings.OIDC_CLIENT_ID = running.client_id
        settings.OIDC_CLIENT_SECRET = "a-secret"
        yield running


@pytest.fixture
def duty1() -> Account:
    """The account of the person whom the provider signs in."""
    return with_roles("duty1", Role.DUTY, email="Duty1@council.example")


def _go(client, provider, **more):
    """Go to the provider and back, as a browser does."""
    sent = client.post("/account/single-sign-on/", more)
    assert sent.status_code == 302
    return client.get(provider.authorised(sent.headers["Location"]))


def _is_in(client) -> bool:
    return client.get("/account/").status_code == 200


def test_a_person_with_an_account_gets_in(client, provider, duty1):
    """The first time the account is found by the verified e-mail address, and linked; the audit says who came in."""
    response = _go(client, provider, next="/account/password/")

    assert response.headers["Location"] == "/account/password/"
    assert _is_in(client)
    assert Account.objects.get().single_sign_on == f"{provider.url} person-1"
    assert AuditEntry.objects.filter(who="duty1", action="signed_in").exists()


def test_once_linked_the_identity_counts_and_not_the_address(client, provider, duty1):
    """A person whose address changes later still gets in; somebody else with the old address does not."""
    _go(client, provider)
    client.logout()
    provider.changes = {"email": "new-name@council.example"}
    _go(client, provider)
    assert _is_in(client)
    client.logout()
    provider.changes = {"sub": "person-2"}

    assert _go(client, provider).status_code == 403
    assert not _is_in(client)


def test_the_site_sends_what_the_protocol_asks_for(client, provider, duty1):
    """State, nonce and a proof key go with the request, so that an answer cannot be used by anybody else."""
    _go(client, provider)

    assert provider.asked["response_type"] == "code"
    assert provider.asked["code_challenge_method"] == "S256"
    assert len(provider.asked["state"]) > 20
    assert len(provider.asked["nonce"]) > 15


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"iss": "https://elsewhere.example"}, id="another-issuer"),
        pytest.param({"aud": "another-site"}, id="for-another-site"),
        pytest.param({"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200}, id="out-of-date"),
        pytest.param({"nonce": "an-old-one"}, id="replayed"),
        pytest.param({"nonce": None}, id="no-nonce"),
        pytest.param({"email_verified": False}, id="address-not-verified"),
        pytest.param({"email_verified": "true"}, id="verified-is-a-word"),
        pytest.param({"email": "stranger@council.example"}, id="nobody-here"),
        pytest.param({"email": None}, id="no-address"),
        pytest.param({"sub": None}, id="nobody"),
    ],
)
def test_an_answer_that_is_not_for_us_is_not_believed(client, provider, duty1, changes):
    """Wrong issuer, audience, time, nonce or person lets nobody in, and the page says so in words."""
    provider.changes = changes

    response = _go(client, provider)

    assert response.status_code == 403
    assert b"You are not signed in" in response.content
    assert not _is_in(client)


def test_an_answer_that_somebody_else_signed_is_not_believed(client, provider, duty1):
    """A token signed with a key that is not the provider's lets nobody in."""
    provider.signing_key = RSAKey.generate_key(2048, {"kid": "one"})

    assert _go(client, provider).status_code == 403
    assert not _is_in(client)


@pytest.mark.parametrize("query", ["", "?code=a-code", "?code=a-code&state=made-up", "?error=access_denied"])
def test_a_way_back_that_nobody_went_is_not_believed(client, provider, duty1, query):
    """Coming back without having gone, or with a refusal, lets nobody in."""
    assert client.get(f"/account/single-sign-on/back/{query}").status_code == 403
    assert not _is_in(client)


def test_a_disabled_account_stays_out(client, provider, duty1):
    """Single sign-on is no way round a disabled account."""
    Account.objects.update(is_active=False)

    assert _go(client, provider).status_code == 403


def test_two_accounts_with_one_address_link_to_nobody(client, provider, duty1):
    """Where it is not clear whose account it is, nobody gets in."""
    with_roles("duty2", Role.DUTY, email="duty1@council.example")

    assert _go(client, provider).status_code == 403


def test_a_provider_that_is_away_is_said_in_words(client, provider, duty1):
    """With the provider down there is a page that says so, and the password still works."""
    provider.broken = True

    response = client.post("/account/single-sign-on/")

    assert response.status_code == 403
    assert b"Single sign-on did not let you in" in response.content


def test_an_address_is_trusted_without_proof_only_where_that_is_set(client, provider, duty1, settings):
    """For a provider that never says that addresses are verified a setting says that they are."""
    provider.changes = {"email_verified": None}
    assert _go(client, provider).status_code == 403
    settings.OIDC_TRUST_EMAIL = True

    assert _go(client, provider).status_code == 302
    assert _is_in(client)


def test_without_configuration_there_is_no_single_sign_on(client, db):
    """The page does not offer what is not set up, and its addresses lead to the sign-in page."""
    assert b"single sign-on" not in client.get("/account/sign-in/").content
    assert client.post("/account/single-sign-on/").headers["Location"] == "/account/sign-in/"
    assert client.get("/account/single-sign-on/back/").headers["Location"] == "/account/sign-in/"


ROLES = '{"Safeguarding duty": "duty", "Safeguarding leads": ["lead", "duty"]}'


@pytest.mark.parametrize(
    ("claims", "roles"),
    [
        pytest.param({"groups": ["Safeguarding duty", "Car park"]}, [Role.DUTY], id="a-group-that-counts"),
        pytest.param({"groups": ["Safeguarding leads"]}, [Role.DUTY, Role.LEAD], id="a-group-with-two-roles"),
        pytest.param({"groups": "Safeguarding duty"}, [Role.DUTY], id="one-group-as-a-word"),
        pytest.param({"groups": ["Car park"]}, [], id="no-group-that-counts"),
        pytest.param({"groups": []}, [], id="no-group"),
        pytest.param({}, [], id="no-claim"),
        pytest.param({"groups": ["safeguarding DUTY", "duty", "lead"]}, [], id="only-the-group-as-written"),
        pytest.param({"groups": {"Safeguarding duty": True}}, [], id="a-claim-of-another-kind"),
        pytest.param({"groups": [["Safeguarding duty"], None, 7]}, [], id="groups-that-are-no-words"),
    ],
)
def test_the_providers_groups_give_the_roles(client, provider, duty1, settings, claims, roles):
    """With a table of groups the provider says who has which role; without a group of the table nothing is seen."""
    settings.OIDC_ROLES = ROLES
    provider.changes = claims

    _go(client, provider)

    assert list(Account.objects.get().roles) == roles
    assert client.get("/duty/").status_code == (200 if roles else 403)
    changes = AuditEntry.objects.filter(action="account_roles", who="single sign-on")
    assert changes.count() == (0 if roles == [Role.DUTY] else 1)


def test_a_role_that_the_provider_takes_away_is_gone_at_the_next_sign_in(client, provider, duty1, settings):
    """Whoever leaves the group loses the role, and gets it back with the group."""
    settings.OIDC_ROLES = ROLES
    for groups, status in ((["Safeguarding duty"], 200), ([], 403), (["Safeguarding duty"], 200)):
        provider.changes = {"groups": groups}
        _go(client, provider)
        assert client.get("/duty/").status_code == status
        client.logout()


def test_a_nested_claim_is_found_by_its_path(client, provider, duty1, settings):
    """Providers that keep roles inside another claim are read too."""
    settings.OIDC_ROLES, settings.OIDC_ROLES_CLAIM = '{"cases": "lead"}', "realm_access.roles"
    provider.changes = {"realm_access": {"roles": ["cases"]}}

    _go(client, provider)

    assert list(Account.objects.get().roles) == [Role.LEAD]


def test_somebody_with_a_role_of_the_provider_needs_no_account_before(client, provider, settings, db):
    """An account without a password is made for whom the provider gives a role; without a role nobody gets one."""
    settings.OIDC_ROLES = ROLES
    provider.changes = {"groups": ["Car park"]}
    assert _go(client, provider).status_code == 403
    assert not Account.objects.exists()
    provider.changes = {"groups": ["Safeguarding duty"], "email_verified": False}
    assert _go(client, provider).status_code == 403
    assert not Account.objects.exists()

    provider.changes = {"groups": ["Safeguarding duty"]}
    _go(client, provider)

    account = Account.objects.get()
    assert (account.username, list(account.roles)) == ("duty1@council.example", [Role.DUTY])
    assert not account.has_usable_password()
    assert client.get("/duty/").status_code == 200


def test_nobody_takes_over_an_account_by_its_name(client, provider, settings, db):
    """Where an account of that name stands already, with another address, nobody is let in."""
    settings.OIDC_ROLES = ROLES
    with_roles("duty1@council.example", Role.ADMIN)
    provider.changes = {"groups": ["Safeguarding duty"]}

    assert _go(client, provider).status_code == 403
    assert Account.objects.count() == 1


@pytest.mark.parametrize("table", ["duty", "[]", '{"A": "boss"}', '{"A": ["duty", 7]}'])
def test_a_table_that_cannot_be_used_lets_nobody_in_and_is_named(client, provider, duty1, settings, table):
    """A slip in the table gives nobody a role, and the check before the start says where it is."""
    settings.OIDC_ROLES = table
    provider.changes = {"groups": ["A"]}

    assert _go(client, provider).status_code == 403
    (fault,) = faults_of_settings()
    assert "SIGNPOST_OIDC_ROLES" in fault.msg


def test_without_a_table_roles_are_given_here(client, provider, duty1):
    """A claim of groups alone changes nothing."""
    provider.changes = {"groups": ["lead", "admin"]}

    _go(client, provider)

    assert list(Account.objects.get().roles) == [Role.DUTY]
    assert faults_of_settings() == []
