"""The facilitator's overview: every table of the hall on one line, and moves for any of them."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tabletop.referee.ledger import tenth
from tabletop.screens.console.desk.leading import SECONDS, Leading
from tabletop.screens.console.desk.table_list import TableList
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.page import gone
from tabletop.seat.desk import Desk, TableGlance
from tabletop.seat.desk.glances import told_answered
from tabletop.seat.desk.told import told_person
from tabletop.text.lists import listed
from tabletop.text.safe import CUT, cut, one_line, stopped, width

_ABOUT, _ABOUT_SLIM = 6, 10
"""Lines about the table under the cursor, on a wide screen and on an upright phone."""


class AllTables(Leading):
    """Moves go to the marked tables, or to the one under the cursor when none is marked."""

    HELP = (
        "Every table on one line. **Enter** opens the one under the cursor, with everything "
        "visible. "
        "**Esc**, or a click on what is said of it, puts a warning aside. "
        "**Space** marks tables, **\\*** all of them: moves then go to those, and the line below "
        "the list says to which. **F** lets stand-ins play there wherever somebody is missing, "
        "after asking: they are marked ◆ until somebody comes or comes back. "
        "**P**, **R** and **E** (with Shift) act on everybody's clock"
    )
    HELP_HOLD = (
        ", and **H** (with Shift) holds everybody's rulings for discussion or stops holding them"
    )
    HELP_REPORT = (
        ", whatever is marked, after asking. **G** writes report and grades of all tables."
    )
    HELP_BEST = (
        " *Best* is the open offer whose least satisfied delegation would gain most, with that "
        "gain against its walk-away."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("P", "everybody('pause')", "Pause everybody's clock", show=False),
        Binding("R", "everybody('resume')", "Resume everybody's clock", show=False),
        Binding("E", "everybody('extend')", "More time for everybody", show=False),
        Binding("H", "hold_everybody", "Hold everybody's rulings, or stop", show=False),
        Binding("g", "report", "Report, grades"),
        Binding("escape", "unmark", "Mark none, or put a warning aside", show=False),
    ]
    DEFAULT_CSS = """
    AllTables #head { dock: top; height: 2; padding: 0 1; background: $surface; }
    AllTables #columns { height: 1; padding: 0 1; margin: 1 0 0 0; }
    AllTables #room { height: 1fr; min-height: 3; padding: 0 1; }
    AllTables #about {
        dock: bottom; height: 7; padding: 0 1; margin: 0 0 2 0; border-top: solid $border;
    }
    /* A narrow screen has four lines of keys. */
    AllTables.-slim #about { height: 11; margin: 0 0 4 0; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tags = {one.id: one.tag for one in desk.exercise.delegations}
        self._reporting = False
        self._aside: frozenset[tuple[str, str]] = frozenset()
        """Warnings, by table, that were read and put aside."""
        self._list = TableList(desk.tables(), self._tags)
        best = desk.exercise.has.offers and desk.exercise.has.points
        self.help_here = "".join(
            (
                self.HELP,
                self.HELP_HOLD if "ruling" in desk.exercise.phases else "",
                self.HELP_REPORT,
                self.HELP_BEST if best else "",
            )
        )

    def compose(self) -> ComposeResult:
        yield Static(id="head")
        yield Static(id="columns")
        with VerticalScroll(can_focus=False, id="room"):
            yield self._list
        yield Static(id="about")
        yield KeyBar(2)

    def on_mount(self) -> None:
        self._list.focus()
        self.refresh_view()
        # No single table ticks here: this screen covers all of them.
        self.set_interval(1, self._keep_time)

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._tell)

    def refresh_view(self) -> None:
        """Show the tables as they are now; the choice and the marks stay."""
        self._list.put(self._tables())
        self._tell()
        self.refresh_bindings()

    def _tables(self) -> tuple[TableGlance, ...]:
        """Return the tables without the warnings put aside; one that ends may come again."""
        tables = self._desk.tables()
        self._aside &= {(one.id, said) for one in tables for said in one.warnings}
        return tuple(
            replace(
                one,
                warnings=tuple(said for said in one.warnings if (one.id, said) not in self._aside),
            )
            for one in tables
        )

    def _keep_time(self) -> None:
        self._list.put(self._tables())
        self._tell_report()
        self.tell_due()

    def changed_by_us(self) -> None:
        self.refresh_view()

    def targets(self) -> tuple[TableGlance, ...]:
        marked = tuple(one for one in self._list.glances if one.id in self._list.marked)
        return marked or (self._list.current,)

    def on_table_list_moved(self) -> None:
        self._tell()
        self.refresh_bindings()

    def on_table_list_opened(self, message: TableList.Opened) -> None:
        self._desk.go(message.table)

    def action_unmark(self) -> None:
        if not self._put_aside():
            self._list.unmark()

    @on(events.Click, "#about")
    def _read(self) -> None:
        self._put_aside()

    def _put_aside(self) -> bool:
        """Put the warnings of the table under the cursor aside; return whether there were any."""
        one = self._list.current
        self._aside |= {(one.id, said) for said in one.warnings}
        if one.warnings:
            self.refresh_view()
        return bool(one.warnings)

    def action_everybody(self, do: str) -> None:
        self._clocks(do, self._desk.tables())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "report":
            begun = any(one.stage != "lobby" for one in self._list.glances)
            return begun and self._desk.reports is not None
        if action == "hold_everybody":
            return "ruling" in self._desk.exercise.phases
        return super().check_action(action, parameters)

    def action_report(self) -> None:
        from tabletop.screens.console.desk.report_page import ReportPage

        if self._desk.reports is not None:
            self.app.push_screen(ReportPage(self._desk.reports))

    def _tell_report(self) -> None:
        """Announce that the report is done when its page is not open."""
        reports = self._desk.reports
        now = reports.now() if reports is not None else None
        was, self._reporting = self._reporting, bool(now and now.running)
        if reports is None or now is None or not was or now.running or not self.is_current:
            return
        if now.fault:
            self.say(f"The report: {now.fault}")
        else:
            from tabletop.screens.console.desk.report_page import in_short

            told = f"The report is written: {in_short(now)}, in {reports.folder}"
            self.notify(told, markup=False, timeout=SECONDS)

    def action_hold_everybody(self) -> None:
        self.hold(self._desk.tables())

    # What is said

    def _tell(self) -> None:
        if gone(self):
            return
        cells = self.size.width - 2
        self.query_one("#head", Static).update(self._head(cells))
        self.query_one("#columns", Static).update(self._list.header())
        self.query_one("#about", Static).update(self._about(cells))

    def _head(self, cells: int) -> Content:
        tables = self._list.glances
        people = [p for one in tables for p in one.people if p.name]
        here = sum(p.away is None for p in people)
        right = (
            f"{len(tables)} table{'s' if len(tables) != 1 else ''} · {here} of {len(people)} here"
        )
        title = cut(self._desk.title, cells - width(right) - 2)
        gap = " " * max(1, cells - width(title) - width(right))
        join = Content.assemble(
            ("join at ", "$muted"),
            (cut(self._desk.address, cells - 30), "bold"),
            ("   code ", "$muted"),
            (self._desk.join_code, "bold $accent"),
        )
        clocks = (
            "P R E: everybody's clock" if any(one.remaining is not None for one in tables) else ""
        )
        space = " " * max(1, cells - join.cell_length - width(clocks))
        if clocks and cells - join.cell_length > width(clocks):
            join = Content.assemble(join, space, (clocks, "$muted"))
        return Content.assemble((title, "bold"), gap, (right, "$secondary"), "\n", join)

    def _about(self, cells: int) -> Content:
        one = self._list.current
        where = self._where([table.id for table in self.targets()])
        marked = " (marked)" if self._list.marked else ""
        lines = [
            Content.assemble(("Moves go to ", "$muted"), (f"{where}{marked}", "bold $accent")),
            Content.assemble(
                (f"Table {one.id}  ", "bold $primary"), (cut(self._when(one), cells - 14), "")
            ),
        ]
        if one.trouble:
            lines.append(Content.styled(cut(one.trouble, cells), "bold $error"))
        for said in one.warnings:
            read = "  Esc: read"
            lines.append(
                Content.assemble((cut(said, cells - width(read)), "bold $error"), (read, "$muted"))
            )
        if one.stands:
            stands = f"R lets the clock run. Paused: {one.stands}."
            lines.append(Content.styled(cut(stands, cells), "bold $accent"))
        about = (self._waits(one), self._best(one), _answers(one))
        lines += [Content(cut(text, cells)) for text in about if text]
        if one.last_move:
            lines.append(Content.assemble(("Last: ", "$muted"), cut(one.last_move, cells - 6)))
        # Of more than there is room for, who is here is the last to give way.
        lines = lines[:5]
        rows = (_ABOUT_SLIM if self.has_class("-slim") else _ABOUT) - len(lines)
        return Content("\n").join([*lines, *self._people(one, cells, rows)])

    def _when(self, one: TableGlance) -> str:
        if one.debrief is not None:
            return f"debrief: {one.debrief.ending}"
        if not one.round:
            return "before the first round: N opens it"
        waits = one.holding and not (one.held or one.ended)
        holding = " · its rulings are held" if waits else ""
        crisis = " (crisis)" if one.crisis else ""
        date = f", {one.date}" if one.date else ""
        return f"round {one.round}{date}: {one.title}{crisis}{holding}"

    def _waits(self, one: TableGlance) -> str:
        if one.stage == "ended":
            return "It has ended: D opens the debrief."
        if one.debrief is not None:
            return f"{len(one.debrief.replies)} answers so far; V reveals to the room."
        if one.stage == "lobby":
            return ""
        names = {d.id: d.name for d in self._desk.exercise.delegations}
        waiting = [names[d] for d in one.waiting_for]
        if one.held and not waiting:
            return "All are ready; the ruling is held for discussion until you go on (N)."
        count = len(one.injects_due)
        due = f" {count} inject{'s are' if count > 1 else ' is'} due (I)." if count else ""
        held = (
            " The ruling is held for discussion: N goes on, H stops holding it." if one.held else ""
        )
        who = (
            stopped(f"Waited for: {one_line(listed(waiting))}")
            if waiting
            else "Nobody is waited for."
        )
        return f"{who}{due}{held}"

    def _best(self, one: TableGlance) -> str:
        if one.best is None:
            if not one.negotiated or not one.round or one.ended:
                return one.undecided
            return f"No offer is open. {one.undecided}".strip()
        offer, surplus = one.best
        count = f"{one.open_offers} open offer{'s' if one.open_offers != 1 else ''}"
        least = tenth(surplus)
        if surplus >= 0:
            return f"{count}; {offer} gives everybody at least {least:.1f} over their walk-away."
        return f"{count}; the best, {offer}, leaves somebody {-least:.1f} below the walk-away."

    def _people(self, one: TableGlance, cells: int, rows: int) -> list[Content]:
        """Return who is at a table, on as many lines as needed and not more than `rows`."""
        if not one.people:
            return [Content.styled("Nobody is seated yet.", "$muted")]
        lines: list[list[tuple[str, str]]] = [[]]
        used = 0
        for person in one.people:
            if not person.name and person.role != "head":
                # Such a seat is missed by nobody; `Seats` lists it.
                continue
            text, style = told_person(person, self._tags)
            text = cut(text, min(30, cells - 3))
            last = len(lines) >= rows
            if used + width(text) + (5 if last else 0) > cells:
                if last:
                    lines[-1].append((CUT, "$muted"))
                    break
                lines.append([])
                used = 0
            used += width(text) + 2
            lines[-1].append((text + "  ", style))
        return [Content.assemble(*pieces) for pieces in lines]


def _answers(one: TableGlance) -> str:
    """Say how many answers to this round's questions there are; empty where none are asked."""
    if one.ended or one.answered is None or not one.answered[1]:
        return ""
    return f"This round's questions: {told_answered(one)} answers given."
