"""The shape of a reply, as the gateway's API gives it and as the action server sends it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["advice", "question", "answer", "emergency", "decline", "failsafe"]
About = Literal["danger", "signs", "why", "route", "question", "set_aside", "answer", "masked", "reference", "contacts"]
LevelId = Annotated[str, Field(pattern="^(early_help|complex_severe|emergency)$")]
RouteId = Annotated[str, Field(pattern="^(emergency|mash|early_help|duty_team)$")]


class Part(BaseModel):
    """Base of all parts: unknown fields are refused, values do not change."""

    # Parts are never missing from what we send, and the API's document says so.
    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)


class Source(Part):
    """Document, section and date of a statement."""

    document: str
    section: str
    date: str


class QuickReply(Part):
    """A button: `value` is what is sent as the message when it is pressed."""

    title: str
    value: str


class Text(Part):
    """One paragraph of the reply, with the buttons that belong to it. `about` says which part of the reply it puts into
    words, for clients that show that part in a form of their own; null where it is words alone."""

    text: str
    about: About | None = None
    quick_replies: list[QuickReply] = []


class Route(Part):
    """What to do and whom to contact."""

    id: RouteId
    name: str
    how: str
    how_soon: str
    sources: list[Source] = []


class Indicator(Part):
    """An indicator that the message shows. `start` and `end` are offsets into the message just sent, end exclusive, and
    null where an earlier message or an answer to a question showed it. `sure` is false for one that may be shown: it is
    named, and neither level nor route come of it."""

    id: str
    label: str
    level: LevelId
    evidence: str
    start: int | None
    end: int | None
    probability: float
    reported: bool
    source: Source
    sure: bool = True


class SetAside(Part):
    """A sign that was mentioned and does not count."""

    id: str
    label: str
    evidence: str
    reason: str


class OtherService(Part):
    """What was said of another service: `work` is `involved`, `waiting`, `ended` or `refused`."""

    id: str
    label: str
    work: str
    evidence: str


class Assessment(Part):
    """What was found. `level` is null where none can be named; the route is then the duty team. `children` are such as
    "unborn", "several" and "6 years"; `despite_help` says that things go on although somebody helps."""

    level: LevelId | None
    route: Route
    indicators: list[Indicator]
    set_aside: list[SetAside]
    uncertain: bool
    children: list[str] = []
    other_services: list[OtherService] = []
    despite_help: bool = False


class Step(Part):
    """One of the six next steps."""

    n: int
    text: str
    source: Source


class Guidance(Part):
    """An entry, word for word. `score` is how well it answers, 0 to 1. `related` are entries that go with it. `held`
    is false where the entry says that the documents do not hold an answer. `quoted` is true for an excerpt of an
    imported document, which nobody reviewed as an answer; `page` is then its page where the document has pages."""

    id: str
    title: str
    text: str
    score: float
    authority: str
    differs: list[str]
    source: Source
    held: bool = True
    quoted: bool = False
    page: int | None = None
    related: list[Guidance] = []


class Escalation(Part):
    """The case for the duty team. `reference` is null until the gateway has written the case."""

    reference: str | None
    phone: str
    option: str
    open_now: bool
    reason: str


class Masked(Part):
    """How many identifiers of a type were masked."""

    type: str
    count: int


class Reply(Part):
    """A whole reply. Parts with nothing in them are null or empty, never missing. `said` is the message as it was read,
    to which `start` and `end` refer; null where no message was."""

    kind: Kind
    replies: Annotated[list[Text], Field(min_length=1)]
    assessment: Assessment | None = None
    steps: list[Step] = []
    guidance: list[Guidance] = []
    escalation: Escalation | None = None
    masked: list[Masked] = []
    said: str | None = None


class ContactDetails(Part):
    """Whom to ring, on every reply and on every error."""

    id: str
    name: str
    phone: str | None
    option: str | None
    email: str | None
    when: str


class Contacts(Part):
    """The contacts that every failure shows too. `state` says in a few words whether the office is open or when it
    opens next, `hours` in a sentence."""

    emergency: ContactDetails
    duty_team: ContactDetails
    council: ContactDetails
    open_now: bool
    state: str
    hours: str
