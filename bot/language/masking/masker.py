"""From a text to its masked form: every finder is asked, overlaps are settled, markers are put in."""

from __future__ import annotations

from functools import cache

from bot.language.masking.addresses import addresses
from bot.language.masking.analyser import Analyse, analyser
from bot.language.masking.birth_dates import birth_dates
from bot.language.masking.emails import EmailFinder
from bot.language.masking.finding import marked_already, settled
from bot.language.masking.lodgings import lodgings
from bot.language.masking.masked import MARKERS, Masked, MaskingError, Span, replace
from bot.language.masking.names.finder import NameFinder
from bot.language.masking.names.kept import FOLDER
from bot.language.masking.names.network import NameNetwork
from bot.language.masking.numbers import nhs_numbers, ni_numbers
from bot.language.masking.online import links, social_handles
from bot.language.masking.phones import PhoneFinder
from bot.language.masking.postcodes import postcodes
from bot.language.masking.public_contacts import public_contacts
from bot.language.masking.readable import Readable
from bot.language.masking.schools import schools
from bot.language.masking.spelt import spelt
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
            readable = Readable.of(text)
            if not readable.text.strip():
                return Masked(text, ())
            spans = readable.back(self._spans_of(readable.text))
        except Exception as error:
            # The cause is dropped: an error of a library may quote what it was reading.
            raise MaskingError(f"masking failed with {type(error).__name__}; the text was not looked through") from None
        return replace(text, spans)

    def _spans_of(self, text: str) -> tuple[Span, ...]:
        """Return what is found, and what is found once that is masked, until no more is: masking again changes nothing."""
        spans = settled(self._analyse(text), marked_already(text))
        more = spans
        while more:
            masked = replace(text, spans).text
            more = settled(self._analyse(masked), marked_already(masked))
            spans = tuple(sorted((*spans, *(_moved_back(one, spans) for one in more)), key=lambda span: span.start))
        return spans


def _moved_back(found: Span, spans: tuple[Span, ...]) -> Span:
    """Return a span of the masked text where it stands in the original."""
    shift = 0
    for span in spans:
        if span.start + shift >= found.start:
            break
        shift += len(MARKERS[span.type]) - len(span)
    return Span(found.start - shift, found.end - shift, found.type)


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
                "emails": EmailFinder(public),
                "links": links,
                "social_handles": social_handles,
                "phones": PhoneFinder(public),
                "postcodes": postcodes,
                "nhs_numbers": nhs_numbers,
                "ni_numbers": ni_numbers,
                "vehicles": vehicles,
                "birth_dates": birth_dates,
                "addresses": addresses,
                "lodgings": lodgings,
                "spelt": spelt,
                "schools": schools,
                "names": NameFinder(NameNetwork.load(FOLDER / "names.safetensors")),
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
