"""Read what people hand in, safely: ordinary files up to a size, and TOML that can't cost more than
its length.
"""

from __future__ import annotations

import re
import stat
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

from tabletop.errors import UnreadableInput

MOST_PARTS = 100
"""Parts of a dotted key. The standard parser's memory grows with their square."""

_LONG_KEY = re.compile(rf"(?<![\w\"'.-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}")
_LONG_NUMBER = re.compile(
    r"[=\[,][ \t]*[+-]?(0[xob][0-9A-Fa-f_]{17,}|[0-9][0-9_]{18,})(?![0-9.eE_])"
)
# TOML promises no more, and a longer one can't even be shown in a sentence.
_WHOLE_NUMBERS = range(-(2**63), 2**63)
# Files there are generated as they are read: some never end, some wait for something to happen.
_MADE_UP = ("/proc", "/sys", "/dev")


class TooDeep(tomllib.TOMLDecodeError):
    """Tables or lists are nested more deeply than Python's stack allows."""


def printable(text: str) -> str:
    """Return the text with every character escaped that a terminal would not show as itself.

    Spaces of other widths show as spaces, and what joins two emoji as one of them.
    """
    if text.isprintable():
        return text
    return "".join(
        one if _shows(text, at) else one.encode("unicode_escape").decode()
        for at, one in enumerate(text)
    )


def _shows(text: str, at: int) -> bool:
    one = text[at]
    if one.isprintable() or unicodedata.category(one) == "Zs":
        return True
    kinds = [unicodedata.category(other) for other in text[at - 1 : at + 2 : 2]]
    return one == "\u200d" and at > 0 and kinds[1:] == ["So"] and kinds[0] in ("So", "Mn", "Sk")


def refuse_no_file(path: Path, what: str) -> None:
    """Raise `UnreadableInput` for missing files, and for folders, pipes, devices and the like.

    `what` says what should be given instead, such as "the path of a transcript". Opening a pipe
    would wait for its writer, and a device may never end.
    """
    name = printable(str(path))
    try:
        mode = path.stat().st_mode
        where = str(path.resolve())
    except FileNotFoundError:
        raise UnreadableInput(f"{name}: there is no such file; give {what}") from None
    except (OSError, ValueError, RuntimeError) as fault:
        reason = getattr(fault, "strerror", None) or "this is not a path"
        raise UnreadableInput(f"{name}: cannot be read: {reason}") from None
    if stat.S_ISDIR(mode):
        raise UnreadableInput(f"{name}: this is a folder, not a file; give {what}")
    if not stat.S_ISREG(mode) or where.startswith(tuple(f"{one}/" for one in _MADE_UP)):
        raise UnreadableInput(f"{name}: this is not an ordinary file; give {what}")


def read_file(path: Path, most: int, what: str) -> bytes:
    """Return the content of an ordinary file of at most so many bytes.

    Raises `UnreadableInput`, one sentence, as `refuse_no_file` does, and for a file too large.
    """
    refuse_no_file(path, what)
    name = printable(str(path))
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as fault:
        raise UnreadableInput(f"{name}: cannot be read: {fault.strerror}") from None
    if len(content) > most:
        raise UnreadableInput(f"{name}: this file is larger than {most / 1e6:,.0f} MB; give {what}")
    return content


def parse_toml(text: str) -> dict[str, Any]:
    """Return what `tomllib.loads` reads, at a cost that grows with the length of the text alone.

    Raises `tomllib.TOMLDecodeError`, with a position where there is one, also for a dotted key of
    more than `MOST_PARTS` parts, a whole number of more than 64 bits, and nesting too deep to read.
    """
    long_key = _LONG_KEY.search(text)
    if long_key:
        raise _fault(f"a key of more than {MOST_PARTS} parts", text, long_key.start())
    try:
        document = tomllib.loads(text)
    except RecursionError:
        raise TooDeep("tables or lists are nested too deeply") from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:
        # Python refuses to read a decimal number of thousands of digits.
        raise _long_number(text) from None
    if _too_long(document):
        raise _long_number(text)
    return document


def _too_long(document: dict[str, Any]) -> bool:
    """Return whether there is a whole number of more than 64 bits anywhere."""
    left: list[Any] = [document]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            left += one.values()
        elif isinstance(one, list):
            left += one
        elif isinstance(one, int) and one not in _WHOLE_NUMBERS:
            return True
    return False


def _long_number(text: str) -> tomllib.TOMLDecodeError:
    found = _LONG_NUMBER.search(text)
    return _fault("a whole number of more than 64 bits", text, found.start(1) if found else 0)


def _fault(what: str, text: str, at: int) -> tomllib.TOMLDecodeError:
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return tomllib.TOMLDecodeError(f"{what} (at line {line}, column {column})")
