"""`signpost mask`: the masking of identifiers, line by line."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from bot.cli.errors import CommandError
from bot.language.masking import Masked, MaskingError, mask


def mask_lines(
    as_json: Annotated[bool, typer.Option("--json", help="print masked text and spans as JSON, one line each")] = False,
) -> None:
    """Mask the names and other identifiers in each line of standard input."""
    broken = []
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        line = raw.decode("utf-8", errors="replace").removesuffix("\n").removesuffix("\r")
        if not _is_utf8(raw):
            broken.append(number)
        try:
            masked = mask(line)
        except MaskingError as error:
            raise CommandError(f"line {number}: {error}") from error
        sys.stdout.write((json.dumps(as_record(masked), ensure_ascii=False) if as_json else masked.text) + "\n")
        sys.stdout.flush()
    if broken:
        which = (
            f"Line {broken[0]} was" if len(broken) == 1 else f"{len(broken)} lines, the first of them {broken[0]}, were"
        )
        sys.stderr.write(
            f"{which} not UTF-8: what could not be read stands as \ufffd. Save the text as UTF-8 and mask it again.\n"
        )


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def as_record(masked: Masked) -> dict[str, object]:
    """Return what `--json` prints: offsets are characters of the line as it came in, `end` exclusive."""
    spans = [{"start": span.start, "end": span.end, "type": span.type} for span in masked.spans]
    return {"masked": masked.text, "spans": spans}
