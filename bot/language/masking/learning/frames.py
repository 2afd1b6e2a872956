"""Sentences written by hand, with places that are filled anew each time."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable

from bot.language.masking.learning.example import Example, joined
from bot.language.masking.learning.people import FOLDER, People

_PLACE = re.compile(r"\{(\w+)\}")
_OTHER: dict[str, list[str]] = {
    "town": "Grimsby Cleethorpes Immingham Hull Lincoln Louth Scunthorpe Leeds London Skegness Doncaster Bradford Boston "
    "Goole Barton Brigg Caistor Manchester Birmingham Sheffield Nottingham Newark York Gdansk Warsaw Vilnius Bucharest "
    "Lagos Accra Mogadishu Dhaka Karachi Lahore Kyiv Istanbul Erbil Kabul Hanoi Lisbon Dublin Cardiff Glasgow Tirana".split(),
    "street": [
        "Freeman Street",
        "Victoria Street",
        "Park Street",
        "the high street",
        "Church Lane",
        "Station Road",
        "Hope Street",
        "Grant Street",
        "Mill Road",
        "Wellington Street",
        "Cromwell Road",
        "Albert Street",
        "Willow Road",
        "George Street",
        "Brereton Avenue",
        "James Street",
        "St Peters Avenue",
        "Rose Avenue",
        "Stanley Street",
        "Heneage Road",
    ],
    "school": [
        "school",
        "nursery",
        "college",
        "St Mary's",
        "Hillside Primary",
        "Beacon Academy",
        "St Peter's",
        "Woodlands Academy",
        "Oakfield Infants",
        "Fairfield Juniors",
        "Middlethorpe Primary",
        "Springfield School",
        "St James",
        "the academy",
        "Stanford School",
        "Edward Heneage Academy",
        "John Whitgift",
        "Queen Mary",
        "Elliston Primary",
        "Coomb Briggs",
    ],
    "brand": "Nike Adidas Asda Tesco Lidl Aldi Greggs Primark JD iPhone Xbox PlayStation Samsung BMW Audi Corsa Fiesta Snapchat "
    "TikTok Instagram Facebook WhatsApp Roblox Fortnite Minecraft Spar Costa Lynx Stella Carlsberg Lambrini Gucci Morrisons "
    "Boots Argos Wilko Iceland Heron Subway Nandos Vauxhall Ford Levi's Northface Kappa McDonalds Burger".split(),
    "drug": "cannabis spice ket cocaine heroin crack methadone sertraline fluoxetine Ritalin methylphenidate Calpol ibuprofen "
    "diazepam pregabalin Xanax Concerta melatonin weed MDMA nitrous Ventolin salbutamol insulin Buvidal Subutex codeine "
    "Epilim lamotrigine olanzapine quetiapine Sudocrem Piriton amoxicillin".split(),
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tues Weds Thurs Fri Sat Sun".split(),
    "month": "January February March April May June July August September October November December Jan Feb Aug Sept Oct Nov Dec".split(),
    "age": [
        "4",
        "7",
        "13",
        "15",
        "aged 6",
        "8 yrs",
        "14yo",
        "3 months",
        "age 9",
        "16 years old",
        "11",
        "2",
        "six",
        "fourteen",
    ],
    "year": [
        "Year 4",
        "Y5",
        "Y9",
        "yr 10",
        "Reception",
        "year 8",
        "Y11",
        "Nursery",
        "Y2",
        "sixth form",
        "yr7",
        "Year 6",
    ],
}


class Frames:
    """Fills the sentences of a file."""

    def __init__(self, name: str, people: People, chance: random.Random, *, held_out: bool = False) -> None:
        lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
        self._lines = [
            line
            for line in lines
            if line and not line.startswith("#") and (zlib.crc32(line.encode()) % 12 == 0) is held_out
        ]
        self._random = chance
        self._names: dict[str, Callable[[], str]] = {
            "given": people.given,
            "last": people.last,
            "full": people.full,
            "nick": people.nick,
            "initials": people.initials,
            "initialled": people.initialled,
        }

    def example(self) -> Example:
        """Return one sentence, filled."""
        line, pieces, position = self._random.choice(self._lines), [], 0
        for match in _PLACE.finditer(line):
            pieces.append((line[position : match.start()], False))
            name = self._names.get(match[1])
            pieces.append((name(), True) if name else (self._random.choice(_OTHER[match[1]]), False))
            position = match.end()
        return joined([*pieces, (line[position:], False)])
