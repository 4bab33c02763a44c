"""The facilitator's list of the class: an e-mail or number for each person.

A CSV file as spreadsheets save it, with a header row. The column `person` (or `name`) holds the
names that people joined with; an optional column `table` tells two of the same name apart. All
other columns are copied to `class-seats.csv`.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tabletop.errors import UnreadableInput
from tabletop.files import printable, read_file
from tabletop.text.lists import some_of

_LARGEST = 5_000_000
_MOST_COLUMNS = 20
_PERSON = ("person", "name")
_TABLE = "table"


@dataclass(frozen=True)
class ClassList:
    """The people in the list. `columns` are the headings it adds."""

    columns: tuple[str, ...] = ()
    _rows: dict[tuple[str, str], list[tuple[str, ...]]] = field(default_factory=dict)

    def of(self, name: str, table: str) -> tuple[str, ...]:
        """Return the entries for a person at a table; empty texts where the list has none, or
        several.
        """
        found = self._found(name, table)
        return found[0] if len(found) == 1 else ("",) * len(self.columns)

    def said(self, people: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """Return a sentence on those of these people (name, table) whom the list does
        not identify.
        """
        none: dict[str, None] = {}
        several: dict[str, None] = {}
        for name, table in people:
            if name and len(self._found(name, table)) != 1:
                (several if self._found(name, table) else none)[name] = None
        sentences = []
        if none:
            sentences.append(f"not in the list of people: {_named(none)}")
        if several:
            sentences.append(
                f"more than once in the list of people: {_named(several)}; a column 'table' "
                "tells people of the same name apart"
            )
        return tuple(sentences)

    def _found(self, name: str, table: str) -> list[tuple[str, ...]]:
        key = _key(name)
        return self._rows.get((key, _key(table))) or self._rows.get((key, "")) or []


def read_people(path: Path, taken: Sequence[str]) -> ClassList:
    """Read a list whose headings must not be among those `taken`. Raises `UnreadableInput`."""
    where = printable(str(path))
    content = read_file(path, _LARGEST, "a CSV file of people")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableInput(
            f"{where}: this is not UTF-8 text; save it as 'CSV UTF-8' in the spreadsheet"
        ) from None
    first = text.partition("\n")[0]
    # Where a comma is the decimal point, spreadsheets save CSV with semicolons.
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        raise UnreadableInput(f"{where}: this is not a CSV file ({fault}); save it again") from None
    headings = [one.strip() for one in rows[0]] if rows else []
    known = [one.casefold() for one in headings]
    person = next((known.index(one) for one in _PERSON if one in known), None)
    if person is None:
        raise UnreadableInput(
            f"{where}:1: no column is called 'person' or 'name'; the first line names the columns, "
            "such as person,email"
        )
    table = known.index(_TABLE) if _TABLE in known else None
    kept = [at for at, one in enumerate(headings) if one and at not in (person, table)]
    _refuse_headings(where, [headings[at] for at in kept], taken)
    found: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for row in rows[1:]:
        cells = [*(one.strip() for one in row), *[""] * (len(headings) - len(row))]
        if cells[person]:
            key = _key(cells[person]), _key(cells[table]) if table is not None else ""
            told = tuple(cells[at] for at in kept)
            if told not in found.setdefault(key, []):
                found[key].append(told)
    return ClassList(tuple(headings[at] for at in kept), found)


def _refuse_headings(where: str, headings: Sequence[str], taken: Sequence[str]) -> None:
    if not headings:
        raise UnreadableInput(
            f"{where}:1: there are no columns besides the names; add a column such as 'email'"
        )
    if len(headings) > _MOST_COLUMNS:
        raise UnreadableInput(
            f"{where}:1: there are {len(headings)} columns besides the names; keep up to "
            f"{_MOST_COLUMNS} of them"
        )
    used = {one.casefold() for one in taken}
    for one in headings:
        if one.casefold() in used:
            raise UnreadableInput(
                printable(
                    f"{where}:1: the column '{one[:40]}' would be in class-seats.csv twice; give "
                    "it another name"
                )
            )
        used.add(one.casefold())


def _key(name: str) -> str:
    """Return what makes two spellings of a name the same: case and spaces are ignored."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _named(names: Iterable[str]) -> str:
    return some_of((printable(one) for one in names), 10)
