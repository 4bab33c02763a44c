"""Reading the TOML that people write by hand, in which a table in braces may go on over lines.

TOML 1.1 allows line breaks, comments and a last comma within `{ }`; Python reads them from version
3.15 on. Before that, what breaks a table is replaced by as many spaces, so that every place in the
text stays where it is.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from tabletop.files import TooDeep, parse_toml

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n]* )
    | (?P<text> \"{3}(?:[^"\\]|\\.|"(?!""))*+"{3,5} | '{3}(?:[^']|'(?!''))*+'{3,5}
              | (?!"{3})"(?:[^"\\\n]|\\[^\n])*+" | (?!'{3})'[^'\n]*+' )
    | (?P<open> [\[{] )
    | (?P<close> [\]}] )
    | (?P<comma> , )
    | (?P<line> \n )
    | (?P<blank> [ \t\r]+ )
    | (?P<other> [^\s\[\]{}\#"',]+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADER = re.compile(r"[ \t]*\[\[?[ \t]*[\w\"'.-]+[ \t]*\]\]?[ \t]*(?:#.*)?$", re.MULTILINE)
_AT = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)


def parse_written(text: str) -> dict[str, Any]:
    """Return what a text holds, as `parse_toml` does, also where tables in braces go on over lines.

    Raises `tomllib.TOMLDecodeError` with a position in the text itself.
    """
    try:
        return parse_toml(text)
    except TooDeep:
        raise
    except tomllib.TOMLDecodeError:
        source = text.replace("\r\n", "\n")
        joined = _joined(source)
        if joined == source:
            raise
    try:
        return parse_toml(joined)
    except TooDeep:
        raise
    except tomllib.TOMLDecodeError as fault:
        raise _placed(fault, joined, source) from None


def _placed(fault: tomllib.TOMLDecodeError, joined: str, source: str) -> tomllib.TOMLDecodeError:
    """Return a fault of a text with its place in the one before lines were joined."""
    found = _AT.fullmatch(str(fault))
    if found is None:
        return fault
    starts = [0, *(one.end() for one in re.finditer("\n", joined))]
    at = starts[int(found[2]) - 1] + int(found[3]) - 1
    line = source.count("\n", 0, at) + 1
    column = at - source.rfind("\n", 0, at)
    return tomllib.TOMLDecodeError(f"{found[1]} (at line {line}, column {column})")


def _joined(source: str) -> str:
    """Return a text of the same length in which every closed table in braces is on one line."""
    blanked: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    """The brackets that are open, each with how much was blanked before it."""
    comma: int | None = None
    """A comma with nothing after it yet."""
    at = 0
    while (match := _TOKEN.match(source, at)) is not None:
        kind, start, at = match.lastgroup, match.start(), match.end()
        in_braces = bool(opened) and opened[-1][0] == "{"
        if kind in ("line", "comment"):
            if in_braces:
                blanked.append((start, at))
            if kind == "line" and in_braces and _HEADER.match(source, at):
                # Another table begins on the next line, so these braces were never closed.
                opened, blanked = [], blanked[: opened[0][1]]
            continue
        if kind == "blank":
            continue
        if kind == "open":
            opened.append((match[0], len(blanked)))
        elif kind == "close" and opened:
            if in_braces and comma is not None and match[0] == "}":
                blanked.append((comma, comma + 1))
            opened.pop()
        comma = start if kind == "comma" else None
    if opened:
        blanked = blanked[: opened[0][1]]
    return _without(source, blanked)


def _without(source: str, blanked: list[tuple[int, int]]) -> str:
    pieces, last = [], 0
    for start, end in sorted(blanked):
        pieces += [source[last:start], " " * (end - start)]
        last = end
    return "".join((*pieces, source[last:]))
