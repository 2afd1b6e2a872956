"""The piece of HTML that a host page pastes: whom to ring, without any script."""

from __future__ import annotations

from html import escape

from bot.reply.wording import Wording


def static_block(wording: Wording) -> str:
    """Return the block as HTML. It holds no hour of the day, because it is pasted once and stands for long."""
    contacts = wording.contacts()
    duty = contacts.duty_team
    option = f", option {escape(duty.option)}" if duty.option else ""
    return (
        '<div class="signpost-contacts">\n'
        f"  <p><strong>Child in danger now?</strong> Ring {_ring(contacts.emergency.phone)}.</p>\n"
        f"  <p><strong>{escape(duty.name)}:</strong> {_ring(duty.phone)}{option}, {escape(duty.when)}.</p>\n"
        "  <p>These numbers are here for when the chat is not.</p>\n"
        "</div>"
    )


def _ring(phone: str | None) -> str:
    number = phone or ""
    return f'<a href="tel:{escape(number.replace(" ", ""))}">{escape(number)}</a>'
