"""All points as one table: a row for each option, a column for each delegation."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.coordinate import Coordinate
from textual.message import Message
from textual.widgets import DataTable, Input, Static

from tabletop.exercise.model import Exercise
from tabletop.exercise.points_columns import (
    Place,
    columns_of,
    options_of,
    told_points,
    worth_of,
)
from tabletop.screens.kit.content import plain
from tabletop.text.safe import cut, one_line, width

_LONGEST_CELL = 20
_WIDEST_NAME, _WIDEST_COLUMN = 26, 14
_STARTS = frozenset("0123456789+-.,")


class PointsCells(DataTable[str | Text]):
    """The cells; what is typed on one begins its new number."""

    class Typed(Message):
        """Somebody types on a cell, beginning with `text`; None to change what is there."""

        def __init__(self, text: str | None) -> None:
            super().__init__()
            self.text = text

    async def on_key(self, event: events.Key) -> None:
        if event.character is not None and event.character in _STARTS:
            event.stop()
            self.post_message(self.Typed(event.character))
        elif event.key == "backspace":
            event.stop()
            self.post_message(self.Typed(""))

    def action_select_cursor(self) -> None:
        self.post_message(self.Typed(None))


class CellLine(Input):
    """The line in which a cell's number is typed; the arrows up and down, Enter and Tab take it and
    go on to the next cell.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "go(1, 0)", show=False),
        Binding("up", "go(-1, 0)", show=False),
        Binding("tab", "go(0, 1)", show=False),
        Binding("shift+tab", "go(0, -1)", show=False),
        Binding("escape", "drop", show=False),
    ]

    class Taken(Message):
        """A number was typed; None leaves the cell as it was. The cursor goes on by so much."""

        def __init__(self, text: str | None, down: int, right: int) -> None:
            super().__init__()
            self.text, self.down, self.right = text, down, right

    def action_go(self, down: int, right: int) -> None:
        self.post_message(self.Taken(self.value, down, right))

    def action_drop(self) -> None:
        self.post_message(self.Taken(None, 0, 0))


class PointsPane(Vertical):
    """Posts `Changed` with each number that is typed; `show` puts up what the draft has then."""

    DEFAULT_CSS = """
    PointsPane { height: 1fr; }
    PointsPane PointsCells { height: 1fr; background: $background; }
    PointsPane #none { height: auto; padding: 1 2; color: $muted; }
    PointsPane #cell { height: 1; padding: 0 2; color: $secondary; }
    PointsPane CellLine { display: none; margin: 0 2; }
    PointsPane.-typing CellLine { display: block; }
    """

    class Changed(Message):
        def __init__(self, place: Place, heading: str, text: str) -> None:
            super().__init__()
            self.place, self.heading, self.text = place, heading, text

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._exercise: Exercise | None = None
        self._places: list[Place] = []
        self._headings: list[str] = []
        self._typing: tuple[Place, str] | None = None
        """The cell that is being typed into."""

    def compose(self) -> ComposeResult:
        yield Static(id="none")
        yield PointsCells(cursor_type="cell", zebra_stripes=True, fixed_columns=1)
        yield Static(id="cell")
        yield CellLine(max_length=_LONGEST_CELL, compact=True)

    @property
    def cells(self) -> PointsCells:
        return self.query_one(PointsCells)

    def show(self, source: str, exercise: Exercise | None) -> None:
        """Show the points of a text; `exercise` is the one in it, None where it can't be read."""
        none = self.query_one("#none", Static)
        table = self.cells
        none.display = exercise is None
        table.display = exercise is not None
        if exercise is None:
            none.update("The points can't be shown until the faults are mended (F4).")
            return
        options, columns = options_of(source, exercise), columns_of(exercise)
        places, headings = list(options), list(columns)
        if not places:
            none.display = True
            none.update("There is nothing yet that could have points: add an issue (F2, then N).")
        worths = [
            [told_points(worth_of(exercise, options, place, one)) for one in columns.values()]
            for place in places
        ]
        self._exercise = exercise
        if (places, headings) != (self._places, self._headings):
            at = table.cursor_coordinate
            table.clear(columns=True)
            table.add_column(Text(""), width=_WIDEST_NAME)
            for one in headings:
                name = cut(one_line(one), _WIDEST_COLUMN)
                table.add_column(Text(name), width=max(6, width(name)))
            for place in places:
                table.add_row(Text(cut(one_line(" ".join(place)), _WIDEST_NAME)))
            self._places, self._headings = places, headings
            table.move_cursor(row=at.row, column=max(1, at.column))
        for row, numbers in enumerate(worths):
            for column, number in enumerate(numbers, 1):
                self._put(row, column, number)
        self._tell()

    def set_cell(self, place: Place, heading: str, number: float) -> None:
        """Show a number that was typed, before the exercise is checked again."""
        if place in self._places and heading in self._headings:
            row, column = self._places.index(place), self._headings.index(heading) + 1
            self._put(row, column, told_points(number))

    def _put(self, row: int, column: int, number: str) -> None:
        at = Coordinate(row, column)
        if self.cells.get_cell_at(at) != number:
            self.cells.update_cell_at(at, number)

    def _tell(self) -> None:
        """Say what the cell is of, by the names that players read."""
        place, heading = self.here()
        if place is None or self._exercise is None:
            self.query_one("#cell", Static).update("")
            return
        issue = self._exercise.issue_by_id.get(place[0])
        option = issue.option_by_id.get(place[1]) if issue is not None else None
        named = f"{issue.name}: {option.name}" if issue and option else " ".join(place)
        said = f"{heading}'s points for {named}" if heading else named
        self.query_one("#cell", Static).update(plain(one_line(said)))

    def here(self) -> tuple[Place | None, str]:
        """Return the place of the cursor's row, and the heading of its column."""
        at = self.cells.cursor_coordinate
        place = self._places[at.row] if at.row < len(self._places) else None
        known = 0 < at.column <= len(self._headings)
        return place, self._headings[at.column - 1] if known else ""

    def on_data_table_cell_highlighted(self, event: DataTable.CellHighlighted) -> None:
        if self._typing is not None and self._typing != self.here():
            # A click on another cell takes what was typed, as Enter does.
            self.post_message(self.Changed(*self._typing, self.query_one(CellLine).value))
            self._end()
        self._tell()

    def on_points_cells_typed(self, event: PointsCells.Typed) -> None:
        place, heading = self.here()
        if place is None or not heading:
            return
        line = self.query_one(CellLine)
        here = self.cells.get_cell_at(self.cells.cursor_coordinate)
        self._typing = (place, heading)
        line.select_on_focus = event.text is None
        line.value = f"{here}" if event.text is None else event.text
        line.cursor_position = len(line.value)
        self.add_class("-typing")
        line.focus()

    def on_cell_line_taken(self, event: CellLine.Taken) -> None:
        typing, at = self._typing, self.cells.cursor_coordinate
        self._end()
        if event.text is None or typing is None:
            return
        self.post_message(self.Changed(*typing, event.text))
        row = min(max(0, at.row + event.down), len(self._places) - 1)
        column = at.column + event.right
        if column > len(self._headings):
            column, row = 1, min(row + 1, len(self._places) - 1)
        self.cells.move_cursor(row=row, column=max(1, column))

    def _end(self) -> None:
        self._typing = None
        self.remove_class("-typing")
        self.cells.focus()
