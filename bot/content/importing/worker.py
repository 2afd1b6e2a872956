"""The child process that reads one untrusted document: bytes in, JSON out, within limits it sets on itself.

Run as `python -m bot.content.importing.worker FORMAT CPU_SECONDS MEMORY_BYTES`.
"""

from __future__ import annotations

import json
import logging
import resource
import signal
import sys
from collections.abc import Callable

from bot.content.importing.block import Parsed
from bot.content.importing.errors import UnreadableError
from bot.content.importing.sniff import Format
from bot.content.orphans import die_with_parent

MOST_LETTERS = 20_000_000
TOO_MUCH_MEMORY = "it needs more memory than a document may; split it, or save it without pictures"


def read(content: bytes, format_: Format) -> Parsed:
    """Return the document; each reader is imported only where it is needed.

    Raises:
        UnreadableError: It cannot be read, holds no words, or too many.
    """
    parsed = _reader(format_)(content)
    letters = sum(len(block.text) for block in parsed.blocks)
    if not any(block.level == 0 for block in parsed.blocks):
        raise UnreadableError("it holds no text to quote")
    if letters > MOST_LETTERS:
        raise UnreadableError("it holds more text than a document does; split it")
    return parsed


def _reader(format_: Format) -> Callable[[bytes], Parsed]:
    if format_ is Format.PDF:
        from bot.content.importing.read_pdf import read_pdf

        return read_pdf
    if format_ is Format.WORD:
        from bot.content.importing.read_word import read_word

        return read_word
    if format_ is Format.HTML:
        from bot.content.importing.read_html import read_html

        return read_html
    if format_ is Format.MARKDOWN:
        from bot.content.importing.read_markdown import read_markdown

        return read_markdown
    from bot.content.importing.read_text import read_text

    return read_text


def main(format_: str, cpu_seconds: int, memory_bytes: int) -> None:
    """Read the document from standard input and write what was found to standard output."""
    # Whoever waits for the document may be killed; nobody else would end this.
    die_with_parent(signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    # Reading a document writes no file.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The libraries warn of every oddity of a file, and quote it.
    logging.disable(logging.CRITICAL)
    try:
        result: dict[str, object] = {"parsed": read(sys.stdin.buffer.read(), Format(format_)).model_dump()}
    except UnreadableError as error:
        result = {"error": str(error)}
    except MemoryError:
        result = {"error": TOO_MUCH_MEMORY}
    except RecursionError:
        result = {"error": "it is nested too deeply to be read; save it again in a simpler form"}
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
