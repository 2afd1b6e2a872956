"""What a message passes on at second hand: rumour, what others say, what came through somebody else.

It counts like all else and is marked, so that whoever acts on it knows. A child's or parent's own words to the writer
are no hearsay, nor is what a colleague of another service found. Patterns are for lower-case text with straight
apostrophes.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.clauses import Span, sentences
from bot.language.negation import plain
from bot.language.pattern import either

_SAY = (
    r"(?:says?|said|saying|tells|told|reckons?|reckoned|mention(?:s|ed)|claim(?:s|ed)|swears?|swore|thinks?|posted|wrote|"
    r"(?:has|have|had|'s|'ve) (?:\w+ )?(?:said|told|mentioned|heard|seen|posted)|are saying|is saying|let slip)"
)
_GROWN = (
    r"(?:parents?|mums?|mams?|dads?|neighbours?|customers?|tenants?|residents?|wom[ae]n|m[ae]n|lad(?:y|ies)|blokes?|chaps?|couple|"
    r"passengers?|callers?|regulars?|members? of the public|locals?|(?:window )?cleaner|hairdresser|shopkeeper|postman|friends? of \w+)"
)
_WHERE = r"(?: (?:\w+ ){0,3}?(?:at|in|from|on|over|next|downstairs|upstairs|across|opposite|of)(?: \w+){1,4}?)?"
_FEW_WORDS = r"(?: \w+){0,2}?"
_SOMEBODY = rf"(?:(?:a|an|another|some|several|two|one of the|the other|other){_FEW_WORDS} {_GROWN}{_WHERE}|the (?:\w+ )?{_GROWN}(?<!mum)(?<!mam)(?<!dad)(?<!parent)(?<!parents)(?<!mums)(?<!dads){_WHERE}|neighbours?|someone|somebody|friends of (?:his|hers|theirs)|(?:another|other) (?:child|children|kids?|girls?|boys?|lads?|pupils?))"
_THROUGH = r"(?:friend|mate|cousin|neighbour|carer|hairdresser|sister|brother|mum|mam|dad|aunt|auntie|nan|gran|colleague|boss|girlfriend|boyfriend)"
_ONLINE = r"(?:facebook|whatsapp|snapchat|instagram|tiktok|nextdoor|social media|(?:the )?(?:local|community|village|estate) (?:page|group))"

HEARSAY = either(
    r"\b(?:rumours?|gossip|doing the rounds|third.?hand|(?:is|are|was|were) said to (?:be|have)|apparently|supposedly|allegedly|second.?hand|anonymous(?:ly)?|on the grapevine|word (?:is|on the street|has (?:it|got))|word's)\b",
    r"\btalk (?:on|in|round|around|at) (?:the|our|town)\b|\bgoing (?:round|around|about) (?:the (?:playground|school|estate|village|class|year group|office|staff ?room|town|street|pub)|that\b|says?\b|saying\b)|\bit(?:'s| is) (?:being )?said\b|\bthey (?:all )?(?:reckon|say) (?:in|on|round|around|down) (?:the|our|here)\b|\bparents? at the gate\b|\bfriend of a friend\b",
    r"\bpeople (?:say|are saying|reckon|tell (?:me|us)|have (?:said|told|been saying))\b",
    r"\bi hear (?:that |he|she|they|mum|dad)\b|\bheard (?:that|from|via|through|it (?:from|said|that))\b|\b(?:i|we)(?:'ve| have| had)? heard (?:he|she|they|mum|dad|the)\b(?! (?:\w+ ){0,2}(?:crying|scream\w*|shout\w*|say|saying|tell|telling|call\w*))",
    r"\b(?:i|we|she|he|staff|reception\w*|the \w+)(?:'ve| have| has| had|'d)? ?(?:was|were|been) told (?:by (?:a|an|another|one of|some|my|our|someone|somebody|neighbours?)\b(?! (?:child|girl|boy|pupil|patient|lad))|(?:that )?(?:he|she|they|mum|dad)\b)",
    rf"\b{_SOMEBODY} {_SAY}\b(?! (?:hello|hi|nothing|goodbye)\b)",
    rf"\b{_SOMEBODY}(?: \w+){{0,2}}? (?:rang|phoned|called|e-?mailed|texted|messaged|reported|put on)\b",
    r"\b(?:a|an|another|some) (?:\w+ ){1,3}?(?:told|said to|mentioned to) (?:one of (?:our|my)|our|my|a) \w+\b|\b(?:neighbours|people|locals|friends|residents|others|other (?:mums|parents|children|kids)) tell (?:me|us|staff)\b",
    r"\bmy (?:own )?(?:sister|brother|mum|mother|husband|wife|daughter|son|neighbour|friend|cousin|partner|colleague)\b[^.!?]{0,40}? (?:says|said|reckons|told me|heard)\b",
    r"\b(?:his|her|their) (?:best |close )?(?:friend|mate|classmate|cousin|flatmate)s? (?:says?|said|tells? (?:me|us)|told (?:me|us|staff|\w+ teacher)|(?:has|have) (?:told|said))\b|\b(?:note|letter|card) (?:\w+ )?(?:through|under) (?:our|the|my) (?:door|letterbox)\b|\bon (?:a|the|our) (?:\w+ )?(?:community|village|estate|local) (?:page|group)\b",
    rf"\b(?:his|her|their|my|a|our) (?:\w+ )?\w+'s (?:\w+ )?{_THROUGH} {_SAY}\b",
    r"\b(?:told|said to|mentioned (?:it |this )?to|rang|messaged) (?:\w+ ){1,5}?\w+,? who (?:then |has |later )?(?:told|rang|phoned|messaged|mentioned it to|passed it(?: on)? to) (?:me|us)\b|\b(?:told|said) (?:\w+ ){1,4}and (?:she|he|they) (?:told|passed it on to|rang) (?:me|us)\b",
    r"\btold (?:me|us|staff|my colleague) (?:\w+ ){0,2}?(?:that )?(?:another (?:girl|boy|child|pupil|lad)|a friend of|(?:her|his) (?:best )?(?:friend|mate|classmate))\b",
    rf"\b(?:somebody|someone|people|a (?:post|message|comment|video|clip|whatsapp|mum|parent|neighbour)|posts?|comments?)\b[^.!?]{{0,30}}\b{_ONLINE}\b|\b{_ONLINE}(?: \w+){{0,3}} (?:says?|said|saying|claims?)\b",
    r"\baccording to (?:a|an|another|one of|some|other|neighbours?|people|friends?|the neighbours?|locals|residents|others)\b",
)
# It is the writer whom the child told, or the child who reports what people say of it.
OWN_WORDS = either(
    r"\btold (?:his|her|their) \w+,? (?:that is|that's|which is|i\.?e\.?,?) me\b",
    r"\b(?:told|tells) (?:me|us) (?:that )?(?:people|they|everyone|other (?:kids|children|girls|boys|lads))\b",
)


def hearsay_in(message: str, pieces: Sequence[Span]) -> list[bool]:
    """Return for each clause whether it is passed on at second hand; a sentence is passed on whole."""
    text = plain(message)
    told = [
        at
        for at in sentences(message)
        if HEARSAY.search(text, at.start, at.end) and not OWN_WORDS.search(text, at.start, at.end)
    ]
    return [any(at.start <= piece.start < at.end for at in told) for piece in pieces]
