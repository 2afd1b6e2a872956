"""Where people stay who have no street: hotels and hostels, caravans, boats, towers by their floor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.finding import Finding

_NOT_A_NAME = (
    r"a|an|and|are|as|at|be|big|but|by|cheap|council|each|every|first|for|from|had|has|have|he|her|his|hotel|homeless|i|in|into|is|it|"
    r"large|local|mum|my|near|nearby|new|nice|no|of|old|on|or|other|our|out|same|she|small|some|temporary|emergency|that|the|their|"
    r"them|then|there|they|this|to|travel|up|was|we|were|where|which|who|whole|with|women's|womens|women’s|you|your|youth|another|"
    r"dad|nan|different|seaside|budget|bail|supported|private|busy|rough|posh|children's|residential|static|touring|holiday|homes?|"
    r"single|shared|double|room|rooms|family|ground|top|bottom|upper|lower|high|rise|care|nursing|block|tower|apartment|flat|estate"
)
_NAME = rf"(?!(?:{_NOT_A_NAME})(?![\w'’&]))[A-Za-z][\w'’&.\-]{{0,40}}"
_HOUSE = (
    r"(?:hotel|hostel|b ?(?:&|and|n) ?b|bnb|guest ?house|inn|travel ?lodge|premier inn|refuge|foyer|care home|children['’]?s home|"
    r"caravan (?:park|site)|holiday (?:park|village|camp)|chalet park|park homes|lodge park|campsite|travellers['’]? site|marina)"
)
_ROOM = r"(?:room|rm|chalet|caravan|lodge|pitch|plot|berth|mooring|bed|unit|flat|cabin|bay)\.? ?(?:no\.? ?|number )?\d{1,4} ?[a-d]?"
# "room 4 at the Clee House Hostel", "Oakhurst hotel, room 12": what stands between belongs to it.
_ROOM_IN = re.compile(
    rf"\b{_ROOM},?[ \t]+(?:(?:at|in|of|on)[ \t]+)?(?:the[ \t]+)?(?:{_NAME}[ \t]+){{1,3}}{_HOUSE}(?![\w'’])",
    re.IGNORECASE,
)
_ROOM_BEHIND = re.compile(rf"\b(?:{_NAME}[ \t]+){{1,3}}{_HOUSE},?[ \t]+(?:in[ \t]+)?{_ROOM}(?![\w'’])", re.IGNORECASE)
_CHAIN = re.compile(
    rf"\b(?:{_ROOM},?[ \t]+(?:(?:at|in)[ \t]+)?(?:the[ \t]+)?(?:travel ?lodge|premier inn|refuge|hostel|b ?& ?b)|(?:travel ?lodge|premier inn|hostel|refuge|b ?& ?b),?[ \t]+{_ROOM})(?![\w'’])",
    re.IGNORECASE,
)
_STAYS_AT = re.compile(
    r"\b(?:stay(?:s|ed|ing)?|liv(?:es?|ed|ing)|placed|housed|rehoused|moved|sleeping|put up|accommodated|resid(?:es?|ing))"
    rf"(?:[ \t]+(?:them|her|him|us|with[ \t]+\w+))?[ \t]+(?:at|in|into|to)[ \t]+(?:the[ \t]+)?(?P<name>(?:{_NAME}[ \t]+){{1,3}}{_HOUSE})(?![\w'’])",
    re.IGNORECASE,
)
# "caravan 12, Beachholme": a place that caravans stand on has no street.
_PITCH = re.compile(
    r"\b(?:caravan|chalet|pitch|plot|mooring|berth|static)\.? ?(?:no\.? ?|number )?\d{1,4} ?[a-d]?"
    r"(?:(?:,[ \t]*|,?[ \t]+(?:at|on|in)[ \t]+)(?:the[ \t]+)?(?-i:(?!Mum|Dad|Mother|Father|Child|She|He|They|The|We|It|No|Police)[A-Z][a-z][\w'’]{1,40})"
    r"(?:[ \t]+(?-i:[A-Z][a-z][\w'’]{1,40})){0,2})?(?![\w'’]|[./:]\d|[ \t]+(?:of|weeks?|days?|months?|years?|nights?|times?|hours?|miles?)\b)",
    re.IGNORECASE,
)
_BOAT = re.compile(
    r"\b(?:narrow ?boat|house ?boat|barge|boat)[ \t]+(?:called[ \t]+|named[ \t]+|the[ \t]+)?[\"'“‘]?(?-i:[A-Z][a-z][\w'’]{1,40})(?:[ \t]+(?-i:[A-Z][a-z][\w'’]{1,40}))?",
    re.IGNORECASE,
)
_FLOOR = re.compile(
    r"\b(?:(?:ground|first|second|third|top|\d{1,2}(?:st|nd|rd|th))[ \t]+floor|floor[ \t]+\d{1,2}),?[ \t]+(?:(?:of|in|at)[ \t]+)?(?:the[ \t]+)?"
    rf"(?P<name>(?:{_NAME}[ \t]+){{1,2}}(?:house|court|towers?|heights|point|mansions|buildings|flats))(?![\w'’])",
    re.IGNORECASE,
)


def lodgings(text: str) -> Iterator[Finding]:
    """Yield rooms in named houses, pitches, boats and floors of named towers, as addresses."""
    for pattern, weight in ((_ROOM_IN, 0.84), (_ROOM_BEHIND, 0.84), (_CHAIN, 0.8), (_PITCH, 0.7), (_BOAT, 0.7)):
        for match in pattern.finditer(text):
            yield Finding(match.start(), match.end(), "address", weight)
    for pattern in (_STAYS_AT, _FLOOR):
        for match in pattern.finditer(text):
            yield Finding(match.start("name"), match.end("name"), "address", 0.75)
