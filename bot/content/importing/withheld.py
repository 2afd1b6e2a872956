"""Passages that are kept and never quoted, because quoting them could send somebody the wrong way."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.content.pack import Pack

_PHONE = re.compile(r"(?<![\d/.-])(?:\+44|0)[\d ()-]{8,14}\d(?!\d)")
_SHORT_PHONE = re.compile(
    r"\b(?:ring|call|dial|phone|tel|telephone)\b[^\d\n.]{0,24}(?<!\d)(\d{3}|\d{5,7})(?![\d ]*\d)", re.IGNORECASE
)
# A number is often given without its code.
_LOCAL_DIGITS = 6
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NOTHING_NEEDED = re.compile(
    r"\b(no (?:further |additional |immediate )?(?:action|referral|response|steps?|intervention|support) "
    r"(?:is |are |was |will be |may be )?(?:needed|required|necessary|taken)"
    r"|(?:need|does|do|should|would) not (?:be |need to be |require )?(?:refer|report|a referral|any action|action)"
    r"|(?:not|below|under) (?:meet |met |reach |reached |meeting )?(?:the )?threshold"
    r"|no (?:safeguarding |child protection )?concerns? (?:exists?|remains?)"
    r"|nothing (?:more |further |else )?(?:is |needs? )(?:needed|required|to be done)"
    r"|not (?:a )?(?:serious|significant) (?:enough|concern))",
    re.IGNORECASE,
)


def withheld_because(text: str, pack: Pack) -> str | None:
    """Return why a passage must not be quoted, in words; None for one that may be."""
    phones = {_digits(contact.phone) for contact in pack.contacts.values() if contact.phone}
    emails = {contact.email.lower() for contact in pack.contacts.values() if contact.email}
    local = {phone[-_LOCAL_DIGITS:] for phone in phones if len(phone) > _LOCAL_DIGITS}
    if _strange(_numbers(text), phones | local):
        return "it holds a telephone number that contacts.yml lacks"
    if _strange([found.lower() for found in _EMAIL.findall(text)], emails):
        return "it holds an e-mail address that contacts.yml lacks"
    if _NOTHING_NEEDED.search(text):
        return "it could be read as saying that nothing needs to be done"
    return None


def _numbers(text: str) -> list[str]:
    return [_digits(found) for found in (*_PHONE.findall(text), *_SHORT_PHONE.findall(text))]


def _digits(number: str) -> str:
    return re.sub(r"\D", "", re.sub(r"^\+44\s*(?:\(0\))?", "0", number.strip()))


def _strange(found: Collection[str], known: Collection[str]) -> bool:
    return any(one not in known for one in found)
