"""Rule 5. Guidance, contacts and numbers in replies come from `knowledge/` alone, each with its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import BaseModel
from ruamel.yaml import YAML

from bot.advice.case import Case
from bot.advice.reading import Reading
from bot.content.pack import Pack
from bot.reply.shape import Guidance, Reply
from tests import builders
from tests.builders import ROOT, PackCopy, real_pack, said, steady_pack
from tests.strategies import cases, light_cases, readings
from tests.unit.safety.states import MOMENTS, every_reply, every_turn, finder_of

# Any telephone number, and any address.
PHONE = re.compile(r"(?<![\w-])(?:\+44 ?|0)\d{2,4}[ -]?\d{3}[ -]?\d{3,4}(?!\d)|\b999\b")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+\w")


def held_numbers(pack: Pack) -> set[str]:
    """Return every number of contacts.yml."""
    return {contact.phone for contact in pack.contacts.values() if contact.phone}


def held_addresses(pack: Pack) -> set[str]:
    """Return every address of contacts.yml."""
    return {contact.email for contact in pack.contacts.values() if contact.email}


def guidance_of(reply: Reply) -> Iterator[Guidance]:
    """Yield every entry that a reply shows."""
    for item in reply.guidance:
        yield item
        yield from item.related


# ----- numbers and addresses


@pytest.mark.parametrize("now", MOMENTS, ids=["open", "closed"])
def test_every_number_in_a_reply_is_one_of_the_contacts(now: Any) -> None:
    """No reply of any sort holds a number that contacts.yml does not."""
    numbers = held_numbers(steady_pack())
    for name, reply in every_reply(steady_pack(), now):
        assert set(PHONE.findall(said(reply))) <= numbers, name


@settings(max_examples=25)
@given(read=readings(), case=cases() | light_cases())
def test_no_state_brings_in_another_number(read: Reading, case: Case) -> None:
    """Whatever was understood and whatever is known, numbers are those of contacts.yml."""
    for name, turn in every_turn("something was written", read, case):
        assert set(PHONE.findall(said(turn.reply))) <= held_numbers(steady_pack()), name


def test_every_address_in_a_reply_is_in_the_pack() -> None:
    """An address in a reply stands in contacts.yml or, word for word, in the entry that is shown."""
    for name, reply in every_reply(steady_pack()):
        lines = [line for item in guidance_of(reply) for line in (item.text, *item.differs)]
        of_entries = {address for line in lines for address in EMAIL.findall(line)}
        assert set(EMAIL.findall(said(reply))) <= held_addresses(steady_pack()) | of_entries, name


def test_other_contacts_are_other_replies(pack_copy: PackCopy) -> None:
    """A number that changes in contacts.yml changes in every reply, and the old one is nowhere."""

    def edit(content: Any) -> None:
        for contact, phone in zip(content["contacts"], ["998", "01999 111222", "01999 333444"]):
            contact["phone"] = phone
        content["contacts"][1]["option"] = "8"

    pack_copy.change("contacts.yml", edit)
    pack_copy.change(builders.ENTRIES, lambda c: [entry.update(answer="An answer.") for entry in c["entries"]])
    pack = pack_copy.load()

    for name, reply in every_reply(pack):
        words = said(reply)
        # The name of the emergency route says 999 in words of its own.
        assert set(PHONE.findall(words)) <= {"01999 111222", "01999 333444", "999"}, name
        assert "998" in reply.replies[-1].text, name
        assert "01999 111222, option 8" in reply.replies[-1].text, name
        assert "326292" not in words, name
        if reply.escalation is not None:
            assert (reply.escalation.phone, reply.escalation.option) == ("01999 111222", "8"), name


# ----- code holds none of it


def sources_of_code() -> Iterator[Path]:
    """Yield every file of the code, scripts, templates and styles included."""
    for part in ("bot", "actions"):
        for path in sorted((ROOT / part).rglob("*")):
            if path.is_file() and path.suffix in {".py", ".js", ".html", ".css", ".yml", ".json", ".svg", ".txt"}:
                yield path


def contacts_in(text: str) -> list[str]:
    """Return every telephone number and every address in a text of code."""
    found = re.findall(r"(?<![\d.])0\d{3,4} ?\d{3} ?\d{3,4}(?![\d.])", text) + EMAIL.findall(text)
    return [one for one in found if not one.endswith((".png", ".js"))]


def literals_in(source: str) -> Iterator[str]:
    """Yield every string of a Python source but its docstrings."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_code_holds_no_number_and_no_address() -> None:
    """No telephone number and no address of ours stands in the code, comments included."""
    assert {str(path): found for path in sources_of_code() if (found := contacts_in(path.read_text("utf-8")))} == {}


def test_code_says_no_number_by_itself() -> None:
    """The numbers of contacts.yml, short ones too, are in no string of the code."""
    numbers = re.compile("|".join(rf"\b{re.escape(number)}\b" for number in held_numbers(real_pack())))
    for path in sources_of_code():
        if path.suffix == ".py":
            for literal in literals_in(path.read_text(encoding="utf-8")):
                assert not numbers.search(literal), f"{path}: {literal!r}"


@pytest.mark.parametrize(
    "planted", ["PHONE = '01472 326292'", "# ring 01472313131", "x = 'Familyhelprequests@nelincs.gov.uk'"]
)
def test_a_planted_contact_is_caught(planted: str) -> None:
    """The search finds a number or an address that was put into code."""
    assert contacts_in(planted)


