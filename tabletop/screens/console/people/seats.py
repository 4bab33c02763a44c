"""Everybody in the hall by table: the facilitator seats, moves, replaces and removes people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tabletop.errors import TabletopError
from tabletop.screens.console.people.personal_link import PersonalLink
from tabletop.screens.console.people.role_form import RoleForm
from tabletop.screens.console.people.seat_forms import (
    MoveForm,
    ReplaceForm,
    SeatForm,
    SecondSeatForm,
)
from tabletop.screens.console.people.stand_in_form import StandInForm
from tabletop.screens.kit.dialog import Ask
from tabletop.screens.kit.form import Begun
from tabletop.screens.kit.keybar import KeyBar
from tabletop.screens.kit.theme import SLIM
from tabletop.seat.desk import Desk, PersonGlance
from tabletop.seat.desk.standing_in import handed_back
from tabletop.seat.desk.told import told_away
from tabletop.seat.seating import LONGEST_NAME
from tabletop.text.safe import cut, one_line, pad, told_why, width

_ROOM_FOR_HOW = 96
"""Columns from which on a line also says how a stand-in plays."""


class SeatsPage(Screen[None]):
    """One table's people, or all tables'. `begun` keeps what was begun in a form, by form."""

    HELP = (
        "Everybody who has a seat. **A** seats somebody new and gives you their personal link, "
        "**M** gives the person under the cursor another table, delegation or role, **R** gives "
        "the seat to somebody else, **D** lets them head one more delegation, which nobody heads "
        "(F9 on their screen goes from one to the other), **X** shows somebody out: the seat stays "
        "and can be taken over with the code. **P** lets a stand-in play at the seat under the "
        "cursor, which everybody sees, and hands the seat back.\n\n"
        "Anybody with the code can also take the seat of somebody who has been gone for five "
        "minutes, or of somebody with a new link who is **not here yet** after ten.\n\n"
        "**Evaluators** see every secret, so the code never seats them: seat them here, or move "
        "somebody there."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Seat somebody"),
        Binding("m,enter", "move", "Move"),
        Binding("r", "replace", "Replace"),
        Binding("d", "seat_too", "Second seat"),
        Binding("p", "stand_in", "Stand-in"),
        Binding("g", "roles", "Give roles"),
        Binding("x,delete", "remove", "Remove"),
        Binding("escape,s", "close", "Back", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    SeatsPage #head { dock: top; height: 3; padding: 0 1; background: $surface; }
    SeatsPage OptionList { height: 1fr; padding: 0 1; }
    """

    def __init__(self, desk: Desk, table: str | None, begun: dict[str, Begun]) -> None:
        super().__init__()
        self._desk = desk
        self._table = table
        self._begun = begun
        self._rows: tuple[tuple[str, PersonGlance], ...] = ()
        if desk.exercise.has.roles:
            self.help_here = self.HELP + (
                "\n\n**G** says which roles of their delegation the person under the cursor has, "
                "and so whose briefs they read."
            )

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
        """Drop temporary messages: they would cover somebody's personal link."""
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
        """Return people grouped by delegation, heads first."""
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
        columns = f"{pad('Table', 8)}{pad('Delegation', 20)}{pad('Role', 11)}{'Who'}"
        if self.size.width < SLIM:
            columns = f"{pad('Table', 8)}Delegation, role"
        text = Content.assemble(
            (f"Seats, {where}", "bold $primary"),
            (f"   {here} of {len(seated)} here\n", "$secondary"),
            (f"\n  {columns}", "$muted"),
        )
        self.query_one("#head", Static).update(text)

    def _row(self, table: str, person: PersonGlance) -> Content:
        names = {one.id: one.name for one in self._desk.exercise.delegations}
        if person.stand_in is not None:
            who = one_line(person.name) or "nobody"
            how = f" ({person.stand_in})" if self.size.width >= _ROOM_FOR_HOW else ""
            state, colour = f"stand-in{how}", "$secondary"
        elif not person.name:
            who, state, colour = "nobody", "empty", "$muted"
        elif person.away is None:
            who, state, colour = one_line(person.name), "here", "$success"
        else:
            who, state, colour = one_line(person.name), told_away(person), "$accent"
        dot = "● " if person.name and person.away is None else "○ "
        dot = "◆ " if person.stand_in is not None else dot
        if self.size.width < SLIM:
            # The person has a line of their own.
            beside = max(12, self.size.width - 14 - width(state))
            return Content.assemble(
                (dot, colour),
                (pad(table, 8), "bold"),
                one_line(names.get(person.delegation or "", "-")),
                (f", {person.role}\n", "$secondary"),
                (" " * 10 + cut(who, beside), "bold" if person.name else "$muted"),
                (f"  {state}", colour),
                (f"\n{' ' * 10}{titles}" if (titles := self._titles(person)) else "", "$muted"),
            )
        titles = self._titles(person)
        state += f"   {titles}" if titles else ""
        most = 24 if self._desk.exercise.has.roles else LONGEST_NAME
        room = max(12, min(most, self.size.width - 56))
        return Content.assemble(
            (dot, colour),
            (pad(table, 8), "bold"),
            (pad(names.get(person.delegation or "", "-"), 20), ""),
            (pad(person.role, 11), "$secondary"),
            (pad(who, room), "bold" if person.name else "$muted"),
            (f" {state}", colour),
        )

    def _titles(self, person: PersonGlance) -> str:
        """Return the roles of their delegation that somebody has."""
        party = self._desk.exercise.delegation_by_id.get(person.delegation or "")
        roles = party.own_roles if party is not None else ()
        return ", ".join(one_line(one.name) for one in roles if one.id in person.holds)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "roles" or self._desk.exercise.has.roles

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

    def action_seat_too(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        table, person = chosen
        if not person.name or person.delegation is None:
            self._say("Only somebody with a seat in a delegation can head one more.")
            return
        headless = self._headless(table)
        if not headless:
            self._say(f"Every delegation of table {table} has a head.")
            return
        form = SecondSeatForm(self._desk, table, person, headless)
        self.app.push_screen(form, lambda _: self.refresh_view())

    def action_stand_in(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        table, person = chosen
        if person.role != "head":
            self._say("A stand-in plays for whoever heads a delegation.")
        elif person.stand_in is None:
            form = StandInForm(self._desk, table, person)
            self.app.push_screen(form, lambda _: self.refresh_view())
        else:
            self._ask_back(table, person)

    def _ask_back(self, table: str, person: PersonGlance) -> None:
        """Ask whether a seat is handed back to its person, or is empty again."""
        who = one_line(person.name)
        text = (
            f"{who} plays again at table {table}; what the stand-in did stays done."
            if who
            else f"The seat at table {table} is empty then, and whoever comes can have it."
        )
        if who and not person.connected:
            text += " They are not here now."

        def answered(sure: bool | None) -> None:
            if sure:
                self.run_worker(self._hand_back(table, person))

        self.app.push_screen(Ask("Hand the seat back?", text, "Hand it back"), answered)

    async def _hand_back(self, table: str, person: PersonGlance) -> None:
        refused = await self._desk.submit((table,), handed_back(person))
        for sentence in refused.values():
            self.notify(told_why(sentence), severity="warning", markup=False)
        self.refresh_view()

    def action_roles(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        party = self._desk.exercise.delegation_by_id.get(chosen[1].delegation or "")
        if party is None or not party.own_roles:
            self._say("There are no roles to give in this person's delegation.")
            return
        self.app.push_screen(RoleForm(self._desk, *chosen), lambda _: self.refresh_view())

    def _headless(self, table: str) -> tuple[str, ...]:
        """Return the delegations without a head there."""
        heads = {
            person.delegation
            for where, person in self._rows
            if where == table and person.role == "head" and person.name
        }
        return tuple(one.id for one in self._desk.exercise.delegations if one.id not in heads)

    def _say(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False)

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
            f"{one_line(person.name) or person.seat} at table {table} is disconnected with a "
            "goodbye. "
            "The seat stays, "
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
            self.notify(told_why(refusal.sentence), severity="warning", markup=False)
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
