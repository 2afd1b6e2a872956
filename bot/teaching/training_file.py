"""One training file, edited line by line: every line that an edit does not mean stays as it is, to the byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.teaching.errors import EditError

_INTENT = re.compile(r"^- intent:\s*(?P<intent>\S+)\s*(?:#.*)?$")
_METADATA = re.compile(r"^\s+metadata:\s*(?P<flow>\{.*\})\s*(?:#.*)?$")
_EXAMPLES = re.compile(r"^\s+examples:\s*\|")
_EXAMPLE = re.compile(r"^\s+- (?P<raw>.*)$")
_INDENT = "    "
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ufeff]")


@dataclass(frozen=True)
class Block:
    """Examples that share an intent and what is known of them. `first` and `last` are line numbers from 0, both
    included; `head` is how many lines come before the examples."""

    intent: str
    about: str
    first: int
    last: int
    lines: tuple[tuple[int, str], ...]

    @property
    def metadata(self) -> dict[str, object]:
        """What the block says of its examples: voice, writer, further indicators; empty where it says nothing."""
        if not self.about:
            return {}
        loaded = YAML(typ="safe").load(self.about)
        return dict(loaded) if isinstance(loaded, dict) else {}


class TrainingFile:
    """The text of a training file, and the edits that can be made to it. A value: each edit gives a new one."""

    def __init__(self, name: str, text: str) -> None:
        """`name` is the file's path, for messages.

        Raises:
            EditError: The text is not a training file in the form that is used here.
        """
        self.name = name
        self.text = text
        self._lines = text.split("\n")
        self._ending = "\r" if any(line.endswith("\r") for line in self._lines[:1]) else ""
        self.blocks = tuple(self._read_blocks())

    def add(self, intent: str, raw: str, about: str) -> TrainingFile:
        """Add an example to the last block of its intent that says the same of its examples, else to a new block.

        `about` is the metadata as it stands in the file, such as `{voice: teacher, writer: editors}`.

        Raises:
            EditError: The example is empty, of more than one line, or there already.
        """
        raw = self._checked(raw)
        if any(block.intent == intent and any(one == raw for _, one in block.lines) for block in self.blocks):
            raise EditError(f"{self.name}: this example stands under {intent} already.")
        same = [block for block in self.blocks if block.intent == intent and _same(block.about, about)]
        line = f"{_INDENT}- {raw}{self._ending}"
        if same:
            return self._with(same[-1].last + 1, 0, [line])
        of_intent = [block for block in self.blocks if block.intent == intent]
        at = of_intent[-1].last + 1 if of_intent else self._end()
        head = [f"- intent: {intent}", *([f"  metadata: {about}"] if about else []), "  examples: |"]
        return self._with(at, 0, [*(part + self._ending for part in head), line])

    def change(self, intent: str, before: str, after: str) -> TrainingFile:
        """Put other words in the place of an example's; `EditError` where it is not there."""
        after = self._checked(after)
        block, number, _ = self._find(intent, before)
        indent = self._lines[number][: len(self._lines[number]) - len(self._lines[number].lstrip())]
        return self._with(number, 1, [f"{indent}- {after}{self._ending}"])

    def delete(self, intent: str, before: str) -> TrainingFile:
        """Take an example away, with its block where it was the last of it; `EditError` where it is not there, or
        where the intent would have no example left in this file."""
        block, number, _ = self._find(intent, before)
        if len(block.lines) > 1:
            return self._with(number, 1, [])
        if sum(one.intent == intent for one in self.blocks) == 1:
            raise EditError(f"{self.name}: {intent} would have no example left. Add others first.")
        return self._with(block.first, block.last - block.first + 1, [])

    def about(self, intent: str, raw: str) -> str:
        """Return what is said of an example, as it stands in the file; `EditError` where it is not there."""
        return self._find(intent, raw)[0].about

    def _find(self, intent: str, raw: str) -> tuple[Block, int, str]:
        for block in self.blocks:
            if block.intent == intent:
                for number, one in block.lines:
                    if one == raw:
                        return block, number, one
        raise EditError(
            f"{self.name}: this example no longer stands under {intent}: somebody changed the file. Look at it again: "
            f"{raw[:80]}"
        )

    def _checked(self, raw: str) -> str:
        raw = raw.strip()
        if not raw:
            raise EditError("An example needs words.")
        if "\n" in raw or _CONTROL.search(raw):
            raise EditError("An example is one line of plain characters: write it as one line.")
        return raw

    def _with(self, at: int, gone: int, new: Sequence[str]) -> TrainingFile:
        lines = [*self._lines[:at], *new, *self._lines[at + gone :]]
        return TrainingFile(self.name, "\n".join(lines))

    def _end(self) -> int:
        """Return the line after the last that holds something."""
        return next((n + 1 for n in range(len(self._lines) - 1, -1, -1) if self._lines[n].strip()), 0)

    def _read_blocks(self) -> list[Block]:
        starts = [n for n, line in enumerate(self._lines) if _INTENT.match(line.rstrip("\r"))]
        found = []
        for place, start in enumerate(starts):
            stop = starts[place + 1] if place + 1 < len(starts) else len(self._lines)
            found.append(self._read_block(start, stop))
        return found

    def _read_block(self, start: int, stop: int) -> Block:
        match = _INTENT.match(self._lines[start].rstrip("\r"))
        about, examples, in_examples = "", [], False
        for number in range(start + 1, stop):
            line = self._lines[number].rstrip("\r")
            if in_examples:
                example = _EXAMPLE.match(line)
                if example:
                    examples.append((number, example.group("raw").strip()))
                elif line.strip() and not line.lstrip().startswith("#"):
                    raise EditError(f"{self.name}, line {number + 1}: expected an example that begins with '- '.")
                continue
            metadata = _METADATA.match(line)
            if metadata:
                about = metadata.group("flow")
            elif _EXAMPLES.match(line):
                in_examples = True
        if match is None or not examples:
            raise EditError(f"{self.name}, line {start + 1}: an intent without examples; each needs at least one.")
        return Block(match.group("intent"), about, start, examples[-1][0], tuple(examples))


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        return bool(YAML(typ="safe").load(one or "{}") == YAML(typ="safe").load(other or "{}"))
    except YAMLError:
        return False