def test_a_planted_short_number_is_caught() -> None:
    """A string of the code is told from a docstring."""
    source = '"""Ring 999."""\ndef f():\n    """Ring 999."""\n    return "Ring 999."\n'

    assert list(literals_in(source)) == ["Ring 999."]


def test_rasa_has_no_wording_of_its_own() -> None:
    """The domain holds no responses, which would be words that nobody reviewed."""
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))

    assert "responses" not in domain
    assert not any(str(action).startswith("utter_") for action in domain["actions"])


# ----- words


MARK = " \u27e6\u27e7 "


def marked(pack: Pack) -> Pack:
    """Return a pack in which every text that replies may show is a mark, with its placeholders between marks."""

    def mark(text: str) -> str:
        parts = re.split(r"(\{\w+\})", text)
        return "".join(part if part.startswith("{") else MARK for part in parts if part)

    def all_marked(value: Any, keep: frozenset[str]) -> Any:
        if isinstance(value, BaseModel):
            fields = type(value).model_fields
            return value.model_copy(
                update={name: all_marked(getattr(value, name), keep) for name in fields if name not in keep}
            )
        if isinstance(value, tuple):
            return tuple(all_marked(one, keep) for one in value)
        return mark(value) if isinstance(value, str) else value

    ids = frozenset({"id", "level", "pair", "document", "authority", "kind", "related", "contacts", "lower", "higher"})
    hours = frozenset({"hours", "opens", "closes", "days", "timezone", "closed_on"})
    return replace(
        pack,
        sources={name: all_marked(one, ids) for name, one in pack.sources.items()},
        contacts={name: all_marked(one, ids | hours) for name, one in pack.contacts.items()},
        routes={name: all_marked(one, ids) for name, one in pack.routes.items()},
        steps=tuple(all_marked(one, ids) for one in pack.steps),
        indicators={name: all_marked(one, ids) for name, one in pack.indicators.items()},
        questions={name: all_marked(one, ids) for name, one in pack.questions.items()},
        replies=all_marked(pack.replies, ids),
        entries={name: all_marked(one, ids) for name, one in pack.entries.items()},
        about=pack.about.model_copy(update={"authorities": all_marked(pack.about.authorities, ids)}),
    )


# What the code itself puts between: a day and a time, what the practitioner wrote, a reference.
_OWN_WORDS = re.compile(
    r"\b(today|tomorrow|on (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day( \d+ \w+)?)\b|\b\d+(\.\d+)?(am|pm)\b"
    r"|what was written|NEL-7F3K2"
)


@pytest.mark.parametrize("now", MOMENTS, ids=["open", "closed"])
def test_code_adds_no_words(now: Any) -> None:
    """With every text of the pack replaced by a mark, replies hold no word that is not a day, a time or a quotation."""
    for name, reply in every_reply(marked(steady_pack()), now):
        left = _OWN_WORDS.sub("", said(reply).replace(MARK.strip(), " "))
        assert not re.search(r"[^\W\d_]", left), f"{name}: {left!r}"


def test_an_entry_is_shown_word_for_word() -> None:
    """The answer of every entry stands in the reply exactly as it was reviewed."""
    for entry in steady_pack().entries.values():
        guidance = finder_of(steady_pack(), entry.id).find("anything")
        assert guidance is not None
        assert guidance.text == entry.answer
        (first, *_) = builders.composer().answer([guidance]).replies
        assert entry.answer in first.text.split("\n"), entry.id


def test_braces_in_an_entry_are_not_filled_in() -> None:
    """An entry is not a template: what it holds is what is shown."""
    entry = steady_pack().entries["duty-team-when"].model_copy(update={"answer": "Ring {duty_phone} {x}."})
    pack = replace(steady_pack(), entries={**steady_pack().entries, entry.id: entry})
    guidance = finder_of(pack, entry.id).find("anything")
    assert guidance is not None

    assert "Ring {duty_phone} {x}." in builders.composer(pack).answer([guidance]).replies[0].text


# ----- sources


@settings(max_examples=25)
@given(read=readings(), case=cases() | light_cases())
def test_every_statement_has_document_section_and_date(read: Reading, case: Case) -> None:
    """Every indicator, step and entry in a reply names a document of the pack with section and date."""
    documents = {(source.title, source.date) for source in steady_pack().sources.values()}
    for name, turn in every_turn("something was written", read, case):
        reply = turn.reply
        sources = [step.source for step in reply.steps] + [item.source for item in guidance_of(reply)]
        sources += [item.source for item in reply.assessment.indicators] if reply.assessment else []
        for source in sources:
            assert (source.document, source.date) in documents, name
            assert source.section, name


def test_an_answer_says_its_source_in_words() -> None:
    """A person who copies an answer copies where it stands."""
    for name, reply in every_reply(steady_pack()):
        for item, text in zip(reply.guidance, reply.replies):
            if reply.kind == "answer":
                assert f"Source: {item.source.document}, {item.source.section}, {item.source.date}." in text.text, name


def test_where_no_document_answers_nothing_is_made_up() -> None:
    """A question without an entry gets no guidance at all, and is told that there is none."""
    turn = builders.conversation(finder_of(steady_pack(), "danger-999", similarity=0.1)).question(
        "what is the out of hours number", Reading(), Case()
    )

    assert turn.reply.guidance == []
    assert turn.reply.replies[0].text == steady_pack().replies.not_held.opening
