"""What is known in one conversation so far, over all its messages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.advice.reading import Finding, Reading


@dataclass(frozen=True)
class Case:
    """The facts of a conversation. New facts add to it; only an explicit correction takes any away.

    `asked` and `settled` hold ids of deciding questions; `pending` is the one now waiting for its answer, and
    `unclear` counts the unclear answers it has had. `doubt` is set once an answer was "not sure": from then on the
    duty team decides. `last_question` is the question about procedure that a follow-up leans on.
    """

    findings: tuple[Finding, ...] = ()
    danger: bool = False
    danger_possible: bool = False
    despite_help: bool = False
    severe_neglect: bool = False
    asked: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    pending: str | None = None
    unclear: int = 0
    doubt: bool = False
    last_question: str | None = None

    def with_reading(self, reading: Reading, *, danger: bool, danger_possible: bool = False) -> Case:
        """Return the case with a message's facts added; of two findings of one indicator the likelier stays."""
        best = {finding.indicator: finding for finding in self.findings}
        for finding in reading.findings:
            held = best.get(finding.indicator)
            if held is None or finding.probability >= held.probability:
                best[finding.indicator] = finding
        return replace(
            self,
            findings=tuple(best.values()),
            danger=self.danger or danger,
            danger_possible=self.danger_possible or danger_possible,
            despite_help=self.despite_help or reading.despite_help,
            severe_neglect=self.severe_neglect or reading.severe_neglect,
        )

    def probability(self, indicator: str) -> float:
        """Return how likely the indicator is shown, 0 where nothing speaks for it."""
        return next((f.probability for f in self.findings if f.indicator == indicator), 0.0)
