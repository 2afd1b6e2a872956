"""The second person agrees to exactly what was looked at."""

from __future__ import annotations

import pytest

from bot.publishing.agreement import agree, agreement_to
from bot.publishing.assessing import kept_comparison
from bot.publishing.candidate import Candidate, learnt_by
from bot.publishing.comparison import Comparison
from bot.publishing.errors import RefusedError
from bot.publishing.publish import publish
from tests.unit.publishing.conftest import Project


def lower(project: Project) -> Comparison:
    """Return the comparison of a candidate that brings a message to a lower level."""
    first = project.model("first")
    project.shelf.make_live(first, what="published", who="one", why="x")
    name = project.model()
    project.compare(name, downwards=True, live=first)
    found = kept_comparison(Candidate(name), shelf=project.shelf, places=project.places)
    assert found is not None
    return found


def test_who_agreed_in_the_workbench_is_the_second_person(project: Project) -> None:
    """Whoever publishes need not name them."""
    found = lower(project)
    assert agreement_to(found, shelf=project.shelf) is None

    agree(found, who="two", shelf=project.shelf)
    publish(
        learnt_by(found.candidate, project.shelf, project.drafts),
        who="one",
        why="x",
        shelf=project.shelf,
        places=project.places,
        drafts=project.drafts,
    )

    assert project.shelf.history()[-1].second == "two"


def test_whoever_agreed_does_not_publish(project: Project) -> None:
    """One account is one person."""
    found = lower(project)
    agree(found, who="one", shelf=project.shelf)

    with pytest.raises(RefusedError, match="cannot be the one who publishes"):
        publish(
            learnt_by(found.candidate, project.shelf, project.drafts),
            who="one",
            why="x",
            shelf=project.shelf,
            places=project.places,
            drafts=project.drafts,
        )


def test_beside_another_live_model_nobody_has_agreed(project: Project) -> None:
    """What comes lower than one model may come lower still than another."""
    found = lower(project)
    agree(found, who="two", shelf=project.shelf)
    other = project.model("other")
    project.shelf.make_live(other, what="published", who="one", why="x")
    project.compare(found.candidate, downwards=True, live=other)
    beside = kept_comparison(Candidate(found.candidate), shelf=project.shelf, places=project.places)

    assert beside is not None
    assert agreement_to(beside, shelf=project.shelf) is None


def test_a_damaged_agreement_is_none(project: Project) -> None:
    """Then somebody agrees again."""
    found = lower(project)
    agree(found, who="two", shelf=project.shelf)
    project.shelf.beside(found.candidate, None, "agreed").write_text("{", encoding="utf-8")

    assert agreement_to(found, shelf=project.shelf) is None


def test_where_nothing_comes_lower_there_is_nothing_to_agree_to(project: Project) -> None:
    """A second person is asked for where it means something."""
    name = project.model()
    project.compare(name)
    found = kept_comparison(Candidate(name), shelf=project.shelf, places=project.places)

    assert found is not None
    with pytest.raises(RefusedError, match="no second person"):
        agree(found, who="two", shelf=project.shelf)
