"""A hall of real tables behind the `Desk` protocol, with a log of who sits where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.exercise.model import Exercise
from tabletop.play.actions import AnyAction, Assign, Role
from tabletop.play.queries.roles import held
from tabletop.play.state import FACILITATOR
from tabletop.seat.desk import PersonGlance, Reports, TableGlance
from tabletop.seat.desk.glances import glance_of
from tabletop.table import Table
from tests.screens.rivers import HEADS, PEOPLE, SOURCE


class Room:
    """Implements `Desk`. `away` holds the seconds that a (table, seat) has been gone."""

    join_code = "KMQ-4W7Z"
    reports: Reports | None = None
    address = "http://192.168.178.20:8080"

    def __init__(
        self, count: int = 1, source: str = SOURCE, people: bool = True, **options: Any
    ) -> None:
        self.by_id = {
            str(number): Table.create(source, **{"clocks": False, **options})
            for number in range(1, count + 1)
        }
        self.away: dict[tuple[str, str], float] = {}
        self.gone: list[str] = []
        self.told: list[Callable[[str], None]] = []
        for table in self.by_id.values():
            for one in HEADS if people else ():
                table.submit(Assign(by=FACILITATOR, seat=one, delegation=one, name=PEOPLE[one]))

    @property
    def title(self) -> str:
        return self.exercise.title

    @property
    def exercise(self) -> Exercise:
        return next(iter(self.by_id.values())).exercise

    def tables(self) -> tuple[TableGlance, ...]:
        return tuple(
            glance_of(
                id,
                table.view(FACILITATOR),
                len(table.exercise.rounds),
                [
                    PersonGlance(
                        one.id,
                        one.name,
                        one.delegation,
                        one.role,
                        self.away.get((id, one.id)),
                        holds=tuple(role.id for role in held(table.state, one)),
                        stand_in=one.stand_in,
                    )
                    for one in table.state.seats.values()
                ],
                table.remaining(),
                played=table.state.played(table.elapsed),
            )
            for id, table in self.by_id.items()
        )

    async def submit(self, tables: Sequence[str], action: AnyAction) -> Mapping[str, str]:
        refusals = {}
        for one in tables:
            try:
                self.by_id[one].submit(action)
            except (NotAllowed, StorageFailed) as refusal:
                refusals[one] = refusal.sentence
        return refusals

    async def seat(self, table: str, name: str, *, delegation: str | None, role: Role) -> str:
        there = self.by_id[table]
        stem = delegation or role
        taken = there.state.seats
        ids = [stem, *(f"{stem}-{number}" for number in range(2, 99))]
        seat = next(one for one in ids if one not in taken)
        self._assign(table, seat, name, delegation, role)
        return f"{self.address}/seat/{table}-{seat}"

    async def move(
        self, table: str, seat: str, *, to_table: str, delegation: str | None, role: Role
    ) -> None:
        name = self.by_id[table].state.seats[seat].name
        if table == to_table and delegation == self.by_id[table].state.seats[seat].delegation:
            self._assign(table, seat, name, delegation, role)
            return
        await self.seat(to_table, name, delegation=delegation, role=role)
        await self.remove(table, seat)

    async def seat_too(self, table: str, seat: str, delegation: str) -> None:
        name = self.by_id[table].state.seats[seat].name
        self.by_id[table].submit(
            Assign(by=FACILITATOR, seat=delegation, delegation=delegation, name=name, same_as=seat)
        )

    async def replace(self, table: str, seat: str, name: str) -> str:
        one = self.by_id[table].state.seats[seat]
        self._assign(table, seat, name, one.delegation, one.role)
        return f"{self.address}/seat/{table}-{seat}"

    async def remove(self, table: str, seat: str) -> None:
        one = self.by_id[table].state.seats[seat]
        self._assign(table, seat, "", one.delegation, one.role)

    def _assign(self, table: str, seat: str, name: str, delegation: str | None, role: Role) -> None:
        self.by_id[table].submit(
            Assign(by=FACILITATOR, seat=seat, delegation=delegation, role=role, name=name)
        )

    def go(self, table: str) -> None:
        self.gone.append(table)

    def subscribe(self, call: Callable[[str], None]) -> Callable[[], None]:
        self.told.append(call)
        return lambda: self.told.remove(call)


def stages(room: Room) -> list[str]:
    """Return where each table is, in their order."""
    return [table.state.stage for table in room.by_id.values()]
