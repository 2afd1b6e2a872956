"""One running Signpost for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversations.running import Signpost, Talk, running

pytest.register_assert_rewrite("tests.shapes")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that needs the model."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.model)


@pytest.fixture(scope="session")
def signpost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signpost]:
    """A running Signpost; at the end Ctrl-C must end all of it."""
    with running(tmp_path_factory.mktemp("signpost")) as started:
        started.wait_until_healthy()
        yield started
        code, left = started.end()
    assert left == []
    assert code == 0


@pytest.fixture
def talk(signpost: Signpost) -> Talk:
    """A conversation that has just been started."""
    return signpost.talk()
