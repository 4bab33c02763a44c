"""Locate each key and value in a TOML file, which the standard library's parser does not report.

`locate` scans the source of a document that `tomllib` has accepted. A key path is the way through
the parsed document: `("issue", 2, "option", 1, "points", "upper")`.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""Table keys and array indices (from 0), from the top of the document."""

MOST_FAULTS = 100
"""The most faults of one kind reported at once; the rest follow on the next run."""

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\n]+")
_STRINGS = (  # a longer quote first; up to two more quotes may end a long text
    re.compile(r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})', re.DOTALL),
    re.compile(r"'''.*?'''(?:'{0,2})", re.DOTALL),
    re.compile(r'"(?:[^"\\]|\\.)*"'),
    re.compile(r"'[^']*'"),
)


@dataclass(frozen=True)
class Finding:
    """A fault that has no line yet: the key path and the sentence.

    `at_key` points at the key instead of its value. Warnings do not stop an exercise from loading.
    """

    path: KeyPath
    message: str
    warning: bool = False
    at_key: bool = False


class Positions:
    """The positions of a document's keys and values, as lines and columns from 1."""

    def __init__(
        self, keys: dict[KeyPath, int], values: dict[KeyPath, int], line_starts: list[int]
    ) -> None:
        self._keys = keys
        self._values = values
        self._line_starts = line_starts

    def key(self, path: KeyPath) -> tuple[int, int]:
        """Return the key's position (a table's header), or that of the nearest table around it."""
        return self._nearest(path, self._keys, self._values)

    def value(self, path: KeyPath) -> tuple[int, int]:
        """Return the value's position (a table's header), or that of the nearest
        table around it.
        """
        return self._nearest(path, self._values, self._keys)

    def of(self, finding: Finding) -> tuple[int, int]:
        """Return the position that a finding points at."""
        return self.key(finding.path) if finding.at_key else self.value(finding.path)

    def _nearest(
        self, path: KeyPath, first: dict[KeyPath, int], second: dict[KeyPath, int]
    ) -> tuple[int, int]:
        for length in range(len(path), 0, -1):
            at = first.get(path[:length], second.get(path[:length]))
            if at is not None:
                line = bisect_right(self._line_starts, at)
                return line, at - self._line_starts[line - 1] + 1
        return 1, 1


def locate(source: str) -> Positions:
    """Find every key and value of a valid TOML document."""
    return _Scan(source.replace("\r\n", "\n")).places()


@dataclass
class TableSpan:
    """A table with a header of its own: where that starts, and where the last of its own pairs
    ends (the header itself, where it has none).
    """

    path: KeyPath
    start: int
    end: int


@dataclass(frozen=True)
class Spans:
    """Where everything is in a text, in characters from 0.

    `tables` are in the file's order; the first is the document itself, which has no header.
    """

    keys: dict[KeyPath, int]
    values: dict[KeyPath, tuple[int, int]]
    tables: list[TableSpan]


def spans(source: str) -> Spans:
    """Find where every key, value and table of a valid TOML document begins and ends."""
    scan = _Scan(source)
    scan.places()
    values = {path: (start, scan.ends[path]) for path, start in scan.values.items()}
    return Spans(scan.keys, values, scan.tables)


class _Scan:
    """One pass over a source that is known to be valid, so that it need not check for mistakes."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.keys: dict[KeyPath, int] = {}
        self.values: dict[KeyPath, int] = {}
        self.lengths: dict[KeyPath, int] = {}
        """How many `[[tables]]` of each array have been opened so far."""
        self.ends: dict[KeyPath, int] = {}
        self.tables = [TableSpan((), 0, 0)]

    def places(self) -> Positions:
        table: KeyPath = ()
        self._skip_blank()
        while self.at < len(self.source):
            if self.source[self.at] == "[":
                start, table = self.at, self._header()
                self.tables.append(TableSpan(table, start, self.at))
            else:
                self._pair(table)
                self.tables[-1].end = self._trimmed()
            self._skip_blank()
        starts = [0, *(match.end() for match in re.finditer("\n", self.source))]
        return Positions(self.keys, self.values, starts)

    def _skip_blank(self) -> None:
        match = _BLANK.match(self.source, self.at)
        if match is not None:
            self.at = match.end()

    def _header(self) -> KeyPath:
        """Read `[a.b]` or `[[a.b]]`; return the path of the table it opens."""
        start = self.at
        brackets = 2 if self.source.startswith("[[", start) else 1
        self.at += brackets
        *around, (last, _) = self._dotted_key()
        self.at += brackets
        path: KeyPath = ()
        for part, _ in around:
            path = self._newest((*path, part), start)
        path = (*path, last)
        if brackets == 2:
            self.keys.setdefault(path, start)
            self.lengths[path] = self.lengths.get(path, 0) + 1
        return self._newest(path, start)

    def _newest(self, path: KeyPath, header: int) -> KeyPath:
        """Return the path itself, or for an array of tables the path of its newest table."""
        if path in self.lengths:
            path = (*path, self.lengths[path] - 1)
        self.keys.setdefault(path, header)
        return path

    def _pair(self, table: KeyPath) -> None:
        """Read `key = value`; the key may be dotted."""
        path = table
        for part, at in self._dotted_key():
            path = (*path, part)
            self.keys.setdefault(path, at)
        self._skip_blank()
        self.at += len("=")
        self._skip_blank()
        self._value(path)

    def _dotted_key(self) -> list[tuple[str, int]]:
        """Read the parts of a key, each with its position."""
        parts: list[tuple[str, int]] = []
        while True:
            self._skip_blank()
            start = self.at
            if self.source[start] in "\"'":
                parts.append((_unquoted(self._string()), start))
            else:
                parts.append((self._take(_BARE_KEY), start))
            self._skip_blank()
            if not self.source.startswith(".", self.at):
                return parts
            self.at += len(".")

    def _value(self, path: KeyPath) -> None:
        self.values[path] = self.at
        opening = self.source[self.at]
        if opening in "\"'":
            self._string()
        elif opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            self._take(_BARE_VALUE)
        self.ends[path] = self._trimmed()

    def _trimmed(self) -> int:
        """Return where what was read last ends, without the blanks after a bare value."""
        at = self.at
        while self.source[at - 1] in " \t\r":
            at -= 1
        return at

    def _array(self, path: KeyPath) -> None:
        self.at += len("[")
        self._skip_blank()
        count = 0
        while self.source[self.at] != "]":
            self._value((*path, count))
            count += 1
            self._skip_comma()
        self.at += len("]")

    def _inline_table(self, path: KeyPath) -> None:
        self.at += len("{")
        self._skip_blank()
        while self.source[self.at] != "}":
            self._pair(path)
            self._skip_comma()
        self.at += len("}")

    def _skip_comma(self) -> None:
        self._skip_blank()
        if self.source[self.at] == ",":
            self.at += len(",")
            self._skip_blank()

    def _string(self) -> str:
        for pattern in _STRINGS:
            match = pattern.match(self.source, self.at)
            if match is not None:
                self.at = match.end()
                return match.group()
        raise ValueError(f"no text at {self.at}: the source is not valid TOML")

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.at)
        if match is None:
            raise ValueError(f"nothing to read at {self.at}: the source is not valid TOML")
        self.at = match.end()
        return match.group()


def _unquoted(key: str) -> str:
    """Return a quoted key as the parser gives it, with escapes resolved."""
    (name,) = tomllib.loads(f"{key} = 0")
    return name
