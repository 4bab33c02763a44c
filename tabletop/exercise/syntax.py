"""Explain TOML syntax errors: where the mistake is, and what to write instead.

`tomllib` stops where it can't go on, which for an unclosed quote is the end of the file. This
module scans the source from the top for the few characters that open and close something, to find
the real cause.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tabletop.exercise.keys import is_list
from tabletop.exercise.locate import KeyPath
from tabletop.exercise.wording import quoted

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n]* )
    | (?P<text> \"{3}(?:[^"\\]|\\.|"(?!""))*+"{3,5} | '{3}(?:[^']|'(?!''))*+'{3,5}
              | (?!"{3})"(?:[^"\\\n]|\\[^\n])*+" | (?!'{3})'[^'\n]*+' )
    | (?P<quote> ["'] )
    | (?P<open> [\[{] )
    | (?P<close> [\]}] )
    | (?P<line> \n )
    | (?P<blank> [ \t\r]+ )
    | (?P<other> [^\s\[\]{}\#"']+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADER = re.compile(r"^[ \t]*(\[\[?)[ \t]*([A-Za-z0-9_.-]+)[ \t]*\]", re.MULTILINE)
_STATEMENT = re.compile(r"[ \t]*(?:\[\[?[a-z][\w.-]*\]\]?[ \t]*(?:#.*)?$|[A-Za-z_][\w.-]*[ \t]*=)")
_KEY_LEFT_IN_TEXT = re.compile(r"\n[ \t]*[\w.-]+[ \t]*=[ \t]*(?:\"{3,5}|'{3,5})$")
_COMMA = re.compile(r"(?<![\w.])[+-]?\d+(?:\.\d{3})*(?:,\d+)+")
_LONGEST_NUMBER = 60
_DECIMAL_STARTS = re.compile(r"[+-]?(\.\d+)")
_ENDS_OF_DOCUMENT = re.compile(
    r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL
)

_REMEDIES = {
    "Invalid value": "texts need quotes",
    "Invalid initial character for a key": "keys with other characters need quotes",
    "Invalid statement": "a line is [table], [[table]], key = value or # comment",
    "Cannot overwrite a value": "the key is given twice in this table",
    "Duplicate inline table key": "the key is given twice in this table",
    "Cannot declare": "use [[ ]] for a list of tables, or give each table once",
    "Unescaped '\\' in a string": "write \\\\, or put the text in single quotes",
    "Expected newline or end of document": "one key = value on a line",
    "Expected ']": "a table's name is written in [ ], that of one in a list in [[ ]]",
    "Expected '=' after a key": "a line is [table], [[table]], key = value or # comment",
    "Unclosed array": "put a comma between its values, and a ] at its end",
    "Unclosed inline table": "put a comma between its keys, and a } at its end",
}
"""Advice on the most common mistakes, by the start of `tomllib`'s message."""


@dataclass
class _Read:
    """The scanner's state at some place in the source."""

    statement: int = 0
    """Where the statement at that place begins."""
    opened: list[int] = field(default_factory=list)
    """The positions of the brackets open at that place."""
    text: tuple[int, int] = (0, 0)
    """The last quoted text, including its quotes."""
    unclosed: int | None = None
    """The positions of quotes that are never closed."""


def syntax_fault(
    message: str, source: str, lists: Callable[[KeyPath], bool] = is_list
) -> tuple[int, int, str]:
    """Return the line, column and sentence for a `tomllib` error in a source.

    `lists` tells which keys hold lists of tables; by default those of an exercise.
    """
    source = source.replace("\r\n", "\n")
    match = _ENDS_OF_DOCUMENT.fullmatch(message)
    if match is None:
        return 1, 1, f"not valid TOML: {message}"
    what, line, column = match.groups()
    at = _offset(source, int(line), int(column)) if line else len(source.rstrip("\n"))
    at, sentence = _explained(what, source, at, _read(source, at), lists)
    return *line_and_column(source[:at]), f"not valid TOML: {sentence}"


