"""The document that comes out of the form, before it has the form of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.content import schema
from bot.content.pack import Pack
from bot.referral.form import DomainAnswers, ReferralForm
from bot.reply.wording import Wording


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it: pairs of a label (or none) and words."""

    title: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Document:
    """The whole document. `by_hand` are the lines that are written in by hand: Signpost takes no names."""

    title: str
    made: str
    reference: str
    by_hand: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[str, ...]


def document_of(form: ReferralForm, pack: Pack, wording: Wording, made_at: datetime) -> Document:
    """Return the document of a form; `made_at` is an aware moment. What is empty is said to be not filled in."""
    asked = pack.referral
    return Document(
        title=asked.title,
        made=f"{made_at:%d %B %Y, %H:%M}".lstrip("0"),
        reference=form.reference,
        by_hand=asked.by_hand,
        sections=tuple(_sections(form, asked, wording)),
        sources=_sources(pack),
    )


def _sections(form: ReferralForm, asked: schema.ReferralFile, wording: Wording) -> Iterator[Section]:
    def words(text: str) -> str:
        return text.strip() or asked.not_filled_in

    yield Section(asked.concern.title, (("", words(form.concern)),))
    for domain in asked.domains:
        held: DomainAnswers = getattr(form, domain.id)
        yield Section(domain.title, ((asked.known, words(held.known)), (asked.unknown, words(held.unknown))))
    family = asked.family
    if form.spoken:
        answer, label = (family.spoken, family.said) if form.spoken == "yes" else (family.not_spoken, family.why_not)
        yield Section(family.title, (("", answer), (label, words(form.family))))
    else:
        yield Section(family.title, (("", asked.not_filled_in),))
    yield Section(asked.voice.title, (("", words(form.voice)),))
    yield Section(asked.agencies.title, (("", words(form.agencies)),))
    yield Section("What happens next", (("", wording.fill(asked.after)),))


def _sources(pack: Pack) -> tuple[str, ...]:
    asked = pack.referral
    refs = [ask.source for ask in (asked.concern, *asked.domains, asked.voice, asked.agencies)]
    lines = []
    for ref in (*refs, asked.family.source, asked.after_source):
        source = pack.sources[ref.document]
        lines.append(f"{source.title}, {ref.section}, {source.date}")
    return tuple(dict.fromkeys(lines))
