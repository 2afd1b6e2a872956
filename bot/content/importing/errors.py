"""Why a document cannot be imported, in one plain sentence that says what to do.

DocumentError
├── RefusedError         the file is not one that we read: missing, a folder, empty, too large, of another type
├── UnreadableError      the file has the right type and cannot be read: damaged, protected, a scan, a bomb
└── UnknownDocumentError no imported document has this id
"""

from __future__ import annotations


class DocumentError(Exception):
    """Base of all errors about documents."""


class RefusedError(DocumentError):
    """The file is not one that is read."""


class UnreadableError(DocumentError):
    """The file cannot be read, or not within the limits."""


class UnknownDocumentError(DocumentError):
    """There is no such document."""
