"""A form that gives somebody roles of their delegation, and with them the briefs."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from tabletop.play.actions import Assign
from tabletop.play.state import FACILITATOR
from tabletop.screens.console.people.assign_form import AssignForm
from tabletop.screens.kit.content import plain
from tabletop.screens.kit.cycler import Cycler
from tabletop.text.safe import one_line


class RoleForm(AssignForm):
    """Which roles somebody has; one that they are given is taken from whoever had it."""

    TITLE_TEXT = "Roles"
    DONE = "Give these"
    HELP = (
        "Say for each role of the delegation whether this person has it: **←** and **→** change "
        "a line, **Enter** gives them. Whoever has a role reads its brief, and nobody else of the "
        "delegation does. A role that you give is taken from whoever had it; what they have read "
        "they know."
    )

    def fields(self) -> Iterable[Widget]:
        who = one_line(self._person.name) or self._person.seat
        yield Static(plain(f"{who} of {one_line(self._party.name)}, table {self._table}"))
        for at, role in enumerate(self._party.own_roles):
            others = self._others(role.id)
            name = one_line(role.name)
            yield Static(plain(f"{name} · now {others}" if others else name), classes="label")
            yield Cycler(
                "Has it", ("no", "yes"), int(role.id in self._person.holds), id=f"role-{at}"
            )

    def _others(self, role: str) -> str:
        """Return who else has a role now."""
        people = [
            person
            for one in self._desk.tables()
            if one.id == self._table
            for person in one.people
            if person.delegation == self._person.delegation and person.seat != self._person.seat
        ]
        return ", ".join(one_line(one.name) for one in people if role in one.holds and one.name)

    async def action_done(self) -> None:
        given = tuple(
            role.id
            for at, role in enumerate(self._party.own_roles)
            if self.query_one(f"#role-{at}", Cycler).at
        )
        one = self._person
        action = Assign(
            by=FACILITATOR,
            seat=one.seat,
            delegation=one.delegation,
            role=one.role,
            name=one.name,
            holds=given,
            stand_in=one.stand_in,
        )
        await self.assign(action)
