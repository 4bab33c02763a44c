"""Make the standard streams safe, however we were started: closed, full, or in another encoding.

What can't be encoded is written in characters that can; what can't be written at all is reported in
one sentence where there is still somebody to tell.
"""

from __future__ import annotations

import codecs
import errno
import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import TextIO

from tabletop.errors import TabletopError

_PLAIN = {
    "–": "-", "—": "-", "−": "-", "·": "-", "•": "*", "×": "x", "…": "...", "⏎": "|", "→": "->",
    "←": "<-", "↑": "^", "↓": "v", "“": '"', "”": '"', "‘": "'", "’": "'", "│": "|", "─": "-",
    "█": "#", "▇": "#", "▆": "#", "▅": "=", "▄": "=", "▃": "-", "▂": "-", "▁": "_", "░": ".",
    "▒": ":", "▓": "#", "▀": "#", "▏": "|",
}  # fmt: skip
"""Replacements for our own symbols on ASCII-only streams."""


class Unprinted(TabletopError):
    """The output could not be printed."""

    def __init__(self, fault: OSError) -> None:
        reason = "it is closed" if fault.errno == errno.EBADF else fault.strerror
        super().__init__(f"standard output can't be written to: {reason}")


class _Answers(TextIOWrapper):
    """Standard output. Raises `Unprinted`, to tell its errors from those of other files."""

    def write(self, text: str, /) -> int:
        with _told():
            return super().write(text)

    def flush(self) -> None:
        with _told():
            super().flush()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise Unprinted(fault) from None


def prepare() -> None:
    """Make all three streams readable or writable, or fail with a reason.

    A closed descriptor would be reused for the next file opened, and output would end up in
    somebody's transcript; so it is taken by the null device, opened in the wrong direction, which
    fails as a closed one does.
    """
    codecs.register_error("tabletop", _plainly)
    ways = ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY))
    closed = [_taken(number, way) for number, way in ways]
    if closed[0] or sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    if closed[1] or sys.stdout is None:
        sys.stdout = _Answers(BufferedWriter(FileIO(1, "w", closefd=False)), "utf-8")
    if closed[2] or sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    own = sys.stdout
    if own is sys.__stdout__ and isinstance(own, TextIOWrapper):
        sys.stdout = _Answers(
            own.buffer,
            own.encoding,
            line_buffering=own.line_buffering,
            write_through=own.write_through,
        )
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "tabletop"),
        (sys.stderr, "tabletop"),
    ):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)


def _taken(number: int, way: int) -> bool:
    """Reserve a descriptor. Return whether it was closed."""
    try:
        os.fstat(number)
    except OSError:
        found = os.open(os.devnull, way)
        if found != number:
            os.dup2(found, number)
            os.close(found)
        return True
    return False


def _plainly(fault: UnicodeError) -> tuple[str, int]:
    """Replace what a stream's encoding lacks: an error handler for codecs."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    written = []
    for one in fault.object[fault.start : fault.end]:
        plain = (
            _PLAIN.get(one) or unicodedata.normalize("NFKD", one).encode("ascii", "ignore").decode()
        )
        written.append(plain or one.encode("ascii", "backslashreplace").decode())
    return "".join(written), fault.end


def in_utf8(stream: TextIO) -> bool:
    """Return whether a stream can show every character."""
    try:
        return codecs.lookup(stream.encoding or "ascii").name == "utf-8"
    except LookupError:
        return False


def settle() -> None:
    """Drop what could not be written, so that Python does not try again at exit."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError, Unprinted):
            with suppress(OSError):
                null = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null, number)
                os.close(null)
