"""A web server to break, and a Rasa that says what it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.web.gateway import guidance
from tests.canned import KNIFE, Canned
from tests.faults.serving import WebServer
from tests.web.fake_rasa import FakeRasa, serving

pytest.register_assert_rewrite("tests.shapes")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that needs running processes."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.model)


@pytest.fixture
def rasa() -> Iterator[FakeRasa]:
    """A fake Rasa that advises to ring the duty team."""
    canned = Canned(guidance.pack())
    with serving(FakeRasa(canned.duty_team(), {KNIFE: canned.emergency()})) as fake:
        yield fake


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as the first start makes it."""
    folder = tmp_path_factory.mktemp("migrated")
    WebServer(folder, "http://127.0.0.1:9", port=9).migrate()
    return folder / "web.sqlite3"


@pytest.fixture
def stopped(rasa: FakeRasa, migrated: Path, tmp_path: Path) -> Iterator[WebServer]:
    """A web server that is ready to start; whatever a test does, nothing of it outlives the test."""
    (tmp_path / "web.sqlite3").write_bytes(migrated.read_bytes())
    server = WebServer(tmp_path, rasa.url)
    yield server
    server.kill()


@pytest.fixture
def web(stopped: WebServer) -> WebServer:
    """A running web server."""
    return stopped.start()
