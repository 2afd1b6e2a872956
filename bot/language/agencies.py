"""What a message says about other services: which they are, and whether they work with the family."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from bot.language.clauses import Span, clauses
from bot.language.negation import is_denied, plain
from bot.language.pattern import any_of, either


class Work(str, Enum):
    """How far a service has got with the family."""

    INVOLVED = "involved"
    WAITING = "waiting"
    ENDED = "ended"
    REFUSED = "refused"


@dataclass(frozen=True)
class AgencyMention:
    """A service (an id such as `social_care`), its work, and the clause that says so; `end` is exclusive."""

    agency: str
    work: Work
    evidence: str
    start: int
    end: int


# In the order in which they are looked for; the longer names of one service stand before the shorter of another.
_AGENCIES = {
    "school_nurse": any_of(r"school nurses?", r"schools? nursing"),
    "education_welfare": any_of(r"ewos?", r"education welfare(?: officers?)?", r"attendance officers?"),
    "health_visitor": any_of(r"hvs?", r"health visitors?", r"health visiting"),
    "midwife": any_of(r"mw", r"midwi(?:fe|ves|fery)"),
    "camhs": any_of(r"camhs", r"young minds matter", r"crisis team", r"psycholog(?:ist|y)"),
    "drug_service": any_of(
        r"(?:drug|alcohol|substance misuse|addiction) (?:and alcohol )?(?:service|workers?|team|clinic)",
        r"we are with you",
    ),
    "domestic_abuse_service": any_of(r"idvas?", r"women's aid", r"marac", r"(?:the )?refuge", r"freedom programme"),
    "youth_justice": any_of(r"yots?", r"yos", r"yjs", r"youth (?:offending|justice)(?: team| service| workers?)?"),
    "probation": any_of(r"probation(?: officers?)?"),
    "social_care": any_of(
        r"social (?:care|workers?|services)",
        r"csc",
        r"sw",
        r"mash",
        r"front door",
        r"cp plan",
        r"child protection plan",
        r"cin(?: plan)?",
        r"child in need(?: plan)?",
        r"core groups?",
        r"section 47",
        r"s47",
        r"case conference",
    ),
    "early_help": any_of(
        r"early help(?!\s+signs?)",
        r"tafs?",
        r"team around the family",
        r"tac",
        r"family support(?: workers?)?",
        r"family workers?",
        r"family hub",
        r"parenting (?:course|programme|class)(?:es)?",
        r"early help assessment",
        r"eha",
    ),
    "housing": any_of(
        r"housing (?:officers?|association|team|department|options)",
        r"housing(?= (?:have|has|are|say|said|told|know))",
        r"landlord",
    ),
    "hospital": any_of(r"paediatricians?", r"paeds", r"consultants?", r"hospital", r"a&e"),
    "gp": any_of(r"gps?", r"doctors?", r"surgery"),
    "police": any_of(r"police", r"pcsos?", r"ppn", r"officers(?= (?:attended|took|found|brought))"),
    "school": any_of(
        r"senco",
        r"(?:her|his|their|the) (?:school|nursery|college)",
        r"school(?= (?:say|says|said|have|has|are|report\w*|told))",
        r"dsl",
    ),
}
_ENDED = any_of(
    r"closed",
    r"ended",
    r"discharged",
    r"nfa",
    r"no further action",
    r"stepped down",
    r"stopped (?:going|working|coming)",
    r"withdr(?:ew|awn)",
    r"signed off",
    r"case closed",
    r"finished",
    r"ran its course",
    r"struck off",
)
_WAITING = any_of(
    r"waiting (?:list|for|to)",
    r"still waiting",
    r"wait(?:ing)? list",
    r"(?:been |was |were |has been |have been )?referred (?:\w+ )?to",
    r"referral (?:made|sent|in|gone|is in)",
    r"put in a referral",
    r"applied for",
    r"assessment (?:booked|pending)",
    r"not (?:yet )?(?:seen|picked up)",
)
_REFUSED = any_of(
    r"refus\w+",
    r"declin\w+",
    r"turn(?:ed|s)? (?:\w+ ){0,2}(?:down|away)",
    r"won't (?:let|have|see|engage|work|accept|open)",
    r"will not (?:let|have|see|accept)",
    r"said no to",
    r"says no to",
    r"sent (?:them|her|him) away",
    r"doesn't want",
    r"don't want",
    r"shut the door",
)
_WORKS = any_of(
    r"involved",
    r"visit\w*",
    r"(?:goes|go|going|went|been) (?:in|round|out)",
    r"sees?",
    r"saw",
    r"seen",
    r"attend\w*",
    r"support\w*",
    r"working with",
    r"work with",
    r"dealing with",
    r"help\w*",
    r"open(?! the)",
    r"on (?:a|an|the|his|her|cp|cin)",
    r"in place",
    r"says?",
    r"said",
    r"told",
    r"tells",
    r"tell",
    r"call(?:ed|s)",
    r"rang",
    r"phoned",
    r"took",
    r"found",
    r"brought",
    r"referred",
    r"fined",
    r"has",
    r"have",
    r"is",
    r"are",
    r"knows?",
    r"came",
    r"comes",
    r"tried",
    r"next week",
    r"rounds? of",
    r"months? (?:of|on)",
    r"years? (?:of|on)",
    r"started",
    r"applied",
    r"course",
    r"since",
)
# Somebody asks whom to tell, or says what they mean to do: nobody works with the family for that.
_ASKS = either(
    r"\b(?:should|shall|do|can|could|must|would) (?:i|we)\b",
    r"\b(?:i|we)(?:'d| would)? (?:want|like|need|wish|have|am going|are going|intend|plan|'m going)\b(?: \w+)? to (?!a |the )",
    r"\bwho do (?:i|we)\b",
    r"\bdo i need\b",
    r"\?\s*$",
)


def agencies_in(message: str) -> tuple[AgencyMention, ...]:
    """Return each service that a message says something of, once, in the order of the message; what is denied ("no
    social worker") or only asked about is left out."""
    found: dict[str, AgencyMention] = {}
    text = plain(message)
    for clause in clauses(message):
        words = text[clause.start : clause.end]
        if _ASKS.search(words):
            continue
        for mention in _mentions(clause, words, _said_later(text, clause)):
            held = found.get(mention.agency)
            # What has ended or was refused says more than that it was there.
            if held is None or (held.work is Work.INVOLVED and mention.work is not Work.INVOLVED):
                found[mention.agency] = mention
    return tuple(sorted(found.values(), key=lambda mention: mention.start))


def _mentions(clause: Span, words: str, sentence: str) -> list[AgencyMention]:
    mentions = []
    taken: list[tuple[int, int]] = []
    for agency, names in _AGENCIES.items():
        for match in names.finditer(words):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            if is_denied(words, match.start(), match.end()) and not _REFUSED.search(words):
                continue
            work = _work(words, sentence)
            if work is not None:
                mentions.append(AgencyMention(agency, work, clause.text, clause.start, clause.end))
            break
    return mentions


def _said_later(text: str, clause: Span) -> str:
    """Return the clause with what its sentence says after it: "a referral to CAMHS, still waiting"."""
    end = re.compile(r"[.!?\n]").search(text, clause.end)
    return text[clause.start : end.start() if end else len(text)]


def _work(words: str, sentence: str) -> Work | None:
    for here in (words, sentence):
        if _REFUSED.search(here):
            return Work.REFUSED
        if _ENDED.search(here):
            return Work.ENDED
        if _WAITING.search(here):
            return Work.WAITING
    return Work.INVOLVED if _WORKS.search(words) or _WORKS.search(sentence) else None
