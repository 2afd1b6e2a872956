"""Filters of the console's pages."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.conf import settings

from bot.review.states import State
from bot.web.cases.words import DEEDS, LEVELS, REASONS, ROUTES, STATES

register = template.Library()
_SPEAKERS = {"practitioner": "Practitioner", "assistant": "Signpost", "duty_team": "Duty team"}


@register.filter
def level_words(level: str | None) -> str:
    """Return what a level is called."""
    return LEVELS.get(level or "unclear", str(level))


@register.filter
def state_words(state: str) -> str:
    """Return what a state is called."""
    return STATES[State(state)]


@register.filter
def route_words(route: str) -> str:
    """Return what a route is called."""
    return ROUTES.get(route, route)


@register.filter
def reason_words(reason: str) -> str:
    """Return why a case was made."""
    return REASONS.get(reason, reason.replace("_", " "))


@register.filter
def deed_words(action: str) -> str:
    """Return what somebody did."""
    return DEEDS.get(action, action.replace("_", " "))


@register.filter
def plain_words(change: str) -> str:
    """Return what the audit says of a change as people write it: `complex_severe` with a space."""
    return change.replace("_", " ")


@register.filter
def speaker_words(speaker: str) -> str:
    """Return who speaks."""
    return _SPEAKERS.get(speaker, speaker)


@register.filter
def span(left: timedelta | None) -> str:
    """Return a length of time in hours and minutes."""
    if left is None:
        return ""
    minutes = int(abs(left).total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d} min" if hours else f"{rest} min"


@register.filter
def percent(part: float | None) -> str:
    """Return a share as a whole per cent."""
    return "" if part is None else f"{round(part * 100)} %"


@register.simple_tag
def poll_seconds() -> int:
    """Return how often an open page asks what is new."""
    return int(settings.CONSOLE_POLL_SECONDS)
