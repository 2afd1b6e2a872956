"""What must be so before a model goes live, and going back."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from typing import Any

import pytest

from bot.content.pack import DEFAULT_PACK, SHOWN, fingerprint_of
from bot.publishing.assessing import Assessment, keep
from bot.publishing.candidate import Candidate, candidate_of, learnt_by
from bot.publishing.errors import PublishingError, RefusedError
from bot.publishing.live import Serving, put_in_service
from bot.publishing.places import Places
from bot.publishing.publish import publish, roll_back, wait_until_live
from bot.publishing.shelf import hash_of
from bot.publishing.versions import versions_of
from bot.teaching.draft import DraftState
from bot.teaching.edits import Edit, EditKind
from bot.teaching.guidance_preview import of_pack
from tests.unit.publishing.conftest import HOME_ALONE, Project

GIT = shutil.which("git") or "git"


def go_live(project: Project, name: str, **others: str) -> None:
    parts = {"who": "one", "why": "better"} | others
    candidate = learnt_by(name, project.shelf, project.drafts)
    publish(candidate, **parts, shelf=project.shelf, places=project.places, drafts=project.drafts)  # type: ignore[arg-type]


def live(project: Project) -> str | None:
    published = project.shelf.published()
    return published.live if published else None


def test_a_model_that_passes_goes_live(project: Project) -> None:
    """With who and why."""
    name = project.model()
    project.compare(name)

    go_live(project, name)

    assert live(project) == name


def test_a_must_escalate_case_that_fails_refuses_it(project: Project) -> None:
    """The case is named to whoever asks and in the history, and the live model stays live."""
    first = project.model("first")
    project.compare(first)
    go_live(project, first)
    harmful = project.model()
    project.compare(harmful, unsafe=True, live=first)

    with pytest.raises(RefusedError, match=r"g1 must escalate.*left alone"):
        go_live(project, harmful)

    assert live(project) == first
    assert project.shelf.history()[-1].what == "refused"
    assert "g1" in project.shelf.history()[-1].details[0]


@pytest.mark.parametrize("second", ["", "One", " one "], ids=["nobody", "the-same", "the-same-with-spaces"])
def test_a_lower_level_for_a_real_message_needs_a_second_person(project: Project, second: str) -> None:
    """The one who publishes is no second person."""
    first = project.model("first")
    project.compare(first)
    go_live(project, first)
    name = project.model()
    project.compare(name, downwards=True, live=first)

    with pytest.raises(RefusedError, match=r"17.*second person"):
        go_live(project, name, second=second)
    assert live(project) == first

    go_live(project, name, second="two")
    assert live(project) == name
    assert project.shelf.history()[-1].second == "two"


def test_a_second_person_does_not_outweigh_a_failing_case(project: Project) -> None:
    """Nobody can publish an unsafe model."""
    first = project.model("first")
    project.compare(first)
    go_live(project, first)
    name = project.model()
    project.compare(name, unsafe=True, live=first)

    with pytest.raises(RefusedError):
        go_live(project, name, second="two")


def test_without_a_comparison_nothing_goes_live(project: Project) -> None:
    """Nor with one beside another live model, or of other golden cases."""
    name = project.model()
    with pytest.raises(PublishingError, match="Compare it first"):
        go_live(project, name)

    project.compare(name)
    with project.places.golden.open("a", encoding="utf-8") as file:
        file.write('{"id": "g3", "text": "new", "indicators": [], "level": "emergency", "routes": ["emergency"]}\n')
    with pytest.raises(PublishingError, match="Compare it first"):
        go_live(project, name)


def test_a_comparison_beside_another_live_model_is_out_of_date(project: Project) -> None:
    """What was better than the one before may be worse than the one that is live now."""
    name = project.model("candidate")
    project.compare(name)
    first = project.model("first")
    project.compare(first)
    go_live(project, first)

    with pytest.raises(PublishingError, match="Compare it first"):
        go_live(project, name)


def test_training_files_that_were_changed_since_refuse_it(project: Project) -> None:
    """What somebody taught meanwhile would be lost."""
    name = project.model()
    project.compare(name)
    (project.places.root / HOME_ALONE).open("a", encoding="utf-8").write("    - left in the dark\n")

    with pytest.raises(RefusedError, match="changed since"):
        go_live(project, name)


def test_a_model_of_another_program_is_refused(project: Project) -> None:
    """It may not even load."""
    name = project.model()
    project.compare(name)
    (project.places.root / "config.yml").write_text("language: cy\n", encoding="utf-8")

    with pytest.raises(RefusedError, match="another version of the program"):
        go_live(project, name)


@pytest.mark.parametrize(("who", "why"), [("", "better"), ("one", "  ")])
def test_who_and_why_are_asked_for(project: Project, who: str, why: str) -> None:
    """The history has no gaps."""
    name = project.model()
    project.compare(name)

    with pytest.raises(RefusedError, match="Say wh"):
        go_live(project, name, who=who, why=why)


# ----- drafts


def learnt_draft(project: Project) -> tuple[str, str]:
    """Return a draft and the model that learnt it."""
    draft = project.drafts.begin(who="an editor", why="the night shift's words")
    after = "[nobody is in with her](home_alone)"
    edit = Edit(EditKind.ADD, HOME_ALONE, "an editor", "now", intent="concern/home_alone", after=after)
    project.drafts.change(draft.id, edit)
    file = project.places.root / HOME_ALONE
    before = file.read_bytes()
    file.write_text(project.drafts.texts(project.drafts.get(draft.id))[HOME_ALONE], encoding="utf-8")
    name = project.model(draft=draft.id)
    assert versions_of(project.places.root).model_name == name
    file.write_bytes(before)
    project.compare(name)
    return draft.id, name


def test_publishing_saves_the_draft(project: Project) -> None:
    """The files then hold what the live model has learnt."""
    draft, name = learnt_draft(project)

    go_live(project, name)

    assert "nobody is in with her" in (project.places.root / HOME_ALONE).read_text(encoding="utf-8")
    assert project.drafts.get(draft).state is DraftState.PUBLISHED
    assert versions_of(project.places.root).model_name == name


def test_a_refused_model_leaves_the_files_alone(project: Project) -> None:
    """Nothing of a draft reaches the files before its model is live."""
    first = project.model("first")
    project.compare(first)
    go_live(project, first)
    draft, name = learnt_draft(project)
    project.compare(name, unsafe=True, live=first)
    before = (project.places.root / HOME_ALONE).read_bytes()

    with pytest.raises(RefusedError):
        go_live(project, name)

    assert (project.places.root / HOME_ALONE).read_bytes() == before
    assert project.drafts.get(draft).state is DraftState.OPEN


def test_a_draft_that_no_longer_fits_is_said(project: Project) -> None:
    """Somebody changed the same file by hand: the draft is trained again, not forced in."""
    _, name = learnt_draft(project)
    (project.places.root / HOME_ALONE).open("a", encoding="utf-8").write("    - [nobody is in with her](home_alone)\n")

    with pytest.raises(PublishingError, match="no longer fits"):
        go_live(project, name)


def test_a_published_draft_is_one_commit(project: Project) -> None:
    """With who edited, who published and why; where the project is a checkout."""
    root = project.places.root
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "start"]):
        subprocess.run([GIT, "-c", "user.name=a", "-c", "user.email=a@b.c", *words], cwd=root, check=True)
    _, name = learnt_draft(project)

    go_live(project, name, why="Teach the night shift's words")

    shown = subprocess.run([GIT, "log", "-1", "--stat"], cwd=root, check=True, capture_output=True, text=True).stdout
    for part in ("Teach the night shift's words", "Edited by: an editor", "Published by: one", name, "1 file changed"):
        assert part in shown


def test_a_draft_of_guidance_goes_live_with_the_live_model(project: Project) -> None:
    """It is judged as it would be: a threshold that hides a severe sign is refused, and a sound one is saved."""
    file = "knowledge/place/thresholds.yml"
    places = with_guidance(project)
    first = project.model("first")
    project.compare(first)
    go_live(project, first)
    draft = project.drafts.begin(who="an editor", why="fewer false alarms")
    path = ("clear", "complex_severe")
    project.drafts.change(draft.id, Edit(EditKind.GUIDANCE, file, "an editor", "now", path=path, value=0.97))
    candidate = candidate_of(first, draft.id, project.drafts)
    parts = {"shelf": project.shelf, "places": places, "drafts": project.drafts}
    with pytest.raises(PublishingError, match="Compare it first"):
        publish(candidate, who="one", why="x", **parts)  # type: ignore[arg-type]

    judged(project, places, candidate, unsafe=True)
    with pytest.raises(RefusedError, match="g1 must escalate"):
        publish(candidate, who="one", why="x", **parts)  # type: ignore[arg-type]
    assert "0.97" not in (project.places.root / file).read_text(encoding="utf-8")

    judged(project, places, candidate)
    publish(candidate, who="one", why="x", **parts)  # type: ignore[arg-type]
    assert "0.97" in (project.places.root / file).read_text(encoding="utf-8")
    assert (live(project), project.shelf.history()[-1].what) == (first, "guidance")


ENTRY = {"id": "a-new-entry", "title": "A new entry", "kind": "procedure", "answer": "Ring."}
SOURCE = {"sources": [{"document": "concern-page", "section": "Next Steps"}]}


@pytest.mark.parametrize(
    ("parts", "there"),
    [
        pytest.param(
            {"kind": EditKind.RECORD, "path": ("entries",), "after": json.dumps({**ENTRY, **SOURCE})}
            | {"file": "knowledge/place/entries/concern-page.yml"},
            True,
            id="a-new-entry",
        ),
        pytest.param(
            {"kind": EditKind.CLEAR, "path": ("contacts", "duty_team", "option")}
            | {"file": "knowledge/place/contacts.yml"},
            False,
            id="a-field-less",
        ),
    ],
)
def test_what_comes_or_goes_as_a_whole_goes_live_too(project: Project, parts: dict[str, Any], there: bool) -> None:
    """A draft that only adds an entry, or only takes a field away, is guidance like one that changes words."""
    places = with_guidance(project)
    first = project.model("first")
    project.compare(first)
    go_live(project, first)
    file = places.root / parts["file"]
    words = "a-new-entry" if there else 'option: "5"'
    assert (words in file.read_text(encoding="utf-8")) is not there
    draft = project.drafts.begin(who="an editor", why="x")
    project.drafts.change(draft.id, Edit(who="an editor", at="now", **parts))
    candidate = candidate_of(first, draft.id, project.drafts)
    judged(project, places, candidate)

    publish(candidate, who="one", why="x", shelf=project.shelf, places=places, drafts=project.drafts)

    assert (words in file.read_text(encoding="utf-8")) is there
    assert project.shelf.history()[-1].what == "guidance"


def test_guidance_whose_publishing_was_cut_off_is_published_again(project: Project) -> None:
    """Its words stand in the files and nobody was told: it is compared and published as if nothing had happened."""
    places = with_guidance(project)
    first = project.model("first")
    project.compare(first)
    go_live(project, first)
    draft = project.drafts.begin(who="an editor", why="x")
    edit = Edit(
        EditKind.GUIDANCE,
        "knowledge/place/thresholds.yml",
        "an editor",
        "now",
        path=("clear", "complex_severe"),
        value=0.97,
    )
    project.drafts.change(draft.id, edit)
    project.drafts.save(draft.id)
    candidate = candidate_of(first, draft.id, project.drafts)
    assert candidate.guidance
    judged(project, places, candidate)

    publish(candidate, who="one", why="x", shelf=project.shelf, places=places, drafts=project.drafts)

    assert project.drafts.get(draft.id).state is DraftState.PUBLISHED
    assert project.shelf.history()[-1].what == "guidance"


def with_guidance(project: Project) -> Places:
    """Put a copy of the real guidance into the project."""
    pack = project.places.root / "knowledge" / "place"
    shutil.copytree(DEFAULT_PACK, pack)
    return replace(project.places, pack=pack)


def judged(project: Project, places: Places, candidate: Candidate, *, unsafe: bool = False) -> None:
    """Keep a comparison of a candidate with its guidance beside the live model with the present one."""
    then = fingerprint_of(places.pack, of_pack(places.pack, places.root, candidate.guidance))
    new, old = project.said(candidate.model, unsafe=unsafe), project.said(candidate.model)
    new, old = (
        replace(one, knowledge_version=f"2026+{version[:SHOWN]}")
        for one, version in ((new, then), (old, fingerprint_of(places.pack)))
    )
    keep(Assessment(new, old, hash_of(places.golden), candidate.draft), project.shelf)


# ----- going back


def test_going_back_makes_the_one_before_live(project: Project) -> None:
    """And forward again the same way."""
    first, second = project.model("first"), project.model()
    for name, beside in ((first, None), (second, first)):
        project.compare(name, live=beside)
        go_live(project, name)

    roll_back(who="one", why="worse", shelf=project.shelf, places=project.places)
    assert live(project) == first
    roll_back(who="one", why="better after all", shelf=project.shelf, places=project.places)
    assert live(project) == second


def test_there_may_be_nothing_to_go_back_to(project: Project) -> None:
    """The first model has none before it, and a candidate is not gone back to."""
    first, candidate = project.model("first"), project.model()
    with pytest.raises(RefusedError, match="none to go back to"):
        roll_back(who="one", why="x", shelf=project.shelf, places=project.places)
    project.compare(first)
    go_live(project, first)
    with pytest.raises(RefusedError, match="never live"):
        roll_back(who="one", why="x", shelf=project.shelf, places=project.places, to=candidate)


# ----- waiting


def test_waiting_ends_when_the_model_answers(project: Project) -> None:
    """The file that the gateway reads says so."""
    name = project.model()
    project.compare(name)
    go_live(project, name)
    asked: list[float] = []

    def sleep(seconds: float) -> None:
        asked.append(seconds)
        put_in_service(project.places.live, Serving("http://127.0.0.1:1", name))

    wait_until_live(name, shelf=project.shelf, places=project.places, sleep=sleep)

    assert len(asked) == 1


def test_waiting_ends_when_the_model_is_withdrawn(project: Project) -> None:
    """The reason is said, and what goes on."""
    first, second = project.model("first"), project.model()
    for name, beside in ((first, None), (second, first)):
        project.compare(name, live=beside)
        go_live(project, name)

    def sleep(seconds: float) -> None:
        published = project.shelf.published()
        assert published is not None
        back = type(published)(first, None, "now", "signpost", "x")
        project.shelf.withdraw(second, back, "Its Rasa did not answer.")

    with pytest.raises(PublishingError, match=f"Its Rasa did not answer. {first} goes on"):
        wait_until_live(second, shelf=project.shelf, places=project.places, sleep=sleep)
