"""From a text to its masked form: every finder is asked, overlaps are settled, markers are put in."""

from __future__ import annotations

from functools import cache

from bot.language.masking.addresses import addresses
from bot.language.masking.analyser import Analyse, analyser
from bot.language.masking.birth_dates import birth_dates
from bot.language.masking.finding import marked_already, settled
from bot.language.masking.masked import Masked, MaskingError, replace
from bot.language.masking.numbers import nhs_numbers, ni_numbers
from bot.language.masking.online import emails, links, social_handles
from bot.language.masking.phones import PhoneFinder
from bot.language.masking.postcodes import postcodes
from bot.language.masking.public_contacts import public_contacts
from bot.language.masking.schools import schools
from bot.language.masking.vehicles import vehicles


class Masker:
    """Masks texts. Safe to use from several threads at once."""

    def __init__(self, analyse: Analyse) -> None:
        self._analyse = analyse

    def mask(self, text: str) -> Masked:
        """Return the text with markers in place of identifiers; text without any comes back as it was.

        Raises:
            MaskingError: Something in here failed. The text must then go nowhere: not stored, logged or passed on.
        """
        if not text.strip():
            return Masked(text, ())
        try:
            # Half of a surrogate pair cannot be encoded; one character for one, so that offsets stay.
            readable = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
            spans = settled(self._analyse(readable), marked_already(readable))
        except Exception as error:
            # The cause is dropped: an error of a library may quote what it was reading.
            raise MaskingError(f"masking failed with {type(error).__name__}; the text was not looked through") from None
        return replace(text, spans)


@cache
def default_masker() -> Masker:
    """Return the masker that every part shares; making it takes seconds, once.

    Raises:
        MaskingError: A part of it cannot be loaded; the message says which.
    """
    public = public_contacts()
    return Masker(
        analyser(
            {
                "emails": emails,
                "links": links,
                "social_handles": social_handles,
                "phones": PhoneFinder(public),
                "postcodes": postcodes,
                "nhs_numbers": nhs_numbers,
                "ni_numbers": ni_numbers,
                "vehicles": vehicles,
                "birth_dates": birth_dates,
                "addresses": addresses,
                "schools": schools,
            }
        )
    )


def warm_up() -> None:
    """Load everything ahead of the first message, so that nobody waits for it.

    Raises:
        MaskingError: A part cannot be loaded.
    """
    default_masker().mask("nothing to see")


def mask(text: str) -> Masked:
    """Mask a text with the shared masker; see `Masker.mask`."""
    return default_masker().mask(text)
