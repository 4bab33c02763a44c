"""All tables on lines: one is under the cursor, any number are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from tabletop.referee.ledger import tenth
from tabletop.screens.kit.masthead import HURRY, STAGES, clock_text, meter, paused_text
from tabletop.seat.desk import TableGlance
from tabletop.seat.desk.glances import agreements_of, told_answered, told_decided
from tabletop.text.safe import cut, pad, width

Piece = tuple[str, str]
MARKS = 3
"""Cells at the left of a line in which a click marks it."""
_CLOCK, _PAUSED, _AWAY = 7, 6, 12
"""The width of a clock, the extra cells it needs while paused, and the least for who is away."""
_COUNTED = 18
"""The width of what is counted in place of offers."""


@dataclass(frozen=True)
class Columns:
    """The widths of the columns that depend on the screen's; 0 leaves one out."""

    table: int
    clock: int
    waits: int
    meter: int
    title: int
    away: int


def _counted(one: TableGlance) -> list[tuple[str, str, int]]:
    """Return what is counted where nothing is negotiated: a column's name, its text and width."""
    told = [("Decided", told_decided(one))] if one.decided is not None else []
    told += [("Answers", told_answered(one))] if one.answered is not None else []
    return [(*each, _COUNTED // len(told)) for each in told] or [("", "", _COUNTED)]


def columns_for(cells: int, longest_id: int, *, paused: bool = False) -> Columns:
    """Divide a line: what is waited for first, then the rest as it fits.

    While a clock is `paused` its column also holds the word, for which no column vanishes.
    """
    table = max(6, longest_id + 1)
    room = cells - MARKS - table - 6 - 12 - _CLOCK - 4 - 10 - 4 - 5 - 6
    waits = max(8, min(24, room))
    room -= waits
    bar = 11 if room >= 11 else 0
    room -= bar
    title = min(44, room // 2 + 6) if room >= 24 else 0
    away = room - title if room - title >= _AWAY else 0
    if not paused:
        return Columns(table, _CLOCK, waits, bar, title, away)
    if away >= _AWAY + _PAUSED:
        away -= _PAUSED
    else:
        waits -= _PAUSED
    return Columns(table, _CLOCK + _PAUSED, waits, bar, title, away)


class TableList(Widget, can_focus=True):
    """Keeps its cursor and marks by table, however often the lines are replaced."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", key_display="Enter"),
        Binding("space", "mark", "Mark", key_display="Space"),
        Binding("asterisk", "mark_all", "All", key_display="*"),
        Binding("up,k", "move(-1)", "Table before", show=False),
        Binding("down,j", "move(1)", "Next table", show=False),
        Binding("pageup", "move(-10)", "Ten before", show=False),
        Binding("pagedown", "move(10)", "Ten on", show=False),
        Binding("home", "move(-999)", "First table", show=False),
        Binding("end", "move(999)", "Last table", show=False),
    ]
    DEFAULT_CSS = """
    TableList { height: auto; }
    """

    class Moved(Message):
        """The cursor or the marks have changed."""

    class Opened(Message):
        def __init__(self, table: str) -> None:
            super().__init__()
            self.table = table

    def __init__(self, glances: Sequence[TableGlance], tags: Mapping[str, str]) -> None:
        """`tags` are the delegations' short names by id."""
        super().__init__()
        self._glances = tuple(glances)
        self._tags = tags
        self._at = 0
        self.marked: frozenset[str] = frozenset()

    def put(self, glances: Sequence[TableGlance]) -> None:
        """Show the tables as they are now; the cursor stays on its table."""
        before, here, was_paused = self._glances, self.current.id, self._paused
        self._glances = tuple(glances)
        ids = [one.id for one in self._glances]
        self._at = ids.index(here) if here in ids else min(self._at, len(ids) - 1)
        self.marked &= set(ids)
        if len(before) != len(self._glances):
            self.refresh(layout=True)
            return
        if self._paused != was_paused:
            self.refresh()
            return
        for row, (old, new) in enumerate(zip(before, self._glances, strict=True)):
            if _seen(old) != _seen(new):
                self.refresh(Region(0, row, self.size.width, 1))

    @property
    def glances(self) -> tuple[TableGlance, ...]:
        """All tables, as they are shown."""
        return self._glances

    @property
    def current(self) -> TableGlance:
        """The table under the cursor."""
        return self._glances[self._at]

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return len(self._glances)

    def _columns(self) -> Columns:
        longest = max(width(one.id) for one in self._glances)
        return columns_for(self.size.width, longest, paused=self._paused)

    @property
    def _paused(self) -> bool:
        return any(one.paused and one.remaining is not None for one in self._glances)

    @property
    def _climate(self) -> bool:
        """Return whether these tables have tension."""
        return any(one.tension is not None for one in self._glances)

    def header(self) -> Content:
        """Return the columns' names, for a line above."""
        column = self._columns()
        head = (
            " " * MARKS
            + pad("Table", column.table)
            + pad("Round", 6)
            + pad("Phase", 12)
            + pad("Clock", column.clock)
            + pad("Waits for" if column.waits > len("Waits for") else "Waits", column.waits)
            + (
                pad("Off", 4) + pad("Best", 10) + pad("Agr", 4)
                if self._glances[0].negotiated
                else "".join(pad(name, cells) for name, _, cells in _counted(self._glances[0]))
            )
            + (pad("Tens", 5) + pad("", column.meter) if self._climate else "")
            + pad("Here", 6)
            + pad("Round's title", column.title)
            + pad("Away", column.away)
        )
        return Content.styled(head, "$muted").truncate(max(1, self.size.width))

    def render(self) -> RenderResult:
        column = self._columns()
        rows = [self._row(at, one, column) for at, one in enumerate(self._glances)]
        return Content("\n").join(rows)

    def _row(self, at: int, one: TableGlance, column: Columns) -> Content:
        here = at == self._at
        agreed, colour = agreements_of(one)
        pieces: list[Piece] = [
            ("▸" if here else " ", "bold $accent"),
            ("■ " if one.id in self.marked else "  ", "bold $accent"),
            (pad(one.id, column.table), "bold"),
            (pad(f"{one.round}/{one.rounds}" if one.round else "-", 6), ""),
            (pad(STAGES.get(one.stage, one.stage), 12), "bold $error" if one.crisis else "bold"),
            self._clock(one, column.clock),
            (pad(self._waits(one), column.waits - 1) + " ", "$secondary"),
            *(
                (
                    (pad(str(one.open_offers or "-"), 4), ""),
                    self._best(one),
                    (pad(agreed, 4), colour),
                )
                if one.negotiated
                else ((pad(told, cells), "") for _, told, cells in _counted(one))
            ),
        ]
        if one.tension is not None:
            mark = "!" if one.crisis else ""
            pieces.append((pad(f"{one.tension:.0f}{mark}", 5), "bold"))
        if column.meter and one.tension is not None:
            full, rest = meter(one.tension, column.meter - 1)
            pieces += [(full, "$error" if one.crisis else "$accent"), (rest + " ", "$faint")]
        seated = [p for p in one.people if p.name and p.stand_in is None]
        present = sum(p.away is None for p in seated)
        lacking = self._lacking(one)
        wanted = len(seated) + len(lacking)
        colour = "" if present == wanted else "bold $accent"
        pieces.append((pad(f"{present}/{wanted}", 6), colour))
        pieces.append((pad(one.title, column.title - 1) + " " if column.title else "", "$muted"))
        if column.away:
            gone = ", ".join((*lacking, *(p.name for p in seated if p.away is not None)))
            # What is wrong, without the name of the file, which stands below the list.
            wrong = " ".join((one.trouble, *one.warnings)).strip()
            trouble = one.trouble.partition(": ")[2] or wrong
            pieces.append((pad(trouble or gone, column.away), "$error" if trouble else ""))
        elif one.trouble or one.warnings:
            pieces[1] = ("! ", "bold $error")
        # If there is no room for the last ones, their content is shown below the list.
        line = Content.assemble(*pieces).truncate(max(1, self.size.width))
        if here:
            ground = "$block-cursor-blurred-background" if self.has_focus else "$panel"
            line = line.pad_right(max(0, self.size.width - line.cell_length))
            return line.stylize(f"on {ground}")
        return line

    def _lacking(self, one: TableGlance) -> list[str]:
        """Return the delegations that have lost their head, and so can't sign."""
        heads = {p.delegation: p.name or p.stand_in or "" for p in one.people if p.role == "head"}
        there = {p.delegation for p in one.people if p.name}
        return [
            f"{tag} {'without head' if id in there else 'empty'}"
            for id, tag in self._tags.items()
            if heads.get(id) == ""
        ]

    def _clock(self, one: TableGlance, cells: int) -> Piece:
        if one.paused:
            return pad(paused_text(one.remaining), cells), "$accent"
        if one.held:
            return pad("held", cells), "$accent"
        if one.remaining is None:
            return pad("-", cells), "$muted"
        return pad(
            clock_text(one.remaining), cells
        ), "bold $error" if one.remaining <= HURRY else ""

    def _waits(self, one: TableGlance) -> str:
        if one.debrief is not None:
            # What it waits for is the next step; the answers are there already.
            return f"you, {len(one.debrief.replies)} replied"
        if one.stage in ("lobby", "ended"):
            return "you"
        nobody = "you" if one.held else "nobody"
        return " ".join(self._tags.get(d, d) for d in one.waiting_for) or nobody

    def _best(self, one: TableGlance) -> Piece:
        if one.best is None:
            return pad("-", 10), "$muted"
        offer, surplus = one.best
        colour = "$success" if surplus >= 0 else "$error"
        return pad(f"{cut(offer, 4)} {tenth(surplus):+.1f}", 10), colour

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        if not 0 <= event.y < len(self._glances):
            return
        self._go(event.y)
        if event.x < MARKS:
            self.action_mark()
        elif event.chain == 2:
            self.action_open()

    def _go(self, at: int) -> None:
        at = max(0, min(len(self._glances) - 1, at))
        if at != self._at:
            before, self._at = self._at, at
            for row in (before, at):
                self.refresh(Region(0, row, self.size.width, 1))
            if self.parent is not None:
                scroll = getattr(self.parent, "scroll_to_region", None)
                if scroll is not None:
                    scroll(Region(0, at, 1, 1), animate=False)
            self.post_message(self.Moved())

    def action_move(self, step: int) -> None:
        self._go(self._at + step)

    def action_mark(self) -> None:
        self.marked ^= {self.current.id}
        self.refresh(Region(0, self._at, self.size.width, 1))
        self.post_message(self.Moved())

    def action_mark_all(self) -> None:
        every = frozenset(one.id for one in self._glances)
        self.marked = frozenset() if self.marked == every else every
        self.refresh()
        self.post_message(self.Moved())

    def unmark(self) -> None:
        """Unmark all."""
        self.marked = frozenset()
        self.refresh()
        self.post_message(self.Moved())

    def action_open(self) -> None:
        self.post_message(self.Opened(self.current.id))


def _seen(one: TableGlance) -> tuple[object, ...]:
    """Return what a table's line depends on: a clock by its seconds, absences by who is away."""
    seconds = None if one.remaining is None else -(-one.remaining // 1000)
    people = tuple((p.name, p.role, p.away is None, p.stand_in) for p in one.people)
    rest = (one.stage, one.round, one.paused, one.held, one.waiting_for, one.open_offers, one.best)
    replies = (len(one.debrief.replies) if one.debrief else 0, one.decided, one.answered)
    told = (one.agreements, one.suspended, one.tension, one.crisis, one.trouble, one.warnings)
    return (*rest, *told, seconds, people, replies)
