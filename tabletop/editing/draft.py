"""An exercise file that is being edited: its text, and every change to it, to be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tabletop.editing import splicing
from tabletop.errors import UnreadableInput
from tabletop.exercise.loading import MOST_BYTES
from tabletop.exercise.locate import KeyPath
from tabletop.exercise.made_ids import made_id
from tabletop.exercise.model import Exercise
from tabletop.exercise.points_columns import (
    Place,
    PointsChanged,
    columns_of,
    options_of,
    worth_of,
)
from tabletop.exercise.points_table import cell_points
from tabletop.exercise.points_writing import edited
from tabletop.exercise.toml import parse_written

MOST_CHANGES = 500
MOST_KEPT = 8_000_000
"""Changes that can be taken back, and the characters kept for it; the oldest are let go."""


@dataclass(frozen=True)
class TextChange:
    """What stood at a place of the text before and after; `what` says it, as in "undone: ..."."""

    what: str
    at: int
    before: str
    after: str

    @property
    def inverse(self) -> TextChange:
        return TextChange(self.what, self.at, self.after, self.before)

    def made_in(self, text: str) -> str:
        """Return a text, which has `before` at its place, with this change."""
        return text[: self.at] + self.after + text[self.at + len(self.before) :]


class ExerciseDraft:
    """The text of an exercise file as it is now. Methods that change it raise `UnreadableInput`
    where that can't be done, and have then changed nothing.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._saved = source
        self._done: list[TextChange] = []
        self._undone: list[TextChange] = []

    @property
    def document(self) -> dict[str, Any]:
        """What the text holds."""
        return parse_written(self.source)

    @property
    def unsaved(self) -> bool:
        return self.source != self._saved

    def saved(self) -> None:
        """Take the text as it is now for the one on the disk."""
        self._saved = self.source

    # Changes.

    def put(self, path: KeyPath, value: Any, what: str) -> None:
        """Set the value at a path; an empty text, list or table takes the key out instead, unless
        it stands in a list.
        """
        nothing = value in ("", [], {}) and isinstance(path[-1], str)
        if not nothing:
            self.become(splicing.put(self.source, path, value), what)
        elif splicing.at_path(self.document, path) is not None:
            self.become(splicing.remove(self.source, path), what)

    def remove(self, path: KeyPath, what: str) -> None:
        """Take out a key, or an entry of a list."""
        self.become(splicing.remove(self.source, path), what)

    def add(self, path: KeyPath, table: Mapping[str, Any], what: str) -> KeyPath:
        """Add an entry to a list of tables; return its path."""
        self.become(splicing.add_entry(self.source, path, table), what)
        return (*path, len(splicing.at_path(self.document, path)) - 1)

    def move(self, path: KeyPath, by: int, what: str) -> None:
        """Let an entry of a list change places with its neighbour before (-1) or after (1) it."""
        self.become(splicing.move_entry(self.source, path, by), what)

    def add_option(self, path: KeyPath, name: str, what: str) -> KeyPath:
        """Add an option at the end of those of an issue, a decision, `form` or `order`; return its
        path. Where points stand in lists beside `options`, each gets a 0 for it.
        """
        table = splicing.at_path(self.document, path)
        if not isinstance(table, dict) or "options" not in table:
            self.become(splicing.add_entry(self.source, (*path, "option"), _named(name)), what)
            return (*path, "option", len(splicing.at_path(self.document, (*path, "option"))) - 1)
        at = len(table["options"])
        text = splicing.put(self.source, (*path, "options", at), name)
        for party, row in _rows(table).items():
            if len(row) == at:
                text = splicing.put(text, (*path, "points", party, at), 0)
        self.become(text, what)
        return (*path, "options", at)

    def remove_option(self, path: KeyPath, what: str) -> None:
        """Take out an option, with its number in each list of points beside it."""
        *around, listed, at = path
        text = splicing.remove(self.source, path)
        table = splicing.at_path(self.document, tuple(around))
        for party, row in _rows(table).items() if listed == "options" else ():
            if isinstance(at, int) and at < len(row):
                text = splicing.remove(text, (*around, "points", party, at))
        self.become(text, what)

    def move_option(self, path: KeyPath, by: int, what: str) -> None:
        """Let an option change places with its neighbour, and their points with them."""
        *around, listed, at = path
        text = splicing.move_entry(self.source, path, by)
        table = splicing.at_path(self.document, tuple(around))
        for party, row in _rows(table).items() if listed == "options" else ():
            if isinstance(at, int) and max(at, at + by) < len(row):
                text = splicing.move_entry(text, (*around, "points", party, at), by)
        if text != self.source:
            self.become(text, what)

    def set_points(self, exercise: Exercise, place: Place, heading: str, cell: str) -> float:
        """Give whom a column is of the points of a cell, as it was typed; return them. `exercise`
        is that of the text, as `examined` returns it. Raises `UnreadableInput` for what is no
        number, or can't stand there.
        """
        try:
            number = cell_points(exercise, place, heading, cell)
        except ValueError as fault:
            raise UnreadableInput(f"{fault}") from None
        options, columns = options_of(self.source, exercise), columns_of(exercise)
        before = worth_of(exercise, options, place, columns[heading])
        if number == before:
            return number
        changed = PointsChanged(*place, heading, before, number)
        text = edited(self.source, exercise, options, columns, [changed])
        self.become(text, f"{heading}'s points for {place[0]} {place[1]}")
        return number

    def become(self, text: str, what: str) -> None:
        """Take another text, as one change. Raises `UnreadableInput` if it is too long to load."""
        if text == self.source:
            return
        try:
            size = len(text.encode())
        except UnicodeEncodeError:
            raise UnreadableInput("that has half of a character in it; type it again") from None
        if size > MOST_BYTES:
            raise UnreadableInput(
                f"the file would be larger than {MOST_BYTES / 1e6:,.0f} MB, which is not read "
                "again; shorten a text"
            )
        self._done.append(_difference(self.source, text, what))
        self._undone.clear()
        self.source = text
        kept = sum(len(one.before) + len(one.after) for one in self._done)
        while len(self._done) > MOST_CHANGES or (kept > MOST_KEPT and len(self._done) > 1):
            gone = self._done.pop(0)
            kept -= len(gone.before) + len(gone.after)

    def undo(self) -> str | None:
        """Take back the last change; return what it was, None where there is none."""
        return self._step(self._done, self._undone)

    def redo(self) -> str | None:
        """Make the change again that was taken back last; return what it was, or None."""
        return self._step(self._undone, self._done)

    def _step(self, taken: list[TextChange], kept: list[TextChange]) -> str | None:
        if not taken:
            return None
        inverse = taken.pop().inverse
        self.source = inverse.made_in(self.source)
        kept.append(inverse)
        return inverse.what


def _named(name: str) -> dict[str, Any]:
    return {"id": made_id(name), "name": name} if made_id(name) else {"name": name}


def _rows(table: Any) -> dict[str, list[Any]]:
    """Return the points that stand in lists beside `options`."""
    rows = table.get("points") if isinstance(table, dict) else None
    if not isinstance(rows, dict) or "options" not in table:
        return {}
    return {party: row for party, row in rows.items() if isinstance(row, list)}


def _difference(before: str, after: str, what: str) -> TextChange:
    """Return the change from one text to another: all between their common beginning and end."""
    most = min(len(before), len(after))
    start = _alike(before, after, most)
    end = _alike(before[::-1], after[::-1], most - start)
    return TextChange(
        what, start, before[start : len(before) - end], after[start : len(after) - end]
    )


def _alike(one: str, other: str, most: int) -> int:
    """Return how many characters two texts begin with alike, `most` at most."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
