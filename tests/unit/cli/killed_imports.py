"""Imports in real processes that are killed, starved of disk or run at once: `python -m tests.unit.cli.killed_imports`.

Run apart from the tests: a process that has threads must not be copied. Prints what happened as JSON.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.cli import guidance, main
from bot.content.importing.document import Document, content_hash, document_id
from bot.content.importing.library import DocumentLibrary
from bot.content.importing.take_in import Details, take_in
from bot.content.importing.worker import read
from bot.retrieval.store import IndexStore
from tests.builders import KeywordEncoder, steady_pack

ENCODER = KeywordEncoder("assessment", "referral", "child")
# A few entries will do, and are written in no time.
PACK = replace(steady_pack(), entries=dict(list(steady_pack().entries.items())[:5]))
Where = tuple[object, str]
# Where a process is killed: what is called there, and whether it is killed before or after that.
STEPS: dict[str, tuple[Where, str]] = {
    "reading": ((guidance, "take_in"), "before"),
    "read": ((guidance, "take_in"), "after"),
    "document half written": ((json, "dump"), "after"),
    "document kept": ((DocumentLibrary, "put"), "after"),
    "embedding": ((ENCODER, "encode"), "before"),
    "embedded": ((ENCODER, "encode"), "after"),
    "vectors written": ((np, "save"), "after"),
    "passages written": ((IndexStore, "_write_parts"), "after"),
    "before the swap": ((os, "replace"), "second"),
    "after the swap": ((IndexStore, "_remove_others"), "before"),
    "older edition not removed": ((DocumentLibrary, "remove"), "before"),
}


def take_in_here(path: Path, details: Details) -> Document:
    """Read a document without a child process: that has tests of its own, and takes a second for each file."""
    return take_in(path, details, read)


def run(folder: Path, *words: str) -> tuple[int, str]:
    """Run a command on the data of a folder; return its exit code and what it printed."""
    guidance.INDEX, guidance.DOCUMENTS = folder / "index", folder / "documents"
    guidance.question_encoder = lambda: ENCODER  # type: ignore[assignment, misc]
    guidance.load_pack = lambda _: PACK  # type: ignore[attr-defined]
    sys.argv = ["signpost", "guidance", *words]
    if guidance.take_in is take_in:  # type: ignore[attr-defined]
        guidance.take_in = take_in_here  # type: ignore[attr-defined]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main.main()
    return code, said.getvalue()


def process(task: Callable[[], tuple[int, str]]) -> tuple[int, str]:
    """Do a task in a process of its own; return its exit code, negative where a signal ended it, and what it said."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        code, said = task()
        os.write(into, said.encode()[:4000])
        os._exit(code)
    os.close(into)
    _, status = os.waitpid(child, 0)
    with os.fdopen(out, "rb") as pipe:
        return os.waitstatus_to_exitcode(status), pipe.read().decode()


