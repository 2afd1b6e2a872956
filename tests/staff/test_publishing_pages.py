"""The workbench's pages of training, comparing, publishing and going back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from bot.publishing.candidate import candidate_of
from bot.publishing.errors import TrainingError
from bot.publishing.jobs import JobQueue, JobState
from bot.publishing.live import Serving, put_in_service
from bot.publishing.one_holder import hold
from bot.teaching.edits import Edit, EditKind
from bot.web.accounts.models import Account
from bot.web.accounts.roles import Role
from bot.web.audit.models import AuditEntry
from bot.web.gateway.models import Conversation, Message
from bot.web.workbench import comparison_views, training_views
from tests.staff.conftest import entered
from tests.staff.people import with_roles
from tests.unit.publishing.conftest import HOME_ALONE, Project, project
from tests.unit.publishing.test_publish import judged, with_guidance

__all__ = ["project"]  # the fixture
THRESHOLDS = "knowledge/place/thresholds.yml"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def started(project: Project, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Work in the project of the test; say when a worker would be started."""
    settings.WORKBENCH_ROOT = project.places.root
    settings.VAR_DIR = project.places.var
    settings.MODELS_DIR = project.places.models
    times: list[str] = []
    monkeypatch.setattr(training_views, "start_worker", lambda *_: times.append("started"))
    yield times


@pytest.fixture
def editor() -> Account:
    return with_roles("editor1", Role.EDITOR)


@pytest.fixture
def client(editor: Account) -> Client:
    return entered(editor)


@pytest.fixture
def colleague() -> Client:
    return entered(with_roles("editor2", Role.EDITOR))


def live(project: Project) -> str | None:
    published = project.shelf.published()
    return published.live if published else None


def a_live_model(project: Project) -> str:
    name = project.model("first")
    project.compare(name)
    project.shelf.make_live(name, what="published", who="one", why="first")
    return name


def written(text: str) -> Message:
    """Return a message of a practitioner as it is stored, whose key is that of the project's past message."""
    conversation = Conversation.objects.create()
    return Message.objects.create(pk=17, conversation=conversation, n=1, text=text)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response.content.decode()


# ----- training


def test_a_training_is_asked_for_and_watched(client: Client, project: Project, started: list[str]) -> None:
    """It is queued with who and why, a worker is started, and the audit says so; a second click asks for no second."""
    for _ in range(2):
        response = client.post("/editor/train/ask/", {"why": "words of the night shift"})

    (job,) = JobQueue(project.places.queue).jobs()
    assert (job.who, job.why, started) == ("editor1", "words of the night shift", ["started"])
    assert response.headers["Location"] == f"/editor/train/{job.id}/"
    assert "words of the night shift" in page(client, response.headers["Location"])
    assert "words of the night shift" in page(client, "/editor/train/")
    assert AuditEntry.objects.filter(who="editor1", action="training_asked").count() == 1


def test_why_is_asked_for(client: Client, project: Project, started: list[str]) -> None:
    """The fault stands by the field, and nothing is queued."""
    response = client.post("/editor/train/ask/", {"why": " "})

    assert response.status_code == 422
    assert "Say why" in response.content.decode()
    assert JobQueue(project.places.queue).jobs() == []
    assert started == []


def test_a_draft_is_offered_and_learnt(client: Client, project: Project) -> None:
    """One that holds changes; a draft that does not exist is refused."""
    draft = project.drafts.begin(who="editor1", why="the night shift")
    edit = Edit(EditKind.ADD, HOME_ALONE, "editor1", "now", intent="concern/home_alone", after="alone at night")
    project.drafts.change(draft.id, edit)

    assert "the night shift: 1 change by editor1" in page(client, "/editor/train/")
    chosen = page(client, f"/editor/train/?draft={draft.id}")
    assert re.search(rf'value="{draft.id}"[^>]* checked', chosen)
    assert 'name="why" value="the night shift"' in chosen
    assert client.post("/editor/train/ask/", {"why": "x", "draft": "draft-none"}).status_code == 422
    client.post("/editor/train/ask/", {"why": "x", "draft": draft.id})

    (job,) = JobQueue(project.places.queue).jobs()
    assert job.draft == draft.id
    assert f'<a href="/editor/drafts/{draft.id}/">the night shift</a>' in page(client, f"/editor/train/{job.id}/")


