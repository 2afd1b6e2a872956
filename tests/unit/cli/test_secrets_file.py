"""Secrets that are made once and kept where only their owner can read them."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.cli.secrets_file import NAMES, secrets_from


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file in a folder that is not there yet."""
    return tmp_path / "var" / "secrets.env"


def mode(path: Path) -> int:
    """Return who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_every_secret_is_made_long_and_different(file: Path) -> None:
    """Without anything to go by, each name gets a long value of its own."""
    made = secrets_from(file, {})

    assert set(made) == set(NAMES)
    assert len(set(made.values())) == len(NAMES)
    assert all(len(value) >= 60 for value in made.values())


def test_secrets_are_kept(file: Path) -> None:
    """The next start has the same secrets, so that tokens outlive it."""
    made = secrets_from(file, {})
    written = file.read_text(encoding="utf-8")

    assert secrets_from(file, {}) == made
    assert file.read_text(encoding="utf-8") == written


def test_only_the_owner_may_read_them(file: Path) -> None:
    """A new file can be read and written by its owner alone."""
    secrets_from(file, {})

    assert mode(file) == 0o600


def test_a_file_that_others_could_read_is_closed_to_them(file: Path) -> None:
    """A file from elsewhere loses its wider mode as soon as a secret is written into it."""
    file.parent.mkdir()
    file.write_text("OTHER=kept\n", encoding="utf-8")
    file.chmod(0o644)

    secrets_from(file, {})

    assert mode(file) == 0o600
    assert "OTHER=kept" in file.read_text(encoding="utf-8").splitlines()


def test_the_environment_wins_and_is_not_written_down(file: Path) -> None:
    """A secret that the environment holds is used, and never copied into the file."""
    before = secrets_from(file, {})
    after = secrets_from(file, {NAMES[0]: "from the environment"})

    assert after == {**before, NAMES[0]: "from the environment"}
    assert "from the environment" not in file.read_text(encoding="utf-8")
    assert secrets_from(file, {}) == before


def test_where_the_environment_holds_all_there_is_no_file(file: Path) -> None:
    """Nothing is written where nothing had to be made."""
    given = {name: name.lower() for name in NAMES}

    assert secrets_from(file, given) == given
    assert not file.exists()


def test_an_empty_variable_is_none(file: Path) -> None:
    """A variable that is set to nothing does not change the secret at every start."""
    empty = {NAMES[1]: ""}

    made = secrets_from(file, empty)

    assert made[NAMES[1]]
    assert secrets_from(file, empty) == made


def test_a_secret_that_is_missing_in_the_file_is_added(file: Path) -> None:
    """A file of an older version gets what is new; what it held stays."""
    file.parent.mkdir()
    file.write_text(f"{NAMES[0]}=old=value\n\nnot a line\n", encoding="utf-8")

    made = secrets_from(file, {})

    assert made[NAMES[0]] == "old=value"
    assert secrets_from(file, {}) == made
