"""How well identifiers are masked: which are hidden whole, and how many ordinary words go with them."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.intervals import Share
from bot.language.masking import MARKERS, Masked, Span

_WORD = re.compile(r"[^\W_]+")


class MaskingCaseError(Exception):
    """A file of cases cannot be used; the message says which line and why."""


@dataclass(frozen=True)
class MaskingCase:
    """A text and its identifiers; offsets are characters of the text, `end` exclusive."""

    id: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class MaskingScores:
    """What came out; `seconds` are the times of the processor that the texts took, in order of length of time.

    `hidden`: identifiers of which no letter or digit is left to read, by type. `typed`: those that also got a marker
    of their own type. `ordinary`: words outside every identifier that were masked."""

    hidden: dict[str, Share]
    typed: dict[str, Share]
    ordinary: Share
    seconds: tuple[float, ...]
    missed: tuple[tuple[str, str, str], ...]
    needless: tuple[tuple[str, str], ...]

    @property
    def names(self) -> Share:
        """Recall of names of people."""
        return self.hidden["person"]

    @property
    def patterns(self) -> Share:
        """Recall of everything else together."""
        others = [share for kind, share in self.hidden.items() if kind != "person"]
        return Share(sum(share.hits for share in others), sum(share.total for share in others))


def read_cases(path: Path) -> list[MaskingCase]:
    """Read cases: JSON Lines with `text`, `spans` (start, end, type) and, where wanted, `id`.

    Raises:
        MaskingCaseError: The file cannot be read, a line is no case, or a span lies outside its text.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise MaskingCaseError(f"{path}: cannot be read ({type(error).__name__})") from error
    cases = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            spans = tuple(Span(one["start"], one["end"], one["type"]) for one in record["spans"])
            case = MaskingCase(str(record.get("id", number)), record["text"], spans)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise MaskingCaseError(f"{path}:{number}: expected an object with `text` and `spans`") from error
        for span in spans:
            if not 0 <= span.start < span.end <= len(case.text) or span.type not in MARKERS:
                raise MaskingCaseError(
                    f"{path}:{number}: span {span.start}-{span.end} of type {span.type!r}: expected one inside the "
                    f"text, of a type out of {', '.join(MARKERS)}"
                )
        cases.append(case)
    return cases


def score_masking(cases: Sequence[MaskingCase], mask: Callable[[str], Masked]) -> MaskingScores:
    """Mask every case and compare."""
    hidden: dict[str, list[bool]] = {kind: [] for kind in MARKERS}
    typed: dict[str, list[bool]] = {kind: [] for kind in MARKERS}
    ordinary, seconds, missed, needless = [], [], [], []
    for case in cases:
        started = time.thread_time()
        found = mask(case.text).spans
        seconds.append(time.thread_time() - started)
        for span in case.spans:
            is_hidden = _is_hidden(case.text, span, found)
            hidden[span.type].append(is_hidden)
            typed[span.type].append(is_hidden and any(_meet(span, one) and one.type == span.type for one in found))
            if not is_hidden:
                missed.append((case.id, span.type, case.text[span.start : span.end]))
        for match in _WORD.finditer(case.text):
            word = Span(match.start(), match.end(), "word")
            if any(_meet(word, span) for span in case.spans):
                continue
            is_masked = any(_meet(word, one) for one in found)
            ordinary.append(is_masked)
            if is_masked:
                needless.append((case.id, match.group()))
    return MaskingScores(
        {kind: Share.of(outcomes) for kind, outcomes in hidden.items()},
        {kind: Share.of(outcomes) for kind, outcomes in typed.items()},
        Share.of(ordinary),
        tuple(sorted(seconds)),
        tuple(missed),
        tuple(needless),
    )


def _is_hidden(text: str, span: Span, found: Sequence[Span]) -> bool:
    return all(
        any(one.start <= at < one.end for one in found) for at in range(span.start, span.end) if text[at].isalnum()
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