def line_and_column(before: str) -> tuple[int, int]:
    """Return the place just after some text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _offset(source: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = source.find("\n", start) + 1
    return start + column - 1


def _read(source: str, end: int) -> _Read:
    """Scan a source, valid up to `end`, for what is open there."""
    read, fresh, at = _Read(), True, 0
    while at < end and (match := _TOKEN.match(source, at)) is not None:
        kind = match.lastgroup
        if kind == "quote":
            read.unclosed = at
            break
        if fresh and kind not in ("line", "blank", "comment"):
            read.statement, fresh = at, False
        if kind == "text":
            read.text = (at, match.end())
        elif kind == "open":
            read.opened.append(at)
        elif kind == "close" and read.opened:
            read.opened.pop()
        elif kind == "line" and not read.opened:
            fresh = True
        at = match.end()
    return read


def _explained(
    what: str, source: str, at: int, read: _Read, lists: Callable[[KeyPath], bool]
) -> tuple[int, str]:
    """Return where the fault is, and the sentence about it."""
    if what[0].islower():  # raised by our own code, not by tomllib: quote it unchanged
        return at, what
    if read.unclosed is not None and what.startswith(
        ("Unterminated string", "Expected \"'", "Illegal character '\\n'")
    ):
        opens = read.unclosed
        one, three = source[opens], source[opens] * 3
        if source.startswith(three, opens):
            return opens, f"this text does not end; close it with {three}"
        several = f"use {three} for a text of several lines"
        return opens, f"this text does not end on its line; close it with {one}, or {several}"
    first, last = read.text
    if _KEY_LEFT_IN_TEXT.search(source[first:last]):
        quotes = source[first] * 3
        line = source.count("\n", 0, last) + 1
        return first, f"this text goes on to line {line:,}; close it with {quotes} where it ends"
    if what.startswith(("Expected", "Unclosed", "Invalid value", "Invalid initial")):
        found = _number(source, at, read) or _bracket(source, at, read)
    else:
        found = _given_twice(what, source, at, read, lists)
    return found or (at, _remedy(what, source, at, inside=bool(read.opened)))


def _number(source: str, at: int, read: _Read) -> tuple[int, str] | None:
    """Explain a malformed number, such as one written in another notation."""
    before, rest = source[max(0, at - 2) : at], source[at : at + _LONGEST_NUMBER]
    leading = _DECIMAL_STARTS.match(rest)
    if leading:
        sign = "-" if rest[0] == "-" else ""
        if before[-1:].isdigit():
            return None
        return at, f"a number begins with a digit; write {sign}0{leading[1]}"
    if before[-1:].isdigit() and re.match(r"\.(?!\d)", rest):
        return at, "a number ends with a digit; leave the point out"
    if re.search(r"(?<![\w.])0$", before) and rest[:1].isdigit():
        return at - 1, "a whole number does not begin with 0; leave it out"
    # In a list a comma is valid.
    if read.opened and source[read.opened[-1]] == "[":
        return None
    begin = max(source.rfind("\n", 0, at) + 1, at - _LONGEST_NUMBER)
    for found in _COMMA.finditer(source, begin, at + _LONGEST_NUMBER):
        if found.start() <= at <= found.end() or not source[found.end() : at].strip(" \t"):
            number = found[0]
            whole = re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", number)
            one = f"{number.replace(',', '')} or " if whole else ""
            point = number.replace(".", "").replace(",", ".", 1).replace(",", "")
            return found.start(), f"decimals are written with a point, not a comma: {one}{point}"
    return None


def _bracket(source: str, at: int, read: _Read) -> tuple[int, str] | None:
    """Explain a bracket that is not closed where it should be, or closed too late."""
    opened = [one for one in read.opened if source[read.statement] != "["]
    if not opened:
        return None
    opens = opened[-1]
    sign, close = source[opens], {"[": "]", "{": "}"}[source[opens]]
    if sign == "{" and source[at : at + 1] == "\n":
        return opens, f"this {sign} is not closed; put a {close} where its values end"
    line = source.rfind("\n", 0, at) + 1
    statement = line > opens and _STATEMENT.match(source[line : line + 200].split("\n", 1)[0])
    if statement or at >= len(source.rstrip("\n")):
        return opens, f"this {sign} is not closed; put a {close} where its values end"
    return None


def _given_twice(
    what: str, source: str, at: int, read: _Read, lists: Callable[[KeyPath], bool]
) -> tuple[int, str] | None:
    """Explain a duplicate key or table."""
    twice = re.match(r"Duplicate inline table key '(.*)'", what, re.DOTALL)
    if twice:
        second = source.rfind(twice[1], 0, at)
        return second, f"{quoted(twice[1])} is given twice in this table; remove one"
    if not what.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate")):
        return None
    header = _HEADER.match(source, source.rfind("\n", 0, read.statement) + 1)
    if header is None:
        key = re.match(r"[\w.-]+", source[read.statement : read.statement + 200])
        name = f"{quoted(key[0])} is given" if key else "the key is given"
        return read.statement, f"{name} twice in this table; remove one"
    return _table_twice(source, read.statement, header[2], lists(tuple(header[2].split("."))))


def _table_twice(source: str, second: int, name: str, listed: bool) -> tuple[int, str]:
    """Explain a duplicate table; the format says whether it should be a list or a single one."""
    if listed:
        for header in _HEADER.finditer(source):
            if header[2] == name and header[1] == "[":
                double = f"write [[{name}]] with double brackets"
                return header.start(1), f"[{name}] is a list of tables; {double}"
    elif source.startswith("[[", second):
        return second, f"there is one [{name}] only; put these keys into it"
    return second, f"[{name}] is given twice; put these keys into the first"


def _remedy(what: str, source: str, at: int, inside: bool) -> str:
    """Return `tomllib`'s message with advice; `inside` a list or an inline table."""
    said = f"{what[0].lower()}{what[1:]}"
    here, before = source[at : at + 1], source[max(0, at - 1) : at]
    word = re.match(r"(?i)(true|false)\b", source[at : at + 10])
    if what.startswith("Invalid value") and word:
        return f"{said}; write {word[0].lower()}"
    if what.startswith("Invalid value") and here in "“”„‘’«»":
        return f'{said}; quotes are straight: " at both ends'
    if what.startswith("Invalid value") and (here in ("", "\n", ",", "]", "}", "#")):
        return f"{said}; write one here"
    if what.startswith("Expected '='") and inside:
        return f"{said}; write key = value, with a comma before the next"
    if what.startswith("Expected '='") and here == ":":
        return f"{said}; write = instead of the colon"
    if what.startswith("Expected newline") and before == '"':
        return f'{said}; end the line with the text, and write a quote within it as \\"'
    if what.startswith("Expected newline") and before == "'":
        return f"{said}; put a text with ' in it into double quotes"
    remedies = (remedy for start, remedy in _REMEDIES.items() if what.startswith(start))
    remedy = next(remedies, "")
    return f"{said}; {remedy}" if remedy else said
