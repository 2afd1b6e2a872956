"""Tests that train models for minutes: `make soak` runs them, continuous integration does not."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.shapes")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one of the long ones."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.soak)
