"""What could send somebody the wrong way is never quoted."""

from __future__ import annotations

import pytest

from bot.content.importing.withheld import withheld_because
from tests.builders import real_pack


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ring the team on 01724 296500.", "telephone"),
        ("Call +44 (0)1724 296500 at any time.", "telephone"),
        ("Telephone: 07700 900123", "telephone"),
        ("Ring 111 at night.", "telephone"),
        ("Write to someone@example.org.", "e-mail"),
        ("In that case no further action is needed.", "nothing needs"),
        ("The child does not meet the threshold for services.", "nothing needs"),
        ("You need not refer this.", "nothing needs"),
    ],
)
def test_strange_contacts_and_false_comfort_are_withheld(text: str, reason: str) -> None:
    """Numbers that the pack lacks, and words that nothing need be done, stay unquoted."""
    assert reason in (withheld_because(text, real_pack()) or "")


@pytest.mark.parametrize(
    "text",
    [
        "Ring the duty team on 01472 326292, option 5.",
        "Call the duty team on 326292 (Option 5) for advice.",
        "Telephone: 01472 313131",
        "In an emergency ring 999.",
        "Write to Familyhelprequests@nelincs.gov.uk.",
        "The assessment ends within 45 working days, by 2025 at the latest.",
        "Published on 01/02/2024 under section 47 of the Children Act 1989.",
    ],
)
def test_known_contacts_and_plain_words_may_be_quoted(text: str) -> None:
    """Contacts of the pack, years, dates and sections are no reason."""
    assert withheld_because(text, real_pack()) is None
