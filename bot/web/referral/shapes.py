"""The form's wording as the API gives it: filled, with sources in words."""

from __future__ import annotations

from ninja import Schema

from bot.content import schema
from bot.content.pack import Pack
from bot.reply.wording import Wording


class Asked(Schema):
    """One page of the form. `indicators` are those whose words are filled in there; empty for other pages."""

    id: str
    title: str
    prompt: str
    source: str
    indicators: list[str]


class FamilyAsked(Schema):
    """The page about the family."""

    title: str
    prompt: str
    spoken: str
    not_spoken: str
    said: str
    why_not: str
    why_not_hint: str
    source: str


class AskedForm(Schema):
    """Every page of the form, in words."""

    title: str
    lead: str
    urgent: str
    names: str
    known: str
    unknown: str
    concern: Asked
    domains: list[Asked]
    family: FamilyAsked
    voice: Asked
    agencies: Asked
    after: str


def asked_form(pack: Pack, wording: Wording) -> AskedForm:
    """Return the form of a pack."""
    held = pack.referral

    def source(ref: schema.SourceRef) -> str:
        document = pack.sources[ref.document]
        return f"{document.title}, {ref.section}, {document.date}"

    def asked(ask: schema.Ask) -> Asked:
        indicators = list(ask.indicators) if isinstance(ask, schema.Domain) else []
        return Asked(
            id=ask.id,
            title=ask.title,
            prompt=wording.fill(ask.prompt),
            source=source(ask.source),
            indicators=indicators,
        )

    return AskedForm(
        title=held.title,
        lead=wording.fill(held.lead),
        urgent=wording.fill(held.urgent),
        names=wording.fill(held.names),
        known=held.known,
        unknown=held.unknown,
        concern=asked(held.concern),
        domains=[asked(domain) for domain in held.domains],
        family=FamilyAsked(**{**held.family.model_dump(), "source": source(held.family.source)}),
        voice=asked(held.voice),
        agencies=asked(held.agencies),
        after=wording.fill(held.after),
    )
