"""The pages of the guidance: previewed, checked, kept in the draft; and the draft itself."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from bot.teaching.draft import DraftState
from bot.web.workbench.guidance_parts import PARTS, fields, things
from bot.web.workbench.places import draft_store, places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("model")]
PACK = "knowledge/north-east-lincolnshire"
ENTRY = "sign-attachment"


def sent_of(part: str, thing_id: str) -> dict[str, str]:
    """Return the form of a thing as its page sends it when nothing was typed."""
    here = places()
    thing = next(one for one in things(PARTS[part], here.pack, here.root, {}) if one.id == thing_id)
    return {field.name: field.shown for field in fields(PARTS[part], thing)}


def address(part: str, thing_id: str) -> str:
    return reverse("guidance_thing", args=[part, thing_id])


def keep(client: Client, part: str, thing_id: str, **typed: str):
    return client.post(address(part, thing_id), {**sent_of(part, thing_id), "do": "keep", **typed})


def saved(project: Path, file: str) -> tuple[list[str], list[str]]:
    """Save the draft in hand, and return the lines of a file that went and that came."""
    path = project / PACK / file
    before = path.read_text(encoding="utf-8").split("\n")
    draft_store().save(draft_store().drafts()[0].id)
    after = path.read_text(encoding="utf-8").split("\n")
    went, came = Counter(before) - Counter(after), Counter(after) - Counter(before)
    return list(went.elements()), list(came.elements())


@pytest.mark.parametrize("part", list(PARTS))
def test_every_part_has_its_list_and_every_thing_its_page(project: Path, as_editor: Client, part: str) -> None:
    """What stands there is shown, and sending it back unchanged changes nothing."""
    page = as_editor.get(reverse("guidance"), {"part": part})
    here = places()
    first = things(PARTS[part], here.pack, here.root, {})[0]

    assert page.status_code == 200
    assert as_editor.get(address(part, first.id)).status_code == 200
    response = keep(as_editor, part, first.id)
    assert response.status_code == 200
    assert "Nothing has changed yet" in response.content.decode()
    assert draft_store().drafts() == []


@pytest.mark.parametrize(
    ("part", "thing_id", "file", "typed", "went", "came"),
    [
        pytest.param(
            "indicators", "home_alone", "indicators.yml", {"indicators.home_alone.label": "A child by itself"},
            1, ["    label: A child by itself"], id="label",
        ),
        pytest.param(
            "thresholds", "thresholds", "thresholds.yml", {"clear.early_help": "0.5"}, 1,
            ["clear: {early_help: 0.5, complex_severe: 0.45}"], id="threshold",
        ),
        pytest.param(
            "contacts", "council", "contacts.yml", {"contacts.council.when": "for the switchboard"}, 1,
            ["    when: for the switchboard"], id="contact",
        ),
        pytest.param(
            "questions", "crime", "questions.yml", {"questions.crime.answers.if_yes": "Yes, at least one"}, 1,
            ['    answers: {if_yes: "Yes, at least one", if_no: "No", if_unsure: Not sure}'], id="answer",
        ),
        pytest.param(
            "steps", "1", "steps.yml", {"steps.1.text": "Talk to the child first, where it is safe."}, 1,
            ["    text: Talk to the child first, where it is safe."], id="step",
        ),
        pytest.param(
            "entries", ENTRY, "entries/concern-page.yml", {"entries.sign-attachment.in_force_from": "2027-01-02"}, 0,
            ["    in_force_from: 2027-01-02"], id="a-date-that-was-not-there",
        ),
    ],
)  # fmt: skip
def test_a_field_changes_its_own_line(
    project: Path,
    as_editor: Client,
    part: str,
    thing_id: str,
    file: str,
    typed: dict[str, str],
    went: int,
    came: list[str],
) -> None:
    """Comments, order and every other line of the file stay."""
    assert keep(as_editor, part, thing_id, **typed).status_code == 302

    gone, new = saved(project, file)
    assert len(gone) == went
    assert new == came


def test_lists_of_an_entry_are_edited_line_by_line(project: Path, as_editor: Client) -> None:
    """A question more, and the others stay where they are."""
    name = f"entries.{ENTRY}.questions"
    before = sent_of("entries", ENTRY)[name]

    assert keep(as_editor, "entries", ENTRY, **{name: before + "\r\nwhat is a bond\r\n"}).status_code == 302

    assert saved(project, "entries/concern-page.yml") == ([], ["      - what is a bond"])


@pytest.mark.parametrize(
    ("part", "thing_id", "said"),
    [
        ("thresholds", "thresholds", "“A young child alone or unattended” alone may be shown from (0 to 1)"),
        ("hours", "council", "Opening times 2: opens at"),
        ("contacts", "duty_team", "Option to press"),
        ("questions", "domestic_abuse", "Answer that means not sure"),
        ("questions", "domestic_abuse", "<dt>A no leaves it at</dt><dd>Domestic abuse with a child present"),
        ("entries", ENTRY, "No longer shown from (may stay empty)"),
        ("routes", "mash", "leave them as they are"),
    ],
)
def test_fields_are_called_by_what_they_mean(
    project: Path, as_editor: Client, part: str, thing_id: str, said: str
) -> None:
    """Not by their names in the files."""
    assert said in as_editor.get(address(part, thing_id)).content.decode()


def test_the_preview_says_what_people_would_be_told(project: Path, as_editor: Client) -> None:
    """In words, before anything is kept."""
    typed = {f"entries.{ENTRY}.answer": "Ask the health visitor what she has seen."}
    page = as_editor.post(
        address("entries", ENTRY), {**sent_of("entries", ENTRY), **typed, "do": "look"}
    ).content.decode()

    assert "The checks find no fault" in page
    assert "Ask the health visitor what she has seen." in page
    assert "people would be told otherwise" in page
    assert draft_store().drafts() == []


@pytest.mark.parametrize(
    ("part", "thing_id", "typed", "said"),
    [
        ("entries", ENTRY, {f"entries.{ENTRY}.check_again_by": "2020-01-01"}, "check_again_by"),
        ("entries", ENTRY, {f"entries.{ENTRY}.related": "no-such-entry"}, "no-such-entry"),
        ("entries", ENTRY, {f"entries.{ENTRY}.answer": "Ring 01472 999999 now."}, "number"),
        ("entries", ENTRY, {f"entries.{ENTRY}.checked": "soon"}, "write a day"),
        ("entries", ENTRY, {f"entries.{ENTRY}.title": "  "}, "fill it in"),
        ("entries", ENTRY, {f"entries.{ENTRY}.title": "<b>bold</b>"}, "plain text"),
        ("thresholds", "thresholds", {"clear.early_help": "many"}, "write a number"),
        ("thresholds", "thresholds", {"clear.early_help": "nan"}, "write a number"),
        ("thresholds", "thresholds", {"clear.early_help": "7"}, "expected 1.0 or less"),
        ("thresholds", "thresholds", {"clear.complex_severe": "0.01"}, "possible"),
        ("contacts", "duty_team", {"contacts.duty_team.phone": "ring us"}, "a phone number of digits and spaces"),
        ("hours", "council", {"hours.council.days.0.opens": "25:99"}, "a time such as 08:30"),
    ],
)
def test_a_fault_is_said_in_words_and_nothing_is_kept(
    project: Path, as_editor: Client, part: str, thing_id: str, typed: dict[str, str], said: str
) -> None:
    """What was typed is still there."""
    response = keep(as_editor, part, thing_id, **typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert draft_store().drafts() == []


def test_a_new_entry_is_added_and_an_old_one_retired(project: Path, as_editor: Client) -> None:
    """Both in the draft; the pack stays sound."""
    new = {
        "title": "Who reads the front door's post",
        "answer": "The documents do not say who reads it.",
        "document": "concern-page",
        "section": "Next Steps",
        "kind": "not_held",
        "file": f"{PACK}/entries/concern-page.yml",
        "questions": "who reads the post\nis the post read",
        "checked": "2026-11-26",
        "check_again_by": "2027-11-26",
    }
    assert as_editor.post(reverse("add_entry"), {**new, "do": "look"}).status_code == 200
    assert draft_store().drafts() == []
    assert as_editor.post(reverse("add_entry"), {**new, "do": "keep"}).status_code == 302
    as_editor.post(reverse("retire_entry", args=[ENTRY]), {"until": "2026-12-24"})

    page = as_editor.get(reverse("guidance"), {"q": "attachment"}).content.decode()
    assert "24 December 2026" in page
    draft = draft_store().drafts()[0]
    assert [edit.kind.value for edit in draft.edits] == ["record", "guidance"]
    gone, came = saved(project, "entries/concern-page.yml")
    assert gone == []
    assert "  - id: who-reads-the-front-door-s-post" in came
    assert "    in_force_until: 2026-12-24" in came


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Title: fill it in"),
        ({"file": "x"}, "File: choose one"),
        ({"file": "../../etc/passwd.yml"}, "File: choose one"),
    ],
)
def test_an_entry_that_lacks_something_is_not_added(
    project: Path, as_editor: Client, typed: dict[str, str], said: str
) -> None:
    """Everything that is missing is named."""
    sent = {"file": f"{PACK}/entries/concern-page.yml", "do": "keep", **typed}

    response = as_editor.post(reverse("add_entry"), sent)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert draft_store().drafts() == []


def test_every_page_names_a_list_of_documents_that_is_broken(project: Path, as_editor: Client) -> None:
    """Each entry is shown with its documents, so none can be shown without them."""
    (project / PACK / "sources.yml").write_text("sources: [broken\n", encoding="utf-8")

    for shown in (address("entries", ENTRY), reverse("add_entry")):
        page = as_editor.get(shown)
        assert page.status_code == 409
        assert "sources.yml, line" in page.content.decode()


def test_guidance_broken_by_hand_is_named_with_its_line(project: Path, as_editor: Client) -> None:
    """And nothing of the draft is lost."""
    keep(as_editor, "indicators", "home_alone", **{"indicators.home_alone.label": "A child by itself"})
    file = project / PACK / "indicators.yml"
    file.write_text(file.read_text(encoding="utf-8") + "  - id: [broken\n", encoding="utf-8")

    page = as_editor.get(reverse("guidance"), {"part": "indicators"})

    assert page.status_code == 409
    assert "indicators.yml, line" in page.content.decode()
    draft = draft_store().drafts()[0]
    assert len(draft.edits) == 1
    shown = as_editor.get(reverse("draft", args=[draft.id]))
    assert shown.status_code == 200
    assert "no longer fits the files" in shown.content.decode()


# ----- drafts


def test_a_draft_says_who_changed_what_line_by_line(project: Path, as_editor: Client) -> None:
    """And gives each change back."""
    keep(as_editor, "indicators", "home_alone", **{"indicators.home_alone.label": "A child by itself"})
    draft = draft_store().drafts()[0]
    shown = as_editor.get(reverse("draft", args=[draft.id])).content.decode()
    assert "editor1" in shown
    assert "label: A child by itself" in shown
    assert "new, line" in shown
    assert "The checks of the guidance find no fault" in shown

    as_editor.post(reverse("change_draft", args=[draft.id]), {"do": "take-back", "edit": "0"})

    assert draft_store().get(draft.id).edits == ()


def test_drafts_are_begun_reworded_taken_up_and_given_up(project: Path, as_editor: Client) -> None:
    """What is changed goes into the one in hand; one that is given up can still be read."""
    as_editor.post(reverse("begin_draft"), {"why": "wordings of the night shift"})
    first = draft_store().drafts()[0]
    as_editor.post(reverse("begin_draft"), {"why": "contacts"})
    second = next(draft for draft in draft_store().drafts() if draft.id != first.id)
    as_editor.post(reverse("change_draft", args=[first.id]), {"do": "reword", "why": "the night shift"})
    as_editor.post(reverse("change_draft", args=[first.id]), {"do": "take-up"})
    keep(as_editor, "indicators", "home_alone", **{"indicators.home_alone.label": "A child by itself"})
    assert (len(draft_store().get(first.id).edits), len(draft_store().get(second.id).edits)) == (1, 0)

    as_editor.post(reverse("change_draft", args=[first.id]), {"do": "give-up"})

    dropped = draft_store().get(first.id)
    assert (dropped.state, dropped.why) == (DraftState.DROPPED, "the night shift")
    assert "given up" in as_editor.get(reverse("draft", args=[first.id])).content.decode()


def test_a_draft_in_the_files_is_undone_by_another(project: Path, as_editor: Client) -> None:
    """Words and numbers come back, an entry that was new is retired; the new draft is in hand, and the checks find no
    fault in it."""
    keep(as_editor, "indicators", "home_alone", **{"indicators.home_alone.label": "A child by itself"})
    keep(as_editor, "thresholds", "thresholds", **{"clear.early_help": "0.5"})
    new = {"title": "A new entry", "answer": "Ring us.", "document": "concern-page", "section": "Next Steps"}
    new |= {"kind": "procedure", "file": f"{PACK}/entries/concern-page.yml", "do": "keep"}
    assert as_editor.post(reverse("add_entry"), new).status_code == 302
    (draft,) = draft_store().drafts()
    assert "Begin a draft that undoes this" not in as_editor.get(reverse("draft", args=[draft.id])).content.decode()
    draft_store().save(draft.id)
    draft_store().published(draft.id)
    assert "Begin a draft that undoes this" in as_editor.get(reverse("draft", args=[draft.id])).content.decode()

    page = as_editor.post(reverse("change_draft", args=[draft.id]), {"do": "undo"}, follow=True).content.decode()

    undoing = next(one for one in draft_store().drafts() if one.id != draft.id)
    assert f"<h1>Undo: {draft.why}</h1>" in page
    assert ", in hand" in page
    assert "The checks of the guidance find no fault." in page
    draft_store().save(undoing.id)
    for file, words in (("indicators.yml", "A child by itself"), ("thresholds.yml", "early_help: 0.5,")):
        assert words not in (project / PACK / file).read_text(encoding="utf-8")
    assert "retired on" in as_editor.get(reverse("guidance"), {"q": "a new entry"}).content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"do": "x"}, {"do": "undo"}, {"do": "take-back", "edit": "9"}, {"do": "reword", "why": " "}]
)
def test_nonsense_changes_no_draft(project: Path, as_editor: Client, sent: dict[str, str]) -> None:
    """It is answered in words."""
    as_editor.post(reverse("begin_draft"), {"why": "x"})
    draft = draft_store().drafts()[0]

    page = as_editor.post(reverse("change_draft", args=[draft.id]), sent, follow=True)

    assert page.status_code == 200
    assert draft_store().get(draft.id) == draft
    assert as_editor.get(reverse("draft", args=["draft-none"])).status_code == 404
    assert "Say what the draft is for" in as_editor.post(reverse("begin_draft"), {}, follow=True).content.decode()


def test_a_damaged_draft_is_named_and_left_alone(project: Path, as_editor: Client, settings) -> None:
    """Nobody believes it gone."""
    folder = Path(settings.VAR_DIR) / "drafts"
    folder.mkdir(parents=True)
    (folder / "draft-0000000000.json").write_text("{", encoding="utf-8")

    assert "draft-0000000000.json" in as_editor.get(reverse("drafts")).content.decode()


def test_in_a_checkout_the_page_says_whose_commit_it_will_be(project: Path, as_editor: Client, settings) -> None:
    """The author comes from a setting."""
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)  # noqa: S607 - the test's own folder
    settings.COMMIT_AUTHOR = "Editors <editors@example.org>"
    keep(as_editor, "indicators", "home_alone", **{"indicators.home_alone.label": "A child by itself"})

    page = as_editor.get(reverse("draft", args=[draft_store().drafts()[0].id])).content.decode()

    assert "Editors &lt;editors@example.org&gt;" in page
