"""Sentences written by hand, with places that are filled anew each time."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable

from bot.language.masking.learning.example import Example, Piece, joined
from bot.language.masking.learning.people import FOLDER, People
from bot.language.masking.learning.places import Places

_PLACE = re.compile(r"\{(\w+)\}")
_ANY_SCHOOL = (
    "school",
    "nursery",
    "college",
    "the academy",
    "primary school",
    "the high school",
    "his school",
    "her nursery",
)
_OTHER: dict[str, list[str]] = {
    "town": "Waltham Humberston Scartho Laceby Tetney Keelby Stallingborough Habrough Barnetby Ulceby Healing Ashby Bradley Peterborough Derby Leicester Coventry Liverpool Newcastle Sunderland Middlesbrough Norwich Ipswich Plymouth Bristol Swansea Belfast Dundee Blackpool Bolton Preston Rotherham Barnsley Wakefield Huddersfield Luton Croydon Lewisham Hackney Poland Romania Somalia Pakistan Bangladesh Lithuania Spain Turkey Albania Syria Nigeria Grimsby Cleethorpes Immingham Hull Lincoln Louth Scunthorpe Leeds London Skegness Doncaster Bradford Boston "
    "Goole Barton Brigg Caistor Manchester Birmingham Sheffield Nottingham Newark York Gdansk Warsaw Vilnius Bucharest "
    "Lagos Accra Mogadishu Dhaka Karachi Lahore Kyiv Istanbul Erbil Kabul Hanoi Lisbon Dublin Cardiff Glasgow Tirana".split(),
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

    def __init__(
        self, name: str, people: People, places: Places, chance: random.Random, *, held_out: bool = False
    ) -> None:
        lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
        self._lines = [
            line
            for line in lines
            if line and not line.startswith("#") and (zlib.crc32(line.encode()) % 12 == 0) is held_out
        ]
        self._random = chance
        self._makers: dict[str, tuple[str | None, Callable[[], str]]] = {
            "given": ("person", people.given),
            "last": ("person", people.last),
            "full": ("person", people.full),
            "nick": ("person", people.nick),
            "initials": ("person", people.initials),
            "initialled": ("person", people.initialled),
            "home": ("address", places.home),
            "lived": ("address", places.street),
            "street": (None, places.street),
            "school": ("identifying_school", places.school),
            "bare": ("identifying_school", places.bare_school),
            "nursery": ("identifying_school", places.nursery),
            "club": ("identifying_school", places.club),
            "one": ("address", places.one_word_home),
            "n": ("address", places.numbered),
            "nn": ("address", places.number),
            "ward": ("identifying_school", places.ward),
        }

    def example(self) -> Example:
        """Return one sentence, filled."""
        line, position = self._random.choice(self._lines), 0
        pieces: list[Piece] = []
        for match in _PLACE.finditer(line):
            pieces += [(line[position : match.start()], None), self._filled(match[1])]
            position = match.end()
        return joined([*pieces, (line[position:], None)])

    def _filled(self, place: str) -> Piece:
        if place == "school" and self._random.random() < 0.2:
            return self._random.choice(_ANY_SCHOOL), None
        if place in self._makers:
            kind, make = self._makers[place]
            return make(), kind
        return self._random.choice(_OTHER[place]), None
