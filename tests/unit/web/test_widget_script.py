"""The script of the tag, and the block that a host page pastes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.test import RequestFactory

from bot.cli.main import main
from bot.reply.wording import Wording
from bot.web.widget import views
from bot.web.widget.boot import boot_values
from bot.web.widget.static_block import static_block
from tests.builders import CLOSED, OPEN, PackCopy, real_pack


def _block(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["signpost", "widget", "block", *map(str, arguments)])
    return main()


def test_the_script_brings_the_contacts_along() -> None:
    """A browser that has the script can show whom to ring, and other origins may load it."""
    response = views.script(RequestFactory().get("/static/widget.js"))
    text = response.content.decode()

    held = re.search(r"JSON\.parse\('(.*)'\)", text).group(1)
    boot = json.loads(held.encode().decode("unicode_escape").encode("latin-1").decode())
    assert boot["contacts"]["duty_team"]["phone"] == "01472 326292"
    assert boot["contacts"]["emergency"]["phone"] == "999"
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "max-age=60" in response.headers["Cache-Control"]


def test_the_script_says_nothing_that_is_true_for_an_hour_alone() -> None:
    """Browsers keep the script: whether the office is open is asked when the chat is opened."""
    opened = boot_values(real_pack(), Wording(real_pack(), lambda: OPEN), limit=4000)
    closed = boot_values(real_pack(), Wording(real_pack(), lambda: CLOSED), limit=4000)

    assert opened == closed


@pytest.mark.parametrize("words", ["unreachable", "offline", "gone"])
def test_what_the_chat_says_in_a_failure_names_the_duty_team(words: str) -> None:
    """Without a reply the words alone say whom to ring."""
    boot = boot_values(real_pack(), Wording(real_pack(), lambda: OPEN), limit=4000)

    assert "01472 326292, option 5" in boot["words"][words]
    assert "{" not in json.dumps(boot["words"]).replace('{"', "")


def test_a_word_of_the_pack_cannot_break_out_of_the_script() -> None:
    """Whatever signs a sentence holds, it stays a sentence."""
    words = real_pack().replies.model_copy(update={"notice": 'It\'s </script> a \\ "quote"\n'})
    pack = replace(real_pack(), replies=words)
    boot = boot_values(pack, Wording(pack, lambda: OPEN), limit=4000)
    script = views.script_of(boot)

    assert "</script>" not in script
    assert "It's" not in script


def test_the_block_has_both_numbers_as_links(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`signpost widget block` prints whom to ring, with links that ring, out of the pack."""
    assert _block(monkeypatch) == 0
    out = capsys.readouterr().out

    assert '<a href="tel:999">999</a>' in out
    assert '<a href="tel:01472326292">01472 326292</a>, option 5' in out
    assert "style=" not in out
    assert "<script" not in out


def test_the_block_follows_the_contacts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pack_copy: PackCopy
) -> None:
    """Another option in contacts.yml gives another block."""

    def other(contacts: dict) -> None:
        next(one for one in contacts["contacts"] if one["id"] == "duty_team")["option"] = "7"

    pack_copy.change("contacts.yml", other)

    assert _block(monkeypatch, pack_copy.folder) == 0
    assert "option 7, for advice" in capsys.readouterr().out


def test_a_pack_with_faults_gives_no_block(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path
) -> None:
    """Where the pack cannot be read the command says so, and prints no half block."""
    assert _block(monkeypatch, tmp_path / "none") != 0
    assert capsys.readouterr().out == ""


def test_a_name_with_markup_stays_text() -> None:
    """What a contact is called cannot become HTML."""
    duty = real_pack().contacts["duty_team"].model_copy(update={"name": "<b>Team</b>", "option": None})
    pack = replace(real_pack(), contacts={**real_pack().contacts, "duty_team": duty})
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            seen.append(tag)

    Reader().feed(static_block(Wording(pack, lambda: OPEN)))
    assert "b" not in seen
