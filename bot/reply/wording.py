"""The pack's sentences with its contacts and hours filled in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone

from bot.advice.hours import OfficeHours
from bot.content import schema
from bot.content.pack import Pack
from bot.reply.shape import ContactDetails, Contacts

Clock = Callable[[], datetime]
_DUTY_TEAM = "duty_team"


def utc_now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(timezone.utc)


class Wording:
    """Fills sentences of a pack. `clock` gives an aware moment."""

    def __init__(self, pack: Pack, clock: Clock = utc_now) -> None:
        self._pack = pack
        self._clock = clock
        emergency, duty = pack.contacts["emergency"], pack.contacts[_DUTY_TEAM]
        family_help = pack.contacts.get("family_help")
        self._fixed = {
            "emergency_phone": emergency.phone or "",
            "duty_phone": duty.phone or "",
            "duty_option": duty.option or "",
            "council_phone": pack.contacts["council"].phone or "",
            "family_help_email": (family_help.email or "") if family_help else "",
        }

    def fill(self, sentence: str, **values: str) -> str:
        """Return the sentence with contacts, hours and `values` filled in."""
        return sentence.format(**self._fixed, open_state=self.open_state(), **values)

    def fill_entry(self, answer: str) -> str:
        """Return an entry's answer; entries hold no placeholders, only what was reviewed word for word."""
        return answer.strip()

    def contact_line(self) -> str:
        """Return the line that ends every reply: 999, the duty team, and whether the office is open."""
        return self.fill(self._pack.replies.contact_line)

    def open_now(self) -> bool:
        """Return whether the hours that go with the duty team are running."""
        return self._hours().open_at(self._clock())

    def open_state(self) -> str:
        """Return in words whether the office is open, and until or from when."""
        hours, now = self._hours(), self._clock()
        closes = hours.closes_at(now)
        if closes is not None:
            return self._pack.replies.hours.open.format(closes=_clock_words(closes))
        opens = hours.opens_next(now)
        return self._pack.replies.hours.closed.format(day=_day_words(opens, now), opens=_clock_words(opens))

    def open_words(self) -> str:
        """Return the same in a few words, to stand beside a number."""
        hours, now = self._hours(), self._clock()
        words = self._pack.replies.hours
        closes = hours.closes_at(now)
        if closes is not None:
            return words.open_short.format(closes=_clock_words(closes))
        opens = hours.opens_next(now)
        return words.closed_short.format(day=_day_words(opens, now), opens=_clock_words(opens))

    def contacts(self) -> Contacts:
        """Return whom to ring, for replies that are errors too."""
        held = self._pack.contacts
        return Contacts(
            emergency=_details(held["emergency"]),
            duty_team=_details(held[_DUTY_TEAM]),
            council=_details(held["council"]),
            open_now=self.open_now(),
            state=self.open_words(),
            hours=self.open_state(),
        )

    def _hours(self) -> OfficeHours:
        return self._pack.office_hours(self._pack.contacts[_DUTY_TEAM].hours or next(iter(self._pack.hours)))


def _details(contact: schema.Contact) -> ContactDetails:
    return ContactDetails(
        id=contact.id,
        name=contact.name,
        phone=contact.phone,
        option=contact.option,
        email=contact.email,
        when=contact.when,
    )


def _clock_words(moment: datetime) -> str:
    """Write a time as the page does: 8.30am, 5pm."""
    hour = moment.hour % 12 or 12
    half = "am" if moment.hour < 12 else "pm"
    return f"{hour}.{moment.minute:02d}{half}" if moment.minute else f"{hour}{half}"


def _day_words(opens: datetime, now: datetime) -> str:
    days = (opens.date() - now.astimezone(opens.tzinfo).date()).days
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    return f"on {opens:%A}" if days < 7 else f"on {opens:%A} {opens.day} {opens:%B}"
