"""Tags of the workbench's pages."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bot.teaching.errors import TeachingError
from bot.web.accounts.roles import May
from bot.web.accounts.templatetags.staff import Link
from bot.web.workbench.guideline import labels
from bot.web.workbench.inbox_words import intent_words as words_for_intent
from bot.web.workbench.places import draft_store

register = template.Library()
# Candidates have pages of their own, which one comes to from the trainings.
_MODELS = "/editor/models/"
# Name, view, the permission that shows it.
_PAGES = (
    ("Start", "workbench", May.SEE_MODELS),
    ("Inbox", "inbox", May.EDIT_TRAINING),
    ("Examples", "examples", May.EDIT_TRAINING),
    ("Guidance", "guidance", May.EDIT_TRAINING),
    ("Drafts", "drafts", May.EDIT_TRAINING),
    ("Train and publish", "train_and_publish", May.PUBLISH),
    ("History", "model_history", May.SEE_MODELS),
)


@register.simple_tag(takes_context=True)
def workbench_links(context: dict[str, Any]) -> list[Link]:
    """Return the pages of the workbench that the signed-in person may use; those below a page belong to it."""
    request = context["request"]
    links = []
    for name, view, permission in _PAGES:
        if not request.user.may(permission):
            continue
        try:
            address = reverse(view)
        except NoReverseMatch:
            continue
        below = (address, _MODELS) if view == "train_and_publish" else (address,)
        here = request.path == address or (view != "workbench" and request.path.startswith(below))
        links.append(Link(name, address, here))
    return links


@register.filter
def as_json(value: object) -> str:
    """Return plain values as JSON, for an attribute that a script reads."""
    return json.dumps(value, ensure_ascii=False)


@register.filter
def intent_name(intent: str) -> str:
    """Return in words what an intent stands for."""
    return words_for_intent(intent, labels())


@register.filter
def moment(written: str) -> str:
    """Return a time of a record, such as 2026-03-10T09:30:00+00:00, as people read it here; others as they are."""
    found = parse_datetime(written) if written else None
    if found is None:
        return written
    local = timezone.localtime(found) if timezone.is_aware(found) else found
    return f"{local.day} {local:%B %Y, %H:%M}"


@register.filter
def draft_name(draft_id: str) -> str:
    """Return what a draft is for; its id where it can no longer be read."""
    try:
        return draft_store().get(draft_id).why
    except TeachingError:
        return draft_id


@register.filter
def sign_name(indicator: str) -> str:
    """Return what an indicator is called."""
    return labels().get(indicator, indicator.replace("_", " "))


@register.filter
def plain(name: str) -> str:
    """Return a name of the files as people write it."""
    return name.replace("_", " ")
