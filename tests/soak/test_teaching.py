"""An editor teaches Signpost in a browser: from a misunderstood message to the right answer, and back; and what does
harm does not go live. The processes, the training and the model are the real ones, in a copy of the project."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import psutil
import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from bot.content.pack import load_pack
from bot.evaluation.vignettes import read_vignettes
from bot.publishing.gate import must_escalate
from bot.teaching.edits import Edit, EditKind
from bot.teaching.taught import taught_in
from tests.conversations.running import Signpost
from tests.soak.project_copy import ProjectCopy, project_copy
from tests.web.axe import violations
from tests.web.chat import Chat
from tests.web.conftest import ARGUMENTS, CHROMIUM

# Slang that nobody has taught: the model sees no sign in it.
MESSAGE = "Our lad in Year 10 has been on his toes since Friday"
SIGN = "missing"
# Words that the model of the present files knows.
IN_WORDS, SIGN_IN_WORDS = "A six year old was left on her own all evening", "home_alone"
PASSWORD = "plenty-of-quiet-harbours"
TRAINED_MS = 900_000
REPLY_MS = 30_000
# It is warm for ten minutes after a publication.
BACK_SECONDS = 30
# As if children alone were a matter of damp: the harm that a draft can do.
HARMED, RELABELLED = "home_alone", "housing"
LABELS = {one.id: one.label for one in load_pack().indicators.values()}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    return project_copy(tmp_path_factory.mktemp("teaching"))


@pytest.fixture(scope="module")
def signpost(project: ProjectCopy) -> Iterator[Signpost]:
    with project.running() as started:
        started.wait_until_healthy()
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def bench(project: ProjectCopy, signpost: Signpost, browser: Browser) -> Iterator[Bench]:
    """A window in which an editor is signed in."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1400, "height": 1000})
    yield Bench(context.new_page(), signpost.url).sign_in(project)
    context.close()


@pytest.fixture
def new_chat(signpost: Signpost, browser: Browser) -> Iterator[Callable[[], Chat]]:
    """Chats of other people: what a conversation has shown once it keeps, so each question is somebody else's."""
    contexts = []

    def begin() -> Chat:
        contexts.append(browser.new_context(locale="en-GB"))
        return Chat(contexts[-1].new_page(), signpost.url).open()

    yield begin
    for context in contexts:
        context.close()


