"""Leaves out what is said for politeness alone: greetings, hopes, thanks, apologies, doubts about asking, requests for
advice. An encoder reads them as part of the meaning, and the more polite a message, the less it seems to tell.
"""

from __future__ import annotations

import re

from bot.language.clauses import sentences
from bot.language.rewritten import Rewritten

_WHO = r"(?:there|all|both|team|everyone|everybody|colleagues?|folks|duty team|again)"
_WISHES = (
    rf"(?:hi|hello|hiya|hey|dear|good (?:morning|afternoon|evening)|morning|afternoon|evening)(?: {_WHO})*",
    r"(?:i )?(?:do )?(?:just )?(?:hope|hoping|trust) (?:this (?:finds|is)|you(?:'re| are)|all is|everyone is|that you are)"
    r"(?: you)?(?: keeping| doing| all)?(?: well| ok(?:ay)?| alright| fine| good)(?: there| today)?",
    r"(?:i(?:'m| am) )?(?:so |very |really )?(?:sorry|apologies) (?:(?:to|for|if i(?:'m| am)) (?:be )?"
    r"(?:bother|trouble|disturb|interrupt|pester)(?:ing)?(?: \w+){0,6}"
    r"|for (?:the|a|such a|my) (?:delay|length|long|late|essay|ramble|rambling|typos?|spelling|confusion)(?: \w+){0,4})",
    r"apologies(?: in advance)?|excuse me",
    r"(?:many |much )?(?:thanks|thank you|thx|cheers|ta)(?: (?:you|so|very|much|again|all|kindly|in advance|a lot|ever so|"
    r"for (?:your|any|the|all)(?: (?:help|time|advice|support|guidance|patience|understanding|reading|this|and|in advance))+))*",
    r"(?:(?:kind|best|warm|kindest) )?(?:regards|wishes)|yours (?:sincerely|faithfully)",
    r"(?:any|some|your|a little|a bit of) (?:advice|guidance|help|thoughts?|pointers?|steer|views?)"
    r"(?: (?:you|at all|on this|from you|can|could|may|might|give|offer|have|please|here))*"
    r"(?: (?:would|will) be)?(?: (?:very|much|most|really|gratefully|greatly|so|warmly))*"
    r"(?: (?:appreciated|welcome|welcomed|received|helpful|great|good|lovely))?(?: please)?",
    r"(?:grateful|i(?:'d| would) be (?:very |most |really )?grateful) for (?:any|your|some) (?:advice|guidance|help|steer|thoughts?)",
    r"please (?:advise|help|can you (?:advise|help)|could you (?:advise|help)|let me know(?: what you think)?)",
    r"(?:can|could|would) (?:you|someone|somebody|anyone) (?:please |kindly )?(?:help|advise)(?: me| us)?(?: with this)?(?: please)?",
    r"(?:this |it |that )?(?:might|may|could|is probably|probably is|probably) (?:well )?(?:not )?be (?:nothing|not for you|for you"
    r"|the wrong place)(?: and do (?:tell|say)(?: me)?(?: if so)?)?",
    r"(?:and )?(?:please )?do (?:tell|say)(?: me)? if (?:so|not)(?: please)?",
    r"(?:i(?:'m| am) )?not (?:really |entirely |quite )?sure (?:if|whether) (?:this is|i(?:'m| am)|it(?:'s| is)|i should be)"
    r"(?: in)?(?: the right (?:place|person|team)| for you| one for you| something for you| messaging the right (?:place|people))",
    r"(?:i )?(?:just )?(?:want(?:ed)?|would like|'d like|thought i(?:'d| would| should)) (?:to )?"
    r"(?:run (?:this|something)(?: past| by) you|get (?:your|some) (?:advice|view|thoughts)|pick your brains?|ask your advice"
    r"|check in(?: with you)?|get in touch)",
)
_WHOLE = re.compile(rf"(?:{'|'.join(_WISHES)})(?:[,;:]? (?:{'|'.join(_WISHES)}))*[\s.!?,:;)-]*", re.IGNORECASE)
_FIRST = re.compile(rf"(?:{_WISHES[0]})\s*[,!:.-]\s*", re.IGNORECASE)
_FEWEST_WORDS = 3


def without_courtesies(message: str) -> Rewritten:
    """Return what of the message tells something; the message as it is where that would be next to nothing.

    Whole sentences go, and a greeting before the first; all else stays to the letter.
    """
    plain = message.replace("\u2019", "'")
    found = sentences(message)
    wishes = [bool(_WHOLE.fullmatch(plain, one.start, one.end)) for one in found]
    # A sentence goes with the white space behind it; the next begins there.
    ends = [one.start for one in found[1:]] + [len(message)]
    gone = [(one.start, end, "") for one, end, wish in zip(found, ends, wishes) if wish]
    first = next((one for one, wish in zip(found, wishes) if not wish), None)
    greeting = _FIRST.match(plain, first.start, first.end) if first else None
    if greeting and first and greeting.end() < first.end:
        gone.append((greeting.start(), greeting.end(), ""))
    told = Rewritten.of(message, sorted(gone))
    return told if len(told.text.split()) >= _FEWEST_WORDS else Rewritten(message)