def test_what_went_wrong_is_said(client: Client, project: Project) -> None:
    """A worker that was killed, in words, and that the live model is as it was; the log is there for developers."""
    first = a_live_model(project)
    queue = JobQueue(project.places.queue)
    job = queue.ask(who="editor1", why="x")
    queue.keep(replace(job, state=JobState.RUNNING, step="learning the signs"))
    (queue.place(job) / "log.txt").write_text("line of the log <1>\n", encoding="utf-8")

    told = page(client, f"/editor/train/{job.id}/")

    assert "its process is gone" in told
    assert "The live model is as it was" in told
    assert "line of the log &lt;1&gt;" in told
    assert first in page(client, "/editor/train/")


def test_a_training_is_cancelled(client: Client, project: Project) -> None:
    """At once where it waits; one that is over stays as it is."""
    queue = JobQueue(project.places.queue)
    job = queue.ask(who="editor1", why="x")
    for _ in range(2):
        client.post(f"/editor/train/{job.id}/cancel/")

    ended = queue.get(job.id)
    assert ended is not None
    assert ended.state is JobState.CANCELLED
    assert AuditEntry.objects.filter(action="training_cancelled").count() == 1
    assert client.get("/editor/train/none-such/").status_code == 404


def test_a_full_disk_cancels_nothing_and_is_said(
    client: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The training goes on, and nobody believes it ended."""
    job = JobQueue(project.places.queue).ask(who="editor1", why="x")
    monkeypatch.setattr("bot.publishing.jobs.write_record", full)

    told = client.post(f"/editor/train/{job.id}/cancel/", follow=True).content.decode()

    assert "could not be cancelled (No space left on device)" in told
    assert not AuditEntry.objects.filter(action="training_cancelled").exists()


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device", "published.json")


def test_a_worker_that_cannot_be_started_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch, project: Project
) -> None:
    """In the words of the error."""

    def fails(*_: object) -> None:
        raise TrainingError("The training cannot be started (no memory). The live model is as it was.")

    monkeypatch.setattr(training_views, "start_worker", fails)

    told = client.post("/editor/train/ask/", {"why": "x"}, follow=True).content.decode()

    assert "cannot be started (no memory)" in told


def test_the_moving_part_is_asked_for_alone(client: Client, project: Project) -> None:
    """The page's script gets a part of the page, and keeps nobody signed in by it."""
    response = client.get("/editor/train/", headers={"X-Signpost-Background": "1"})

    assert response.status_code == 200
    assert b"<html" not in response.content
    assert b"Nothing has been trained yet" in response.content


def test_which_model_answers_is_said(client: Client, project: Project) -> None:
    """While another one is being started, and when that one answers."""
    first = a_live_model(project)
    second = project.model("second")
    project.shelf.make_live(second, what="published", who="one", why="better")
    put_in_service(project.places.live, Serving("http://127.0.0.1:1", first))

    assert "was not started by" in page(client, "/editor/train/")
    with hold(project.places.var / "run.lock"):
        told = page(client, "/editor/train/")
        assert "Changing over." in told
        put_in_service(project.places.live, Serving("http://127.0.0.1:2", second))
        told = page(client, "/editor/train/")
    assert f"Messages are answered by <strong>{second}</strong>" in told


def test_a_damaged_record_of_what_is_live_is_said(client: Client, project: Project) -> None:
    """On every page that needs it, in words; none of them fails."""
    first = a_live_model(project)
    (project.places.models / "published.json").write_text("{", encoding="utf-8")

    for address in ("/editor/train/", "/editor/history/"):
        assert "Which model is live cannot be read" in page(client, address)
    assert "is damaged" in page(client, f"/editor/models/{first}/")


# ----- comparing and publishing


def test_a_candidate_is_compared_and_published(client: Client, project: Project) -> None:
    """The comparison says what changes; publishing needs a reason, and stands in the audit and in the history."""
    first = a_live_model(project)
    name = project.model()
    project.compare(name, live=first)

    told = page(client, f"/editor/models/{name}/")
    assert f"{name} may be published" in told
    assert "Safe advice" in told
    assert client.post(f"/editor/models/{name}/publish/", {"why": ""}).status_code == 422
    assert live(project) == first
    response = client.post(f"/editor/models/{name}/publish/", {"why": "better"})

    assert response.headers["Location"] == "/editor/train/"
    assert live(project) == name
    entry = AuditEntry.objects.get(action="model_published")
    assert (entry.who, entry.subject, entry.reason) == ("editor1", f"model {name}", "better")
    history = page(client, "/editor/history/")
    assert "better" in history
    assert "editor1" in history


def test_a_harmful_candidate_is_refused(client: Client, project: Project) -> None:
    """The failing case is named, there is no button, and the form by hand is refused too."""
    first = a_live_model(project)
    name = project.model()
    project.compare(name, unsafe=True, live=first)

    told = page(client, f"/editor/models/{name}/")
    assert "may not be published" in told
    assert "left alone" in told
    assert f"/editor/models/{name}/publish/" not in told
    response = client.post(f"/editor/models/{name}/publish/", {"why": "all the same"})

    assert response.status_code == 409
    assert "Golden case g1 must escalate and does not" in response.content.decode()
    assert live(project) == first
    assert AuditEntry.objects.filter(action="model_refused").exists()


def test_a_lower_level_needs_another_account(client: Client, colleague: Client, project: Project) -> None:
    """The message is shown; until somebody else has agreed nothing is published, and nobody is both."""
    written("the words of a message")
    first = a_live_model(project)
    name = project.model()
    project.compare(name, downwards=True, live=first)
    address = f"/editor/models/{name}/"

    told = page(client, address)
    assert "the words of a message" in told
    assert f"{address}publish/" not in told
    assert client.post(f"{address}publish/", {"why": "x"}).status_code == 409
    client.post(f"{address}agree/", {"message": "17"})
    assert "Somebody else publishes" in page(client, address)
    assert client.post(f"{address}publish/", {"why": "x"}).status_code == 409
    assert live(project) == first

    assert colleague.post(f"{address}publish/", {"why": "x"}).status_code == 302
    assert live(project) == name
    assert project.shelf.history()[-1].second == "editor1"
    assert AuditEntry.objects.filter(who="editor1", action="model_agreed").exists()


def test_an_agreement_is_to_what_was_seen(client: Client, project: Project) -> None:
    """Where other messages would come lower by now, it is not taken."""
    written("words")
    first = a_live_model(project)
    name = project.model()
    project.compare(name, downwards=True, live=first)

    response = client.post(f"/editor/models/{name}/agree/", {"message": "18"})

    assert response.status_code == 409
    assert "no longer what you saw" in response.content.decode()
    assert not AuditEntry.objects.filter(action="model_agreed").exists()


def test_words_that_are_no_longer_kept_are_said(client: Client, project: Project) -> None:
    """Retention may have deleted the message since."""
    first = a_live_model(project)
    name = project.model()
    project.compare(name, downwards=True, live=first)

    assert "no longer kept" in page(client, f"/editor/models/{name}/")


def test_a_comparison_that_is_out_of_date_is_made_again(client: Client, project: Project, started: list[str]) -> None:
    """In the background, by the same queue."""
    a_live_model(project)
    name = project.model()
    project.compare(name)

    told = page(client, f"/editor/models/{name}/")
    assert "has not been compared" in told
    client.post(f"/editor/models/{name}/again/")

    (job,) = JobQueue(project.places.queue).jobs()
    assert (job.model, job.compare_only, started) == (name, True, ["started"])
    another = project.model("another")
    for _ in range(2):
        client.post(f"/editor/models/{another}/again/")
    assert [job.model for job in JobQueue(project.places.queue).jobs()] == [name, another]


def test_a_model_whose_file_is_cut_short_is_refused(client: Client, project: Project) -> None:
    """By how much is said, on its page and in the history; the live model stays."""
    first = a_live_model(project)
    name = project.model()
    project.compare(name, live=first)
    project.shelf.archive(name).write_bytes(b"the")

    response = client.post(f"/editor/models/{name}/publish/", {"why": "x"})

    assert response.status_code == 409
    assert "cut short" in response.content.decode()
    assert live(project) == first
    assert "cannot be used" in page(client, "/editor/history/")
    assert client.post(f"/editor/models/{name}/again/", follow=True).content.decode().count("cut short") == 1


def test_a_full_disk_is_said(client: Client, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The live model stays, and the person is told what to do."""
    first = a_live_model(project)
    name = project.model()
    project.compare(name, live=first)

    monkeypatch.setattr("bot.publishing.shelf.write_record", full)
    response = client.post(f"/editor/models/{name}/publish/", {"why": "x"})

    assert response.status_code == 507
    assert "No space left on device" in response.content.decode()
    assert live(project) == first


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OperationalError("database or disk is full"), "The disk is full"),
        (OSError(28, "No space left on device"), "The disk is full"),
        (OSError(5, "Input/output error"), "Something went wrong"),
    ],
)
def test_a_disk_without_room_for_the_database_is_said(
    client: Client, project: Project, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    """Whatever a page was about to write: people read that it is the disk, not that something went wrong."""

    def full_too(*_: object) -> None:
        raise fault

    monkeypatch.setattr(training_views, "live_now", full_too)
    client.raise_request_exception = False

    response = client.get("/editor/train/")

    assert response.status_code == 500
    assert said in response.content.decode()


def test_an_agreement_that_cannot_be_written_is_said(
    client: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second person knows that nobody can publish on it."""
    written("words")
    first = a_live_model(project)
    name = project.model()
    project.compare(name, downwards=True, live=first)
    monkeypatch.setattr("bot.publishing.agreement.write_record", full)

    response = client.post(f"/editor/models/{name}/agree/", {"message": "17"})

    assert response.status_code == 507
    assert "No space left on device" in response.content.decode()
    assert not AuditEntry.objects.filter(action="model_agreed").exists()


def test_published_guidance_is_taken_into_service(
    client: Client, project: Project, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """A draft of guidance is compared and published with the live model, and then taken up without a restart."""
    served: list[str] = []
    monkeypatch.setattr(comparison_views, "start_serving_guidance", lambda *_: served.append("served"))
    first = a_live_model(project)
    places = with_guidance(project)
    settings.SIGNPOST_PACK = places.pack
    draft = project.drafts.begin(who="editor1", why="x")
    edit = Edit(EditKind.GUIDANCE, THRESHOLDS, "editor1", "now", path=("clear", "complex_severe"), value=0.97)
    project.drafts.change(draft.id, edit)
    judged(project, places, candidate_of(first, draft.id, project.drafts))
    address = f"/editor/models/{first}/"

    assert "The draft changes guidance or thresholds" in page(client, f"{address}?draft={draft.id}")
    response = client.post(f"{address}publish/", {"why": "fewer false alarms", "draft": draft.id})

    assert response.status_code == 302
    assert served == ["served"]
    assert "0.97" in (project.places.root / THRESHOLDS).read_text(encoding="utf-8")
    assert "Guidance published" in page(client, "/editor/history/")


# ----- going back


def test_going_back_is_one_click(client: Client, project: Project) -> None:
    """Without a reason too; the audit has it. A second click goes forward again, as the page then says."""
    first = a_live_model(project)
    second = project.model("second")
    project.shelf.make_live(second, what="published", who="one", why="better")

    client.post("/editor/train/back/")

    assert live(project) == first
    assert AuditEntry.objects.get(action="model_rolled_back").before == second


def test_what_going_back_leaves_is_said_before(client: Client, project: Project) -> None:
    """Guidance that was published with the model or since still answers; what was published before it is no matter."""
    a_live_model(project)
    project.shelf.published_again(who="editor1", why="numbers of the front door")
    draft = project.drafts.begin(who="editor1", why="words and thresholds")
    edit = Edit(EditKind.GUIDANCE, THRESHOLDS, "editor1", "now", path=("clear", "complex_severe"), value=0.97)
    with_guidance(project)
    project.drafts.change(draft.id, edit)
    second = project.model("second", draft=draft.id)
    project.shelf.make_live(second, what="published", who="editor1", why="x")
    project.shelf.published_again(who="editor1", why="fewer false alarms")

    told = " ".join(page(client, "/editor/train/").split())

    assert "changes the model alone" in told
    assert "&ldquo;words and thresholds&rdquo;, &ldquo;fewer false alarms&rdquo;" in told
    assert "numbers of the front door" not in told


def test_going_back_to_an_earlier_model(client: Client, project: Project) -> None:
    """Out of the history; one that was never live is refused in words."""
    first = a_live_model(project)
    for name in ("second", "third"):
        project.shelf.make_live(project.model(name), what="published", who="one", why=name)
    candidate = project.model("fourth")

    assert f'value="{first}"' in page(client, "/editor/history/")
    told = client.post("/editor/train/back/", {"to": candidate}, follow=True).content.decode()
    assert "never live" in told
    client.post("/editor/train/back/", {"to": first, "why": "the oldest was best"})

    assert live(project) == first
    assert project.shelf.history()[-1].why == "the oldest was best"


def test_the_administrator_sees_the_history_and_changes_nothing(as_admin: Client, project: Project) -> None:
    """Neither messages nor buttons."""
    first = a_live_model(project)
    project.shelf.make_live(project.model("second"), what="published", who="one", why="x")

    told = page(as_admin, "/editor/history/")

    assert first in told
    assert "Make live again" not in told
    assert as_admin.get(f"/editor/models/{first}/").status_code == 403


def test_strange_names_lead_nowhere(client: Client, project: Project) -> None:
    """No name reaches a file that is no model's record."""
    a_live_model(project)
    (project.places.models / "other.json").write_text(json.dumps({"x": 1}), encoding="utf-8")

    assert client.get("/editor/models/none-such/").status_code == 404
    for name in ("published", "other", "..."):
        assert client.get(f"/editor/models/{name}/").status_code in {200, 404}
        assert client.post(f"/editor/models/{name}/publish/", {"why": "x"}).status_code in {404, 409}
