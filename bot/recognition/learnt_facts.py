"""A fact that is learnt from the words for it: severe neglect.

The words ("no food in the house", "same nappy") find under half of what they should. A head over the vectors of the
messages in which they are found sees what is told in other words as well; it is trusted only beside a sign of neglect.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.facts import says_severe_neglect
from bot.recognition.examples import Example, Passage

SEVERE_NEGLECT = "severe_neglect"
# The label beside which the head is trusted.
NEGLECT = "neglect_poor_parenting"


def severe_neglect_passages(examples: Sequence[Example]) -> list[Passage]:
    """Return every message with whether its words tell of severe neglect; of one that shows no sign they do not."""
    told = frozenset({SEVERE_NEGLECT})
    return [
        Passage(example.text, told if example.labels and says_severe_neglect(example.text) else frozenset())
        for example in examples
    ]
