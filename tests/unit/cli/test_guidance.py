"""`signpost guidance`: what it says, what it changes, and that bad input changes nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from bot.cli import guidance, index, main, one_at_a_time
from bot.cli.guidance_keeping import authority_named
from bot.cli.one_at_a_time import only_one
from bot.content.importing.errors import UnreadableError
from bot.content.importing.library import DocumentLibrary
from bot.content.importing.worker import read
from bot.reply.excerpts import is_excerpt
from bot.retrieval import dense
from bot.retrieval.embedder import EmbedderError, Vectors
from bot.retrieval.store import IndexStore
from tests import builders
from tests.builders import KeywordEncoder, steady_pack

ENCODER = KeywordEncoder("assessment", "referral", "child")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command with folders of its own and without the encoder; return exit code, output and errors."""
    for module in (guidance, index):
        monkeypatch.setattr(module, "INDEX", tmp_path / "index")
        monkeypatch.setattr(module, "DOCUMENTS", tmp_path / "documents")
        monkeypatch.setattr(module, "question_encoder", lambda: ENCODER)
        monkeypatch.setattr(module, "load_pack", lambda _: builders.steady_pack())
    # The child process has tests of its own, and takes a second for each file.
    take_in = guidance.take_in
    monkeypatch.setattr(guidance, "take_in", lambda path, details: take_in(path, details, read))

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["signpost", *words])
        code = main.main()
        out, err = capfd.readouterr()
        return code, out, err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A document with two sections."""
    path = tmp_path / "guide.md"
    path.write_text("# Referral\n\nAn assessment follows a referral.\n\n# Times\n\nIt ends soon.\n", encoding="utf-8")
    return path


def indexed(tmp_path: Path) -> list[str]:
    return [p.id for p in IndexStore(tmp_path / "index").read(ENCODER).passages if is_excerpt(p.id)]


def state(tmp_path: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(tmp_path)): path.read_bytes()
        for folder in ("index", "documents")
        for path in sorted((tmp_path / folder).rglob("*"))
        if path.is_file()
    }


def test_an_imported_document_is_listed_shown_found_checked_and_removed(run: Run, tmp_path: Path, file: Path) -> None:
    """The whole way of a document."""
    code, out, _ = run("guidance", "import", str(file), "--title", "Local guide", "--date", "2024")
    assert code == 0 and "2 passages" in out
    (document_id,) = DocumentLibrary(tmp_path / "documents").ids()
    assert indexed(tmp_path) == [f"doc:{document_id}:1", f"doc:{document_id}:2"]

    assert f"{document_id}: Local guide, 2024" in run("guidance", "list")[1]
    assert "An assessment follows a referral." in run("guidance", "show", document_id)[1]
    assert f"excerpt doc:{document_id}:1" in run("guidance", "search", "assessment", "referral", "--top", "50")[1]
    assert "1 documents, 2 passages, 0 not quoted; no faults." in run("guidance", "check")[1]

    assert run("guidance", "remove", document_id)[0] == 0
    assert indexed(tmp_path) == []
    assert "No document has been imported." in run("guidance", "list")[1]


def test_importing_again_changes_nothing(run: Run, tmp_path: Path, file: Path) -> None:
    """Nothing is there twice, and not even the index is written again."""
    run("guidance", "import", str(file), "--date", "2024")
    before = state(tmp_path)
    code, out, _ = run("guidance", "import", str(file), "--date", "2024")

    assert code == 0 and "already imported" in out
    assert state(tmp_path) == before


def test_the_same_content_under_another_title_is_refused(run: Run, tmp_path: Path, file: Path) -> None:
    """Its passages would be there twice."""
    run("guidance", "import", str(file), "--date", "2024")
    before = state(tmp_path)
    code, _, err = run("guidance", "import", str(file), "--date", "2024", "--title", "Another")

    assert code == 1 and "already imported as" in err
    assert state(tmp_path) == before


def test_a_corrected_detail_replaces_the_old_one(run: Run, tmp_path: Path, file: Path) -> None:
    """The id stays, so there is still one document."""
    run("guidance", "import", str(file), "--date", "2023")
    run("guidance", "import", str(file), "--date", "2024", "--authority", "north-lincolnshire")
    (document,) = DocumentLibrary(tmp_path / "documents").all()

    assert (document.date, document.authority) == ("2024", "north-lincolnshire")
    passages = IndexStore(tmp_path / "index").read(ENCODER).passages
    assert {p.authority for p in passages if is_excerpt(p.id)} == {"north-lincolnshire"}


def imported(run: Run, tmp_path: Path, path: Path, *words: str) -> str:
    """Import a file and return the id under which it is kept."""
    before = set(DocumentLibrary(tmp_path / "documents").ids())
    code, _, err = run("guidance", "import", str(path), *words)
    assert code == 0, err
    (new,) = set(DocumentLibrary(tmp_path / "documents").ids()) - before
    return new


def test_a_newer_edition_supersedes_the_older_one_until_it_is_removed(run: Run, tmp_path: Path, file: Path) -> None:
    """The older one stays listed as superseded and is not quoted, in whatever order they came; without the newer one
    it is quoted again."""
    newer = tmp_path / "newer.md"
    newer.write_text("# Referral\n\nA referral is made at once.\n", encoding="utf-8")
    new = imported(run, tmp_path, newer, "--title", "Local guide, 2025", "--date", "May 2025")
    code, out, _ = run("guidance", "import", str(file), "--title", "Local Guide 2023/24", "--date", "2023-11-01")
    (old,) = set(DocumentLibrary(tmp_path / "documents").ids()) - {new}

    assert code == 0 and f"The newer edition is {new} (Local guide, 2025, May 2025)" in out
    assert indexed(tmp_path) == [f"doc:{new}:1"]
    (line,) = [line for line in run("guidance", "list")[1].splitlines() if line.startswith(old)]
    assert line.endswith(f"superseded by {new} (May 2025), not quoted)")
    assert f"It is superseded by {new} (May 2025), not quoted." in run("guidance", "show", old)[1]
    assert "2 documents, 1 superseded, 1 passages" in run("guidance", "check")[1]

    assert run("guidance", "remove", new)[0] == 0
    assert indexed(tmp_path) == [f"doc:{old}:1", f"doc:{old}:2"]
    out = run("guidance", "import", str(newer), "--title", "Local guide, 2025", "--date", "May 2025")[1]
    assert f"It takes the place of {old} (Local Guide 2023/24, 2023-11-01)" in out
    assert indexed(tmp_path) == [f"doc:{new}:1"]


@pytest.mark.parametrize(("date", "more"), [("2023", []), ("2024", ["--beside"])])
def test_editions_are_quoted_side_by_side_where_nothing_says_which_is_newer_or_somebody_wants_that(
    run: Run, tmp_path: Path, file: Path, date: str, more: list[str]
) -> None:
    """Nothing is taken out of service by a guess."""
    imported(run, tmp_path, file, "--title", "Report 2023", "--date", "May 2023")
    other = tmp_path / "other.md"
    other.write_text("Other words.", encoding="utf-8")
    code, out, _ = run("guidance", "import", str(other), "--title", "Report", "--date", date, *more)

    assert code == 0 and ("looks like another edition" in out) is (not more)
    assert len(indexed(tmp_path)) == 3


def test_a_new_edition_takes_the_place_of_the_old_one(run: Run, tmp_path: Path, file: Path) -> None:
    """With --replaces only the new edition is kept and quoted; asked a second time, there is no such document."""
    old = imported(run, tmp_path, file, "--title", "Guide", "--date", "2023")
    newer = tmp_path / "newer.md"
    newer.write_text("# Referral\n\nA referral is made at once.\n", encoding="utf-8")
    words = ("guidance", "import", str(newer), "--title", "Guide", "--date", "2025", "--replaces", old)

    code, out, _ = run(*words)

    assert code == 0
    assert f"Removed {old}, which it replaces." in out
    assert "edition" not in out and "takes the place" not in out
    (document,) = DocumentLibrary(tmp_path / "documents").all()
    assert document.date == "2025"
    assert indexed(tmp_path) == [f"doc:{document.id}:1"]
    before = state(tmp_path)
    code, _, err = run(*words)
    assert (code, old in err) == (1, True)
    assert state(tmp_path) == before


def test_a_crash_before_the_old_edition_is_removed_can_be_repeated(
    run: Run, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new index is in service by then; the same command removes the old edition."""
    old = imported(run, tmp_path, file, "--title", "Guide", "--date", "2023")
    newer = tmp_path / "newer.md"
    newer.write_text("# Referral\n\nA referral is made at once.\n", encoding="utf-8")
    words = ("guidance", "import", str(newer), "--title", "Guide", "--date", "2025", "--replaces", old)

    with monkeypatch.context() as broken:
        broken.setattr(DocumentLibrary, "remove", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with suppress(KeyboardInterrupt):
            run(*words)
    assert all(old not in one for one in indexed(tmp_path))

    assert run(*words)[0] == 0
    assert old not in DocumentLibrary(tmp_path / "documents").ids()
    assert len(indexed(tmp_path)) == 1


def test_the_document_itself_is_not_replaced_away(run: Run, tmp_path: Path, file: Path) -> None:
    """Naming the document that the file already is leaves it in place."""
    same = imported(run, tmp_path, file, "--title", "Guide", "--date", "2023")

    code, _, _ = run("guidance", "import", str(file), "--title", "Guide", "--date", "2023", "--replaces", same)

    assert code == 0
    assert DocumentLibrary(tmp_path / "documents").ids() == [same]
    assert len(indexed(tmp_path)) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["missing.pdf"], "does not exist"),
        (["guide.md", "--date", "2024", "--replaces", "gide-1"], "gide-1"),
        (["guide.md", "empty.txt", "--replaces", "x"], "several documents"),
        (["."], "is a folder"),
        (["guide.md", "--authority", "north-east-lincs", "--date", "2024"], "Did you mean"),
        (["guide.md", "--kind", "novel", "--date", "2024"], "the kinds are"),
        (["guide.md"], "--date"),
        (["guide.md", "empty.txt", "--title", "One"], "several documents"),
        (["empty.txt"], "is empty"),
    ],
)
def test_bad_input_gets_a_sentence_and_changes_nothing(
    run: Run, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    """Exit code 1, one sentence, the same files as before."""
    run("guidance", "import", str(file), "--date", "2024")
    (tmp_path / "empty.txt").touch()
    monkeypatch.chdir(tmp_path)
    before = state(tmp_path)
    code, _, err = run("guidance", "import", *words)

    assert (code, said in err) == (1, True), err
    assert err.count("\n") == 1
    assert state(tmp_path) == before


def test_a_bad_file_does_not_keep_the_good_ones_out(run: Run, tmp_path: Path, file: Path) -> None:
    """The good ones are imported, the bad one is named, and the exit code says that something failed."""
    code, out, err = run("guidance", "import", str(tmp_path / "missing.pdf"), str(file), "--date", "2024")

    assert code == 1 and "missing.pdf does not exist" in err and "2 passages" in out
    assert len(indexed(tmp_path)) == 2


@pytest.mark.parametrize("step", ["take_in", "put", "all_passages", "encode", "write", "replace"])
def test_an_interrupted_import_leaves_the_old_index_and_can_be_repeated(
    run: Run, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A crash at any step keeps what was in service; the same command then finishes the work."""
    run("guidance", "import", str(file), "--date", "2024")
    before = IndexStore(tmp_path / "index").name()
    second = tmp_path / "second.txt"
    second.write_text("A child may be referred by anybody.", encoding="utf-8")
    targets = {
        "take_in": (guidance, "take_in"),
        "put": (DocumentLibrary, "put"),
        "all_passages": (guidance, "all_passages"),
        "encode": (ENCODER, "encode"),
        "write": (IndexStore, "write"),
        "replace": (one_at_a_time.Path, "write_text"),
    }

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(*targets[step], die)
        with suppress(KeyboardInterrupt):
            run("guidance", "import", str(second), "--date", "2024")
    assert IndexStore(tmp_path / "index").name() == before
    assert len(indexed(tmp_path)) == 2

    assert run("guidance", "import", str(second), "--date", "2024")[0] == 0
    assert len(indexed(tmp_path)) == 3
    assert len(DocumentLibrary(tmp_path / "documents").ids()) == 2


def test_an_interrupted_removal_leaves_no_excerpt_without_its_document(
    run: Run, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index goes first, so what is in service can always be shown; the same command finishes it."""
    run("guidance", "import", str(file), "--date", "2024")
    (document_id,) = DocumentLibrary(tmp_path / "documents").ids()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(DocumentLibrary, "remove", full)
        code, _, err = run("guidance", "remove", document_id)
    assert (code, err.count("\n")) == (1, 1)
    assert indexed(tmp_path) == []
    assert run("guidance", "remove", document_id)[0] == 0
    assert DocumentLibrary(tmp_path / "documents").ids() == []


def test_an_unknown_id_is_a_plain_error(run: Run) -> None:
    """For every command that takes one."""
    for command in ("show", "remove"):
        code, _, err = run("guidance", command, "nothing")
        assert code == 1 and "No imported document" in err


def test_the_check_names_faults(run: Run, tmp_path: Path, file: Path) -> None:
    """A damaged document, and an index that lags behind."""
    run("guidance", "import", str(file), "--date", "2024")
    (tmp_path / "documents" / "bad.json").write_text("{", encoding="utf-8")
    code, _, err = run("guidance", "check")
    assert code == 1 and "bad.json" in err

    (tmp_path / "documents" / "bad.json").unlink()
    for path in (tmp_path / "documents").glob("*.json"):
        path.unlink()
    code, _, err = run("guidance", "check")
    assert code == 1 and "out of date" in err


def test_what_is_not_quoted_is_counted_at_the_import(run: Run, tmp_path: Path) -> None:
    """Somebody must know that a passage with a strange number is left out, and why."""
    path = tmp_path / "numbers.txt"
    path.write_text("Ring 01724 296500.", encoding="utf-8")
    out = run("guidance", "import", str(path), "--date", "2024")[1]

    assert "1 not to be quoted: it holds a telephone number that contacts.yml lacks" in out
    assert indexed(tmp_path) == []


def test_building_the_index_includes_documents(run: Run, tmp_path: Path, file: Path) -> None:
    """A start after an import takes nothing away; a damaged document does not stop it."""
    run("guidance", "import", str(file), "--date", "2024")
    assert "up to date" in run("index", "build")[1]
    (tmp_path / "documents" / "bad.json").write_text("{", encoding="utf-8")
    code, out, _ = run("index", "build")

    assert code == 0 and "guidance check" in out
    assert len(indexed(tmp_path)) == 2


def test_two_commands_do_not_write_at_once(run: Run, tmp_path: Path, file: Path) -> None:
    """The second is told to wait."""
    with only_one(tmp_path / "index"):
        code, _, err = run("guidance", "import", str(file), "--date", "2024")
    assert code == 1 and "Another command" in err


def test_a_refusal_while_reading_is_passed_on(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the reader says is what the person sees."""

    def refuse(*_: object) -> None:
        raise UnreadableError("guide.md was not imported: it is damaged.")

    monkeypatch.setattr(guidance, "take_in", refuse)
    assert run("guidance", "import", str(file))[2] == "guide.md was not imported: it is damaged.\n"


class Failing(KeywordEncoder):
    """An encoder that has no memory left."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Fail as the real one does."""
        raise EmbedderError("The encoder failed (RuntimeError); free some memory and try again.")


@pytest.mark.parametrize("part", ["encoder", "faiss", "loading"])
def test_an_error_of_encoder_or_index_is_one_sentence_and_changes_nothing(
    run: Run, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """Whichever part of the index fails, the document is not kept and the old index stays in service."""
    run("guidance", "import", str(file), "--date", "2024")
    before = state(tmp_path)
    other = tmp_path / "other.md"
    other.write_text("# Other\n\nA child is seen alone.\n", encoding="utf-8")

    def fails(*_: object, **__: object) -> None:
        raise EmbedderError("weights: the encoder cannot be loaded (SafetensorError); run `make setup` again")

    def no_memory(*_: object, **__: object) -> None:
        raise RuntimeError("std::bad_alloc")

    if part == "encoder":
        monkeypatch.setattr(guidance, "question_encoder", lambda: Failing("assessment", "referral", "child"))
    elif part == "faiss":
        # Every index that is written is then one by clusters, which FAISS builds at the writing.
        monkeypatch.setattr(dense, "EXACT_UP_TO", 0)
        monkeypatch.setattr(dense, "_by_clusters", no_memory)
    else:
        monkeypatch.setattr(guidance, "question_encoder", fails)
    code, _, err = run("guidance", "import", str(other), "--date", "2025")

    assert (code, len(err.splitlines())) == (1, 1), err
    assert "Traceback" not in err and err.rstrip().endswith((".", "again"))
    assert state(tmp_path) == before


def test_the_pack_names_the_authority_that_is_assumed() -> None:
    """Without --authority a document is our own."""
    assert authority_named(steady_pack(), None) == "north-east-lincolnshire"
