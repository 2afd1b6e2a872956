"""Schools, nurseries and hospital wards by their own name: one of them and an age can point to one child."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.finding import Finding
from bot.language.masking.names.kept import kept_words

_KIND_WORD = (
    r"(?:primary|infants?|juniors?|secondary|high|grammar|comp(?:rehensive)?|academy|nursery|pre-?school|playgroup|college|"
    r"sixth form|special|community|free|prep|school|montessori|kindergarten|day nursery|childcare|children['’]?s centre|c of e|"
    r"ce|cofe|rc|catholic|church of england|va|vc|primary academy|pru)"
)
_END_KIND = (
    r"(?:primary(?: school| academy)?|infants?(?: school)?|juniors?(?: school)?|secondary(?: school)?|high(?: school)|grammar(?: school)?|"
    r"comp(?:rehensive)?(?: school)?|academy|nursery(?: school)?|pre-?school|playgroup|college|sixth form|special school|school|montessori|"
    r"day nursery|children['’]?s centre)"
)
# What stands before "primary" or "school" without naming one.
_NOT_A_NAME = (
    r"a|an|the|at|to|in|of|on|from|for|and|or|but|by|with|his|her|their|my|our|your|its|this|that|these|those|any|every|each|"
    r"some|no|same|new|old|local|another|other|last|next|previous|former|current|first|second|special|boarding|private|state|"
    r"primary|infant|infants|junior|juniors|secondary|high|grammar|upper|middle|lower|big|little|small|large|whole|all|half|"
    r"after|before|during|since|until|start|starting|started|starts|finish|leaves?|left|leaving|miss(?:es|ing|ed)?|skip(?:s|ping)?|"
    r"attend(?:s|ed|ing)?|hate[sd]?|love[sd]?|like[sd]?|refuse[sd]?|refusing|into|out|back|off|near|outside|inside|between|about|"
    r"breakfast|morning|afternoon|home|day|night|sunday|saturday|summer|swim(?:ming)?|dance|driving|drama|football|faith|academy|catholic|muslim|"
    r"jewish|christian|church|mainstream|alternative|local authority|maintained|independent|public|village|town|city|community|"
    r"nursery|pre|prep|college|school|further|sixth|sen|send|semh|pru|two|three|both|different|many|most|he|she|they|we|i|it|is|"
    r"was|were|be|been|are|has|have|had|not|if|when|as|so|then|than|that's|does|did|do|goes|go|went|going|gone|got|get|gets|"
    r"year|y\d+|yr|key stage|ks\d|reception|teacher|staff|head|kids?|children|boys?|girls?|child|pupils?|students?|good|great|"
    r"bad|nice|strict|small|busy|usual|regular|normal|one|another|nearby|neighbouring|nearest|which|what|whose|only|my|just|"
    r"always|never|often|late|early|medical|law|art|music|beauty|agricultural|technical|hospital|virtual|online|special needs|"
    r"training|teaching|royal|the royal|forest|specialist|could|should|might|would|set|stopped|can|may|will|level|via|per|dsl|senco|mum|dad|nan|says|said|tells?|told|rang|called|phoned|asked|also|"
    r"still|even|because|cos|while|though|where|who|how|why|now|again|today|yesterday|tomorrow|\w+day|child's|children's|"
    r"grimsby|cleethorpes|immingham|lincolnshire|north|south|east|west|england|english|uk|british|hull|lincoln|leeds|louth|"
    r"miss|mister|sir|re|our|us|them|him|me|you|up|down|over|under|through|across|past|in-?year|full|part|time|full-time|part-time|\w+['’](?:re|m|ve|ll|d)|orthodontic|fantasies"
)
_NO_SCHOOL = (
    r"risk|university|uni|work|least|assembly|lunch(?:time)?|break(?:time)?|playtime|football|club|gp|hospital|present|times?|uk|"
    r"first|around|break|registration|camhs|a&e|church|mosque|dinner|pick|drop|\d.*|the|another|all"
)
_NAME_WORD = rf"(?!(?:{_NOT_A_NAME})(?![\w'’]))[A-Za-z][\w'’.\-]{{0,40}}"
# Schools that bear a holy name without "St".
_HOLY = r"(?:all (?:saints|souls|hallows)|holy (?:cross|trinity|family|rood|rosary|name|souls|spirit)|sacred heart|our lady(?:['’]?s)?(?: of [a-z]+)?|christ (?:church|the king)|corpus christi|good shepherd|immaculate conception)"
_SAINT = rf"(?:{_HOLY}|(?:saints?|sts?\.?)[ \t]+(?!(?:and|in|on|at|of|is|was|the)\b)[A-Za-z][\w'’\-]{{1,40}}(?:[ \t]+(?:and|&)[ \t]+(?:(?:saints?|sts?\.?)[ \t]+)?[A-Z][\w'’\-]{{1,40}})?)"
# "St Peter's rang": a capital and a possessive are enough, where no church, square or day follows.
_SAINT_ITSELF = re.compile(
    r"(?<!\w)(?:St|Saint)\.?[ \t]+[A-Z][a-z]+['’]?s\b(?![ \t]+(?:[A-Z]|church|hospice|hospital|street|road|day|square|flag|cross|ambulance))"
)
_KINDS = rf"(?:[ \t]+(?:{_KIND_WORD}))*"
_BY_SAINT = re.compile(rf"(?<!\w){_SAINT}{_KINDS}[ \t]+{_END_KIND}(?![\w'’])", re.IGNORECASE)
_SAINT_ALONE = re.compile(
    rf"\b(?:at|attends?|attending|attended|goes to|go to|going to|went to|from|pupil at|starts|started(?: at)?|teacher at|into|of|left|"
    rf"enrolled (?:at|in)|class at|place at|here at|in)[ \t]+(?P<name>{_SAINT}(?:[ \t]+(?:rc|ce|c of e))?)(?![\w])(?![ \t]+(?:church|hospice|hospital|street|road|avenue|close|lane|st|rd)\b)",
    re.IGNORECASE,
)
# With capitals: up to five words that begin with one; at least one of them must be a name, see `_named`.
_CAPITALS = re.compile(
    rf"(?<![\w'’])(?:[A-Z][\w'’.\-]{{0,40}}[ \t]+)(?:(?:[A-Z][\w'’.\-]{{0,40}}|of|the|and|&|on|le)[ \t]+){{0,4}}?"
    rf"(?:(?i:{_KIND_WORD})[ \t]+)*(?i:{_END_KIND})(?![\w'’])"
)
_ORDINARY_WORD = re.compile(rf"(?:{_NOT_A_NAME}|{_KIND_WORD}|&)", re.IGNORECASE)
_NEVER_INSIDE = frozenset(
    "not in at from to is was has have had for his her their my our with by a an but or if".split()
)
_GENERIC = frozenset("school college nursery form playgroup".split())
_FIRST_WORD = re.compile(
    r"(?:a|an|the|at|to|in|of|on|from|for|and|or|but|by|with|his|her|their|my|our|your|re|dsl|ta|senco|head|teacher|mum|dad|"
    r"attends?|pupil|student|child|year|concern|works?|staff|moved|excluded|left|is|was|says?|i|i'm|im|we|he|she|they|not|no)$",
    re.IGNORECASE,
)
# In small letters only where somebody goes there, or before a kind that is seldom said without "the".
_SMALL = re.compile(
    rf"\b(?:at|attends?|attending|attended|goes to|go to|going to|went to|from|starts|started(?: at)?|pupil at|enrolled (?:at|in)|teacher at|works? at|ta at|dsl at|nurse at|rings? from|left)"
    rf"[ \t]+(?P<name>(?:{_NAME_WORD}[ \t]+){{1,3}}(?:(?:{_KIND_WORD})[ \t]+)*{_END_KIND})(?![\w'’])",
    re.IGNORECASE,
)
# "Pupil at signhills": whoever learns or works somewhere says its name, with no kind behind it.
_WHERE_THEY_ARE = re.compile(
    r"\b(?:pupils?|student|teacher|teaching assistant|ta|dsl|head ?teacher|head|senco|caretaker|school nurse|dinner lady|in (?:year|yr|y) ?\d{1,2}|"
    rf"(?:year|yr|y) ?\d{{1,2}}|reception|enrolled) at[ \t]+(?P<name>(?!(?:{_NO_SCHOOL})(?![\w'’]))(?:{_NAME_WORD})(?:[ \t]+(?:park|hill|view|road|lane|green|house|heath|bridge|street|grove|field|bank))?)"
    r"(?![\w'’])",
    re.IGNORECASE,
)
# "1st Northby scouts", "Lantern youth club".
_GROUP = re.compile(
    r"(?<!\w)(?:\d{1,2}(?:st|nd|rd|th)[ \t]+(?:[A-Z][\w'’\-]{1,40}[ \t]+){1,3}(?i:(?:sea |air |army )?(?:scouts?|scout group|cubs|beavers|squirrels|guides|brownies|rainbows|explorers|cadets))"
    r"|(?!(?:The|A|Our|His|Her|Local|My|This|At|In|To|From|After|Every|No|Sea|Air|Army|Police|Fire|And)\b)[A-Z][\w'’\-]{1,40}[ \t]+(?:[A-Z][\w'’\-]{1,40}[ \t]+)?"
    r"(?i:youth club|boxing club|football club|rugby club|judo club|karate club|swimming club|gymnastics(?: club)?|dance (?:school|academy)|youth centre|toddler group))(?![\w'’])"
)
_WARD_NUMBER = re.compile(r"\bward[ \t]*(?:no\.?[ \t]*|number[ \t]*)?[a-d]?\d{1,3}[a-d]?\b", re.IGNORECASE)
_WARD_NAME = re.compile(
    r"\b(?:the[ \t]+)?(?P<name>(?:[A-Z][\w'’\-]{1,40}[ \t]+){1,2}[Ww]ard)\b|\b(?:on|in|to|from)[ \t]+(?:the[ \t]+)?(?P<small>(?!(?:the|a|an|his|her|"
    r"our|my|this|that|childrens?|children['’]s|maternity|postnatal|antenatal|labour|paediatric|paeds?|medical|surgical|hospital|"
    r"same|locked|adult|adolescent|psychiatric|neonatal|delivery|general|day|mental|health|acute|isolation|open|busy|new|old|"
    r"stroke|burns|cancer|psych|their|council|electoral|private|mixed|other|another|whole|emergency|assessment|observation|gynae|mental health|secure)\b)[a-z][a-z'’\-]+[ \t]+ward)\b"
)
_WARD_ORDINARY = frozenset(
    "children childrens children's children’s maternity postnatal antenatal labour paediatric paeds paed medical surgical hospital the our "
    "his her my this that a neonatal delivery general acute psychiatric adult adolescent mental health day emergency on in from to "
    "assessment observation gynae secure whole same new stroke burns psych their council electoral".split()
)


def schools(text: str) -> Iterator[Finding]:
    """Yield schools, nurseries and wards that are named; "her primary school" and "the ward" stay."""
    for pattern, weight in ((_BY_SAINT, 0.9), (_WARD_NUMBER, 0.8), (_SAINT_ITSELF, 0.75), (_GROUP, 0.75)):
        for match in pattern.finditer(text):
            yield Finding(match.start(), match.end(), "identifying_school", weight)
    for match in _CAPITALS.finditer(text):
        start = _named(match.group())
        if start is not None:
            yield Finding(match.start() + start, match.end(), "identifying_school", 0.72)
    for pattern, weight in ((_SAINT_ALONE, 0.82), (_SMALL, 0.7)):
        for match in pattern.finditer(text):
            yield Finding(match.start("name"), match.end("name"), "identifying_school", weight)
    for match in _WHERE_THEY_ARE.finditer(text):
        if match["name"].lower() not in kept_words():
            yield Finding(match.start("name"), match.end("name"), "identifying_school", 0.65)
    for match in _WARD_NAME.finditer(text):
        part = "name" if match["name"] else "small"
        if any(word.lower() not in _WARD_ORDINARY for word in match[part].split()[:-1]):
            yield Finding(match.start(part), match.end(part), "identifying_school", 0.72)


def _named(found: str) -> int | None:
    """Return where the name of a school begins in what looks like one, or None where no word of it is a name."""
    words = list(re.finditer(r"\S+", found))
    while words and _FIRST_WORD.match(words[0].group()):
        words = words[1:]
    inner = {word.group().lower() for word in words[1:]}
    if inner & _NEVER_INSIDE or any(word.group().endswith((".", ",")) for word in words if word.group() != "St."):
        return None
    names = [word.group() for word in words if not _ORDINARY_WORD.fullmatch(word.group())]
    if len(words) > 2 and words[-2].group().lower() in {"and", "&", "the", "of", "on"}:
        return None
    # "Stopped college", "Could school": a small generic word makes no name of the one before it.
    if len(words) == 2 and words[-1].group() in _GENERIC:
        return None
    # "Jo's school" is hers, not its name; so is "Year 6's nursery".
    if not names or (len(words) == 2 and re.search(r"['’]s?$", names[-1])):
        return None
    return words[0].start()
