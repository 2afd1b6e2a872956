"""Everything that one round of learning sees."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.masking.learning.disorder import disordered
from bot.language.masking.learning.example import Example
from bot.language.masking.learning.frames import Frames
from bot.language.masking.learning.messages import messages, with_names
from bot.language.masking.learning.people import People
from bot.language.masking.learning.places import Places


@dataclass(frozen=True)
class Portions:
    """How many texts of each kind a round holds; `plain` are messages without a name, `placed` hold homes and schools."""

    plain: int = 2600
    inserted: int = 2400
    framed: int = 2400
    placed: int = 2200
    ordinary: int = 1400


def round_of(seed: int, portions: Portions, *, held_out: bool = False) -> list[Example]:
    """Return the texts of one round in random order; the same seed gives the same texts.

    Held-out texts are made of other names, other sentences and other messages than all the rest.
    """
    chance = random.Random(seed)
    people = People(seed, held_out=held_out)
    plain = [text for text in messages() if _is_kept_apart(text) is held_out]
    places = Places(people, chance, held_out=held_out)
    framed, placed, ordinary = (
        Frames(name, people, places, chance, held_out=held_out) for name in ("frames.txt", "places.txt", "ordinary.txt")
    )
    found = [Example(_short(chance.choice(plain), chance)) for _ in range(portions.plain)]
    found += [with_names(_short(chance.choice(plain), chance), people, chance) for _ in range(portions.inserted)]
    found += [_two(framed, ordinary, plain, chance) for _ in range(portions.framed)]
    found += [_two(placed, ordinary, plain, chance) for _ in range(portions.placed)]
    found += [ordinary.example() for _ in range(portions.ordinary)]
    chance.shuffle(found)
    return [disordered(example, chance) for example in found]


def fingerprint(examples: Sequence[Example]) -> str:
    """Return a hash of texts and what stands in them."""
    lines = "\n".join(f"{example.text}\t{example.spans}" for example in examples)
    return hashlib.sha256(lines.encode("utf-8", "replace")).hexdigest()


def _is_kept_apart(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 12 == 0


def _short(text: str, chance: random.Random) -> str:
    """Return a stretch of at most some 40 words: longer ones teach no more about names."""
    words = text.split(" ")
    if len(words) <= 40:
        return text
    start = chance.randrange(0, len(words) - 40)
    return " ".join(words[start : start + 40])


def _two(framed: Frames, ordinary: Frames, plain: Sequence[str], chance: random.Random) -> Example:
    """Return a sentence, at times with another one or a piece of a message behind or before it."""
    one, form = framed.example(), chance.random()
    if form < 0.4:
        return one
    if form < 0.6:
        other = framed.example()
    elif form < 0.7:
        other = ordinary.example()
    else:
        words = chance.choice(plain).split(" ")
        other = Example(" ".join(words[: chance.randrange(4, 16)]))
    gap = chance.choice([". ", " ", ", ", " - ", "\n", " and ", "; "])
    first, second = (one, other) if chance.random() < 0.5 else (other, one)
    shift = len(first.text) + len(gap)
    moved = tuple((start + shift, end + shift, kind) for start, end, kind in second.spans)
    return Example(first.text + gap + second.text, first.spans + moved)
