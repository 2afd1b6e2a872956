"""Numbers and addresses that belong to services, not to people: the ones that the guidance gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.language.masking.masked import MaskingError

KNOWLEDGE = Path(__file__).resolve().parents[3] / "knowledge"


@dataclass(frozen=True)
class PublicContacts:
    """`phones` as digits without spaces, `emails` in lower case."""

    phones: frozenset[str]
    emails: frozenset[str]


def public_contacts(knowledge: Path = KNOWLEDGE) -> PublicContacts:
    """Return the contacts of every guidance pack; they stay readable in masked text.

    Raises:
        MaskingError: A contacts file cannot be read; the message names it.
    """
    phones, emails = set(), set()
    for path in sorted(knowledge.glob("*/contacts.yml")):
        try:
            contacts = (YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}).get("contacts", [])
        except (OSError, YAMLError, AttributeError) as error:
            raise MaskingError(f"{path}: not a file of contacts ({type(error).__name__})") from error
        for contact in contacts:
            phones.add(re.sub(r"\D", "", str(contact.get("phone", ""))))
            emails.add(str(contact.get("email", "")).lower())
    return PublicContacts(frozenset(phones - {""}), frozenset(emails - {""}))
