"""Which role may do what. The one table of it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Role(str, Enum):
    """A role of a member of staff; an account may have several."""

    DUTY = "duty"
    EDITOR = "editor"
    LEAD = "lead"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """What the role is called on a page, and in the chat when its holder speaks there."""
        return _LABELS[self]


class May(str, Enum):
    """Something that a page asks a signed-in person to be allowed."""

    WORK_CASES = "work_cases"
    JOIN_CHATS = "join_chats"
    EXPORT_CASES = "export_cases"
    SEE_STATISTICS = "see_statistics"
    READ_AUDIT = "read_audit"
    HOLD_CASES = "hold_cases"
    EDIT_TRAINING = "edit_training"
    PUBLISH = "publish"
    SEE_MODELS = "see_models"
    MANAGE_ACCOUNTS = "manage_accounts"


_LABELS = {Role.DUTY: "Duty team", Role.EDITOR: "Content editor", Role.LEAD: "Lead", Role.ADMIN: "Administrator"}
# Whoever looks after accounts or teaches the assistant has no need to read cases. The lead can be the second person
# that some publications need, and settles what two editors disagree on.
_TABLE: dict[Role, frozenset[May]] = {
    Role.DUTY: frozenset({May.WORK_CASES, May.JOIN_CHATS, May.EXPORT_CASES, May.SEE_STATISTICS}),
    Role.EDITOR: frozenset({May.EDIT_TRAINING, May.PUBLISH, May.SEE_MODELS, May.SEE_STATISTICS}),
    Role.LEAD: frozenset(
        {
            May.WORK_CASES,
            May.JOIN_CHATS,
            May.EXPORT_CASES,
            May.SEE_STATISTICS,
            May.READ_AUDIT,
            May.HOLD_CASES,
            May.EDIT_TRAINING,
            May.PUBLISH,
            May.SEE_MODELS,
        }
    ),
    Role.ADMIN: frozenset({May.MANAGE_ACCOUNTS, May.SEE_MODELS}),
}


def allowed(roles: Iterable[Role]) -> frozenset[May]:
    """Return everything that somebody with these roles may do; with no role, nothing."""
    return frozenset().union(*(_TABLE[role] for role in roles))
