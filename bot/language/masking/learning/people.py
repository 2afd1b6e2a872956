"""Names of nobody: put together at random from single given names and surnames of many communities."""

from __future__ import annotations

import random
import unicodedata
import zlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[4] / "data" / "masking"
LOCALES = (
    "en_GB en_GB en_IE en_IN en_PK en_NG en_KE pl_PL ro_RO lt_LT lv_LV pt_PT ha_NG ig_NG yo_NG tw_GH tr_TR ga_IE uk_UA "
    "hu_HU cs_CZ sk_SK es_ES fr_FR it_IT sw zu_ZA ru_RU bg_BG az_AZ nl_NL de_DE hr_HR uz_UZ id_ID fr_DZ en_TH bn_BD ar_AA"
).split()
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v h d e zh z y i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i yi ye g".split(" "),
    )
)
_SHORT_ENDS = ("y", "ie", "z", "zza", "o", "s", "er", "ster")
_STARTS = "b br c ch d dr f fr g gr h j k kr l m n p r s sh st t tr v w y z zh kw mb".split()
_MIDDLES = "a e i o u ai ee ia oa ou aa eo y".split()
_ENDS = "n m r l s sh th k d ra na la sa ka mi ri ni li esh ith an in on el wyn ton ski wicz escu aitis".split()


class People:
    """Makes names. The same seed gives the same names.

    `held_out` chooses which part of the single names is used: those kept apart for measuring, or all others.
    """

    def __init__(self, seed: int, *, held_out: bool = False) -> None:
        from faker import Faker

        self._random = random.Random(seed)
        self._held_out = held_out
        self._given = self._mine(FOLDER / "given-names.txt")
        self._words = self._mine(FOLDER / "names-that-are-words.txt")
        self._last = self._mine(FOLDER / "surnames.txt")
        self._fakers = []
        for locale in LOCALES:
            faker = Faker(locale)
            faker.seed_instance(seed)
            self._fakers.append(faker)

    def given(self) -> str:
        """Return one given name, at times with a second one."""
        chance = self._random.random()
        if chance < 0.44:
            name = self._random.choice(self._given)
        elif chance < 0.56:
            name = self._random.choice(self._words)
        elif chance < 0.86:
            name = self._invented_by_faker("first_name")
        elif chance < 0.93:
            name = self._made_up()
        else:
            name = self.nick()
        if self._random.random() < 0.04:
            name += self._random.choice("- ") + self._random.choice(self._given)
        return self._spelt(name)

    def last(self) -> str:
        """Return a surname, at times a double one or one with a particle."""
        chance = self._random.random()
        if chance < 0.5:
            name = self._random.choice(self._last)
        elif chance < 0.9:
            name = self._invented_by_faker("last_name")
        else:
            name = self._made_up()
        chance = self._random.random()
        if chance < 0.05:
            name += "-" + self._random.choice(self._last)
        elif chance < 0.08:
            name = (
                self._random.choice(
                    ["de ", "da ", "van ", "bin ", "al-", "Al ", "von ", "dos ", "El-", "ap ", "Mc", "O'", "O’", "Mac"]
                )
                + name
            )
        return self._spelt(name)

    def full(self) -> str:
        """Return a given name and a surname."""
        middle = f" {self.given()}" if self._random.random() < 0.08 else ""
        if self._random.random() < 0.05:
            middle = f" {self._random.choice('ABCDEFGHJKLMNPRSTW')}{self._random.choice(['', '.'])}"
        return f"{self.given()}{middle} {self.last()}"

    def initialled(self) -> str:
        """Return an initial and a surname, or a given name and the initial of one."""
        letter = self._random.choice("ABCDEFGHIJKLMNOPRSTWZ")
        if self._random.random() < 0.4:
            return f"{self.given()} {letter}"
        return f"{letter}{self._random.choice(['. ', '.', ' ', '. ' + self._random.choice('ABDJMPRS') + '. '])}{self.last()}"

    def initials(self) -> str:
        """Return two or three initials."""
        letters = self._random.sample("ABCDEFGHJKLMNPRSTWZ", self._random.choice([2, 2, 2, 3]))
        return self._random.choice(["", "."]).join(letters)

    def nick(self) -> str:
        """Return a short form of a given name, or a nickname."""
        base = self._random.choice(self._given)
        if self._random.random() < 0.3:
            return base
        return base[: self._random.choice([2, 3, 3, 4])] + self._random.choice(_SHORT_ENDS)

    def _made_up(self) -> str:
        """Return a name that no list holds, so that the place of a name counts and not the name alone."""
        count = self._random.choice([1, 2, 2, 3])
        parts = [self._random.choice(_STARTS) + self._random.choice(_MIDDLES) for _ in range(count)]
        return ("".join(parts) + self._random.choice(_ENDS)).capitalize()

    def _invented_by_faker(self, kind: str) -> str:
        for _ in range(20):
            faker = self._random.choice(self._fakers)
            name = getattr(faker, kind)()
            if self._is_mine(name):
                return _in_latin(name) if self._random.random() < 0.9 else name
        return self._random.choice(self._given)

    def _spelt(self, name: str) -> str:
        if self._random.random() < 0.4:
            name = _without_accents(name)
        if self._random.random() < 0.08 and len(name) > 4:
            return _with_a_slip(name, self._random)
        return name

    def _mine(self, path: Path) -> list[str]:
        lines = path.read_text(encoding="utf-8").splitlines()
        names = {name for line in lines if not line.startswith("#") for name in line.split()}
        return sorted(name for name in names if self._is_mine(name))

    def _is_mine(self, name: str) -> bool:
        return (zlib.crc32(name.lower().encode()) % 12 == 0) is self._held_out


def _in_latin(name: str) -> str:
    letters = []
    for letter in name:
        latin = _CYRILLIC.get(letter.lower())
        letters.append(letter if latin is None else (latin.capitalize() if letter.isupper() else latin))
    return "".join(letters)


def _without_accents(name: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    return (
        plain.replace("ł", "l").replace("Ł", "L").replace("ı", "i").replace("ø", "o") if plain.isprintable() else name
    )


def _with_a_slip(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name) - 1)
    return chance.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + chance.choice("aeiouhy") + name[at + 1 :],
        ]
    )
