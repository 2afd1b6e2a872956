"""Words that no reply may hold: they say or imply that a concern needs no action, is not serious or is below a level.

Each pattern comes with a sentence that it must catch. Patterns are for lower-case text with straight apostrophes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Phrase:
    """A pattern that may not occur, and a sentence in which it does."""

    pattern: re.Pattern[str]
    example: str


def _phrase(pattern: str, example: str) -> Phrase:
    return Phrase(re.compile(pattern), example)


_NEEDED = r"(needed|required|necessary|called for|warranted|due)"
_THING = r"(action|response|referral|follow.?up|step|call|report|assessment|answer)s?"
_DO = r"(act(?! alone)|refer|ring|call|report|worry|do|tell|make|contact|take)\b"
_VERY = r"(very |so |that |too |really |particularly |considered )?"
_SIGNS = r"(concerns?|risk|harm|worr(y|ies)|indicators?|signs?)"
_WELL = r"(fine|ok|okay|normal|well|alright|all right)\b"
FORBIDDEN = (
    # No action.
    _phrase(rf"\bno (\w+ )?{_THING} (is |are |was |were |will be )?{_NEEDED}", "No further action is needed."),
    _phrase(r"\b(no further|without further|take no|takes no|taking no) action\b", "You can take no action."),
    _phrase(rf"\bnothing (\w+ )?(is |has |needs |more )?(to be )?{_NEEDED}", "Nothing more is needed."),
    _phrase(r"\bnothing (\w+ )?to (do|worry|report|refer|act)\b", "There is nothing to worry about."),
    _phrase(r"\bnothing (\w+ )?(wrong|serious|untoward)\b", "There is nothing wrong."),
    _phrase(r"\bno need (to|for)\b", "There is no need to refer."),
    _phrase(rf"\b(need not|needn't) {_DO}", "You need not ring."),
    _phrase(rf"\b(do|does|will|would)(n't| not) (need|have) to {_DO}", "You do not need to refer this."),
    _phrase(r"\b(do nothing|leave it|let it go|drop it|forget (it|about it))\b", "You may leave it alone."),
    _phrase(r"\b(ignore|dismiss|disregard) (it|this|that|these|your)\b", "You may ignore this."),
    _phrase(r"\b(can|may|could) (safely |just )?(wait|be ignored|be closed)\b", "This can wait."),
    _phrase(r"\bwait and see\b", "You may wait and see."),
    _phrase(r"\b(just|simply|only) (monitor|watch|observe|note|record)\b", "Just monitor the child."),
    _phrase(r"\bkeep(ing)? an eye\b|\bmonitor (it|this|the situation)\b", "Keep an eye on it."),
    _phrase(r"\b(no|not any) (cause|grounds|reason) (for|to)\b", "There is no reason to act."),
    # Not serious.
    _phrase(
        rf"\b(not|isn't|hardly) {_VERY}(serious|severe|urgent|significant|dangerous)\b", "This is not very serious."
    ),
    _phrase(rf"\b(not|isn't|hardly) {_VERY}(concerning|worrying|harmful|alarming)\b", "This is not worrying."),
    _phrase(rf"\b(not|isn't|hardly) {_VERY}(abuse|abusive|neglect|neglectful)\b", "That is not abuse."),
    _phrase(
        rf"\bno (safeguarding |child protection )?{_SIGNS} (is|are|was|were|here|at all)\b", "No signs were found."
    ),
    _phrase(r"\bshows? (no|none of)\b|\bno (sign|indicator)s? (of|from) the list\b", "This shows no sign."),
    _phrase(r"\b(low|minimal|little|small|minor) (risk|concern|priority|matter|worry)\b", "This is a low risk."),
    _phrase(r"\b(harmless|trivial|negligible|innocent|minor issue)\b", "It is probably harmless."),
    _phrase(rf"\b(probably|likely|sounds?|seems?|looks?) (to be )?(all )?{_WELL}", "It sounds fine."),
    _phrase(rf"\b(it|this|that|everything|child|he|she) (is|'s|will be) (all )?{_WELL}", "Everything is fine."),
    _phrase(r"\b(do not|don't|not to|stop|never) worry(ing)?\b|\brelax\b|\brest assured\b", "Do not worry."),
    _phrase(r"\b(false alarm|all clear|overreact\w*|reassur\w+)\b", "It was a false alarm."),
    _phrase(r"\bnot a (concern|case|safeguarding|child protection|matter|problem|sign)\b", "That is not a concern."),
    # Below a level.
    _phrase(
        r"\b(below|under|beneath|short of) (the |any |a |our |its |this |every )?(\w+ )?(threshold|level of need)",
        "That is below the statutory threshold.",
    ),
    _phrase(
        r"\b(not|n't|never|fails? to) (yet |quite |always )?(meet|met|reach|reached|cross|crossed)\b.{0,30}"
        r"\b(threshold|criteria|level)",
        "This does not meet the threshold.",
    ),
    _phrase(r"\bthreshold (is|was) not (met|reached|crossed)\b", "The threshold is not met."),
    _phrase(r"\b(only|merely|just) (an )?(early help|universal|low.level)\b", "This is only early help."),
)


def forbidden_in(text: str) -> list[str]:
    """Return every stretch of a text that says or implies that nothing is needed; no stretch goes over a line's end."""
    return [found for line in text.splitlines() for found in _forbidden_in_line(line)]


@cache
def _forbidden_in_line(line: str) -> tuple[str, ...]:
    plain = re.sub(r"\s+", " ", line.lower().replace("\u2019", "'"))
    return tuple(match.group() for phrase in FORBIDDEN for match in phrase.pattern.finditer(plain))
