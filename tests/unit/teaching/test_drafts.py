"""Drafts: kept, taken back, made to a copy, saved whole or not at all, committed alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.teaching import drafts as module
from bot.teaching.commits import commit, is_checkout
from bot.teaching.draft import DraftState
from bot.teaching.drafts import DraftStore
from bot.teaching.edits import Edit, EditKind
from bot.teaching.errors import DraftError, EditError, MarkError, TeachingError
from bot.teaching.taught import taught_in

ONE = "data/nlu/concern/home_alone.yml"
OTHER = "data/nlu/concern/housing.yml"
PACK = "knowledge/place/contacts.yml"
HEAD = 'version: "3.1"\nnlu:\n'


def block(intent: str, *examples: str) -> str:
    lines = "".join(f"    - {example}\n" for example in examples)
    return f"- intent: {intent}\n  metadata: {{voice: teacher, writer: one}}\n  examples: |\n{lines}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for file, text in {
        ONE: HEAD + block("concern/home_alone", "on her own", "by himself", "the flat is damp"),
        OTHER: HEAD + block("concern/housing", "mould on the walls"),
        PACK: "# Whom to ring.\nduty_team:\n  phone: '1'   # the switchboard\n  hours: >-\n    Monday\n    to Friday\n",
    }.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def store(tmp_path: Path, root: Path) -> DraftStore:
    return DraftStore(tmp_path / "drafts", root)


def edit(kind: EditKind, **parts: object) -> Edit:
    known = {"file": ONE, "who": "an editor", "at": "2026-11-26T12:00:00+00:00", "intent": "concern/home_alone"}
    return Edit(kind, **{**known, **parts})  # type: ignore[arg-type]


ADD = edit(EditKind.ADD, after="nobody [is in with her](home_alone)", about="{voice: nurse, writer: editors}")
MOVE = edit(EditKind.MOVE, before="the flat is damp", to_file=OTHER, to_intent="concern/housing")
PHONE = edit(EditKind.GUIDANCE, file=PACK, intent="", path=("duty_team", "phone"), value="2")


def test_a_draft_outlives_the_program(store: DraftStore, tmp_path: Path, root: Path) -> None:
    """Who, why and every change are there again for whoever opens it."""
    draft = store.begin(who="an editor", why="wordings of the night shift")
    for one in (ADD, MOVE, PHONE):
        store.change(draft.id, one)

    found = DraftStore(tmp_path / "drafts", root).get(draft.id)

    assert (found.who, found.why, found.edits) == ("an editor", "wordings of the night shift", (ADD, MOVE, PHONE))
    assert found.files == (ONE, OTHER, PACK)


def test_nothing_changes_in_the_files_before_it_is_saved(store: DraftStore, root: Path, tmp_path: Path) -> None:
    """A training learns a draft from a copy."""
    draft = store.begin(who="an editor", why="x")
    store.change(draft.id, ADD)
    copy = tmp_path / "copy"
    (copy / ONE).parent.mkdir(parents=True)
    (copy / ONE).write_bytes((root / ONE).read_bytes())

    store.apply(draft.id, copy)

    assert "is in with her" in (copy / ONE).read_text(encoding="utf-8")
    assert "is in with her" not in (root / ONE).read_text(encoding="utf-8")


def test_saving_makes_every_change(store: DraftStore, root: Path) -> None:
    """A moved example keeps what was said of it; a field of the guidance keeps its comment."""
    draft = store.begin(who="an editor", why="x")
    for one in (ADD, MOVE, PHONE):
        store.change(draft.id, one)

    saved = store.save(draft.id)

    assert saved.state is DraftState.SAVED
    assert (root / OTHER).read_text(encoding="utf-8") == HEAD + block(
        "concern/housing", "mould on the walls", "the flat is damp"
    )
    assert "the flat is damp" not in (root / ONE).read_text(encoding="utf-8")
    assert 'phone: "2"   # the switchboard' in (root / PACK).read_text(encoding="utf-8")


CHANGE = edit(EditKind.CHANGE, before="on her own", after="on her own [all night](home_alone)")
DELETE = edit(EditKind.DELETE, before="by himself")
REWORDED = edit(
    EditKind.MOVE,
    before="the flat is damp",
    after="the flat is [wet](housing)",
    to_file=OTHER,
    to_intent="concern/housing",
)
HOURS = edit(EditKind.GUIDANCE, file=PACK, intent="", path=("duty_team", "option"), value="5")


@pytest.mark.parametrize(
    "edits",
    [(ADD,), (CHANGE,), (DELETE,), (MOVE,), (REWORDED,), (PHONE,), (HOURS,), (ADD, CHANGE, REWORDED, PHONE, HOURS)],
)
def test_a_saved_draft_is_undone_by_another(store: DraftStore, root: Path, edits: tuple[Edit, ...]) -> None:
    """It is a draft like others, and once it is saved the files teach and say what they did before."""
    first = store.begin(who="an editor", why="night shift")
    store.change(first.id, *edits)
    before = meaning(root)
    store.save(first.id)
    assert meaning(root) != before

    undoing = store.undoing(first.id, who="another")

    assert (undoing.who, undoing.why, undoing.state) == ("another", "Undo: night shift", DraftState.OPEN)
    assert {one.who for one in undoing.edits} == {"another"}
    store.save(undoing.id)
    assert meaning(root) == before
    store.save(store.undoing(undoing.id, who="a third").id)
    assert meaning(root) != before


def meaning(root: Path) -> tuple[object, ...]:
    """Return what is taught, in no order, and what the guidance says."""
    taught = {(one.intent, one.raw, one.voice, one.writer) for one in taught_in(root)}
    return taught, YAML(typ="safe").load((root / PACK).read_text(encoding="utf-8"))


def test_what_was_changed_again_is_not_undone(store: DraftStore, root: Path) -> None:
    """The words of whoever changed it last stay, and no draft is begun."""
    first = store.begin(who="an editor", why="x")
    store.change(first.id, CHANGE)
    store.save(first.id)
    text = (root / ONE).read_text(encoding="utf-8")
    (root / ONE).write_text(text.replace("[all night](home_alone)", "for a week"), encoding="utf-8")

    with pytest.raises(EditError, match="no longer stands"):
        store.undoing(first.id, who="another")
    assert [draft.id for draft in store.drafts()] == [first.id]


def test_an_open_draft_is_not_undone(store: DraftStore) -> None:
    """Its changes are taken back one by one, or it is given up."""
    draft = store.begin(who="an editor", why="x")
    store.change(draft.id, ADD)

    with pytest.raises(DraftError, match="does not stand in the files"):
        store.undoing(draft.id, who="another")


def test_a_full_disk_is_said_in_words_and_loses_nothing(
    store: DraftStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft is as it was, and so are the files."""
    draft = store.change(store.begin(who="an editor", why="x").id, ADD)

    def full(path: Path, record: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_record", full)
    for deed in (
        lambda: store.change(draft.id, MOVE),
        lambda: store.without(draft.id, ADD),
        lambda: store.undo(draft.id),
        lambda: store.reword(draft.id, "y"),
        lambda: store.drop(draft.id),
        lambda: store.begin(who="an editor", why="y"),
    ):
        with pytest.raises(DraftError, match="No space left on device"):
            deed()

    assert store.drafts() == [draft]


def test_one_change_is_taken_out_where_no_other_builds_on_it(store: DraftStore) -> None:
    """A later change of the same example keeps it in."""
    draft = store.begin(who="an editor", why="x")
    change = edit(EditKind.CHANGE, before="on her own", after="alone")
    again = edit(EditKind.CHANGE, before="alone", after="left alone")
    for one in (change, ADD, again):
        store.change(draft.id, one)

    assert store.without(draft.id, ADD).edits == (change, again)
    with pytest.raises(EditError, match="no longer stands"):
        store.without(draft.id, change)
    assert store.get(draft.id).edits == (change, again)


def test_saving_twice_changes_once(store: DraftStore, root: Path) -> None:
    """Whoever was interrupted between saving and publishing goes on where it stopped."""
    draft = store.begin(who="an editor", why="x")
    store.change(draft.id, ADD)
    store.save(draft.id)
    once = (root / ONE).read_bytes()

    store.save(draft.id)

    assert (root / ONE).read_bytes() == once


def test_a_full_disk_leaves_every_file_as_it_was(
    store: DraftStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first file is put back where the second cannot be written."""
    draft = store.begin(who="an editor", why="x")
    store.change(draft.id, MOVE)
    before = {file: (root / file).read_bytes() for file in (ONE, OTHER)}
    real, calls = module.write_text, []

    def full(path: Path, text: str) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(path, text)

    monkeypatch.setattr(module, "write_text", full)
    with pytest.raises(OSError, match="No space left"):
        store.save(draft.id)

    assert {file: (root / file).read_bytes() for file in (ONE, OTHER)} == before
    assert store.get(draft.id).state is DraftState.OPEN


def test_a_change_that_cannot_be_made_is_not_kept(store: DraftStore) -> None:
    """The draft is as it was, and the reason is said."""
    draft = store.begin(who="an editor", why="x")

    with pytest.raises(EditError, match="somebody changed the file"):
        store.change(draft.id, edit(EditKind.DELETE, before="not there"))
    with pytest.raises(MarkError):
        store.change(draft.id, edit(EditKind.ADD, after='[x]{"entity": "home_alone", "role": "perhaps"}'))

    assert store.get(draft.id).edits == ()


def test_the_latest_change_can_be_taken_back(store: DraftStore) -> None:
    """One at a time, down to an empty draft."""
    draft = store.begin(who="an editor", why="x")
    store.change(draft.id, ADD)
    store.change(draft.id, MOVE)

    assert store.undo(draft.id).edits == (ADD,)
    assert store.undo(draft.id).edits == ()
    with pytest.raises(DraftError, match="no change"):
        store.undo(draft.id)


@pytest.mark.parametrize(
    "file",
    ["config.yml", "data/nlu/../../config.yml", "data/rules/rules.yml", "/etc/passwd", "knowledge/place/contacts.yml"],
)
def test_an_edit_of_an_example_reaches_no_other_file(store: DraftStore, file: str) -> None:
    """Whatever a form sends, only training files are edited as such."""
    draft = store.begin(who="an editor", why="x")

    with pytest.raises(EditError, match="below data/nlu/"):
        store.change(draft.id, edit(EditKind.ADD, file=file, after="x"))


@pytest.mark.parametrize("draft_id", ["../../secrets", "draft-none", ""])
def test_a_draft_that_is_not_there_is_said(store: DraftStore, draft_id: str) -> None:
    """No id leads out of the folder."""
    with pytest.raises(DraftError):
        store.get(draft_id)


def test_a_damaged_draft_hides_no_other(store: DraftStore, tmp_path: Path) -> None:
    """The rest can still be read."""
    draft = store.begin(who="an editor", why="x")
    (tmp_path / "drafts" / "draft-broken.json").write_text('{"id"', encoding="utf-8")

    assert [one.id for one in store.drafts()] == [draft.id]
    with pytest.raises(DraftError, match="damaged"):
        store.get("draft-broken")


# ----- commits


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@localhost", *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def checkout(root: Path) -> Path:
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "start")
    return root


def test_a_commit_holds_the_files_of_the_draft_alone(checkout: Path) -> None:
    """What else was changed, or even staged, stays as it was."""
    (checkout / ONE).write_text(HEAD + block("concern/home_alone", "changed"), encoding="utf-8")
    (checkout / OTHER).write_text("changed by hand", encoding="utf-8")
    (checkout / "new.txt").write_text("staged by hand", encoding="utf-8")
    git(checkout, "add", "new.txt", OTHER)

    made = commit(checkout, [ONE], subject="Teach it more", body="why", author="Editors <editors@example.org>")

    assert git(checkout, "show", "--name-only", "--format=%an %ae %s", "HEAD").split("\n")[:3] == [
        "Editors editors@example.org Teach it more",
        "",
        ONE,
    ]
    assert made == git(checkout, "rev-parse", "HEAD").strip()
    assert git(checkout, "diff", "--cached", "--name-only").split() == [OTHER, "new.txt"]


def test_no_change_is_no_commit(checkout: Path) -> None:
    """A draft whose changes stand there already makes no empty commit."""
    assert commit(checkout, [ONE], subject="Teach it more", body="why") is None


def test_git_that_refuses_is_quoted(checkout: Path) -> None:
    """The words of a hook reach whoever publishes."""
    hook = checkout / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    (checkout / ONE).write_text(HEAD + block("concern/home_alone", "changed"), encoding="utf-8")

    with pytest.raises(DraftError, match="not today"):
        commit(checkout, [ONE], subject="Teach it more", body="why")


def test_a_folder_without_git_is_none(tmp_path: Path) -> None:
    """Where there is no checkout nothing is committed."""
    assert not is_checkout(tmp_path)


def test_errors_of_editors_share_a_base() -> None:
    """Whoever shows an error to an editor catches one kind."""
    assert issubclass(EditError, TeachingError)
