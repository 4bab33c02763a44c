"""The negotiation grid: issues down the side; across, what stands, open offers and the draft."""

from __future__ import annotations

from itertools import accumulate
from typing import ClassVar, assert_never

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from tabletop.play.seen import ChoiceSeen, View
from tabletop.screens.kit.drawn import Drawn, DrawnLine, Piece
from tabletop.screens.kit.theme import SLIM
from tabletop.seat.packages.grid import DRAFT, NOW, Cell, Column, performers, row_of
from tabletop.text.safe import cut, cut_words, pad, width, wrap

_SIGNS = {"": "  ", "settled": "= ", "suspended": "‖ ", "moved": "• "}
"""What goes before an option, by its mark."""
_LEAST, _MOST = 17, 30
"""Column widths. From the smallest on a column also shows points, for which a long name is cut."""


class Grid(Drawn, can_focus=True):
    """Shows columns of packages and a cursor on one issue.

    `columns` always begins with what stands; a draft comes last. Posts `Stepped` when an option of
    the draft is to change and `Picked` when a column was clicked.
    """

    MARGIN = 0
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--head",
        "grid--cursor",
        "grid--muted",
        "grid--moved",
        "grid--suspended",
        "grid--draft",
        "grid--gain",
        "grid--cost",
        "grid--picked",
    }
    DEFAULT_CSS = """
    Grid { height: 1fr; background: $background; color: $foreground; }
    Grid > .grid--head { color: $primary; text-style: bold; background: $surface; }
    Grid > .grid--picked { color: $accent; text-style: bold underline; background: $surface; }
    Grid > .grid--cursor { background: $panel; }
    Grid:focus > .grid--cursor { background: $block-cursor-blurred-background; }
    Grid > .grid--muted { color: $muted; }
    Grid > .grid--moved { color: $foreground; text-style: bold; }
    Grid > .grid--suspended { color: $warning; text-style: italic; }
    Grid > .grid--draft { color: $accent; text-style: bold; }
    Grid > .grid--gain { color: $success; }
    Grid > .grid--cost { color: $error; }
    """

    cursor: reactive[int] = reactive(0, repaint=False)
    picked: reactive[str] = reactive("", repaint=False)

    class Stepped(Message):
        """The draft's option of an issue is to move by `by`; 0 asks for a list."""

        def __init__(self, choice: str, by: int) -> None:
            super().__init__()
            self.choice = choice
            self.by = by

    class Picked(Message):
        """A column was chosen."""

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column

    class Moved(Message):
        """The cursor is on another issue."""

    def __init__(self, view: View, columns: tuple[Column, ...], id: str | None = None) -> None:
        super().__init__(id=id)
        self._view = view
        self._columns = columns
        self._first = 0
        self._slim = False
        """Whether the screen is narrow, with an issue's name above its options; else one line each.
        """
        self._heights: tuple[int, ...] = (1,) * len(view.choices)
        """Lines per issue."""
        self._widths: tuple[int, int, tuple[int, ...]] = (0, 0, ())
        self._shown: tuple[Column, ...] = ()
        self._performers: dict[str, str] = {}
        self._aligned: dict[str, int] = {}
        """The cells that amounts of an issue fill, so that they align."""

    @property
    def choice(self) -> ChoiceSeen:
        """Return the issue (or form, or order) under the cursor."""
        return self._view.choices[self.cursor]

    def put(self, view: View, columns: tuple[Column, ...], picked: str | None = None) -> None:
        """Show these, with an offer `picked`; only lines that differ are repainted."""
        if picked is not None:
            self.set_reactive(Grid.picked, picked)
        self._view, self._columns = view, columns
        before = self._heights
        self._measure()
        if self._heights != before:
            self._keep_in_sight()
        self.redraw()

    def on_resize(self, event: events.Resize) -> None:
        self._measure()
        self._keep_in_sight()
        self.redraw_all()

    def watch_cursor(self, before: int, after: int) -> None:
        self._keep_in_sight()
        self._redraw_row(before)
        self._redraw_row(after)
        self.post_message(self.Moved())

    def watch_picked(self) -> None:
        self.put(self._view, self._columns)

    def _redraw_row(self, row: int) -> None:
        if row >= self._first:
            top = sum(self._heights[self._first : row]) + 1
            self.redraw(*range(top, top + self._heights[row]))

    @property
    def _rows(self) -> int:
        """Return how many issues there is room for, from the first one shown."""
        return self._fitting(self._heights[self._first :])

    @property
    def _last_first(self) -> int:
        """Return the first issue shown when the last one is."""
        return len(self._heights) - self._fitting(self._heights[::-1])

    def _fitting(self, heights: tuple[int, ...]) -> int:
        room = self.size.height - 1
        if not self._slim:
            return max(1, min(len(heights), room))
        return max(1, sum(whole <= room for whole in accumulate(heights)))

    def _at(self, y: int) -> tuple[int, int]:
        """Return the issue on a line, and which of its lines that is; None past the last."""
        y -= 1
        if not self._slim:
            return min(self._first + y, len(self._heights)), 0
        for row in range(self._first, len(self._heights)):
            if y < self._heights[row]:
                return row, y
            y -= self._heights[row]
        return len(self._heights), 0

    def _hidden(self) -> str:
        """Return a mark with the number of issues out of sight, above and below; empty for none."""
        below = len(self._view.choices) - self._first - self._rows
        marks = [f"↑{self._first}"] if self._first else []
        return " ".join([*marks, f"↓{below}"] if below > 0 else marks)

    def validate_cursor(self, value: int) -> int:
        return max(0, min(len(self._view.choices) - 1, value))

    def go(self, rows: int) -> None:
        """Move the cursor."""
        self.cursor += rows

    @property
    def spare(self) -> int:
        """Return how many lines are empty below the last issue; below 0 where some are hidden."""
        return self.size.height - sum(self._heights) - 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(self._heights) + 1

    def _with_room(self) -> tuple[Column, ...]:
        """Return the columns there is room for: what stands, the picked offer, others, and the
        draft.
        """
        fixed = self._fixed()
        offers = [c for c in self._columns if c.id not in (NOW, DRAFT)]
        _, _, widths = self._widths
        room = max(0, len(widths) - len(fixed))
        place = next((i for i, c in enumerate(offers) if c.id == self.picked), 0)
        start = max(0, min(place - room + 1, len(offers) - room)) if place >= room else 0
        some = offers[start : start + room]
        return tuple([c for c in fixed if c.id == NOW] + some + [c for c in fixed if c.id == DRAFT])

    def _fixed(self) -> list[Column]:
        """Return what stands and the draft; on a narrow screen an unchanged draft makes room for
        offers.
        """
        fixed = [c for c in self._columns if c.id in (NOW, DRAFT)]
        if self._slim and len(self._columns) > len(fixed):
            return [c for c in fixed if c.id == NOW or c.package != self._view.standing]
        return fixed

    def _measure(self) -> None:
        """Divide the width: issue, performers, then equal columns for packages."""
        whole = self.size.width
        if not whole:
            return
        view = self._view
        self._aligned = _aligned(view)
        by = max(width(self._by(one)) for one in view.choices)
        # Without performers there is no such column.
        by = min(max(2, by), 11 if whole < 100 else 16) if by else 0
        longest = max(width(one.name) for one in view.choices)
        issue = min(longest, max(14, whole // 5))
        self._slim = whole < SLIM
        if self._slim:
            issue = whole - by - 2
            rest = whole - 1
        else:
            rest = whole - issue - by - 3
        fixed = len(self._fixed())
        offers = sum(c.id not in (NOW, DRAFT) for c in self._columns)
        least = _LEAST - 2 if self._slim else _LEAST
        count = max(min(fixed + 1, fixed + offers), min(fixed + offers, rest // (least + 1)))
        each = max(8, min(_MOST, rest // max(1, count) - 1))
        spare = max(0, rest - (each + 1) * count)
        if not self._slim:
            issue += min(spare, longest - issue)
        self._widths = (issue, by, (each,) * count)
        self._shown = self._with_room()
        self._heights = tuple(
            1 + max(len(_names(cell, each)) for cell in row_of(view, self._shown, one).cells)
            if self._slim
            else 1
            for one in view.choices
        )

    def _keep_in_sight(self) -> None:
        # No row stays empty below the last issue while there are issues above the first.
        first = max(0, min(self._first, self._last_first, self.cursor))
        while self.cursor >= first + self._fitting(self._heights[first:]):
            first += 1
        if first != self._first:
            self._first = first
            self.redraw()

    def look(self, style: str) -> Style:
        look = self.rich_style
        for name in style.split():
            look += self.get_component_rich_style(f"grid--{name}", partial=True)
        return look

    def draw(self, y: int) -> DrawnLine:
        if not self._widths[2]:
            return ()
        if y == 0:
            return self._head()
        row, part = self._at(y)
        if row >= len(self._view.choices) or row >= self._first + self._rows:
            return ()
        choice, here = self._view.choices[row], row == self.cursor
        if not self._slim:
            return self._row(choice, here)
        return self._lower(choice, here, part - 1) if part else self._upper(choice, here)

    def _by(self, choice: ChoiceSeen) -> str:
        """Return who must carry it out, as short as a column needs it; the same for
        the whole game.
        """
        if choice.id not in self._performers:
            joint = row_of(self._view, (), choice).joint
            self._performers[choice.id] = "joint" if joint else performers(self._view, choice)
        return self._performers[choice.id]

    def _head(self) -> list[Piece]:
        issue, by, widths = self._widths
        offers = [one.id for one in self._columns if one.id not in (NOW, DRAFT)]
        hidden = len(self._columns) > len(widths)
        away = self._hidden()
        named = f"Issue {away}".rstrip()
        first = pad(named if len(named) <= issue else away, issue)
        pieces: list[Piece] = [(" " + first + " " + pad("By" if by else "", by) + " ", "head")]
        if self._slim:
            pieces = [(" ", "head")]
        for column, cells in zip(self._shown, widths, strict=False):
            name = "picked" if column.id == self.picked else "head"
            title = column.title
            if hidden and column.id == self.picked:
                mark = f" ‹{offers.index(column.id) + 1}/{len(offers)}›"
                if width(title + mark) > cells - 2:
                    mark = mark.strip()
                title = cut(title, cells - 2 - width(mark)) + mark
            # Above the options, which follow their marks.
            pieces.append(("  ", "head"))
            pieces.append((pad(title, cells - 2), name))
            pieces.append((" ", "head"))
        pieces.append(("", "head"))
        return pieces

    def _upper(self, choice: ChoiceSeen, here: bool) -> list[Piece]:
        """Return the first line of an issue, with a mark where columns beside it are
        out of sight.
        """
        issue, room, _ = self._widths
        ground = "cursor" if here else ""
        by = self._by(choice)
        place = self._view.choices.index(choice)
        ends = {"↑": self._first, "↓": self._first + self._rows - 1}
        mark = " ".join(one for one in self._hidden().split() if place == ends[one[0]])
        name = issue - (len(mark) + 1 if mark else 0)
        return [
            ("▸" if here else " ", f"{ground} draft"),
            (pad(choice.name, name), f"{ground} moved"),
            (f" {mark}" if mark else "", f"{ground} draft"),
            (" " * max(1, room - width(by) + 1) + by, f"{ground} muted"),
            ("", ground),
        ]

    def _lower(self, choice: ChoiceSeen, here: bool, line: int) -> list[Piece]:
        """Return the lines below the name: what each package has."""
        ground = "cursor" if here else ""
        return [(" ", ground), *self._cells(choice, ground, line), ("", ground)]

    def _row(self, choice: ChoiceSeen, here: bool) -> list[Piece]:
        issue, by, _ = self._widths
        ground = "cursor" if here else ""
        pieces: list[Piece] = [
            ("▸" if here else " ", f"{ground} draft"),
            (pad(cut_words(choice.name, issue), issue) + " ", ground),
            (pad(self._by(choice), by) + " ", f"{ground} muted"),
        ]
        return [*pieces, *self._cells(choice, ground), ("", ground)]

    def _cells(self, choice: ChoiceSeen, ground: str, line: int = 0) -> list[Piece]:
        pieces: list[Piece] = []
        row = row_of(self._view, self._shown, choice)
        for column, one, cells in zip(self._shown, row.cells, self._widths[2], strict=False):
            look = f"{ground} {_look(column, one)}"
            pieces += self._cell(one, cells, look, ground, line, self._aligned.get(choice.id, 0))
            pieces.append((" ", ground))
        return pieces

    def _cell(
        self, cell: Cell, cells: int, look: str, ground: str, line: int, aligned: int
    ) -> list[Piece]:
        name, sign = cell.option.name, _SIGNS[cell.mark]
        worth = f"{cell.points:+.0f}" if cell.points and cells >= _LEAST else ""
        if self._slim:
            lines = _names(cell, cells)
            name = lines[line] if line < len(lines) else ""
            worth = worth if line == len(lines) - 1 else ""
            sign = "  " if line else sign
        if not line and width(name) < aligned <= cells - 2 - (len(worth) + 1 if worth else 0):
            # As if part of the sign: what is padded below loses spaces at its beginning.
            sign += " " * (aligned - width(name))
        if not worth:
            return [(sign + pad(name, cells - width(sign)), look)]
        room = cells - width(sign) - len(worth)
        text = sign + pad(cut(name, room - 1), room)
        return [(text, look), (worth, f"{ground} {'gain' if cell.points > 0 else 'cost'}")]

    def cut_names(self, choice: ChoiceSeen) -> tuple[tuple[str, str], ...]:
        """Return the options in an issue's row whose names are cut: each column's title and the
        name.

        Not the draft's, which is shown below in any case.
        """
        found = []
        row = row_of(self._view, self._shown, choice)
        for column, one, cells in zip(self._shown, row.cells, self._widths[2], strict=False):
            points = f"{one.points:+.0f}" if one.points and cells >= _LEAST else ""
            room = cells - 2 - (len(points) + 1 if points else 0)
            if column.id != DRAFT and width(one.option.name) > room:
                found.append((column.title, one.option.name))
        return tuple(found)

    def on_click(self, event: events.Click) -> None:
        issue, by, widths = self._widths
        at = 1 if self._slim else issue + by + 3
        column = None
        for one, cells in zip(self._shown, widths, strict=False):
            if at <= event.x < at + cells:
                column = one
            at += cells + 1
        row, part = self._at(event.y)
        if self._slim and event.y > 0 and not part:
            # The name of an issue belongs to no column.
            column = None
        picks = column is not None and column.id not in (NOW, DRAFT, self.picked)
        if event.y > 0 and row < len(self._view.choices):
            again = row == self.cursor and not picks
            self.cursor = row
            if again or (column is not None and column.id == DRAFT):
                self.post_message(self.Stepped(self.choice.id, 0))
                return
        if column is not None and picks:
            self.post_message(self.Picked(column.id))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(-1)

    def _scroll(self, rows: int) -> None:
        """Scroll where some issues are out of sight, keeping the cursor visible; else move the
        cursor.
        """
        most = self._last_first
        if not most:
            self.go(rows)
            return
        first = max(0, min(most, self._first + rows))
        if first != self._first:
            self._first = first
            self.cursor = max(first, min(first + self._rows - 1, self.cursor))
            self.redraw()


def _aligned(view: View) -> dict[str, int]:
    """Return how wide the longest amount is, by issue; the same for all of one unit."""
    found: dict[tuple[str, str], int] = {}
    units = {}
    for one in view.choices:
        if one.amounts is not None:
            amounts = one.amounts.amounts
            units[one.id] = unit = (amounts.before, amounts.unit)
            ends = (amounts.name(0), amounts.name(amounts.count - 1))
            found[unit] = max(found.get(unit, 0), *map(width, ends))
    return {id: found[unit] for id, unit in units.items()}


def _names(cell: Cell, cells: int) -> list[str]:
    """Return the lines of an option's name, with room for its points in the last."""
    room = cells - 2
    lines = wrap(cell.option.name, room)
    points = f" {cell.points:+.0f}" if cell.points and cells >= _LEAST else ""
    return [*lines, ""] if points and width(lines[-1] + points) > room else lines


def _look(column: Column, cell: Cell) -> str:
    """Return an option's style: settled ones stand out, one's own draft has its own colour."""
    match cell.mark:
        case "":
            return "muted"
        case "suspended":
            return "suspended"
        case "settled":
            return "moved"
        case "moved":
            return "draft" if column.id == DRAFT else "moved"
    assert_never(cell.mark)
