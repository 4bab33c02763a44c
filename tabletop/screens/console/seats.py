"""Everybody in the hall by table: the facilitator seats, moves, replaces and removes people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tabletop.errors import TabletopError
from tabletop.play.actions import Role
from tabletop.screens.console.desk import Desk, PersonGlance
from tabletop.screens.console.joining import QrCode
from tabletop.screens.console.told import told_away
from tabletop.screens.cycler import Cycler
from tabletop.screens.dialog import Ask
from tabletop.screens.form import Begun, Form
from tabletop.screens.keybar import KeyBar
from tabletop.screens.safe import line, pad, plain
from tabletop.screens.seating import LONGEST_NAME

ROLES: tuple[Role, ...] = ("head", "member", "evaluator", "observer")
APART: tuple[Role, ...] = ("evaluator", "observer")


class Seats(Screen[None]):
    """One table's people, or all tables'. `begun` keeps what was begun in a form, by form."""

    HELP = (
        "Everybody who has a seat. **A** seats somebody new and gives you their personal link, "
        "**M** gives the person under the cursor another table, delegation or role, **R** gives "
        "the seat to somebody else, **X** shows somebody out: the seat stays and can be taken over "
        "with the code.\n\n"
        "Whoever has the code can also take the seat of somebody who has been gone for five "
        "minutes, but for ten not that of somebody with a new link who is **not here yet**.\n\n"
        "**Evaluators** see every secret, so the code never seats them: seat them here, or move "
        "somebody there."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Seat somebody"),
        Binding("m,enter", "move", "Move"),
        Binding("r", "replace", "Replace"),
        Binding("x,delete", "remove", "Remove"),
        Binding("escape,s", "close", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    Seats #head { dock: top; height: 3; padding: 0 1; background: $surface; }
    Seats OptionList { height: 1fr; padding: 0 1; }
    """

    def __init__(self, desk: Desk, table: str | None, begun: dict[str, Begun]) -> None:
        super().__init__()
        self._desk = desk
        self._table = table
        self._begun = begun
        self._rows: tuple[tuple[str, PersonGlance], ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="head")
        yield OptionList()
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self.refresh_view()

    def on_resize(self) -> None:
        self._rows = ()
        self.refresh_view()

    def on_screen_suspend(self) -> None:
        """What was said for a while would stand over somebody's personal link."""
        self.app.clear_notifications()

    def refresh_view(self) -> None:
        """Show everybody as they are now; the cursor stays on its person."""
        rows = tuple(
            (one.id, person)
            for one in self._desk.tables()
            if self._table in (None, one.id)
            for person in self._by_delegation(one.people)
        )
        self._head(rows)
        if rows == self._rows:
            return
        options = self.query_one(OptionList)
        here = self._chosen()
        same = [_key(row) for row in rows] == [_key(row) for row in self._rows]
        self._rows = rows
        if same:
            for table, person in rows:
                options.replace_option_prompt(_key((table, person)), self._row(table, person))
            return
        options.clear_options()
        options.add_options([Option(self._row(*row), id=_key(row)) for row in rows])
        keys = [_key(row) for row in rows]
        if keys:
            options.highlighted = keys.index(_key(here)) if here and _key(here) in keys else 0

    def _by_delegation(self, people: Iterable[PersonGlance]) -> list[PersonGlance]:
        """Those who belong together under each other, their head first."""
        order = [one.id for one in self._desk.exercise.delegations]
        return sorted(
            people,
            key=lambda one: (
                order.index(one.delegation) if one.delegation in order else len(order),
                one.role != "head",
            ),
        )

    def _head(self, rows: tuple[tuple[str, PersonGlance], ...]) -> None:
        seated = [person for _, person in rows if person.name]
        here = sum(person.away is None for person in seated)
        where = f"table {self._table}" if self._table else "all tables"
        text = Content.assemble(
            (f"Seats, {where}", "bold $primary"),
            (f"   {here} of {len(seated)} here\n", "$secondary"),
            (f"\n  {pad('Table', 8)}{pad('Delegation', 20)}{pad('Role', 11)}{'Who'}", "$muted"),
        )
        self.query_one("#head", Static).update(text)

    def _row(self, table: str, person: PersonGlance) -> Content:
        names = {one.id: one.name for one in self._desk.exercise.delegations}
        if not person.name:
            who, state, colour = "nobody", "empty", "$muted"
        elif person.away is None:
            who, state, colour = line(person.name), "here", "$success"
        else:
            who, state, colour = line(person.name), told_away(person), "$accent"
        room = max(12, self.size.width - 56)
        return Content.assemble(
            (("● " if person.name and person.away is None else "○ "), colour),
            (pad(table, 8), "bold"),
            (pad(names.get(person.delegation or "", "-"), 20), ""),
            (pad(person.role, 11), "$secondary"),
            (pad(who, min(room, LONGEST_NAME)), "bold" if person.name else "$muted"),
            (f" {state}", colour),
        )

    def _chosen(self) -> tuple[str, PersonGlance] | None:
        at = self.query_one(OptionList).highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    def action_add(self) -> None:
        chosen = self._chosen()
        table = chosen[0] if chosen else self._table
        begun = self._begun.setdefault("seat", {})
        self.app.push_screen(SeatForm(self._desk, table, begun), self._linked)

    def action_move(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.app.push_screen(MoveForm(self._desk, *chosen), lambda _: self.refresh_view())

    def action_replace(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            begun = self._begun.setdefault(f"replace {_key(chosen)}", {})
            self.app.push_screen(ReplaceForm(self._desk, *chosen, begun), self._linked)

    def action_remove(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        table, person = chosen
        next_one = (
            "you can give it to somebody else with R"
            if person.role == "evaluator"
            else "whoever has the code can take it over"
        )
        text = (
            f"{line(person.name) or person.seat} at table {table} sees a goodbye. The seat stays, "
            f"empty, and {next_one}."
        )

        def answered(sure: bool | None) -> None:
            if sure:
                self.run_worker(self._remove(table, person.seat))

        self.app.push_screen(Ask("Show this person out?", text, "Show out", final=True), answered)

    async def _remove(self, table: str, seat: str) -> None:
        try:
            await self._desk.remove(table, seat)
        except TabletopError as refusal:
            self.notify(refusal.sentence, severity="warning", markup=False)
        self.refresh_view()

    def _linked(self, link: tuple[str, str] | None) -> None:
        self.refresh_view()
        if link is not None:
            self.app.push_screen(PersonalLink(*link))

    def on_option_list_option_selected(self) -> None:
        self.action_move()

    def action_close(self) -> None:
        self.dismiss(None)


def _key(row: tuple[str, PersonGlance]) -> str:
    return f"{row[0]}/{row[1].seat}"


class PersonForm(Form[tuple[str, str]]):
    """Fields about somebody's seat. Dismisses with their name and link once it is done."""

    def __init__(self, desk: Desk, begun: Begun | None = None) -> None:
        super().__init__(begun=begun)
        self._desk = desk

    async def change(self) -> tuple[str, str] | None:
        """Do it; gives the name and link, if there is a new one. Raises `TabletopError`."""
        raise NotImplementedError

    def becomes_member(self) -> str:
        """Who heads the delegation now and would be its head no longer; empty for nobody."""
        return ""

    def places(self, table: str, delegation: str | None, role: Role) -> Iterable[Widget]:
        """Choices of a table, a delegation and a role."""
        tables = [one.id for one in self._desk.tables()]
        yield Cycler("Table", tuple(tables), tables.index(table), id="table")
        parties = self._desk.exercise.delegations
        ids = [one.id for one in parties]
        at = ids.index(delegation) if delegation in ids else 0
        yield Cycler("Delegation", tuple(line(one.name) for one in parties), at, id="delegation")
        yield Cycler("Role", ROLES, ROLES.index(role), id="role")

    def place(self) -> tuple[str, str | None, Role]:
        """The table, delegation and role chosen."""
        role = ROLES[self.query_one("#role", Cycler).at]
        party = self._desk.exercise.delegations[self.query_one("#delegation", Cycler).at].id
        return self.query_one("#table", Cycler).value, None if role in APART else party, role

    def head_there(self, but: tuple[str, str] | None = None) -> str:
        """The name of who heads the chosen delegation; not that of `but`, a table and a seat."""
        table, _, _ = self.place()
        party = self._desk.exercise.delegations[self.query_one("#delegation", Cycler).at].id
        heads = (
            person.name
            for one in self._desk.tables()
            if one.id == table
            for person in one.people
            if (person.delegation, person.role) == (party, "head") and (table, person.seat) != but
        )
        return next(heads, "")

    def on_input_submitted(self) -> None:
        self.focus_next()

    async def action_done(self) -> None:
        head = line(self.becomes_member())
        if not head:
            await self._do()
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self.run_worker(self._do())

        text = f"{head}, who heads this delegation now, would become a member."
        self.app.push_screen(Ask("Another head?", text, "Change the head"), answered)

    async def _do(self) -> None:
        try:
            self.finish(await self.change())
        except TabletopError as refusal:
            self.refuse(refusal.sentence)


class SeatForm(PersonForm):
    """A seat for somebody new."""

    TITLE_TEXT = "Seat somebody"
    DONE = "Make the seat"

    def __init__(self, desk: Desk, table: str | None, begun: Begun) -> None:
        super().__init__(desk, begun)
        self._table = table or desk.tables()[0].id

    def fields(self) -> Iterable[Widget]:
        yield Input(placeholder="name", max_length=LONGEST_NAME, id="name")
        yield from self.places(self._table, None, "member")

    def becomes_member(self) -> str:
        return self.head_there() if self.place()[2] == "head" else ""

    async def change(self) -> tuple[str, str]:
        name = self.query_one("#name", Input).value.strip()
        table, delegation, role = self.place()
        return name, await self._desk.seat(table, name, delegation=delegation, role=role)


class ReplaceForm(PersonForm):
    """The seat goes to somebody else."""

    TITLE_TEXT = "Give this seat to somebody else"
    DONE = "Give it"

    def __init__(self, desk: Desk, table: str, person: PersonGlance, begun: Begun) -> None:
        super().__init__(desk, begun)
        self._table = table
        self._person = person

    def fields(self) -> Iterable[Widget]:
        who = line(self._person.name) or "nobody"
        yield Static(plain(f"Now {who}, seat {self._person.seat} at table {self._table}"))
        yield Static("The new person's name", classes="label")
        yield Input(max_length=LONGEST_NAME, id="name")

    async def change(self) -> tuple[str, str]:
        name = self.query_one("#name", Input).value.strip()
        return name, await self._desk.replace(self._table, self._person.seat, name)


class MoveForm(PersonForm):
    """The same person somewhere else; no link is needed, their screen follows.

    Where a delegation has a head already, who comes is to be a member unless chosen otherwise.
    """

    TITLE_TEXT = "Move"
    DONE = "Move"

    def __init__(self, desk: Desk, table: str, person: PersonGlance) -> None:
        super().__init__(desk)
        self._table = table
        self._person = person
        self._role = person.role

    def fields(self) -> Iterable[Widget]:
        yield Static(plain(f"{line(self._person.name) or self._person.seat}, table {self._table}"))
        yield from self.places(self._table, self._person.delegation, self._person.role)

    def on_cycler_changed(self, event: Cycler.Changed) -> None:
        if event.cycler.id == "role":
            self._role = self.place()[2]
        elif self._role == "head":
            role = "member" if self._head_there() else "head"
            self.query_one("#role", Cycler).offer(ROLES, ROLES.index(role))

    def _head_there(self) -> str:
        return self.head_there(but=(self._table, self._person.seat))

    def becomes_member(self) -> str:
        return self._head_there() if self.place()[2] == "head" else ""

    async def change(self) -> None:
        table, delegation, role = self.place()
        await self._desk.move(
            self._table, self._person.seat, to_table=table, delegation=delegation, role=role
        )


class PersonalLink(Screen[None]):
    """Somebody's own way in, to be shown to them and to nobody else."""

    HELP = (
        "This link, or the QR code, opens this one seat, without the join code, and opens it once: "
        "whoever comes first has the seat, and a second use lets nobody in and is told to you. "
        "Send it to its person, or let them scan it. It is shown only now; when it is lost, **R** "
        "in *Seats* makes a new one and ends this one."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "close", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    PersonalLink { align: center middle; background: $background; }
    PersonalLink VerticalScroll { width: 76; height: auto; max-height: 100%; }
    PersonalLink Static { height: auto; }
    PersonalLink QrCode { width: auto; }
    """

    def __init__(self, name: str, link: str) -> None:
        super().__init__()
        self._whose = name
        self._link = link

    def compose(self) -> ComposeResult:
        # The link first: with the code below it, 24 lines are just enough.
        with VerticalScroll():
            whose = (f"The way in for {line(self._whose)} alone", "bold $primary")
            yield Static(Content.assemble(whose, ("   Esc goes back", "$muted")))
            yield Static(plain(self._link))
            yield QrCode(self._link)

    def action_close(self) -> None:
        self.dismiss(None)
