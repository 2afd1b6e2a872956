"""`signpost model`: the commands, their words and their exit codes."""

from __future__ import annotations

import json
import sys

import pytest

from bot.cli import model as module
from bot.cli import model_publishing as publishing
from bot.cli.main import main
from bot.publishing.jobs import JobQueue, JobState
from tests.unit.publishing.conftest import Project, project

__all__ = ["project"]  # the fixture


@pytest.fixture(autouse=True)
def _here(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the project of the test; start no worker and no Django."""
    for one in (module, publishing):
        monkeypatch.setattr(one, "places", lambda: project.places)
    monkeypatch.setattr(publishing, "VAR", project.places.var)
    monkeypatch.setattr(module, "start_worker", lambda *_: None)
    monkeypatch.setattr(publishing, "is_running", lambda: False)
    monkeypatch.setattr(publishing, "latest_messages", list)


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["signpost", "model", *words])
    return main()


def live(project: Project) -> str | None:
    published = project.shelf.published()
    return published.live if published else None


def test_a_candidate_is_published_and_gone_back_from(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command succeeds, and the history tells it all."""
    first = project.model("first")
    project.compare(first)
    assert run(monkeypatch, "publish", first, "--why", "first", "--who", "one") == 0
    second = project.model()
    project.compare(second, live=first)
    project.shelf.scored(second, {"safe advice": 0.985}, "2026.12+abcd")
    assert run(monkeypatch, "publish", "--why", "better", "--who", "one") == 0
    assert live(project) == second

    assert run(monkeypatch, "rollback", "--why", "worse", "--who", "two") == 0
    assert live(project) == first

    capsys.readouterr()
    assert run(monkeypatch, "history") == 0
    told = capsys.readouterr().out
    for part in ("published", "rolled back", "two: worse", first, second):
        assert part in told
    versions = f"training files {project.shelf.record(second).data_version}, asked with guidance 2026.12+abcd"
    for part in (f"{second}  previous  made", versions, "safe advice 98.5%"):
        assert part in told
    assert run(monkeypatch, "history", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["what"] for line in lines] == [event.what for event in project.shelf.history()]


def test_a_refusal_has_an_exit_code_of_its_own(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script can tell it from a fault, and a person reads which case it is."""
    name = project.model()
    project.compare(name, unsafe=True)

    assert run(monkeypatch, "compare") == 2
    assert run(monkeypatch, "publish", "--why", "x", "--who", "one") == 2
    assert "Golden case g1 must escalate and does not" in capsys.readouterr().err
    assert live(project) is None


def test_a_comparison_leaves_a_report(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words on the screen, and a page with plots."""
    name = project.model()
    project.compare(name)

    assert run(monkeypatch, "compare", name) == 0
    assert "Golden cases that must escalate: 1 of 1 do." in capsys.readouterr().out
    assert (project.places.var / "report" / f"{name}.html").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["publish", "--why", "x"], "There is no candidate"),
        (["compare", "signpost-none"], "There is no model 'signpost-none'"),
        (["rollback", "--why", "x"], "none to go back to"),
        (["cancel"], "No training is going on"),
        (["cancel", "nothing"], "No training nothing is going on"),
    ],
)
def test_what_cannot_be_done_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    """One sentence, and an exit code that is not success."""
    assert run(monkeypatch, *words) > 0
    assert said in capsys.readouterr().err


def test_a_training_in_the_background_is_queued(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It can be looked at and cancelled by whoever comes later."""
    queue = JobQueue(project.places.queue)
    assert run(monkeypatch, "train", "--why", "new words", "--who", "one", "--background") == 0
    (job,) = queue.jobs()
    assert (job.who, job.why, job.state) == ("one", "new words", JobState.WAITING)

    assert run(monkeypatch, "status") == 0
    assert job.id in capsys.readouterr().out
    assert run(monkeypatch, "cancel") == 0
    assert queue.jobs()[0].state is JobState.CANCELLED
