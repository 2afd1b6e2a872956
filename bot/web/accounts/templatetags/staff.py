"""Tags of the staff pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from bot.web.accounts.roles import May

register = template.Library()


@dataclass(frozen=True)
class Link:
    """A link of the banner; `here` where it leads to the present page."""

    name: str
    address: str
    here: bool


@register.simple_tag(takes_context=True)
def staff_links(context: dict[str, Any]) -> list[Link]:
    """Return the pages that the signed-in person may use, out of `STAFF_PAGES` of the settings."""
    request = context["request"]
    links = []
    for name, view, permission in settings.STAFF_PAGES:
        if not request.user.may(May(permission)):
            continue
        try:
            address = reverse(view)
        except NoReverseMatch:
            continue
        links.append(Link(name, address, request.path == address))
    return links


@register.filter
def described(field: BoundField) -> SafeString:
    """Return the field's control, tied to its hint and its faults for those who hear the page."""
    about = []
    if field.help_text:
        about.append(f"{field.id_for_label}_hint")
    if field.errors:
        about.append(f"{field.id_for_label}_fault")
    attributes = {"aria-describedby": " ".join(about)} if about else {}
    return field.as_widget(attrs=attributes)
