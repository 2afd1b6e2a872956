"""The training messages of the project: as they are, without names; and with names put where a role or a pronoun stood."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.language.masking.learning.example import Example, Piece, joined
from bot.language.masking.learning.people import People

NLU = Path(__file__).resolve().parents[4] / "data" / "nlu"
_MARK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
# Invented names that a few messages hold: those messages are left out here.
_HOLDS_A_NAME = re.compile(
    r"\b(?:Jake|Sam|Bev|Daz|Dave|Baz|Pete|Keith|Danny|Kev|Ethan|Karl|Kaz|Kayla|Steve|Bella|Jade|Winston|Jo|Eve|Adam|Bea|Tel|"
    r"Tone|Alexa|Rex|Williams|Ainslie|Liam|Ryan|Tyler|Mark|Jack|Stanley|Clare|Dee|Osgood|Jane|Rolo|Poppy)\b(?!['’]s [Ll]aw)"
)
_CHILD = r"(?:girl|boy|lad|lass|child|pupil|student|kid|toddler|baby|teenager|teen|youngster|daughter|son|infant|bairn)"
_ADULT = (
    r"(?:mum|mother|dad|father|step-?dad|step-?mum|stepfather|nan|nana|gran|grandma|grandad|uncle|auntie|aunt|partner|boyfriend|girlfriend|"
    r"brother|sister|neighbour|carer|social worker|teacher|head|midwife|nurse|tenant|client|patient|landlord|ex|husband|wife|friend|mate)"
)
_PLACES = re.compile(
    rf"\b(?P<child>(?:the|a|an|this|our|my|that|one|another)\s(?:\w+\s)?{_CHILD})\b(?!\s(?:who|whose|of|in))"
    rf"|\b(?P<adult>(?:(?:her|his|their|the|my)\s)?{_ADULT})\b"
    r"|\b(?P<subject>he|she)\b(?=['’ ](?:s |was|is|has|had|said|says|told|came|goes|went|won't|wont|doesn|isn|hasn|keeps|can|will|lives|got|\w+ed|\w+s)\b)"
    r"|(?:(?<= told )|(?<= with )|(?<= saw )|(?<= hurt )|(?<= left )|(?<= took )|(?<= from )|(?<= hit ))(?P<object>him|her)(?=[ ,.;!?]|$)(?! \w+(?:s|er)\b)"
    r"|\b(?P<owner>his|her)(?= (?:mum|dad|mother|father|arm|arms|leg|back|bag|phone|face|brother|sister|house|room|teacher|attendance|nan|school|baby)\b)",
    re.IGNORECASE,
)
_BEFORE = [
    "{}, ",
    "{} - ",
    "{}: ",
    "Re {}. ",
    "re: {} ",
    "Concern about {}. ",
    "{}. ",
    "hi its about {} ",
    "({}) ",
    "Pupil {}. ",
]
_BEHIND = [
    " - {}",
    " ({})",
    ". Name is {}",
    ". {} told me.",
    " Mum is {}.",
    ", called {}",
    " his name is {}",
    ". Thanks, {}",
    " dad {}",
    ". Spoke to {}.",
]


@cache
def messages() -> tuple[str, ...]:
    """Return the training messages, without their marks, that hold no name."""
    found = []
    for path in sorted(NLU.rglob("*.yml")):
        for block in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                text = _MARK.sub(r"\1", line.strip().removeprefix("- "))
                if text and not _HOLDS_A_NAME.search(text):
                    found.append(text)
    return tuple(found)


def with_names(text: str, people: People, chance: random.Random) -> Example:
    """Return a message with names in some of the places where a person is meant; at least one where there is a place."""
    matches = list(_PLACES.finditer(text))
    keep = [match for match in matches if chance.random() < 0.4] or matches[:1]
    same = people.full() if chance.random() < 0.3 else people.given()
    pieces: list[Piece] = []
    position = 0
    for match in keep:
        name = same if chance.random() < 0.4 else chance.choice([people.given, people.given, people.full])()
        pieces.append((text[position : match.start()], None))
        pieces += _put(match, name, people, chance)
        position = match.end()
    pieces.append((text[position:], None))
    if not keep or chance.random() < 0.25:
        pieces = _around(pieces, people, chance)
    return joined(pieces)


def _put(match: re.Match[str], name: str, people: People, chance: random.Random) -> list[Piece]:
    role = match.group()
    if match["owner"]:
        return [(name, "person"), (chance.choice(["'s", "'s", "’s", "s"]), None)]
    if match["adult"]:
        form = chance.random()
        if form < 0.35:
            return [(role + " ", None), (name, "person")]
        if form < 0.5:
            return [(role + " (", None), (name, "person"), (")", None)]
        if form < 0.6:
            return [(role + ", ", None), (name, "person"), (",", None)]
        if form < 0.72:
            return [
                (chance.choice(["Mr ", "Mrs ", "Ms ", "Miss ", "mr ", "mrs ", "Dr ", "PC "]), None),
                (people.last(), "person"),
            ]
    if match["child"] and chance.random() < 0.3:
        return [(role + chance.choice([" ", ", ", " called ", " named "]), None), (name, "person")]
    return [(name, "person")]


def _around(pieces: list[Piece], people: People, chance: random.Random) -> list[Piece]:
    before = chance.random() < 0.6
    start, end = chance.choice(_BEFORE if before else _BEHIND).split("{}")
    name = chance.choice([people.given, people.full, people.given, people.initialled])()
    added = [(start, None), (name, "person"), (end, None)]
    return [*added, *pieces] if before else [*pieces, *added]
