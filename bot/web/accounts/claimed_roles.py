"""Which roles the council's single sign-on gives somebody: groups of its own, by a table in the settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.checks import Error

from bot.web.accounts.roles import Role

_EXAMPLE = '{"Safeguarding duty": "duty", "Safeguarding leads": ["lead", "duty"]}'


class RolesTableError(ValueError):
    """`SIGNPOST_OIDC_ROLES` cannot be used; the message says what was found and what was expected."""


def are_claimed() -> bool:
    """Return whether the provider says who has which role; otherwise roles are given here."""
    return bool(settings.OIDC_ROLES.strip())


def table_of(text: str) -> dict[str, frozenset[Role]]:
    """Return the roles of each group of the provider.

    Raises:
        RolesTableError: The text is no such table, or names a role that there is not.
    """
    try:
        given = json.loads(text)
    except ValueError as error:
        raise RolesTableError(f"SIGNPOST_OIDC_ROLES is no JSON; expected such as {_EXAMPLE}") from error
    if not isinstance(given, dict):
        raise RolesTableError(f"SIGNPOST_OIDC_ROLES holds no groups; expected such as {_EXAMPLE}")
    return {str(group): frozenset(_role(name, group) for name in _listed(names)) for group, names in given.items()}


def roles_in(claims: Mapping[str, Any]) -> frozenset[Role]:
    """Return the roles of the groups that a person's claims name. No group, an unknown one, or a claim of another kind
    gives no role.

    Raises:
        RolesTableError: The table in the settings cannot be used.
    """
    table = table_of(settings.OIDC_ROLES)
    named = _listed(_claim(claims, settings.OIDC_ROLES_CLAIM))
    return frozenset(role for group in named if isinstance(group, str) for role in table.get(group, ()))


def faults_of_settings(**_: object) -> list[Error]:
    """Return what is wrong with the table; Django asks before it changes the database."""
    if not are_claimed():
        return []
    try:
        table_of(settings.OIDC_ROLES)
    except RolesTableError as error:
        return [Error(str(error), id="accounts.E001")]
    return []


def _claim(claims: Mapping[str, Any], name: str) -> object:
    """Return a claim by its name; where there is none, dots lead into nested ones, as in `realm_access.roles`."""
    if name in claims:
        return claims[name]
    held: object = claims
    for part in name.split("."):
        if not isinstance(held, Mapping):
            return None
        held = held.get(part)
    return held


def _listed(value: object) -> list[object]:
    if isinstance(value, str):
        return [value]
    return list(value) if isinstance(value, list) else []


def _role(name: object, group: str) -> Role:
    try:
        return Role(name)
    except ValueError as error:
        known = ", ".join(role.value for role in Role)
        raise RolesTableError(f"SIGNPOST_OIDC_ROLES: the group {group!r} has {name!r}; expected {known}") from error
