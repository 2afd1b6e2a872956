"""Both models are asked the same, and what they said is kept beside the candidate."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.advice.reading import Finding, Reading
from bot.content.pack import DEFAULT_PACK, load_pack
from bot.evaluation.answering import Understood
from bot.publishing import assessing
from bot.publishing.assessing import assess, forget_answers, kept_comparison
from bot.publishing.candidate import Candidate
from bot.publishing.errors import DamagedModelError, EvaluationError
from bot.publishing.evaluation import PastMessage
from bot.publishing.shelf import ModelShelf
from bot.teaching.guidance_file import write_field
from tests.builders import real_pack
from tests.unit.publishing.conftest import Project

RULES = "rules:\n- rule: a concern\n  steps:\n  - intent: concern\n  - action: action_advise\n"
PAIR = {"sign": "home_alone", "text": "left alone", "variants": {"typo": ["lefft alone"]}}


@pytest.fixture(autouse=True)
def _files(project: Project) -> None:
    for file, text in {
        "data/rules/rules.yml": RULES,
        "tests/behaviour/pairs.jsonl": json.dumps(PAIR) + "\n",
    }.items():
        (project.places.root / file).parent.mkdir(parents=True, exist_ok=True)
        (project.places.root / file).write_text(text, encoding="utf-8")


def reading(indicator: str, probability: float = 0.95) -> Understood:
    return Understood("concern", 0.9, Reading((Finding(indicator, probability, "x", 0, 1),), concern=0.95))


def asked(project: Project, name: str, sees: dict[str, str], texts: list[Sequence[str]]):  # type: ignore[no-untyped-def]
    """Compare a model that sees in each message what is given, else housing; the live one always sees home_alone."""

    def read(archives: Sequence[Path], wanted: Sequence[str]) -> list[dict[str, Understood]]:
        texts.append(wanted)
        live = {text: reading("home_alone" if text != "damp flat" else "housing") for text in wanted}
        return [{text: reading(sees.get(text, "housing")) for text in wanted}, live][: len(archives)]

    return assess(
        Candidate(name),
        shelf=project.shelf,
        places=project.places,
        read=read,
        conversations=[[PastMessage("17", "he is left alone")]],
        make_finder=lambda pack, places: None,
    )


def test_golden_cases_tests_and_messages_are_all_asked(project: Project) -> None:
    """Each text once, of both models; what comes of it is judged and kept."""
    first = project.model("first")
    texts: list[Sequence[str]] = []
    alone = {"left alone": "home_alone", "lefft alone": "home_alone", "he is left alone": "home_alone"}
    assert asked(project, first, alone, texts).verdict.passed
    project.shelf.make_live(first, what="published", who="one", why="x")
    name = project.model()

    found = asked(project, name, {}, texts)

    assert texts[1] == ["left alone", "damp flat", "lefft alone", "he is left alone"]
    assert [o.vignette.id for o in found.verdict.failing] == ["g1"]
    assert [change.key for change in found.downwards] == ["17"]
    assert found.behaviour_broken == ()
    assert kept_comparison(Candidate(name), shelf=project.shelf, places=project.places) == found
    assert project.shelf.record(name).figures["safe advice"] == 0.5
    assert project.shelf.record(name).knowledge_version == real_pack().version


def test_a_behaviour_that_breaks_is_found(project: Project) -> None:
    """A slip of the keyboard that changes the advice counts against the candidate."""
    first = project.model("first")
    asked(project, first, {}, [])
    project.shelf.make_live(first, what="published", who="one", why="x")

    found = asked(project, project.model(), {"left alone": "home_alone"}, [])

    assert found.behaviour_broken == ("home_alone-typo-1",)


def test_what_is_kept_holds_no_words_of_people(project: Project) -> None:
    """A message stands there under its key."""
    name = project.model()
    asked(project, name, {}, [])

    kept = "".join(file.read_text(encoding="utf-8") for file in project.places.models.glob("*.json"))

    assert "he is left alone" not in kept
    assert '"17"' in kept


@pytest.mark.parametrize(
    "file", ["tests/golden/vignettes.jsonl", "tests/behaviour/pairs.jsonl", "data/rules/rules.yml"]
)
def test_without_what_it_is_judged_by_no_model_is_judged(project: Project, file: str) -> None:
    """The missing file is named."""
    (project.places.root / file).unlink()

    with pytest.raises(EvaluationError, match=Path(file).name):
        asked(project, project.model(), {}, [])


def test_a_live_model_that_was_cut_short_is_said(project: Project) -> None:
    """Nothing is compared with half a model."""
    first = project.model("first")
    project.shelf.make_live(first, what="published", who="one", why="x")
    project.shelf.archive(first).write_bytes(b"the")

    with pytest.raises(DamagedModelError, match="cut short"):
        asked(project, project.model(), {}, [])


def test_thresholds_of_a_draft_are_judged_as_they_would_be(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A threshold that hides a severe sign fails its golden case, though the model is the live one and nothing was
    trained."""
    pack = project.places.root / "knowledge" / "place"
    shutil.copytree(DEFAULT_PACK, pack)
    monkeypatch.setattr(project, "places", replace(project.places, pack=pack))
    monkeypatch.setattr(assessing, "_pack", lambda places: load_pack(places.pack))
    name = project.model("first")
    project.shelf.make_live(name, what="published", who="one", why="x")
    file = "knowledge/place/thresholds.yml"
    text = (project.places.root / file).read_text(encoding="utf-8")
    for part in ("possible", "clear"):
        text = write_field(file, text, ("indicators", "home_alone", part), 0.99)
    candidate = Candidate(name, "draft-1", {file: text})
    both = (Finding("home_alone", 0.95, "x", 0, 1), Finding("housing", 0.95, "x", 0, 1))

    def read(archives: Sequence[Path], wanted: Sequence[str]) -> list[dict[str, Understood]]:
        assert archives == [project.shelf.archive(name)]
        return [{text: Understood("concern", 0.9, Reading(both, concern=0.95)) for text in wanted}]

    found = assess(
        candidate,
        shelf=project.shelf,
        places=project.places,
        read=read,
        conversations=[],
        make_finder=lambda pack, places: None,
    )

    assert (found.live, found.candidate, found.guidance_changed) == (name, name, True)
    assert [change.candidate.vignette.id for change in found.less_safe] == ["g1"]
    assert not found.verdict.passed
    assert kept_comparison(candidate, shelf=project.shelf, places=project.places) == found
    other = Candidate(name, "draft-1", {file: text + "\n# changed since\n"})
    assert kept_comparison(other, shelf=project.shelf, places=project.places) is None


def test_old_records_of_what_models_said_are_deleted_and_nothing_else(tmp_path: Path) -> None:
    """Records of answers go after the period of conversations, with a draft or without; models and history stay."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    now = datetime.now(timezone.utc)
    old = (now - timedelta(days=91)).timestamp()
    names = (
        "one.answered.json",
        "one.draft-7.answered.json",
        "one.json",
        "one.tar.gz",
        "published.json",
        "history.json",
    )
    for name in (*names, "two.answered.json"):
        (folder / name).write_text("{}", encoding="utf-8")
        if name in names:
            os.utime(folder / name, (old, old))

    assert forget_answers(ModelShelf(folder), now - timedelta(days=90)) == 2

    left = sorted(path.name for path in folder.iterdir())
    assert left == ["history.json", "one.json", "one.tar.gz", "published.json", "two.answered.json"]
    assert forget_answers(ModelShelf(tmp_path / "none"), now) == 0
