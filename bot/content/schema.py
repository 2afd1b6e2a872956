"""The shape of every file of a pack. `knowledge/GUIDE.md` says the same in prose."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

ID_PATTERN = re.compile(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")


# Tags, stars and back ticks round words, links, and the heads of headings and list items.
_MARKUP = re.compile(r"<[a-z/!]|(?<!\w)\*+[^*\s]|`|\]\(|^\s*(?:#|[-*\u2022]\s)", re.MULTILINE | re.IGNORECASE)


def _plain(text: str) -> str:
    if _MARKUP.search(text):
        raise ValueError("plain text without markup")
    if not text.strip():
        raise ValueError("some text")
    return text.strip()


def _shaped(pattern: str, words: str) -> AfterValidator:
    """Return what refuses a text of another shape, saying in words which it should have."""

    def check(text: str) -> str:
        if re.fullmatch(pattern, text) is None:
            raise ValueError(words)
        return text

    return AfterValidator(check)


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"a regular expression; {pattern!r} is none ({error})") from error
    return pattern


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_compiles)]
PlainText = Annotated[str, AfterValidator(_plain)]
Id = Annotated[str, _shaped(ID_PATTERN.pattern, "small letters and digits, with single hyphens or underscores between")]
LevelSlug = Literal["early_help", "complex_severe", "emergency"]
Clock = Annotated[str, _shaped(r"([01]\d|2[0-3]):[0-5]\d", "a time such as 08:30")]


class Record(BaseModel):
    """Base of all records: unknown fields are faults, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceRef(Record):
    """Where a statement stands: a document of `sources.yml` and its section."""

    document: Id
    section: PlainText


class Authority(Record):
    """`places` are words by which a question shows that it is about this authority, in small letters."""

    id: Id
    name: PlainText
    own: bool
    places: tuple[PlainText, ...] = ()


class PackFile(Record):
    id: Id
    name: PlainText
    version: str
    authorities: tuple[Authority, ...]


class Source(Record):
    id: Id
    title: PlainText
    publisher: PlainText
    authority: Id
    date: PlainText
    file: str | None = None


class SourcesFile(Record):
    sources: tuple[Source, ...]


class Contact(Record):
    """Someone to ring or write to; has a phone, an e-mail address, or both."""

    id: Id
    name: PlainText
    authority: Id
    when: PlainText
    source: SourceRef
    phone: Annotated[str, _shaped(r"[0-9 ]{3,15}", "a phone number of digits and spaces")] | None = None
    option: Annotated[str, _shaped(r"[0-9]", "one digit, in quotes")] | None = None
    email: Annotated[str, _shaped(r"[^@\s]+@[^@\s]+\.[a-z]+", "an e-mail address")] | None = None
    hours: Id | None = None


class OpenDays(Record):
    days: tuple[Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], ...]
    opens: Clock
    closes: Clock


class Hours(Record):
    id: Id
    timezone: str
    days: tuple[OpenDays, ...]
    closed_on: Literal["bank_holidays"]
    source: SourceRef


class ContactsFile(Record):
    contacts: tuple[Contact, ...]
    hours: tuple[Hours, ...]


class Route(Record):
    id: Literal["emergency", "mash", "early_help", "duty_team"]
    name: PlainText
    level: LevelSlug | None
    how: PlainText
    how_soon: PlainText
    contacts: Annotated[tuple[Id, ...], Field(min_length=1)]
    sources: Annotated[tuple[SourceRef, ...], Field(min_length=1)]


class RoutesFile(Record):
    routes: tuple[Route, ...]


class Step(Record):
    n: Annotated[int, Field(ge=1, le=6)]
    text: PlainText
    source: SourceRef


class StepsFile(Record):
    steps: tuple[Step, ...]


class Name(Record):
    name: PlainText
    source: SourceRef


class Renaming(Record):
    id: Id
    older: Name
    newer: Name
    since: PlainText


class NamesFile(Record):
    names: tuple[Renaming, ...]


class Synonym(Record):
    """A word of the entries, and what people who ask say for it."""

    means: PlainText
    said: tuple[PlainText, ...]


class SynonymsFile(Record):
    synonyms: tuple[Synonym, ...]


class Indicator(Record):
    id: Id
    label: PlainText
    level: Literal["early_help", "complex_severe"]
    covers: PlainText
    is_not: PlainText
    pair: Id | None = None
    severe_when: PlainText | None = None
    source: SourceRef


