"""The negotiation grid: issues down the side; across, what stands, open offers and the draft."""

from __future__ import annotations

from typing import ClassVar, assert_never

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from tabletop.play.seen import ChoiceSeen, View
from tabletop.screens.kit.drawn import Drawn, DrawnLine, Piece
from tabletop.screens.kit.theme import SLIM
from tabletop.seat.grid import DRAFT, NOW, Cell, Column, performers, row_of
from tabletop.text.safe import cut, pad, width

_SIGNS = {"": "  ", "settled": "= ", "suspended": "‖ ", "moved": "• "}
"""Before an option, by its mark."""
_LEAST, _MOST = 17, 30
"""Cells of a column. From the least on it also shows points, for which a long name is cut."""


class Grid(Drawn, can_focus=True):
    """Shows columns of packages and a cursor on one issue.

    `columns` always begins with what stands; where there is a draft it is last. Posts `Stepped`
    when an option of the draft is to change and `Picked` when a column was clicked.
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
        """The draft's option of an issue is to go `by` places on; 0 asks for a list."""

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
        """The cursor stands on another issue."""

    def __init__(self, view: View, columns: tuple[Column, ...], id: str | None = None) -> None:
        super().__init__(id=id)
        self._view = view
        self._columns = columns
        self._first = 0
        self._each = 1
        """Lines of an issue: two where there are few columns, its name above its options."""
        self._widths: tuple[int, int, tuple[int, ...]] = (0, 0, ())
        self._shown: tuple[Column, ...] = ()
        self._performers: dict[str, str] = {}

    @property
    def choice(self) -> ChoiceSeen:
        """The issue (or form, or order) under the cursor."""
        return self._view.choices[self.cursor]

    def put(self, view: View, columns: tuple[Column, ...], picked: str | None = None) -> None:
        """Show these, with an offer `picked`; only lines that differ are painted again."""
        if picked is not None:
            self.set_reactive(Grid.picked, picked)
        self._view, self._columns = view, columns
        self._measure()
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
        top = (row - self._first) * self._each + 1
        self.redraw(*range(top, top + self._each))

    @property
    def _rows(self) -> int:
        """Issues there is room for."""
        return max(1, (self.size.height - 1) // self._each)

    def _hidden(self) -> str:
        """A mark of how many issues are out of sight, above and below; empty when none is."""
        below = len(self._view.choices) - self._first - self._rows
        marks = [f"↑{self._first}"] if self._first else []
        return " ".join([*marks, f"↓{below}"] if below > 0 else marks)

    def validate_cursor(self, value: int) -> int:
        return max(0, min(len(self._view.choices) - 1, value))

    def go(self, rows: int) -> None:
        """Move the cursor."""
        self.cursor += rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._view.choices) * self._each + 1

    def _with_room(self) -> tuple[Column, ...]:
        """The columns there is room for: what stands, the picked offer, others, and the draft."""
        fixed = [c for c in self._columns if c.id in (NOW, DRAFT)]
        offers = [c for c in self._columns if c.id not in (NOW, DRAFT)]
        _, _, widths = self._widths
        room = max(0, len(widths) - len(fixed))
        place = next((i for i, c in enumerate(offers) if c.id == self.picked), 0)
        start = max(0, min(place - room + 1, len(offers) - room)) if place >= room else 0
        some = offers[start : start + room]
        return tuple([c for c in fixed if c.id == NOW] + some + [c for c in fixed if c.id == DRAFT])

    def _measure(self) -> None:
        """Share the width out: issue, performers, then equal columns for packages."""
        whole = self.size.width
        if not whole:
            return
        view = self._view
        by = max([2, *(width(self._by(one)) for one in view.choices)])
        by = min(by, 11 if whole < 100 else 16)
        longest = max(width(one.name) for one in view.choices)
        issue = min(longest, max(14, whole // 5))
        self._each = 2 if whole < SLIM else 1
        if self._each == 2:
            issue = whole - by - 2
            rest = whole - 1
        else:
            rest = whole - issue - by - 3
        fixed = sum(c.id in (NOW, DRAFT) for c in self._columns)
        offers = len(self._columns) - fixed
        least = _LEAST if self._each == 1 else _LEAST - 2
        count = max(min(fixed + 1, len(self._columns)), min(fixed + offers, rest // (least + 1)))
        each = max(8, min(_MOST, rest // max(1, count) - 1))
        spare = max(0, rest - (each + 1) * count)
        if self._each == 1:
            issue += min(spare, longest - issue)
        self._widths = (issue, by, (each,) * count)
        self._shown = self._with_room()

    def _keep_in_sight(self) -> None:
        rows = self._rows
        # No row below the last stays free while there are issues above the first.
        first = max(0, min(self._first, len(self._view.choices) - rows))
        if self.cursor < first:
            first = self.cursor
        elif self.cursor >= first + rows:
            first = self.cursor - rows + 1
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
        row, part = divmod(y - 1, self._each)
        row += self._first
        if row >= len(self._view.choices) or row >= self._first + self._rows:
            return ()
        choice, here = self._view.choices[row], row == self.cursor
        if self._each == 1:
            return self._row(choice, here)
        return self._lower(choice, here) if part else self._upper(choice, here)

    def _by(self, choice: ChoiceSeen) -> str:
        """Who must carry it out, as short as a column needs it; the same for the whole game."""
        if choice.id not in self._performers:
            joint = row_of(self._view, (), choice).joint
            self._performers[choice.id] = "joint" if joint else performers(self._view, choice)
        return self._performers[choice.id]

    def _head(self) -> list[Piece]:
        issue, by, widths = self._widths
        offers = [one.id for one in self._columns if one.id not in (NOW, DRAFT)]
        hidden = len(self._columns) > len(widths)
        away = self._hidden()
        first = pad(f"Issue {away}", issue) if len(away) + 6 <= issue else pad(away, issue)
        pieces: list[Piece] = [(" " + first + " " + pad("By", by) + " ", "head")]
        if self._each == 2:
            pieces = [(" ", "head")]
        for column, cells in zip(self._shown, widths, strict=False):
            name = "picked" if column.id == self.picked else "head"
            title = column.title
            if hidden and column.id == self.picked:
                mark = f" ‹{offers.index(column.id) + 1}/{len(offers)}›"
                if width(title + mark) > cells - 2:
                    mark = mark.strip()
                title = cut(title, cells - 2 - width(mark)) + mark
            # Above the options, which stand behind their marks.
            pieces.append(("  ", "head"))
            pieces.append((pad(title, cells - 2), name))
            pieces.append((" ", "head"))
        pieces.append(("", "head"))
        return pieces

    def _upper(self, choice: ChoiceSeen, here: bool) -> list[Piece]:
        """The first line of an issue, with a mark where others beside it are out of sight."""
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

    def _lower(self, choice: ChoiceSeen, here: bool) -> list[Piece]:
        """The second line: what each package has."""
        ground = "cursor" if here else ""
        return [(" ", ground), *self._cells(choice, ground), ("", ground)]

    def _row(self, choice: ChoiceSeen, here: bool) -> list[Piece]:
        issue, by, _ = self._widths
        ground = "cursor" if here else ""
        pieces: list[Piece] = [
            ("▸" if here else " ", f"{ground} draft"),
            (pad(choice.name, issue) + " ", ground),
            (pad(self._by(choice), by) + " ", f"{ground} muted"),
        ]
        return [*pieces, *self._cells(choice, ground), ("", ground)]

    def _cells(self, choice: ChoiceSeen, ground: str) -> list[Piece]:
        pieces: list[Piece] = []
        row = row_of(self._view, self._shown, choice)
        for column, one, cells in zip(self._shown, row.cells, self._widths[2], strict=False):
            pieces += self._cell(one, cells, f"{ground} {_look(column, one)}", ground)
            pieces.append((" ", ground))
        return pieces

    @staticmethod
    def _cell(cell: Cell, cells: int, look: str, ground: str) -> list[Piece]:
        name, sign, points = cell.option.name, _SIGNS[cell.mark], cell.points
        if cells < _LEAST or not points:
            return [(sign + pad(name, cells - 2), look)]
        worth = f"{points:+.0f}"
        text = sign + pad(cut(name, cells - 3 - len(worth)), cells - 2 - len(worth))
        return [(text, look), (worth, f"{ground} {'gain' if points > 0 else 'cost'}")]

    def on_click(self, event: events.Click) -> None:
        issue, by, widths = self._widths
        at = issue + by + 3 if self._each == 1 else 1
        column = None
        for one, cells in zip(self._shown, widths, strict=False):
            if at <= event.x < at + cells:
                column = one
            at += cells + 1
        row, part = divmod(event.y - 1, self._each)
        row += self._first
        if self._each == 2 and event.y > 0 and not part:
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
        """Show other issues where some are out of sight, the cursor among them; else move it."""
        most = len(self._view.choices) - self._rows
        if most <= 0:
            self.go(rows)
            return
        first = max(0, min(most, self._first + rows))
        if first != self._first:
            self._first = first
            self.cursor = max(first, min(first + self._rows - 1, self.cursor))
            self.redraw()


def _look(column: Column, cell: Cell) -> str:
    """The style of an option: what is settled stands out, one's own draft in its own colour."""
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