def killed(folder: Path, step: str, words: tuple[str, ...]) -> tuple[int, str]:
    """Run a command in a process that kill -9 ends at a step."""
    guidance.take_in = take_in_here  # type: ignore[attr-defined]
    (owner, name), when = STEPS[step]
    original = getattr(owner, name)
    calls = 0

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def replaced(*args: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if when == "before" or (when == "second" and calls == 2):
            die()
        result = original(*args, **more)
        if when == "after":
            die()
        return result

    def task() -> tuple[int, str]:
        setattr(owner, name, replaced)
        return run(folder, *words)

    return process(task)


def state(folder: Path) -> dict[str, str]:
    """Return what a folder holds, by hashes: the index without the name that each one is given anew."""
    found = {}
    for path in sorted(
        path for part in ("index", "documents") for path in (folder / part).rglob("*") if path.is_file()
    ):
        name = str(path.relative_to(folder))
        if path.name == "current":
            found["current"] = "names a folder" if (path.parent / path.read_text()).is_dir() else "names nothing"
            continue
        parts = name.split("/")
        name = "/".join([parts[0], "*", *parts[2:]]) if len(parts) > 2 else name
        assert name not in found, f"{name} is there twice"
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def kill_everywhere(folder: Path) -> list[dict[str, object]]:
    """Kill an import at every step, then repeat it, and compare with one that was left in peace."""
    files = write_files(folder)
    old = ("import", str(files[0]), "--title", "Guide", "--date", "2023")
    document = (f"{hash_of(files[0])}",)
    new = ("import", str(files[1]), "--title", "Guide", "--date", "2025", "--replaces", *document)
    start, peace = folder / "start", folder / "peace"
    assert process(lambda: run(start, *old))[0] == 0
    shutil.copytree(start, peace)
    assert process(lambda: run(peace, *new))[0] == 0
    whole = [sorted(excerpts(start)), sorted(excerpts(peace))]
    results: list[dict[str, object]] = []
    for step in STEPS:
        here = folder / step.replace(" ", "-")
        shutil.copytree(start, here)
        code, _ = killed(here, step, new)
        passages = excerpts(here)
        again, said = process(lambda here=here: run(here, *new))  # type: ignore[misc]
        results.append(
            {
                "step": step,
                "killed": code == -signal.SIGKILL,
                "served": sorted(passages) in whole,
                "again": again,
                "said": said,
                "same": state(here) == state(peace),
            }
        )
    return results


def excerpts(folder: Path) -> list[str]:
    """Return the ids of the excerpts in service."""
    return [one.id for one in IndexStore(folder / "index").read(ENCODER).passages if one.id.startswith("doc:")]


def hash_of(path: Path) -> str:
    """Return the id under which a file is imported as "Guide"."""
    return document_id("Guide", content_hash(path.read_bytes()))


def write_files(folder: Path) -> list[Path]:
    """Write two editions of a document."""
    texts = (
        "# Referral\n\nAn assessment follows.\n\n# Times\n\nIt ends soon.\n",
        "# Referral\n\nIt is made at once.\n",
    )
    paths = [folder / "old.md", folder / "new.md"]
    for path, text in zip(paths, texts):
        path.write_text(text, encoding="utf-8")
    return paths


def fill(folder: Path, how: str) -> list[dict[str, object]]:
    """Import onto a full disk: a real small one, or one that takes no file beyond a size."""
    files = write_files(folder)
    results: list[dict[str, object]] = []
    for free in (0, 20_000) if how == "tmpfs" else (0, 2_000):
        here = folder / f"disk-{free}"
        here.mkdir()
        if how == "tmpfs":
            subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(here)], check=True)
        try:
            assert process(lambda: run(here, "import", str(files[0]), "--date", "2023"))[0] == 0  # noqa: B023
            if how == "tmpfs":
                stuff(here, free)
            before = state(here)
            code, said = process(lambda: limited(here, files[1], free if how == "limit" else None))  # noqa: B023
            results.append({"free": free, "code": code, "said": said, "same": state(here) == before})
        finally:
            if how == "tmpfs":
                subprocess.run(["/bin/umount", "-l", str(here)], check=True)
    return results


def stuff(folder: Path, free: int) -> None:
    """Fill the disk of a folder but for so many bytes."""
    stats = os.statvfs(folder)
    with (folder / "stuffing").open("wb") as file:
        file.write(b"x" * max(0, stats.f_bavail * stats.f_bsize - free))


def limited(folder: Path, path: Path, limit: int | None) -> tuple[int, str]:
    """Import a file, where there is a limit in a process that may write no larger file."""
    if limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return run(folder, "import", str(path), "--date", "2025")


def at_once(folder: Path) -> dict[str, object]:
    """Import twice at the same time: the second one while the first one embeds."""
    files = write_files(folder)
    here = folder / "both"
    reached, tell_reached = os.pipe()
    wait, go_on = os.pipe()
    encode = ENCODER.encode

    def slow() -> tuple[int, str]:
        def waiting(texts: Any) -> Any:
            ENCODER.encode = encode  # type: ignore[method-assign]
            os.write(tell_reached, b"x")
            os.read(wait, 1)
            return encode(texts)

        ENCODER.encode = waiting  # type: ignore[method-assign]
        return run(here, "import", str(files[0]), "--date", "2023")

    first = os.fork()
    if first == 0:
        os._exit(slow()[0])
    os.read(reached, 1)
    second = process(lambda: run(here, "import", str(files[1]), "--date", "2025"))
    os.write(go_on, b"x")
    _, status = os.waitpid(first, 0)
    third = process(lambda: run(here, "import", str(files[1]), "--date", "2025"))
    documents = len(list((here / "documents").iterdir()))
    return {"first": os.waitstatus_to_exitcode(status), "second": second, "third": third[0], "documents": documents}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        task = sys.argv[1]
        if task == "kill":
            sys.stdout.write(json.dumps(kill_everywhere(base)))
        elif task == "at-once":
            sys.stdout.write(json.dumps(at_once(base)))
        else:
            sys.stdout.write(json.dumps(fill(base, task)))
