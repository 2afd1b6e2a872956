"""Signing in at the council's own single sign-on (OpenID Connect), where it is configured."""

from __future__ import annotations

from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError

from bot.web.accounts import claimed_roles
from bot.web.accounts.claimed_roles import RolesTableError
from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role
from bot.web.accounts.staff import AccountError, add_account_of_provider, take_roles_of_provider

_PATIENCE_SECONDS = 10


class SingleSignOnError(Exception):
    """Nobody is signed in; the message says why, for the log, and holds nothing about a person."""


def is_on() -> bool:
    """Return whether single sign-on is configured."""
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID)


def begin(request: HttpRequest, back: str) -> HttpResponse:
    """Send the person to the provider, who sends them back to the address `back`.

    Raises:
        SingleSignOnError: The provider is away.
    """
    try:
        return _client().authorize_redirect(request, back)
    except (requests.RequestException, AuthlibBaseError, RuntimeError, ValueError) as error:
        raise SingleSignOnError(f"the provider cannot be reached ({type(error).__name__})") from error


def finish(request: HttpRequest) -> Account:
    """Return the account of the person whom the provider has sent back.

    Raises:
        SingleSignOnError: The answer is forged, old or refused, or nobody here has such an account.
    """
    try:
        # The issuer and the audience are what we asked for, whatever the provider's description says.
        token = _client().authorize_access_token(
            request,
            claims_options={
                "iss": {"essential": True, "value": settings.OIDC_ISSUER},
                "aud": {"essential": True, "value": settings.OIDC_CLIENT_ID},
            },
        )
    except (AuthlibBaseError, JoseError, requests.RequestException, RuntimeError, ValueError, KeyError) as error:
        raise SingleSignOnError(f"the provider's answer is not taken ({type(error).__name__})") from error
    claims = token.get("userinfo")
    if not claims:
        raise SingleSignOnError("the provider's answer holds no identity")
    return _account_of(claims)


def _account_of(claims: dict[str, Any]) -> Account:
    identity = f"{claims['iss']} {claims['sub']}"
    roles = _roles_of(claims)
    account = Account.objects.filter(single_sign_on=identity).first()
    if account is None:
        account = _linked(identity, claims, roles)
    if not account.is_active:
        raise SingleSignOnError("the account is disabled")
    if roles is not None:
        take_roles_of_provider(account, roles)
    return account


def _roles_of(claims: dict[str, Any]) -> frozenset[Role] | None:
    """Return the roles that the provider gives; None where roles are given here."""
    if not claimed_roles.are_claimed():
        return None
    try:
        return claimed_roles.roles_in(claims)
    except RolesTableError as error:
        raise SingleSignOnError(str(error)) from error


def _linked(identity: str, claims: dict[str, Any], roles: frozenset[Role] | None) -> Account:
    """Link an account to an identity at its first use, by an e-mail address that the provider vouches for. Where the
    provider gives somebody a role and nobody here has that address, an account is made."""
    email = str(claims.get("email") or "")
    if not email or not (claims.get("email_verified") is True or settings.OIDC_TRUST_EMAIL):
        raise SingleSignOnError("no account has this identity, and the provider vouches for no e-mail address")
    if roles and not Account.objects.filter(email__iexact=email).exists():
        try:
            return add_account_of_provider(email, identity)
        except AccountError as error:
            raise SingleSignOnError("no account can be made with the person's e-mail address as its name") from error
    found = list(Account.objects.filter(email__iexact=email, single_sign_on=None)[:2])
    if len(found) != 1:
        raise SingleSignOnError(f"{len(found)} accounts without an identity have the e-mail address; expected one")
    try:
        if Account.objects.filter(pk=found[0].pk, single_sign_on=None).update(single_sign_on=identity) != 1:
            raise SingleSignOnError("the account was linked by somebody else at the same moment")
    except IntegrityError as error:
        raise SingleSignOnError("the identity was linked to another account at the same moment") from error
    return found[0]


def _client() -> Any:
    """Return the line to the provider; made anew each time, so that its keys are never out of date."""
    oauth = OAuth()
    issuer = settings.OIDC_ISSUER.rstrip("/")
    return oauth.register(
        "council",
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_id=settings.OIDC_CLIENT_ID,
        client_secret=settings.OIDC_CLIENT_SECRET,
        client_kwargs={
            "scope": settings.OIDC_SCOPES,
            "code_challenge_method": "S256",
            "default_timeout": _PATIENCE_SECONDS,
        },
    )
