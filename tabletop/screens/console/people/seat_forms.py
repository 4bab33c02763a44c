"""Forms about somebody's seat: a new one, another one, one more, or somebody else in it."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from tabletop.errors import TabletopError
from tabletop.play.actions import Role
from tabletop.screens.kit.carrying_out import carry_out, is_up
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.cycler import Cycler
from tabletop.screens.kit.dialog import Ask
from tabletop.screens.kit.form import Begun, FormPage
from tabletop.seat.desk import Desk, PersonGlance
from tabletop.seat.seating import LONGEST_NAME
from tabletop.text.safe import one_line

ROLES: tuple[Role, ...] = ("head", "member", "evaluator", "observer")
APART: tuple[Role, ...] = ("evaluator", "observer")


class PersonForm(FormPage[tuple[str, str]]):
    """Fields about somebody's seat. Dismisses with their name and link once it is done."""

    def __init__(self, desk: Desk, begun: Begun | None = None) -> None:
        super().__init__(begun=begun)
        self._desk = desk

    async def change(self) -> tuple[str, str] | None:
        """Do it; return the name and link, if there is a new one. Raises `TabletopError`."""
        raise NotImplementedError

    def becomes_member(self) -> str:
        """Return who would lose their place as head of the delegation; empty for nobody."""
        return ""

    def places(self, table: str, delegation: str | None, role: Role) -> Iterable[Widget]:
        """Yield choices of a table, a delegation and a role."""
        tables = [one.id for one in self._desk.tables()]
        yield Cycler("Table", tuple(tables), tables.index(table), id="table")
        parties = self._desk.exercise.delegations
        ids = [one.id for one in parties]
        at = ids.index(delegation) if delegation in ids else 0
        yield Cycler(
            "Delegation", tuple(one_line(one.name) for one in parties), at, id="delegation"
        )
        yield Cycler("Role", ROLES, ROLES.index(role), id="role")

    def on_mount(self) -> None:
        if self.query("#role"):
            self._tell_delegation()

    @on(Cycler.Changed, "#role")
    def _tell_delegation(self) -> None:
        """Show that this role has no delegation."""
        self.query_one("#delegation", Cycler).display = self.place()[2] not in APART

    def place(self) -> tuple[str, str | None, Role]:
        """Return the chosen table, delegation and role."""
        role = ROLES[self.query_one("#role", Cycler).at]
        party = self._desk.exercise.delegations[self.query_one("#delegation", Cycler).at].id
        return self.query_one("#table", Cycler).value, None if role in APART else party, role

    def head_there(self, but: tuple[str, str] | None = None) -> str:
        """Return the name of the chosen delegation's head; not that of `but`, a table
        and a seat.
        """
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

    async def action_done(self) -> None:
        head = one_line(self.becomes_member())
        if not head:
            carry_out(self, self._do())
            return

        def answered(sure: bool | None) -> None:
            if sure:
                carry_out(self, self._do())

        text = f"{head}, who heads this delegation now, would become a member."
        self.app.push_screen(Ask("Another head?", text, "Change the head"), answered)

    async def _do(self) -> None:
        try:
            changed = await self.change()
        except TabletopError as refusal:
            if is_up(self):
                self.refuse(refusal.sentence)
            else:
                self.app.notify(one_line(refusal.sentence), severity="warning", markup=False)
        else:
            if self.is_current:
                self.finish(changed)
            elif is_up(self):
                self.refuse("This has been done. R in Seats makes another personal link.")


class SeatForm(PersonForm):
    """A seat for somebody new."""

    TITLE_TEXT = "Seat somebody"
    DONE = "Create the seat"

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
    """Give the seat to somebody else."""

    TITLE_TEXT = "Give this seat to somebody else"
    DONE = "Give it"

    def __init__(self, desk: Desk, table: str, person: PersonGlance, begun: Begun) -> None:
        super().__init__(desk, begun)
        self._table = table
        self._person = person

    def fields(self) -> Iterable[Widget]:
        who = one_line(self._person.name) or "nobody"
        yield Static(plain(f"Now {who}, seat {self._person.seat} at table {self._table}"))
        yield Static("The new person's name", classes="label")
        yield Input(max_length=LONGEST_NAME, id="name")

    async def change(self) -> tuple[str, str]:
        name = self.query_one("#name", Input).value.strip()
        return name, await self._desk.replace(self._table, self._person.seat, name)


class MoveForm(PersonForm):
    """Move the same person somewhere else; no link is needed, their screen follows.

    Where a delegation already has a head, they become a member unless chosen otherwise.
    """

    TITLE_TEXT = "Move"
    DONE = "Move"

    def __init__(self, desk: Desk, table: str, person: PersonGlance) -> None:
        super().__init__(desk)
        self._table = table
        self._person = person
        self._role = person.role

    def fields(self) -> Iterable[Widget]:
        yield Static(
            plain(f"{one_line(self._person.name) or self._person.seat}, table {self._table}")
        )
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


class SecondSeatForm(FormPage[None]):
    """Let the same person head one more delegation."""

    TITLE_TEXT = "Head one more delegation"
    DONE = "Seat them there too"

    def __init__(
        self, desk: Desk, table: str, person: PersonGlance, delegations: tuple[str, ...]
    ) -> None:
        super().__init__()
        self._desk = desk
        self._table = table
        self._person = person
        self._delegations = delegations

    def fields(self) -> Iterable[Widget]:
        names = {one.id: one_line(one.name) for one in self._desk.exercise.delegations}
        yield Static(
            plain(
                f"{one_line(self._person.name)} of {names[self._person.delegation or '']} at table "
                f"{self._table} sees the secrets of both; F9 goes from one to the other."
            )
        )
        yield Cycler("Delegation", tuple(names[one] for one in self._delegations), 0, id="too")

    async def action_done(self) -> None:
        party = self._delegations[self.query_one("#too", Cycler).at]
        try:
            await self._desk.seat_too(self._table, self._person.seat, party)
        except TabletopError as refusal:
            self.refuse(refusal.sentence)
        else:
            self.finish(None)