class IndicatorsFile(Record):
    indicators: tuple[Indicator, ...]


class Choices(Record):
    if_yes: PlainText
    if_no: PlainText
    if_unsure: PlainText


class Question(Record):
    id: Id
    lower: Id | None
    higher: Id
    text: PlainText
    answers: Choices
    always: bool = False
    inverted: bool = False
    raised_by: Literal["unborn"] | None = None
    says_yes: tuple[Pattern, ...] = ()
    says_no: tuple[Pattern, ...] = ()


class QuestionsFile(Record):
    questions: tuple[Question, ...]


class PatienceRecord(Record):
    minutes: Annotated[int, Field(ge=1)]
    office_hours_alone: bool


class SeenWithin(Record):
    emergency: PatienceRecord
    complex_severe: PatienceRecord
    early_help: PatienceRecord
    unclear: PatienceRecord


class KeepDays(Record):
    conversations: Annotated[int, Field(ge=2)]
    closed_cases: Annotated[int, Field(ge=2)]
    audit: Annotated[int, Field(ge=2)]

    @model_validator(mode="after")
    def _audit_outlives_cases(self) -> KeepDays:
        if self.audit < self.closed_cases:
            raise ValueError("an audit that is kept at least as long as closed cases")
        return self


class NoticeWords(Record):
    subject: PlainText
    first: PlainText
    raised: PlainText
    second: PlainText


class DutyFile(Record):
    """How the duty team is told of cases, and how long things are kept."""

    seen_within: SeenWithin
    keep_days: KeepDays
    notice: NoticeWords


class CutRecord(Record):
    possible: Annotated[float, Field(gt=0, le=1)]
    clear: Annotated[float, Field(gt=0, le=1)]


class PerLevel(Record):
    early_help: Annotated[float, Field(gt=0, le=1)]
    complex_severe: Annotated[float, Field(gt=0, le=1)]


class NamedRecord(Record):
    beside: Annotated[float, Field(gt=0, le=1)]
    alone: Annotated[float, Field(gt=0, le=1)]


class ThresholdsFile(Record):
    clear: PerLevel
    possible: PerLevel
    named: NamedRecord
    danger: CutRecord
    concern: Annotated[float, Field(gt=0, le=1)]
    several_early_help: Annotated[int, Field(ge=2)]
    questions_per_conversation: Annotated[int, Field(ge=0, le=2)]
    some_severe: Annotated[float, Field(gt=0, le=1)] = 1.0
    danger_beside_early_help: Annotated[float, Field(ge=0, le=1)] = 0.0
    indicators: dict[Id, CutRecord]


class DangerRuleRecord(Record):
    id: Id
    all: Annotated[tuple[str, ...], Field(min_length=1)]
    none: tuple[str, ...] = ()
    means: Id | None = None


class DangerFile(Record):
    words: dict[Id, str]
    rules: Annotated[tuple[DangerRuleRecord, ...], Field(min_length=1)]


class EmergencyWords(Record):
    opening: PlainText
    then: PlainText
    seen: PlainText


class AdviceWords(Record):
    complex_severe: PlainText
    early_help: PlainText
    also: PlainText
    route: PlainText
    steps_lead: PlainText
    evidence: PlainText
    earlier: PlainText
    reported: PlainText
    unborn: PlainText
    services: PlainText
    service_names: dict[Id, PlainText]


class ComplexWords(Record):
    several: PlainText
    despite_help: PlainText
    severe_neglect: PlainText
    contradiction: PlainText


class UncertainWords(Record):
    opening: PlainText
    possible: PlainText
    some_severe: PlainText
    possible_danger: PlainText
    unsure_answer: PlainText
    nothing_recognised: PlainText
    set_aside: PlainText


class QuestionWords(Record):
    meanwhile: PlainText
    again: PlainText


class Opening(Record):
    opening: PlainText


class PersonWords(Record):
    opening: PlainText
    asked: PlainText


class AnswerWords(Record):
    source: PlainText
    quoted: PlainText | None = None


class SmallTalk(Record):
    greet: PlainText
    thanks: PlainText
    goodbye: PlainText
    bot_abilities: PlainText
    affirm: PlainText
    deny: PlainText


class CountWords(Record):
    one: PlainText
    more: PlainText


class MaskedTypes(Record):
    """How each type of identifier is called, one of it and more of it."""

    person: CountWords
    address: CountWords
    postcode: CountWords
    dob: CountWords
    phone: CountWords
    email: CountWords
    nhs_number: CountWords
    ni_number: CountWords
    vehicle: CountWords
    social_handle: CountWords
    url: CountWords
    identifying_school: CountWords


