"""The pages of the examples: found, added, changed, moved, deleted, all in the draft in hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from bot.teaching.doubtful_file import keep
from bot.teaching.taught import taught_in
from bot.web.workbench import doubtful_views
from bot.web.workbench.examples_list import key_of
from bot.web.workbench.places import draft_store
from tests.workbench.pretend_model import PretendModel

pytestmark = pytest.mark.django_db
HOME = "data/nlu/concern/home_alone.yml"
FIRST = "she is alone in the house every evening, she is six"


def key(project: Path, text: str) -> str:
    return key_of(next(example for example in taught_in(project) if example.text == text))


def kept(client: Client, address: str, **sent: object):
    return client.post(address, {"do": "keep", **sent})


def edits() -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.intent, one.after) for draft in draft_store().drafts() for one in draft.edits]


@pytest.mark.parametrize(
    ("asked", "there", "away"),
    [
        ({"q": "mould bedroom"}, "black mould on every wall", "how soon do they answer"),
        ({"intent": "ask/timescales"}, "how soon do they answer", "black mould"),
        ({"voice": "nurse"}, "black mould", "how soon do they answer"),
        ({"label": "home_alone"}, "nobody was in with him all night", "black mould"),
        ({"q": "no such words"}, "Nothing matches this search", "black mould"),
    ],
)
def test_examples_are_found(
    project: Path, model: PretendModel, as_editor: Client, asked: dict[str, str], there: str, away: str
) -> None:
    """By words, by what they stand under, by voice and by sign."""
    page = as_editor.get(reverse("examples"), asked).content.decode()

    assert there in page
    assert away not in page


def test_counts_are_given_by_voice(project: Path, model: PretendModel, as_editor: Client) -> None:
    """So that gaps are seen."""
    page = as_editor.get(reverse("examples")).content.decode()

    assert "teacher 2" in page
    assert "nurse 1" in page


def test_a_new_example_goes_into_the_draft(project: Path, model: PretendModel, as_editor: Client) -> None:
    """With its marks, its voice, and who wrote it; the file stays as it is until it is published."""
    before = (project / HOME).read_bytes()
    mark = json.dumps(["with no adult about", "home_alone", None])

    response = kept(
        as_editor,
        reverse("new_example"),
        example="two lads in the garden with no adult about till late",
        intent="concern/home_alone",
        voice="nurse",
        mark=[mark],
    )

    assert response.status_code == 302
    assert edits() == [
        ("add", "concern/home_alone", "two lads in the garden [with no adult about](home_alone) till late")
    ]
    assert draft_store().drafts()[0].edits[0].about == "{voice: nurse, writer: editors}"
    assert (project / HOME).read_bytes() == before
    assert "two lads in the garden" in as_editor.get(reverse("examples")).content.decode()


def test_changed_where_it_stands(project: Path, model: PretendModel, as_editor: Client) -> None:
    """Other words under the same sign are a change of one line, and the file keeps every other byte."""
    address = reverse("example", args=[key(project, FIRST)])
    before = (project / HOME).read_text(encoding="utf-8")

    kept(
        as_editor,
        address,
        example="she is alone in the house every night",
        intent="concern/home_alone",
        voice="teacher",
        mark=[json.dumps(["she is alone in the house every night", "home_alone", None])],
    )
    draft_store().save(draft_store().drafts()[0].id)

    after = (project / HOME).read_text(encoding="utf-8")
    assert after == before.replace(
        "[she is alone in the house every evening](home_alone), she is six",
        "[she is alone in the house every night](home_alone)",
    )


def test_moved_to_another_sign_and_deleted(project: Path, model: PretendModel, as_editor: Client) -> None:
    """A move says from where to where; what is deleted is gone from the list, and can be taken back."""
    address = reverse("example", args=[key(project, FIRST)])
    kept(as_editor, address, example=FIRST, intent="concern/housing", voice="teacher", sure="yes")
    assert [edit.kind.value for edit in draft_store().drafts()[0].edits] == ["move"]

    other = key(project, "nobody was in with him all night and the neighbour rang")
    page = as_editor.post(reverse("delete_example", args=[other]), follow=True).content.decode()

    # It is the last one there, which nobody takes away by a slip.
    assert "would have no example left" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"example": "", "intent": "concern/housing"}, "Write the example"),
        ({"example": "some words", "intent": ""}, "Choose what the example teaches"),
        ({"example": "some words", "intent": "concern/the_moon"}, "nothing is taught under this name"),
        ({"example": "some words", "intent": "concern/housing", "voice": "pirate"}, "no voice of that name"),
        ({"example": "some words", "intent": "concern/housing", "indicator": "the_moon"}, "no indicator of that name"),
        ({"example": "some words", "intent": "concern/housing", "mark": "nonsense"}, "marks could not be read"),
        ({"example": "ring 07700 900123", "intent": "concern/housing"}, "tell who somebody is"),
        ({"example": "x" * 4001, "intent": "concern/housing"}, "at most 4000"),
        (
            {
                "example": "black mould on every wall of the bedroom and the baby coughs",
                "intent": "concern/housing",
                "sure": "yes",
                "mark": '["black mould on every wall of the bedroom", "housing", null]',
            },
            "stands under concern/housing already",
        ),
    ],
)
def test_what_cannot_be_kept_is_said(
    project: Path, model: PretendModel, as_editor: Client, sent: dict[str, str], said: str
) -> None:
    """With what was typed still there, and nothing drafted."""
    response = kept(as_editor, reverse("new_example"), **sent)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert edits() == []


def test_doubles_and_conflicts_are_shown_before_anything_is_kept(
    project: Path, model: PretendModel, as_editor: Client
) -> None:
    """It is kept only by whoever says that they have read them."""
    text = FIRST + " now"
    model.learns(text, "concern/home_alone", ("home_alone", 0.9, "alone"))

    page = kept(as_editor, reverse("new_example"), example=text, intent="concern/housing").content.decode()
    assert "Nearly the same, with another label" in page
    assert "Understood as <strong>a concern" in page
    assert edits() == []

    assert (
        kept(as_editor, reverse("new_example"), example=text, intent="concern/housing", sure="yes").status_code == 302
    )
    assert len(edits()) == 1


def test_what_the_model_would_say_follows_as_one_writes(project: Path, model: PretendModel, as_editor: Client) -> None:
    """The part of the page alone; also where the model is away, or what came is nonsense."""
    model.learns("a cup of tea", "out_of_scope/out_of_scope")
    sent = {"example": "a cup of tea", "intent": "concern/housing"}
    assert "something that Signpost is not for" in as_editor.post(reverse("check_example"), sent).content.decode()

    model.away = True
    page = as_editor.post(reverse("check_example"), {"example": FIRST, "intent": "concern/housing"}).content.decode()
    assert "cannot be asked just now" in page
    assert "another label" in page

    assert "marks could not be read" in as_editor.post(reverse("check_example"), {"mark": "{"}).content.decode()
    assert as_editor.post(reverse("check_example")).status_code == 200


def test_an_example_that_somebody_changed_meanwhile_is_said_to_be_gone(
    project: Path, model: PretendModel, as_editor: Client
) -> None:
    """The address of its old words leads back to the list, with the reason."""
    page = as_editor.get(reverse("example", args=["0" * 20]), follow=True).content.decode()

    assert "no longer there in these words" in page


@pytest.mark.parametrize("name", ["examples", "new_example"])
def test_a_file_broken_by_hand_is_named(project: Path, model: PretendModel, as_editor: Client, name: str) -> None:
    """By file and line, with what to do."""
    file = project / HOME
    file.write_text(file.read_text(encoding="utf-8") + "    nonsense\n", encoding="utf-8")

    response = as_editor.get(reverse(name))

    assert response.status_code == 409
    assert f"{HOME}, line 8" in response.content.decode()


def test_doubtful_labels_are_listed_while_they_stand(
    project: Path, model: PretendModel, as_editor: Client, settings
) -> None:
    """What was found doubtful and has been changed since is left out."""
    from bot.teaching.doubtful import Doubt

    first = next(example for example in taught_in(project) if example.text == FIRST)
    file = Path(settings.VAR_DIR) / "teaching" / "doubtful.json"
    assert "Nobody has looked yet" in as_editor.get(reverse("doubtful")).content.decode()
    keep(file, "2026-11-26T12:00:00+00:00", 9, [Doubt(first, 0.02, ("housing",))])
    page = as_editor.get(reverse("doubtful")).content.decode()
    assert FIRST in page
    assert "Housing that puts" in page

    path = project / HOME
    path.write_text(path.read_text(encoding="utf-8").replace("every evening", "every day"), encoding="utf-8")
    assert FIRST not in as_editor.get(reverse("doubtful")).content.decode()

    file.write_text("{", encoding="utf-8")
    assert "Nobody has looked yet" in as_editor.get(reverse("doubtful")).content.decode()


def test_a_look_at_all_labels_runs_apart(
    project: Path, model: PretendModel, as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process of its own is started by the button alone; that it cannot be is said in words."""
    begun: list[list[str]] = []
    monkeypatch.setattr(doubtful_views.subprocess, "run", lambda command, **options: begun.append(command))
    as_editor.post(reverse("look_for_doubtful"))
    assert begun == []

    page = as_editor.post(reverse("look_for_doubtful"), {"do": "look"}, follow=True).content.decode()
    assert begun[0][-2:] == ["examples", "doubtful"]
    assert "looks through all labels" in page

    def full(command: list[str], **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(doubtful_views.subprocess, "run", full)
    page = as_editor.post(reverse("look_for_doubtful"), {"do": "look"}, follow=True).content.decode()
    assert "could not be started" in page


def test_a_long_list_has_pages(project: Path, model: PretendModel, as_editor: Client) -> None:
    """Five thousand lines are turned page by page; an edit in them changes one line."""
    file = project / HOME
    lines = "".join(f"    - left alone on day {n} of the month\n" for n in range(5000))
    file.write_text(file.read_text(encoding="utf-8") + lines, encoding="utf-8")
    before = file.read_bytes().split(b"\n")

    page = as_editor.get(reverse("examples"), {"intent": "concern/home_alone", "page": "60"}).content.decode()
    assert "Page 60 of 101" in page
    address = reverse("example", args=[key(project, "left alone on day 2500 of the month")])
    kept(
        as_editor,
        address,
        example="left alone on day 25 hundred",
        intent="concern/home_alone",
        voice="teacher",
        sure="yes",
    )
    draft_store().save(draft_store().drafts()[0].id)

    after = file.read_bytes().split(b"\n")
    assert len(after) == len(before)
    assert [(old, new) for old, new in zip(before, after) if old != new] == [
        (b"    - left alone on day 2500 of the month", b"    - left alone on day 25 hundred")
    ]
