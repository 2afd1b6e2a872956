"""What the form "Prepare what to send" must hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.content.checks.fault import fault_of, unknown_name
from bot.content.errors import Fault

if TYPE_CHECKING:
    from bot.content.pack import Pack

_FILE = "referral.yml"


def referral_is_whole(pack: Pack) -> Iterator[Fault]:
    """Each indicator is filled in under one domain, and what is urgent says whom to ring."""
    listed = [indicator for domain in pack.referral.domains for indicator in domain.indicators]
    for domain in pack.referral.domains:
        field = f"domains[{domain.id}].indicators"
        for indicator in domain.indicators:
            if indicator not in pack.indicators:
                yield unknown_name(pack, _FILE, field, indicator, pack.indicators)
            elif listed.count(indicator) > 1:
                yield fault_of(pack, _FILE, field, f"{indicator!r} under two domains", "one domain for each")
    for indicator in pack.indicators:
        if indicator not in listed:
            yield fault_of(pack, _FILE, "domains", f"no {indicator!r}", "every indicator under one domain")
    for name in ("emergency_phone", "duty_phone", "duty_option"):
        if "{" + name + "}" not in pack.referral.urgent:
            yield fault_of(pack, _FILE, "urgent", f"no {{{name}}}", f"{{{name}}} in this sentence")
