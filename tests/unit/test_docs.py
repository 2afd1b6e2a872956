"""The documents cannot fall behind the code: what they name exists, and what they must name is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from ruamel.yaml import YAML

from bot.cli.main import app
from bot.content.pack import DEFAULT_PACK

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = ROOT / "docs" / "operations.md"
DEPENDENCIES = ROOT / "docs" / "decisions" / "0002-dependencies.md"
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "knowledge" / "GUIDE.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
# Made by a start, a build or the browser tests; not there in a fresh copy of the project.
_MADE = (".venv", "var/", "docs/img/")
_FILE_ENDINGS = (".py", ".md", ".yml", ".toml", ".txt", ".in", ".lock", ".sh", ".js", ".html", ".css", ".jsonl")
# Files of the data folder and of a data set, which the documents name without a folder.
_OUTSIDE = frozenset({"corpus.jsonl", "queries.jsonl"})
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_VARIABLE = re.compile(r"\bSIGNPOST_[A-Z][A-Z_]*[A-Z]\b")


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


each_page = pytest.mark.parametrize("page", PAGES, ids=named)


@each_page
def test_every_path_in_backticks_exists(page: Path) -> None:
    """A file or folder that a document names is there."""
    missing = [span for span in spans(page) if looks_like_a_path(span) and not exists(span, page)]

    assert missing == []


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    """A link to a file of the project has a target."""
    targets = [
        link for link in _LINK.findall(_SPAN.sub("", prose(page))) if not link.startswith(("http://", "https://", "#"))
    ]

    assert [link for link in targets if not exists(link.split("#")[0], page)] == []


@each_page
def test_every_make_word_exists(page: Path) -> None:
    """A chore that a document tells somebody to run is one of the Makefile's."""
    chores = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    words = {line.split()[1] for line in commands(page) if re.match(r"make [a-z]", line)}

    assert words <= chores


@each_page
def test_every_signpost_command_exists(page: Path) -> None:
    """A command of `signpost` that a document shows is there, and so are its options."""
    root = typer.main.get_command(app)
    faults = [fault for line in commands(page) for fault in faults_of(root, words_of(line))]

    assert faults == []


@each_page
def test_every_variable_is_one_that_the_code_reads(page: Path) -> None:
    """A document names no environment variable that has no effect."""
    # What only the tests read is told to those who write tests.
    read = variables_in_code() | (variables_in_tests() if page.name == "CONTRIBUTING.md" else set())

    assert set(_VARIABLE.findall(page.read_text(encoding="utf-8"))) <= read


def test_every_variable_is_described() -> None:
    """Every environment variable of the code stands in the table of docs/operations.md."""
    rows = [line for line in OPERATIONS.read_text(encoding="utf-8").splitlines() if line.startswith("| `SIGNPOST_")]
    described = {name for row in rows for name in _VARIABLE.findall(row.split("|")[1])}

    assert variables_in_code() - described == set()


def test_every_direct_dependency_has_its_reason() -> None:
    """Every package of requirements/*.in has a row in the decision on dependencies, and every row a package."""
    wanted = set()
    for path in (ROOT / "requirements").glob("*.in"):
        lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
        wanted |= {re.split(r"[=<>\[ ]", line)[0] for line in lines if line and line[0] not in "#-"}
    rows = re.findall(r"^\| (\w[\w.-]*) \| (?!what for)", DEPENDENCIES.read_text(encoding="utf-8"), re.MULTILINE)

    assert set(rows) == wanted


@pytest.mark.parametrize(
    "span",
    [
        pytest.param("bot/advice/asses.py", id="a-file-that-is-not-there"),
        pytest.param("bott/advice", id="a-folder-that-is-not-there"),
        pytest.param("requirements/*.on", id="a-pattern-that-matches-nothing"),
        pytest.param("CONTRIBUTE.md", id="a-file-without-a-folder"),
    ],
)
def test_a_wrong_path_is_caught(span: str) -> None:
    """The reader of paths does not pass by seeing nothing."""
    assert looks_like_a_path(span)
    assert not exists(span, PAGES[0])


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("signpost tell", id="command"),
        pytest.param("signpost knowledge chek", id="sub-command"),
        pytest.param(".venv/bin/signpost ask 'a concern' --than 'no'", id="option"),
    ],
)
def test_a_wrong_command_is_caught(line: str) -> None:
    """The reader of commands does not pass by seeing nothing."""
    assert faults_of(typer.main.get_command(app), words_of(line))


def prose(page: Path) -> str:
    """Return the page without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def spans(page: Path) -> list[str]:
    """Return what stands in backticks in the prose."""
    return _SPAN.findall(prose(page))


def commands(page: Path) -> list[str]:
    """Return everything that may be a command: what is in backticks, and each line of a shell block."""
    blocks = [body for kind, body in _FENCE.findall(page.read_text(encoding="utf-8")) if kind == "sh"]
    return [*spans(page), *(line.strip() for body in blocks for line in body.splitlines())]


def looks_like_a_path(span: str) -> bool:
    """Return whether a piece of code names a file or folder of the project."""
    if re.search(r"[\s<>{}$:()\[\],\"]", span) or span.startswith(("/", "-", ".")) or span in _OUTSIDE:
        return False
    return span.endswith(_FILE_ENDINGS) or ("/" in span and span.split("/")[0] not in intents())


def exists(span: str, page: Path) -> bool:
    """Return whether the path is there, seen from the project, from the page or from the guidance pack."""
    if span.startswith(_MADE):
        return True
    return any(any(base.glob(span.rstrip("/"))) for base in (ROOT, page.parent, DEFAULT_PACK))


def intents() -> set[str]:
    """Return the intents: `concern/home_alone` is no path."""
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return set(domain["intents"])


def words_of(line: str) -> list[str]:
    """Return the words after `signpost` in a line that calls it; none for any other line."""
    match = re.match(r"(?:\.venv/bin/)?signpost\b(.*)", line)
    return re.sub(r"'[^']*'|\"[^\"]*\"", "TEXT", match.group(1)).split("#")[0].split() if match else []


def faults_of(command: Any, words: list[str]) -> Iterator[str]:
    """Yield each word that is neither a command nor an option where it stands."""
    for word in words:
        children = getattr(command, "commands", {})
        if word.startswith("--"):
            known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
            if word not in {*known, "--help"}:
                yield f"{command.name}: no option {word}"
        elif word in children:
            command = children[word]
        elif children:
            yield f"{command.name}: no command {word}"


def variables_in_tests() -> set[str]:
    """Return the environment variables that the settings and helpers of the tests read."""
    helpers = [path for path in (ROOT / "tests").rglob("*.py") if not path.name.startswith("test_")]
    return {name for path in helpers for name in _VARIABLE.findall(path.read_text(encoding="utf-8"))}


def variables_in_code() -> set[str]:
    """Return the environment variables of the code and of Rasa's files."""
    paths = [path for part in ("bot", "actions", "tools") for path in (ROOT / part).rglob("*.*")]
    paths += [*ROOT.glob("*.yml"), *ROOT.glob("*.py"), ROOT / "Makefile"]
    readable = [path for path in paths if path.suffix in {".py", ".yml", ".sh", ""} and "__pycache__" not in path.parts]
    return {name for path in readable for name in _VARIABLE.findall(path.read_text(encoding="utf-8"))}
