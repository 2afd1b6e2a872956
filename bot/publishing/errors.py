"""What can go wrong with models, in words for editors.

PublishingError
├── UnknownModelError     no model of that name
├── DamagedModelError     a model's file is missing, cut short or changed
├── EvaluationError       a model could not be asked
├── RefusedError          publishing is refused; `reasons` says why
└── TrainingError         training cannot start or ended without a model
"""

from __future__ import annotations

from collections.abc import Iterable


class PublishingError(Exception):
    """Base of all errors about models; the message can be shown as it is."""


class UnknownModelError(PublishingError):
    """There is no such model."""


class DamagedModelError(PublishingError):
    """The file of a model is not what it was when the model was made."""


class EvaluationError(PublishingError):
    """A model could not be asked, so nothing can be said about it."""


class RefusedError(PublishingError):
    """A model may not be published."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(self.reasons))


class TrainingError(PublishingError):
    """There is no new model; the live one is as it was."""
