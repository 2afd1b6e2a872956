"""Addresses: a number and a street, a flat in a house, a named house on a lane, a street where somebody lives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.finding import Finding, just_before
from bot.language.masking.number_words import COMPOUND, UP_TO_99

# Kinds of street whose word alone means little else ...
_STREET = (
    r"(?:street|str|st\.?|road|rd\.?|avenue|ave\.?|av|close|cl|lane|ln|drive|dr|crescent|cres\.?|court|ct|terrace|terr?\.?"
    r"|gardens|gdns|grove|gr|square|sq|mews|way|place|pl|walk|rise|row|garth|croft|boulevard|blvd|parade|mount|quay|wharf"
    r"|causeway|wynd|esplanade|promenade|gate|hill|view|vale|green|park|end|path|fold|estate|house|tower|towers|heights|point"
    r"|buildings|villas|cottages|parkway|broadway|drove|bank|meadows?|fields?|chase|dale|dene|copse|spinney|paddocks?|orchards?|approach|arcade"
    r"|brow|common|woods?|yard|ridge|ridings?|brook|leys|marina|precinct)"
)
# ... and those that make an address of a name only together with a flat, or with a capital.
_BUILDING = r"(?:house|court|tower|towers|heights|point|lodge|mansions?|buildings?|villas?|apartments?|flats?)"
# Words that cannot be part of a street's name: "2 kids in the street", "4 year old close to tears".
_NOT_IN_A_NAME = (
    r"a|an|and|are|as|at|be|been|both|but|by|can|children|child|kids?|boys?|girls?|babies|baby|toddlers?|lads?|lass(?:es)?|"
    r"siblings?|brothers?|sisters?|twins?|teens?|teenagers?|men|man|women|woman|people|adults?|males?|females?|pupils?|"
    r"yrs?|years?|year|yo|y\/o|old|months?|mths?|mnths?|weeks?|wks?|days?|hours?|hrs?|hr|minutes?|mins?|min|am|pm|times?|nights?|"
    r"miles?|mph|foot|ft|inch(?:es)?|storeys?|seater|door|metres?|m|km|cm|mm|ml|mg|pounds?|quid|grand|bags?|cans?|bottles?|pints?|beds?|bedrooms?|floors?|stairs?|rooms?|"
    r"did|do|does|for|from|got|had|has|have|he|her|hers|him|his|how|if|in|into|is|it|its|just|left|lives?|living|me|my|near|"
    r"not|of|off|on|only|or|other|our|out|outside|over|own|round|same|saw|seen|she|so|some|than|that|the|their|them|then|there|"
    r"these|they|this|those|through|to|too|under|up|us|was|we|went|were|what|when|where|which|who|with|you|your|who's|came|"
    r"comes|coming|going|goes|gone|home|walked|walking|running|ran|found|playing|play|parked|every|each|any|all|more|less|about|"
    r"after|before|until|till|since|ago|per|plus|page|pages|year\d*|next|last|long|little|big|small|per|cars?|dogs?|cats?|calls?|"
    r"visits?|sessions?|weekly|daily|today|tonight|yesterday|tomorrow|know|knows|get|gets|getting|no|out|across|opposite|along|further|down|behind|between|one|two|three|four|five"
)
_SURE_STREET = r"(?:street|str|st|road|rd|avenue|ave|close|lane|drive|crescent|cres|terrace|gardens|gdns|grove|square|mews|court|way)"
_NO_STREETS = r"(?:galway|norway|railway|motorway|halfway|anyway|subway|ramsgate|margate|harrogate|reigate|someway|hallway|gateway|getaway|runway|takeaway|stairway|alleyway|doorway)"
_WORD = rf"(?!(?:{_NOT_IN_A_NAME})\b)(?:St\.|[A-Za-z][\w'’\-]{{0,40}})"
_NUMBER = r"\d{1,4} ?[a-d]?(?: ?[-/&] ?\d{1,4}[a-d]?)?"
_FLAT = r"(?:flat|apartment|apt|unit|block|room|studio|plot|pitch|caravan|bedsit|maisonette)\.? ?(?:no\.? ?)?(?:\d{1,4} ?[a-d]?|[a-h])"
_COMMA = r"[,.]?[ \t]+(?:,[ \t]*)?"
# "10 Cambridge Road West", "101 Rutland Street flat C".
_BEHIND = rf"(?:[ \t]+(?:north|south|east|west)(?![ \t]+(?:of|side)\b)(?![\w'’]))?(?:,?[ \t]+{_FLAT}(?![\w'’]))?"
_WITH_NUMBER = re.compile(
    rf"(?<![\w£.:/])(?:{_FLAT}{_COMMA}(?:(?:in|at|on) )?)?(?:(?:house )?(?:number|num|no|nr)\.? ?)?{_NUMBER},?"
    rf"[ \t]+(?:(?:on|in|of|at)[ \t]+)?(?:{_WORD}[ \t]+){{1,3}}{_STREET}(?![\w'’]){_BEHIND}",
    re.IGNORECASE,
)
# "forty two Durban Road", "number ten durban road", "Seven Durban Road": a small number in words wants more than that.
_SAID = re.compile(
    rf"\b(?:{COMPOUND}|(?:number|num|no)\.? {UP_TO_99}|{UP_TO_99}(?=[ \t]+(?-i:[A-Z])))[ab]?,?[ \t]+(?:{_WORD}[ \t]+){{1,2}}{_SURE_STREET}(?![\w'’]){_BEHIND}",
    re.IGNORECASE,
)
# "12 Kingsway", and "lives at 12 kingsway".
_ONE_WORD = r"(?:kingsway|queensway|princessway|broadway|parkway|[a-z]{3,9}(?:gate|croft|garth|way|holme|mere|hurst))"
_IN_ONE_WORD = re.compile(
    rf"(?<![\w£.:/]){_NUMBER},?[ \t]+(?-i:(?=[A-Z]))(?!{_NO_STREETS}\b)(?P<name>{_ONE_WORD})(?![\w'’])"
    rf"|\b(?:at|on|live[sd]?|address(?: is|:)?)[ \t]+(?P<small>(?:number |no\.? ?)?{_NUMBER},?[ \t]+(?!{_NO_STREETS}\b){_ONE_WORD})(?![\w'’])",
    re.IGNORECASE,
)
# A house by its number alone, where people live in it.
_NUMBER_ALONE = re.compile(
    rf"\b(?:liv(?:es?|ed|ing)|stay(?:s|ed|ing)?|moved|neighbours?|family|people|them|those|kids|children|couple|house|woman|man|lady|door|tenants?|lot|doss(?:es|ing)|sleep(?:s|ing)|crash(?:es|ing))(?: \w+)? "
    rf"(?:at|from|of|in|to|into) (?P<alone>(?:house )?(?:number|no\.?) ?{_NUMBER})(?![\w'’%:/]|\.\d|[ \t]+(?:on the|in the|of|risk|priority)\b|[ \t]+(?:{_WORD}[ \t]+){{1,3}}{_STREET}\b)|\b(?i:at|neighbours? in) (?P<letter>(?-i:\d{{1,3}}[A-D]))(?![\w'’%:/]|\.\d)|\b(?P<house>house (?:number|no\.?) ?\d{{1,4}}[a-d]?)(?![\w'’])",
    re.IGNORECASE,
)
_THE_STREET = re.compile(
    # "9 The Crescent", "number 12 the avenue"
    rf"(?<![\w£.:/])(?:(?:number|num|no)\.? ?)?{_NUMBER},?[ \t]+the[ \t]+(?:street|avenue|crescent|grove|close|lane|drive|square|terrace|mews|green|paddock)(?![\w'’])",
    re.IGNORECASE,
)
_FLAT_IN = re.compile(
    rf"\b{_FLAT}{_COMMA}(?:(?:in|at|of|on) )?(?:the )?(?:{_WORD}[ \t]+){{1,3}}(?:{_BUILDING}|{_STREET})(?![\w'’])",
    re.IGNORECASE,
)
_FLAT_ALONE = re.compile(
    r"\b(?:flat|apartment|apt|plot) ?(?:no\.? ?|number )?\d{1,4} ?[a-d]?(?![\w'’]|[./:]\d| (?:floors?|weeks?|days?|months?|years?|nights?|times?|hours?|doors?|rate|of))",
    re.IGNORECASE,
)
_HOUSE_ON = re.compile(
    rf"\b(?:(?-i:[A-Z])[\w'’]{{1,40}}[ \t]+){{1,3}}(?-i:Cottage|House|Farm|Lodge|Barn|Villa|Manor|Farmhouse|Bungalow),?[ \t]+(?:on |in |off )?"
    rf"(?:(?-i:[A-Z])[\w'’]{{1,40}}[ \t]+){{1,3}}{_STREET}(?![\w'’])",
    re.IGNORECASE,
)
_LIVES = (
    r"(?:liv(?:es?|ed|ing)|stay(?:s|ed|ing)?|resid(?:es?|ed|ing)|address(?: is| was|:)?|mov(?:ed|ing) (?:in)?to|moved|home(?: address)?(?: is)?"
    r"|houses?|hous(?:ed|ing)|flat|bungalow|bedsit|placed|lodg(?:es|ing)|rehoused|house|door|property|tenancy|visit(?:ed)? (?:to|at))"
)
_LIVES_ON = re.compile(
    rf"\b{_LIVES}(?:[ \t]+(?:with|at)[ \t]+(?:his|her|their|mum|dad|nan|the)(?:[ \t]+\w+)?)?[ \t:]*(?:on|in|at|off|down|up|to|of|just off|is|the corner of|)[ \t]*"
    rf"(?P<street>(?:{_WORD}[ \t]+){{1,3}}(?:street|str|st|road|rd|avenue|ave|close|lane|drive|crescent|cres|court|terrace|gardens|gdns|grove|square|mews|way))(?![\w'’])",
    re.IGNORECASE,
)
# "on Wingate Parade, where they live", "its garibaldi street, they live next to ...".
_THEY_LIVE = re.compile(
    rf"\b(?:on|in|at|down|it'?s|off)[ \t]+(?P<lived>(?:{_WORD}[ \t]+){{1,2}}(?:{_SURE_STREET}|parade))(?:,| is)?[ \t]+(?:is[ \t]+)?(?:where[ \t]+)?"
    r"(?:he|she|they|mum|dad|nan|the (?:family|child|children|kids))[ \t]+(?:all[ \t]+)?liv(?:e|es|ed)\b",
    re.IGNORECASE,
)
_PO_BOX = re.compile(r"\bP\.?O\.? ?box \d{1,6}\b", re.IGNORECASE)
_STREETS_OF_ANYBODY = re.compile(
    r"^(?:(?:main|high|busy|next|quiet|same|private|dual|back|front|side|dead|council|whole|long|good|safe|better|new|old|nice|bad|"
    r"different|another|right|wrong|own|local|secure|temporary|supported|sheltered|cul|hard|normal|usual|healthy|certain|proper|"
    r"neighbouring|nearby|rough|no|some|any|that|this|very|too|quite|really|so|more)[ \t]+)+\w+$",
    re.IGNORECASE,
)
# A word that ends a lower-case run may still be an ordinary one: "3 big black marks way up", "6 hard hits house".
_LOOSE_KINDS = frozenset(
    "way place park end row house view hill green point point. walk rise path estate gate court dr st pl gr mount close drive bank meadow meadows field fields chase dale dene copse spinney paddock paddocks orchard orchards approach arcade "
    "brow common wood woods yard ridge riding ridings brook leys marina precinct drove".split()
)
# "Boy of 6, Caistor Road", "a lad, 14, on Freeman Street": an age.
_AGE_BEFORE = re.compile(r"\b(?:of|aged?|boy|girl|lad|lass|male|female),? ?$", re.IGNORECASE)
_AGE_AND_PLACE = re.compile(r"^\d{1,2}, (?:on|in|at|of) ", re.IGNORECASE)
_POSTCODE_BEHIND = re.compile(r",?[ \t]+[a-z]{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}\b", re.IGNORECASE)
_NAME_CAPITAL = re.compile(r"\b[A-Z][a-z]")


def addresses(text: str) -> Iterator[Finding]:
    """Yield addresses, without the town: towns are kept."""
    for match in _WITH_NUMBER.finditer(text):
        if (_is_plausible(match.group()) or _POSTCODE_BEHIND.match(text, match.end())) and not _AGE_BEFORE.search(
            just_before(text, match.start())
        ):
            yield Finding(match.start(), match.end(), "address", 0.88)
    for pattern, weight in ((_THE_STREET, 0.8), (_FLAT_IN, 0.86), (_HOUSE_ON, 0.8), (_PO_BOX, 0.8), (_FLAT_ALONE, 0.6)):
        for match in pattern.finditer(text):
            yield Finding(match.start(), match.end(), "address", weight)
    for match in _SAID.finditer(text):
        if not _STREETS_OF_ANYBODY.match(re.sub(rf"^{COMPOUND}|^{UP_TO_99}", "", match.group()).strip()):
            yield Finding(match.start(), match.end(), "address", 0.8)
    for match in _IN_ONE_WORD.finditer(text):
        part = "small" if match["small"] else 0
        yield Finding(match.start(part), match.end(part), "address", 0.7)
    for match in _NUMBER_ALONE.finditer(text):
        part = next(name for name, value in match.groupdict().items() if value)
        yield Finding(match.start(part), match.end(part), "address", 0.6)
    for pattern, part in ((_LIVES_ON, "street"), (_THEY_LIVE, "lived")):
        for match in pattern.finditer(text):
            if not _STREETS_OF_ANYBODY.match(match[part]):
                yield Finding(match.start(part), match.end(part), "address", 0.72)


def _is_plausible(found: str) -> bool:
    if _AGE_AND_PLACE.match(found):
        return False
    words = re.findall(r"[A-Za-z][\w'’.]*", found)
    if words[-1].lower().rstrip(".") not in _LOOSE_KINDS or re.search(
        r"\b(?:flat|apartment|apt|number|no)\b", found, re.IGNORECASE
    ):
        return True
    # A loose kind wants a capital in the street's name, or only capitals: not "6 big red marks way".
    return bool(_NAME_CAPITAL.search(" ".join(words[:-1]))) or found.isupper()
