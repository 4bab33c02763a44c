"""What a facilitator's screen in this process asks of the hall."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tabletop.exercise.model import Exercise
from tabletop.host.admission.lobby import Place
from tabletop.host.tables.hall import Hall
from tabletop.play.actions import AnyAction, Role
from tabletop.play.state import FACILITATOR
from tabletop.seat.desk import Reports, TableGlance


def personal_link(address: str, token: str) -> str:
    """Return the URL that opens a seat in a browser, for its person only.

    Its secret is after the `#`, which no browser sends and no server logs.
    """
    return f"{address}/seat#{token}"


class HallDesk:
    """A `Desk` for one screen."""

    def __init__(self, hall: Hall, going: Callable[[Place], None]) -> None:
        self._hall = hall
        self._going = going

    @property
    def title(self) -> str:
        return self._hall.title

    @property
    def exercise(self) -> Exercise:
        return self._hall.exercise

    @property
    def join_code(self) -> str:
        return self._hall.join_code

    @property
    def address(self) -> str:
        return self._hall.address

    def tables(self) -> tuple[TableGlance, ...]:
        return self._hall.glances()

    def subscribe(self, call: Callable[[str], None]) -> Callable[[], None]:
        return self._hall.subscribe(call)

    @property
    def reports(self) -> Reports | None:
        return self._hall.reports

    async def submit(self, tables: Sequence[str], action: AnyAction) -> Mapping[str, str]:
        return await self._hall.submit(tables, action)

    async def seat(self, table: str, name: str, *, delegation: str | None, role: Role) -> str:
        ticket = await self._hall.roster.invite(name, table, delegation, role)
        return personal_link(self.address, ticket.token)

    async def move(
        self, table: str, seat: str, *, to_table: str, delegation: str | None, role: Role
    ) -> None:
        await self._hall.roster.move(
            table, seat, to_table=to_table, delegation=delegation, role=role
        )

    async def seat_too(self, table: str, seat: str, delegation: str) -> None:
        await self._hall.roster.seat_too(table, seat, delegation)

    async def replace(self, table: str, seat: str, name: str) -> str:
        ticket = await self._hall.roster.replace(table, seat, name)
        return personal_link(self.address, ticket.token)

    async def remove(self, table: str, seat: str) -> None:
        await self._hall.roster.remove(table, seat)

    def go(self, table: str) -> None:
        self._going(Place(table, FACILITATOR))


def with_desks(hall: Hall) -> Hall:
    """Return the hall, its facilitator's screens each with a `HallDesk`."""
    hall.floor.desk_of = lambda face: HallDesk(hall, face.go)
    return hall