class MaskedWords(Record):
    told: PlainText
    failed: PlainText
    not_kept: PlainText
    types: MaskedTypes


class RefusedWords(Record):
    command: PlainText
    empty: PlainText
    too_long: PlainText
    too_many: PlainText
    control: PlainText
    not_yours: PlainText
    malformed: PlainText
    unknown: PlainText
    conflict: PlainText
    no_case: PlainText
    ended: PlainText


class HoursWords(Record):
    open: PlainText
    closed: PlainText
    open_short: PlainText
    closed_short: PlainText


class WidgetWords(Record):
    """What the chat says by itself, without a reply to show."""

    unreachable: PlainText
    offline: PlainText
    gone: PlainText
    ended: PlainText
    leave: PlainText
    person: PlainText
    handed_back: PlainText
    feedback: PlainText


class ListNames(Record):
    """How the lists of indicators are called beside one of them."""

    early_help: PlainText
    complex_severe: PlainText


class LevelNames(Record):
    """How the levels are called in headings."""

    early_help: PlainText
    complex_severe: PlainText
    emergency: PlainText
    none: PlainText


class RepliesFile(Record):
    """Every sentence that replies are put together from."""

    contact_line: PlainText
    emergency: EmergencyWords
    advice: AdviceWords
    complex: ComplexWords
    uncertain: UncertainWords
    question: QuestionWords
    person: PersonWords
    decline: Opening
    not_held: Opening
    answer: AnswerWords
    small_talk: SmallTalk
    correction: Opening
    reference: PlainText
    failsafe: Opening
    masked: MaskedWords
    refused: RefusedWords
    held: PlainText
    hours: HoursWords
    notice: PlainText
    levels: LevelNames
    lists: ListNames
    widget: WidgetWords


class Ask(Record):
    """One page of the form: what is asked, and where it stands that this belongs into a referral."""

    id: Id
    title: PlainText
    prompt: PlainText
    source: SourceRef


class Domain(Ask):
    """One of the three domains; `indicators` are those whose words are filled in under it."""

    id: Literal["development", "parenting", "environment"]
    indicators: tuple[Id, ...]


class FamilyAsk(Record):
    title: PlainText
    prompt: PlainText
    spoken: PlainText
    not_spoken: PlainText
    said: PlainText
    why_not: PlainText
    why_not_hint: PlainText
    source: SourceRef


class ReferralFile(Record):
    """The form "Prepare what to send" and the document that comes out of it."""

    title: PlainText
    lead: PlainText
    urgent: PlainText
    names: PlainText
    by_hand: tuple[PlainText, ...]
    concern: Ask
    domains: Annotated[tuple[Domain, ...], Field(min_length=3, max_length=3)]
    known: PlainText
    unknown: PlainText
    family: FamilyAsk
    voice: Ask
    agencies: Ask
    not_filled_in: PlainText
    after: PlainText
    after_source: SourceRef


class Difference(Record):
    document: Id
    says: PlainText


class Entry(Record):
    """A piece of guidance that may be shown, word for word. `was` are ids of entries that were merged into it."""

    id: Id
    was: tuple[Id, ...] = ()
    title: PlainText
    kind: Literal["procedure", "definition", "fact", "role", "right", "contact", "learning", "not_held"]
    authority: Id
    answer: PlainText
    sources: Annotated[tuple[SourceRef, ...], Field(min_length=1)]
    keywords: tuple[PlainText, ...] = ()
    questions: tuple[PlainText, ...] = ()
    related: tuple[Id, ...] = ()
    differs: tuple[Difference, ...] = ()
    contacts: tuple[Id, ...] = ()
    in_force_from: date | None = None
    in_force_until: date | None = None
    checked: date
    check_again_by: date


class EntriesFile(Record):
    """Entries on one subject; what stands at the head of the file holds for each that does not say otherwise."""

    authority: Id
    checked: date
    check_again_by: date
    entries: tuple[Entry, ...]

    @model_validator(mode="before")
    @classmethod
    def _hand_down(cls, content: object) -> object:
        if not isinstance(content, dict) or not isinstance(content.get("entries"), list):
            return content
        head = {key: content[key] for key in ("authority", "checked", "check_again_by") if key in content}
        entries = [{**head, **entry} if isinstance(entry, dict) else entry for entry in content["entries"]]
        return {**content, "entries": entries}
