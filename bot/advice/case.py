"""What is known in one conversation so far, over all its messages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.advice.reading import AgencyWork, Finding, Reading, Reason

# From here on a sign counts as said rather than as suspected, for telling whether two messages contradict each other.
_STATED = 0.5


@dataclass(frozen=True)
class Case:
    """The facts of a conversation. New facts add to it; only an explicit correction takes any away.

    `asked` and `settled` hold ids of deciding questions; `pending` is the one now waiting for its answer, and
    `unclear` counts the unclear answers it has had. `doubt` is set once an answer was "not sure": from then on the
    duty team decides. `last_question` is the question about procedure that a follow-up leans on. `denied` are
    indicators that a message took back with a "no", `contradicted` those of which one message says they are there and
    another that they are not.
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
    denied: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    accounts_differ: bool = False
    children: tuple[str, ...] = ()
    agencies: tuple[AgencyWork, ...] = ()

    def with_reading(self, reading: Reading, *, danger: bool, danger_possible: bool = False) -> Case:
        """Return the case with a message's facts added; of two findings of one indicator the likelier stays."""
        best = {finding.indicator: finding for finding in self.findings}
        for finding in reading.findings:
            held = best.get(finding.indicator)
            if held is None or finding.probability >= held.probability:
                best[finding.indicator] = finding
        denied = {item.indicator for item in reading.set_aside if item.reason is Reason.NEGATED}
        return replace(
            self,
            findings=tuple(best.values()),
            danger=self.danger or danger,
            danger_possible=self.danger_possible or danger_possible,
            despite_help=self.despite_help or reading.despite_help,
            severe_neglect=self.severe_neglect or reading.severe_neglect,
            denied=tuple(sorted({*self.denied, *denied})),
            contradicted=tuple(sorted({*self.contradicted, *self._against(reading, denied)})),
            accounts_differ=self.accounts_differ or reading.accounts_differ,
            children=tuple(dict.fromkeys((*self.children, *reading.children))),
            agencies=_latest((*self.agencies, *reading.agencies)),
        )

    def _against(self, reading: Reading, denied: set[str]) -> set[str]:
        """Return the indicators that this message and those before it say opposite things of. Within one message a "no
        bruises on the legs" beside a bruised face is a description, not a contradiction."""
        stated_before = {finding.indicator for finding in self.findings if finding.probability >= _STATED}
        stated_now = {finding.indicator for finding in reading.findings if finding.probability >= _STATED}
        return (stated_before & (denied - stated_now)) | (stated_now & (set(self.denied) - denied))

    def probability(self, indicator: str) -> float:
        """Return how likely the indicator is shown, 0 where nothing speaks for it."""
        return next((f.probability for f in self.findings if f.indicator == indicator), 0.0)


def _latest(agencies: tuple[AgencyWork, ...]) -> tuple[AgencyWork, ...]:
    """Return what was said last of each service, in the order in which they were first named."""
    return tuple({item.agency: item for item in agencies}.values())
