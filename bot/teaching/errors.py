"""What can be wrong with an edit, in words for editors.

TeachingError
├── MarkError        the marks of an example cannot be read or written
├── EditError        the edit cannot be made: what it names is not there, or it would break a file
└── DraftError       there is no such draft, or it cannot be kept
"""

from __future__ import annotations


class TeachingError(Exception):
    """Base of all errors about edits; the message can be shown as it is."""


class MarkError(TeachingError):
    """The marks of an example cannot be read or written."""


class EditError(TeachingError):
    """An edit cannot be made."""


class DraftError(TeachingError):
    """A draft is not there, or cannot be kept."""
