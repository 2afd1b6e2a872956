"""A case as a record for the council's own system: JSON, and PDF for people."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from fpdf import FPDF

from bot.review.outcomes import Verdict
from bot.web.audit.models import AuditEntry
from bot.web.cases.models import Escalation
from bot.web.cases.prepared import prepared_of
from bot.web.cases.transcript import ASSISTANT, PRACTITIONER, Turn, turns_of
from bot.web.cases.words import DEEDS, LEVELS, REASONS, ROUTES, STATES, VERDICTS
from bot.web.gateway.models import DUTY_TEAM

FORMAT = 1
SPEAKERS = {PRACTITIONER: "Practitioner", ASSISTANT: "Signpost", DUTY_TEAM: "Duty team"}
_FONT, _SIZE = "DejaVu", 10


def as_record(case: Escalation) -> dict[str, Any]:
    """Return the whole case as values that JSON knows; `format` grows when a field changes its meaning."""
    prepared = prepared_of(case)
    return {
        "format": FORMAT,
        "reference": case.reference,
        "state": case.state,
        "level": case.level,
        "route": case.route,
        "reason": case.reason,
        "office_open": case.office_open,
        "knowledge_version": case.knowledge_version,
        "model_version": case.model_version,
        "owner": case.owner.username if case.owner else None,
        "times": {
            name: _iso(getattr(case, name))
            for name in ("made_at", "answer_due", "seen_at", "owned_at", "told_at", "closed_at")
        },
        "indicators": [
            {
                "id": item.indicator,
                "label": item.label,
                "level": item.level,
                "evidence": item.evidence,
                "probability": item.probability,
                "reported": item.reported,
                "found_at": _iso(item.found_at),
            }
            for item in case.indicators.all()
        ],
        "transcript": [
            {
                "n": turn.n,
                "at": _iso(turn.at),
                "from": turn.speaker,
                "text": _text(turn),
                "reply": turn.reply,
            }
            for turn in turns_of(case)
        ],
        "advice": [
            {
                "at": _iso(item.at),
                "kind": item.kind,
                "level": item.level,
                "route": item.route,
                "reason": item.reason,
                "knowledge_version": item.knowledge_version,
                "model_version": item.model_version,
                "office_open": item.office_open,
                "shown": item.shown,
            }
            for item in case.advice.all()
        ],
        "referral": {"at": _iso(prepared.at), "form": prepared.form} if prepared else None,
        "notes": [
            {"at": _iso(note.at), "author": note.author.username, "text": note.text}
            for note in case.notes.select_related("author")
        ],
        "outcomes": [
            {
                "at": _iso(outcome.at),
                "author": outcome.author.username,
                "verdict": outcome.verdict,
                "right_level": outcome.right_level,
                "right_indicators": outcome.right_indicators,
                "reasons": outcome.reasons,
            }
            for outcome in case.outcomes.select_related("author")
        ],
        "history": [
            {
                "at": _iso(entry.at),
                "who": entry.who,
                "action": entry.action,
                "before": entry.before,
                "after": entry.after,
                "reason": entry.reason,
            }
            for entry in AuditEntry.objects.filter(subject=f"case {case.reference}")
        ],
    }


def as_pdf(case: Escalation, exported_by: str, at: datetime) -> bytes:
    """Return the whole case as a document to print or file."""
    page = _Page(f"Case {case.reference}", f"Exported by {exported_by}, {_when(at)}")
    record = as_record(case)
    page.heading(f"Case {case.reference}")
    page.facts(
        {
            "Level": LEVELS[case.level or "unclear"],
            "Route": ROUTES.get(case.route, case.route),
            "Why": REASONS.get(case.reason, case.reason),
            "State": STATES[case.state_value],
            "Owner": record["owner"] or "nobody",
            "Made": f"{_when(case.made_at)}, office {'open' if case.office_open else 'closed'}",
            "Answer due": _when(case.answer_due),
            "Referrer told": _when(case.told_at),
            "Closed": _when(case.closed_at),
            "Made with": f"guidance {case.knowledge_version}, model {case.model_version or 'none'}",
        }
    )
    page.heading("Signs and the words that show them")
    for item in record["indicators"]:
        page.entry(f"{item['label']} ({LEVELS[item['level']]})", item["evidence"] or "from an answer or earlier words")
    page.heading("Conversation")
    for turn in turns_of(case):
        page.entry(f"{SPEAKERS[turn.speaker]}, {_when(turn.at)}", _text(turn))
    prepared = prepared_of(case)
    if prepared is not None:
        page.heading("Prepared referral")
        page.entry(f"Added by the practitioner, {_when(prepared.at)}", "")
        for section in prepared.sections:
            page.entry(section.title, "\n".join(": ".join(filter(None, part)) for part in section.parts))
    page.heading("Notes")
    for note in record["notes"]:
        page.entry(f"{note['author']}, {_when(datetime.fromisoformat(note['at']))}", note["text"])
    page.heading("Outcome")
    for outcome in record["outcomes"]:
        who = f"{outcome['author']}, {_when(datetime.fromisoformat(outcome['at']))}"
        page.entry(f"{who}: {VERDICTS[Verdict(outcome['verdict'])]}", outcome["reasons"])
    page.heading("History")
    for entry in record["history"]:
        change = " to ".join(part for part in (entry["before"], entry["after"]) if part)
        words = "; ".join(part for part in (change, entry["reason"]) if part)
        done = DEEDS.get(entry["action"], entry["action"])
        page.entry(f"{_when(datetime.fromisoformat(entry['at']))}: {entry['who']} {done}", words)
    return page.finished()


class _Page(FPDF):
    """Pages of a case: a heading, paragraphs, and the reference with the page number below."""

    def __init__(self, title: str, foot: str) -> None:
        super().__init__(format="A4")
        self._foot = f"{title}. {foot}. OFFICIAL - SENSITIVE"
        # The typeface comes with matplotlib; it has the letters, quotation marks and dashes that people write.
        fonts = files("matplotlib") / "mpl-data" / "fonts" / "ttf"
        self.add_font(_FONT, "", str(fonts / "DejaVuSans.ttf"))
        self.add_font(_FONT, "B", str(fonts / "DejaVuSans-Bold.ttf"))
        self.set_title(title)
        self.set_lang("en-GB")
        self.set_auto_page_break(True, margin=20)
        self.add_page()

    def footer(self) -> None:
        """Write the foot of a page."""
        self.set_y(-14)
        self.set_font(_FONT, "", 7)
        self.cell(0, 5, f"{self._foot} - page {self.page_no()}", align="C")

    def heading(self, words: str) -> None:
        """Write a heading."""
        self.ln(3)
        self.set_font(_FONT, "B", _SIZE + 4)
        self.multi_cell(0, 7, _printable(words), new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    def facts(self, held: dict[str, str]) -> None:
        """Write names and values."""
        for name, value in held.items():
            self.set_font(_FONT, "B", _SIZE)
            self.cell(36, 6, name)
            self.set_font(_FONT, "", _SIZE)
            self.multi_cell(0, 6, _printable(value), new_x="LMARGIN", new_y="NEXT")

    def entry(self, head: str, words: str) -> None:
        """Write a paragraph below a line that says whose it is."""
        self.set_font(_FONT, "B", _SIZE - 1)
        self.multi_cell(0, 5, _printable(head), new_x="LMARGIN", new_y="NEXT")
        if words:
            self.set_font(_FONT, "", _SIZE)
            self.multi_cell(0, 5, _printable(words), new_x="LMARGIN", new_y="NEXT")
        self.ln(1.5)

    def finished(self) -> bytes:
        """Return the document."""
        return bytes(self.output())


def _printable(words: str) -> str:
    """Return words without what no typeface of ours draws, such as emoji, each shown as a box instead."""
    return "".join(sign if ord(sign) < 0x2E80 else "\u25a1" for sign in words)


def _text(turn: Turn) -> str:
    joined = "\n" if turn.speaker == ASSISTANT else ""
    return joined.join(piece.text for piece in turn.pieces)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _when(moment: datetime | None) -> str:
    if moment is None:
        return "not yet"
    local = moment.astimezone(ZoneInfo(settings.TIME_ZONE))
    return f"{local.day} {local:%B %Y, %H:%M}"
