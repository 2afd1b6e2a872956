"""What a message tells, as it is read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.language.told import told


def test_markers_and_courtesies_are_left_out_together() -> None:
    """Neither takes the place of what was seen, and evidence leads back over both."""
    message = "Hello, hope you are well. Mum [name] left [name] alone all night. Please advise."
    read = told(message)

    assert read.text.strip() == "Mum left them alone all night."
    start = read.text.index("left them alone")
    assert message[slice(*read.back(start, start + len("left them alone all night")))] == "left [name] alone all night"


@given(
    st.lists(
        st.sampled_from(["Hi.", "Many thanks.", "[name]", "He hit her.", "mum", "\n", "Alone at home,"]), max_size=9
    )
)
def test_every_stretch_leads_into_the_message(pieces: list[str]) -> None:
    """Whatever is found in the words that are read has its place in the message, in order."""
    message = " ".join(pieces)
    read = told(message)

    for start in range(len(read.text) + 1):
        for end in range(start + 1, len(read.text) + 1):
            first, last = read.back(start, end)
            assert 0 <= first <= last <= len(message)
