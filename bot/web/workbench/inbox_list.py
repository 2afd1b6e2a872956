"""Which items of the inbox somebody sees, and in which order."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from bot.teaching.decisions import Stand
from bot.web.accounts.models import Account
from bot.web.workbench.models import InboxItem

OPEN, SECOND, THIRD, DONE, REST = "open", "second", "third", "done", "rest"
VIEWS: Mapping[str, str] = {
    OPEN: "To decide",
    SECOND: "Second look",
    THIRD: "To settle",
    DONE: "Decided",
    REST: "Everything else",
}
_DECIDED = (Stand.AGREED.name.lower(), Stand.SETTLED.name.lower())
_OPEN, _WANTS = Stand.OPEN.name.lower(), Stand.WANTS_A_SECOND.name.lower()


def items(view: str, account: Account, words: str = "", reason: str = "") -> QuerySet[InboxItem]:
    """Return the items of a view, the most useful first."""
    found = InboxItem.objects.filter(_belongs(view, account)).filter(messages__isnull=False)
    for word in words.split():
        found = found.filter(messages__message__text__icontains=word)
    if reason:
        # Names of reasons hold no quotation marks, so this finds whole names alone.
        found = found.filter(reasons__icontains=f'"{reason}"')
    order = ("-latest_at", "-id") if view in {DONE, REST} else ("-usefulness", "-latest_at", "-id")
    return found.distinct().order_by(*order)


def counts(account: Account) -> list[tuple[str, str, int]]:
    """Return for each view its name, what it is called, and how many items it has."""
    names = {name: Count("pk", filter=_belongs(name, account), distinct=True) for name in VIEWS}
    found = InboxItem.objects.filter(messages__isnull=False).aggregate(**names)
    return [(name, VIEWS[name], found[name]) for name in VIEWS]


def after(item: InboxItem, view: str, account: Account) -> InboxItem | None:
    """Return the most useful item of a view that is not this one; None where there is none."""
    return items(view, account).exclude(pk=item.pk).first()


def _belongs(view: str, account: Account) -> Q:
    mine = Q(pk__in=InboxItem.objects.filter(decisions__who=account).values("pk"))
    decided = Q(pk__in=InboxItem.objects.filter(decisions__isnull=False).values("pk"))
    return {
        OPEN: Q(usefulness__gt=0) & (Q(stand=_OPEN) | (Q(stand=_WANTS) & ~mine)),
        SECOND: Q(stand__in=(_WANTS, Stand.AGREED.name.lower())) & decided & ~mine,
        THIRD: Q(stand=Stand.DISPUTED.name.lower()),
        DONE: Q(stand__in=_DECIDED),
        REST: Q(usefulness=0, stand=_OPEN),
    }[view]
