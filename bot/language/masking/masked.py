"""What masking gives back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# What stands in the text in place of an identifier, by its type.
MARKERS: dict[str, str] = {
    "person": "[name]",
    "address": "[address]",
    "postcode": "[postcode]",
    "dob": "[date of birth]",
    "phone": "[phone]",
    "email": "[email]",
    "nhs_number": "[NHS number]",
    "ni_number": "[NI number]",
    "vehicle": "[vehicle]",
    "social_handle": "[social handle]",
    "url": "[link]",
    "identifying_school": "[school]",
}


class MaskingError(Exception):
    """The text could not be looked through, so it must not be stored, logged or passed on.

    Neither the message nor the cause holds any of the text.
    """


@dataclass(frozen=True)
class Span:
    """One identifier: characters `start` to `end` (exclusive) of the original text, and its type."""

    start: int
    end: int
    type: str

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Masked:
    """A text with markers in place of its identifiers, and where those stood in the original."""

    text: str
    spans: tuple[Span, ...]

    def counts(self) -> dict[str, int]:
        """Return how many identifiers of each type were masked, in the order of `MARKERS`."""
        found = Counter(span.type for span in self.spans)
        return {kind: found[kind] for kind in MARKERS if found[kind]}


def replace(text: str, spans: Iterable[Span]) -> Masked:
    """Put the markers in. The spans must not overlap; they may come in any order."""
    ordered = tuple(sorted(spans, key=lambda span: span.start))
    pieces, position = [], 0
    for span in ordered:
        pieces += [text[position : span.start], MARKERS[span.type]]
        position = span.end
    return Masked("".join(pieces) + text[position:], ordered)
