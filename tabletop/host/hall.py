"""The hall: many tables of one exercise, their people, and the screens that are running."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextvars import Context
from functools import partial
from hmac import compare_digest

from tabletop.errors import NotAllowed
from tabletop.host.faces import lead
from tabletop.host.hosted_table import HostedTable
from tabletop.host.lobby import OVERVIEW, Connection, Line, Opening, Place, Ticket
from tabletop.host.pacing import Coalesced, Pacer
from tabletop.host.roster import Roster
from tabletop.host.sitting import Sitting
from tabletop.host.spares import Spares
from tabletop.host.tokens import Keys, hashed, new_token
from tabletop.play.actions import Role
from tabletop.play.events import AnyEvent

log = logging.getLogger("tabletop.host")

GONE = "There is no such seat any more; please join again."


class Hall:
    """A `Lobby` in this process. Open it with `start`, end it with `close`.

    All methods are called in the loop's thread.
    """

    def __init__(self, tables: Sequence[HostedTable], keys: Keys, spares: int = 0) -> None:
        self.tables: Mapping[str, HostedTable] = {one.id: one for one in tables}
        self.roster = Roster(self.tables, keys, self._show_out)
        self.facilitator_key = new_token()
        """New at every start; a facilitator's browser keeps its place without it."""
        self._keys = keys
        self._sittings: dict[Place, list[Sitting]] = {}
        self._pacer = Pacer()
        self._spares = Spares(spares)
        self._subscribers: list[Coalesced] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._leaving = [one.table.subscribe(partial(self._happened, one.id)) for one in tables]

    @property
    def title(self) -> str:
        return next(iter(self.tables.values())).table.exercise.title

    @property
    def join_code(self) -> str:
        return self._keys.code

    async def start(self) -> None:
        """Begin to paint, to count time, and to start screens ahead."""
        for life in (self._pacer.run(), self._clock(), self._spares.run()):
            self._tasks.add(asyncio.get_running_loop().create_task(life, context=Context()))

    async def close(self, reason: str = "The host has closed the hall.") -> None:
        """Say goodbye to everybody and let go of every transcript."""
        for leave in self._leaving:
            leave()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        running = [one for at_place in self._sittings.values() for one in at_place]
        await asyncio.gather(*(one.close(reason) for one in running))
        await self._spares.close()
        for table in self.tables.values():
            table.close()

    # What doors ask

    def place_of(self, token: str) -> Place | None:
        if self.is_facilitator(token):
            return OVERVIEW
        place = self._keys.place_of(token)
        return place if place is not None and self._exists(place) else None

    def _exists(self, place: Place) -> bool:
        if place.shared:
            return place.table == "" or place.table in self.tables
        table = self.tables.get(place.table)
        return table is not None and place.seat in table.table.state.seats

    def is_facilitator(self, key: str) -> bool:
        return compare_digest(hashed(key), hashed(self.facilitator_key))

    def desk_token(self) -> str:
        return self._keys.add(OVERVIEW)

    def openings(self) -> tuple[Opening, ...]:
        return self.roster.openings()

    async def seat(
        self,
        name: str,
        *,
        table: str | None = None,
        delegation: str | None = None,
        role: Role | None = None,
    ) -> Ticket:
        return self.roster.seat(name, table, delegation, role)

    async def take_over(self, name: str, table: str, seat: str) -> Ticket:
        return self.roster.take_over(name, table, seat)

    async def enter(self, place: Place, connection: Connection, size: tuple[int, int]) -> Line:
        if not self._exists(place):
            raise NotAllowed(GONE)
        line = HallLine(self, connection, size)
        await line.sit(place)
        return line

    # Screens

    def sitting(self, place: Place) -> Sitting:
        """The screen of a place, started or not. At a shared place, one that nobody looks at."""
        at_place = self._sittings.setdefault(place, [])
        for one in at_place:
            if not one.ended.is_set() and not (place.shared and one.connected):
                return one
        made = self._spares.take(partial(lead, self, place), str_of(place))
        made.on_ended = partial(self._ended, place)
        at_place.append(made)
        return made

    def _ended(self, place: Place, sitting: Sitting) -> None:
        self._pacer.forget(sitting)
        at_place = self._sittings.get(place, [])
        if sitting in at_place:
            at_place.remove(sitting)
        self.looked_away(place)

    def looked_at(self, place: Place, sitting: Sitting) -> None:
        """A client is connected to a screen of this place now."""
        if place.table in self.tables and not place.shared:
            self.tables[place.table].came(place.seat)
        self._pacer.dirty(sitting)

    def looked_away(self, place: Place) -> None:
        """A client has gone from there."""
        at_place = self._sittings.get(place, [])
        if any(one.connected for one in at_place):
            return
        if place.table in self.tables and not place.shared:
            self.tables[place.table].went(place.seat)

    def _show_out(self, place: Place, reason: str, *, again: bool = False) -> None:
        for sitting in self._sittings.pop(place, []):
            self._pacer.forget(sitting)
            task = asyncio.get_running_loop().create_task(
                sitting.close(reason, again=again), context=Context()
            )
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self.looked_away(place)

    # What happens

    def subscribe(self, call: Callable[[str], None]) -> Callable[[], None]:
        """Be told a table's id after it changed, a few times a second at most."""
        told = Coalesced(call)
        self._subscribers.append(told)
        return lambda: self._subscribers.remove(told)

    def _happened(self, table: str, group: tuple[AnyEvent, ...]) -> None:
        for place, at_place in self._sittings.items():
            if place.table in (table, ""):
                for sitting in at_place:
                    self._pacer.dirty(sitting)
        for told in self._subscribers:
            told(table)

    async def _clock(self) -> None:
        while True:
            await asyncio.sleep(1)
            for table in self.tables.values():
                table.tick()


class HallLine:
    """A client that is inside: it may go from one place to another without hanging up."""

    def __init__(self, hall: Hall, connection: Connection, size: tuple[int, int]) -> None:
        self._hall = hall
        self._connection = connection
        self._size = size
        self._place: Place | None = None
        self._sitting: Sitting | None = None

    async def sit(self, place: Place) -> None:
        """Look at the screen of a place, instead of where it looked before."""
        sitting = self._hall.sitting(place)
        await sitting.start(self._size)
        self.hang_up()
        self._place, self._sitting = place, sitting
        sitting.on_go = self.go
        sitting.attach(self._connection, self._size)
        self._hall.looked_at(place, sitting)

    def go(self, place: Place) -> None:
        """Go to another place; its screen may have to be started first."""
        asyncio.get_running_loop().create_task(self.sit(place), context=Context())

    def feed(self, data: bytes) -> None:
        if self._sitting is not None and self._sitting.serves(self._connection):
            self._sitting.feed(data)

    def resize(self, width: int, height: int) -> None:
        self._size = (width, height)
        if self._sitting is not None and self._sitting.serves(self._connection):
            self._sitting.resize(width, height)

    def hang_up(self) -> None:
        if self._sitting is not None and self._place is not None:
            self._sitting.detach(self._connection)
            self._hall.looked_away(self._place)


def str_of(place: Place) -> str:
    """What the log calls a place."""
    return f"table {place.table} {place.seat}" if place.table else place.seat
