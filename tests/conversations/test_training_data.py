"""Rasa's own check of the domain, the training data, the rules and the stories."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conversations.running import ROOT, environment


@pytest.fixture(scope="module")
def validated(tmp_path_factory):
    """What `rasa data validate` printed."""
    folder = tmp_path_factory.mktemp("validate")
    return subprocess.run(
        [sys.executable, "-m", "rasa", "data", "validate"],
        cwd=ROOT,
        env={**environment(folder), "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_rasa_finds_the_data_valid(validated):
    """Rasa's check ends without an error."""
    assert validated.returncode == 0, validated.stderr[-3000:]


def test_rasa_warns_of_nothing_of_ours(validated):
    """No warning is about an intent, an action, a slot, a story or an example of this project."""
    lines = (validated.stdout + validated.stderr).splitlines()
    warnings = [line for line in lines if " WARNING " in line or "UserWarning: " in line]

    assert warnings == []