class Bench:
    """The workbench as an editor uses it."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site

    def sign_in(self, project: ProjectCopy) -> Bench:
        """Sign in with an account that was made by command, whose first password has to be changed."""
        made = project.command("account", "add", "editor1", "--role", "editor")
        assert made.returncode == 0, made.stderr
        found = re.search(r"First password: (\S+)", made.stdout)
        assert found, made.stdout
        self.page.goto(f"{self.site}/account/sign-in/")
        self.page.get_by_label("User name").fill("editor1")
        self.page.get_by_label("Password", exact=True).fill(found.group(1))
        self.press("Sign in")
        self.page.get_by_label("Your present password").fill(found.group(1))
        self.page.get_by_label("Your new password").fill(PASSWORD)
        self.press("Change password")
        expect(self.page.get_by_role("link", name="Workbench", exact=True)).to_be_visible()
        return self

    def go(self, place: str) -> None:
        self.page.goto(f"{self.site}/editor/{place}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def ask(self, why: str, draft: str = "The training files as they are") -> None:
        """Ask for a training, and come to its page."""
        self.go("train/")
        self.page.get_by_label(draft).check()
        self.page.get_by_label("Why", exact=True).fill(why)
        self.press("Train")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(f"Training: {why}")

    def train(self, draft: str, why: str) -> None:
        """Train a draft, wait for the end of it, and open the comparison."""
        self.ask(why, draft)
        # It goes on without the page, and is found again.
        self.go("train/")
        self.page.get_by_role("link", name=why, exact=True).first.click()
        compared = self.page.get_by_role("link", name="See what")
        expect(compared.or_(self.main.get_by_text("There is no new model"))).to_be_visible(timeout=TRAINED_MS)
        expect(compared).to_be_visible()
        compared.click()

    def wait_for(self, model: str) -> float:
        """Wait until a model answers, and return the seconds that it took."""
        began = time.monotonic()
        expect(self.main.get_by_text(f"Messages are answered by {model}.", exact=True)).to_be_visible(timeout=120_000)
        return time.monotonic() - began


def signs_in(reply: Locator) -> set[str]:
    """Return the signs that an answer names."""
    words = reply.inner_text()
    return {name for name, label in LABELS.items() if label in words}


def test_what_an_editor_teaches_is_answered_and_can_be_taken_back(
    project: ProjectCopy, bench: Bench, new_chat: Callable[[], Chat]
) -> None:
    """A message is misunderstood; an editor corrects it, trains, sees what changes and publishes, and the next answer
    is right. Then the editor goes back, and it is as before."""
    first = project.shelf.published()
    assert first is not None
    before = signs_in(new_chat().say(MESSAGE, patience_ms=REPLY_MS))
    assert SIGN not in before

    bench.go("inbox/")
    bench.page.get_by_role("link", name=MESSAGE).click()
    bench.page.get_by_label(LABELS[SIGN], exact=True).check()
    bench.press("2 It shows these signs")
    expect(bench.page.locator(".told")).to_contain_text("Decided")
    (draft,) = project.drafts.drafts()
    assert [edit.kind for edit in draft.edits] == [EditKind.ADD]

    bench.train(draft.why, "words of the estate")
    assert violations(bench.page) == []
    expect(bench.page.get_by_role("heading", name="may be published")).to_be_visible()
    expect(bench.main).to_contain_text("Coverage")
    expect(bench.main.get_by_role("cell", name=MESSAGE)).to_be_visible()
    bench.press("Publish")
    (name,) = {model.name for model in project.shelf.models()} - {first.live}
    bench.wait_for(name)
    assert violations(bench.page) == []

    assert SIGN in signs_in(new_chat().say(MESSAGE, patience_ms=REPLY_MS))
    taught = [example.text for example in taught_in(project.root) if SIGN in example.labels]
    assert MESSAGE in taught
    commit = project.git("log", "-1", "--stat")
    assert "words of the estate" in commit
    assert "Published by: editor1" in commit
    assert "1 file changed, " in commit

    bench.press("Go back to the model before")
    assert bench.wait_for(first.live) <= BACK_SECONDS
    assert signs_in(new_chat().say(MESSAGE, patience_ms=REPLY_MS)) == before

    bench.go("history/")
    assert violations(bench.page) == []
    told = bench.main.inner_text()
    for words in ("Published", "Gone back to", "words of the estate", "editor1", first.live, name):
        assert words in told


def test_a_draft_that_does_harm_is_refused(project: ProjectCopy, bench: Bench) -> None:
    """Examples of a severe sign are taught as a mild one: the cases that would no longer escalate are named, nothing
    can be pressed, the command refuses too, and what answers and the files are as they were."""
    live = project.shelf.published()
    draft = harmful_draft(project)
    file = project.root / "data" / "nlu" / "concern" / f"{HARMED}.yml"
    before = file.read_bytes()

    bench.train(f"children alone are a matter of {RELABELLED}", "relabelled")

    assert violations(bench.page) == []
    expect(bench.page.get_by_role("heading", name="may not be published")).to_be_visible()
    table = bench.page.get_by_role("region", name="Cases that must escalate and do not")
    named = set(table.get_by_role("rowheader").all_inner_texts())
    severe = {case.id for case in read_vignettes(project.places.golden) if must_escalate(case)}
    assert named
    assert named <= severe
    expect(bench.page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    refused = project.command("model", "publish", "--draft", draft, "--why", "all the same", "--who", "somebody")
    assert refused.returncode == 2, refused.stderr
    assert all(f"Golden case {case} must escalate" in refused.stderr for case in named)
    now = project.shelf.published()
    assert (now and now.live) == (live and live.live)
    assert file.read_bytes() == before


def harmful_draft(project: ProjectCopy) -> str:
    """Return a draft that moves all examples of a severe sign but one to a mild one; a draft of all is not kept."""
    store = project.drafts
    why = f"children alone are a matter of {RELABELLED}"
    draft = store.begin(who="editor1", why=why)
    source, target = (f"data/nlu/concern/{name}.yml" for name in (HARMED, RELABELLED))
    moves = [
        Edit(
            EditKind.MOVE,
            source,
            "editor1",
            store.now(),
            intent=example.intent,
            before=example.raw,
            after=example.raw.replace(f"({HARMED})", f"({RELABELLED})"),
            to_file=target,
            to_intent=f"concern/{RELABELLED}",
        )
        for example in taught_in(project.root)
        if example.file == source
    ]
    store.change(draft.id, *moves[1:])
    return draft.id


def test_what_goes_wrong_is_said_and_what_answers_goes_on(
    project: ProjectCopy, bench: Bench, new_chat: Callable[[], Chat]
) -> None:
    """A training file broken by hand, a training that is killed, and a model's file cut short: each in words, and
    meanwhile people get answers."""
    live = project.shelf.published()
    file = project.root / "data" / "nlu" / "concern" / "housing.yml"
    before = file.read_bytes()
    file.write_bytes(before + b"  wrongly: [indented\n")
    bench.ask("a file broken by hand")
    expect(bench.main.get_by_text("There is no new model")).to_be_visible(timeout=TRAINED_MS)
    expect(bench.main).to_contain_text(re.compile(r"data/nlu/concern/housing\.yml, line \d+"))
    # With an example more there is something to learn; the model of the files as they were is on the shelf.
    file.write_bytes(before + b"    - The bathroom floor has rotted through\n")

    bench.ask("to be killed")
    learning = bench.main.get_by_text("reading the training files").first
    expect(learning).to_be_visible(timeout=TRAINED_MS)
    (worker,) = (one for one in psutil.process_iter(["cmdline"]) if is_worker_of(one, project))
    everything = [worker, *worker.children(recursive=True)]
    worker.kill()
    expect(bench.main).to_contain_text("its process is gone", timeout=30_000)
    _, left = psutil.wait_procs(everything, timeout=15)
    assert left == []
    file.write_bytes(before)

    name = "signpost-cut"
    project.shelf.archive(name).write_bytes(b"all of a model")
    project.shelf.put(name, who="a test", why="x", data_version="x", program_version="x")
    project.shelf.archive(name).write_bytes(b"half")
    bench.go(f"models/{name}/")
    bench.press("Compare it now")
    expect(bench.page.get_by_role("alert")).to_contain_text("4 of 14 bytes")

    assert SIGN_IN_WORDS in signs_in(new_chat().say(IN_WORDS, patience_ms=REPLY_MS))
    assert project.shelf.published() == live


def is_worker_of(process: psutil.Process, project: ProjectCopy) -> bool:
    """Return whether a process works through the trainings of a project."""
    try:
        return process.cmdline()[-2:] == ["model", "work"] and process.cwd() == str(project.root)
    except psutil.Error:
        return False
