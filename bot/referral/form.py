"""What a person filled in, as it is sent: nothing of it is kept by this part."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

LONGEST_CHARACTERS = 8000


def _readable(text: str) -> str:
    """Leave out control characters, which come with what is pasted: some databases cannot keep them, and nobody sees
    them. A referral is not refused for them."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})


Words = Annotated[str, Field(max_length=LONGEST_CHARACTERS), AfterValidator(_readable)]


class Answers(BaseModel):
    """Base of the parts: unknown fields are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DomainAnswers(Answers):
    """What is known of one domain, and what is not."""

    known: Words = ""
    unknown: Words = ""


class ReferralForm(Answers):
    """The whole form. Every part may be empty: somebody who knows little must not be kept from sending it. `family` is
    what the family said, or with `spoken` "no" why nobody has spoken to them."""

    concern: Words = ""
    development: DomainAnswers = DomainAnswers()
    parenting: DomainAnswers = DomainAnswers()
    environment: DomainAnswers = DomainAnswers()
    spoken: Literal["yes", "no", ""] = ""
    family: Words = ""
    voice: Words = ""
    agencies: Words = ""
    reference: Annotated[str, Field(max_length=16, pattern=r"^[A-Z0-9-]*$")] = ""

    def through(self, change: Callable[[str], str]) -> ReferralForm:
        """Return the form with every text changed, such as masked; the reference is no text."""
        domains = {
            name: DomainAnswers(known=change(held.known), unknown=change(held.unknown))
            for name, held in (
                ("development", self.development),
                ("parenting", self.parenting),
                ("environment", self.environment),
            )
        }
        texts = {name: change(getattr(self, name)) for name in ("concern", "family", "voice", "agencies")}
        return self.model_copy(update={**domains, **texts})
