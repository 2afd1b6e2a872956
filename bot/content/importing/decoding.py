"""From bytes to text, where the file does not say how it is encoded."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from bot.content.importing.errors import UnreadableError

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
# Office for Windows in the United Kingdom writes this one.
_USUAL = "cp1252"
_MOST_CONTROLS = 0.002
_LOOK_AT = 200_000


def decode(content: bytes, *, declared: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return the text and what to warn of; with `declared`, a web page's own word for its encoding is believed.

    Raises:
        UnreadableError: It is no text in any encoding that is tried.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _strict(content, name), ()
    try:
        return _checked(content.decode("utf-8")), ()
    except UnicodeDecodeError:
        pass
    names = [name for name in (_declared(content) if declared else None, _USUAL, _guess(content)) if name]
    for name in names:
        try:
            text = _checked(content.decode(name))
        except (UnicodeDecodeError, UnreadableError):
            continue
        return text, (f"it is not UTF-8 and was read as {name}: check names, quotation marks and pound signs",)
    raise UnreadableError("it holds no text that can be decoded; save it as UTF-8")


def _strict(content: bytes, name: str) -> str:
    try:
        return _checked(content.decode(name))
    except UnicodeDecodeError as error:
        raise UnreadableError(f"it says that it is {name} and is not; save it as UTF-8") from error


def _checked(text: str) -> str:
    """Binary data decodes in some encoding; its controls tell it from writing."""
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise UnreadableError("it holds binary data, not text; save the document as text, Word or PDF")
    return text


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:2048])
    if match is None:
        return None
    try:
        return codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return None


def _guess(content: bytes) -> str | None:
    best = from_bytes(content[:_LOOK_AT]).best()
    return best.encoding if best is not None else None
