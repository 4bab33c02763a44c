"""The hall: many tables of one exercise and their people, as a `Lobby` for the doors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextvars import Context
from hmac import compare_digest
from typing import Protocol

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.exercise.model import Exercise
from tabletop.host.admission.lobby import (
    OVERVIEW,
    PROJECTOR,
    Attachment,
    Connection,
    EmptySeat,
    Opening,
    Place,
    Ticket,
)
from tabletop.host.admission.partings import GIVEN_BACK, GONE
from tabletop.host.admission.tokens import Keys, code_of, hashed, new_token
from tabletop.host.seats.roster import SEES_ALL, Roster
from tabletop.host.seats.seating import MOST_AT_A_TABLE, SeatedTable
from tabletop.host.tables.floor import Floor
from tabletop.host.tables.reporting import Reporting
from tabletop.play.actions import AnyAction, Role
from tabletop.seat.desk import TableGlance


class Shard(Protocol):
    """Where some of the tables run: a `Floor` in this process, or one in another."""

    @property
    def tables(self) -> Mapping[str, SeatedTable]: ...

    async def start(self) -> None: ...

    async def close(self, reason: str) -> None: ...

    async def enter(
        self,
        place: Place,
        connection: Connection,
        size: tuple[int, int],
        go: Callable[[Place], None],
    ) -> Attachment: ...

    def show_out(self, place: Place, reason: str, *, again: bool = False) -> None: ...

    async def submit(self, tables: Sequence[str], action: AnyAction) -> Mapping[str, str]: ...

    def glances(self) -> Mapping[str, TableGlance]: ...

    def subscribe(self, call: Callable[[str], None]) -> Callable[[], None]: ...


class Hall:
    """A `Lobby`. Open it with `start`, end it with `close`; everything is called in the loop's
    thread.

    The facilitator's overview runs on `floor`, the tables there and on `others`.
    """

    def __init__(
        self, exercise: Exercise, floor: Floor, keys: Keys, others: Sequence[Shard] = ()
    ) -> None:
        self.exercise = exercise
        self.floor = floor
        self.address = ""
        """The public address, once a door is open."""
        self.facilitator_key = new_token()
        """New at every start; a facilitator's browser keeps its place without it."""
        self.reports: Reporting | None = None
        """Writes report and grades, if the tables' transcripts are in a folder."""
        self._keys = keys
        self._shards: tuple[Shard, ...] = (floor, *others)
        self._under: Mapping[str, Shard] = {
            table: shard for shard in self._shards for table in shard.tables
        }
        self.tables: Mapping[str, SeatedTable] = {
            id: self._under[id].tables[id] for id in sorted(self._under, key=int)
        }
        self.roster = Roster(self.tables, keys, self._show_out)

    def opened_at(self, address: str) -> None:
        """Set the address of an open door."""
        self.address = address

    @property
    def title(self) -> str:
        return self.exercise.title

    @property
    def capacity(self) -> int:
        return len(self.tables) * MOST_AT_A_TABLE

    @property
    def join_code(self) -> str:
        return self._keys.code

    async def start(self) -> None:
        """Start painting, ticking, and starting screens ahead."""
        await asyncio.gather(*(one.start() for one in self._shards))

    async def close(self, reason: str = "The host has closed the hall.") -> None:
        """Say goodbye to everybody and let go of every transcript."""
        if self.reports is not None:
            await self.reports.close()
        await asyncio.gather(*(one.close(reason) for one in self._shards))

    # Requests from doors

    def place_of(self, token: str) -> Place | None:
        if self.is_facilitator(token):
            return OVERVIEW
        place = self._keys.place_of(token)
        return place if place is not None and self._exists(place) else None

    def _exists(self, place: Place) -> bool:
        if place.table == "":
            return place.shared
        table = self.tables.get(place.table)
        return table is not None and (
            place.shared or any(one.seat == place.seat for one in table.people())
        )

    def return_code(self, token: str) -> str:
        return code_of(token) if self._keys.has_return_code(token) else ""

    def link_place(self, secret: str) -> Place | None:
        link = self._keys.link_of(secret)
        return link.place if link is not None and self._exists(link.place) else None

    async def exchange(self, secret: str, address: str) -> Ticket:
        return await self.roster.come_by_link(secret, address)

    def is_facilitator(self, key: str) -> bool:
        return compare_digest(hashed(key), hashed(self.facilitator_key))

    def desk_token(self) -> str:
        return self._keys.add(OVERVIEW)

    def projector_token(self, table: str = "") -> str:
        """Return a token for a projector. Raises `NotAllowed` if there is no such table."""
        place = Place(table, PROJECTOR)
        if not self._exists(place):
            raise NotAllowed(GONE)
        return self._keys.add(place)

    def also(self, token: str, *more: str) -> None:
        self._keys.also(token, *more)

    def openings(self) -> tuple[Opening, ...]:
        return self.roster.openings()

    def away_as(self, name: str) -> Sequence[tuple[Opening, EmptySeat]]:
        return self.roster.away_as(name)

    async def seat(
        self,
        name: str,
        *,
        table: str | None = None,
        delegation: str | None = None,
        role: Role | None = None,
    ) -> Ticket:
        """Seat a newcomer. Raises `NotAllowed` if there is no seat for them."""
        if role == "evaluator":
            raise NotAllowed(SEES_ALL)
        return await self.roster.come_in(name, table, delegation, role)

    async def take_over(self, name: str, table: str, seat: str) -> Ticket:
        return await self.roster.take_over(name, table, seat)

    def unused(self, token: str) -> bool:
        place = self.place_of(token)
        return place is not None and self.roster.unused(place)

    async def give_back(self, token: str, *, unused: bool = False) -> None:
        place = self.place_of(token)
        if place is not None and not place.shared and (not unused or self.roster.unused(place)):
            await self.roster.remove(place.table, place.seat, GIVEN_BACK)

    async def enter(
        self, place: Place, connection: Connection, size: tuple[int, int]
    ) -> Attachment:
        """Let a client in. Raises `NotAllowed` if there is no such place."""
        if not self._exists(place):
            raise NotAllowed(GONE)
        self.roster.sat_down(place)
        line = HallLine(self, connection, size)
        await line.sit(place)
        return line

    # Requests from the facilitator's screens

    async def submit(self, tables: Sequence[str], action: AnyAction) -> Mapping[str, str]:
        """Make the same move at each of these tables; return the refusals, a sentence by table."""
        asked = [
            (shard, [one for one in tables if self._under.get(one) is shard])
            for shard in self._shards
        ]
        answers = await asyncio.gather(
            *(shard.submit(some, action) for shard, some in asked if some)
        )
        return {table: said for answer in answers for table, said in answer.items()}

    def glances(self) -> tuple[TableGlance, ...]:
        """Return every table on one line, in the tables' order."""
        found = {id: one for shard in self._shards for id, one in shard.glances().items()}
        return tuple(found[id] for id in self.tables)

    def subscribe(self, call: Callable[[str], None]) -> Callable[[], None]:
        """Call back with a table's id after it changed, a few times a second at most."""
        leaving = [one.subscribe(call) for one in self._shards]

        def leave() -> None:
            for one in leaving:
                one()

        return leave

    def shard_of(self, place: Place) -> Shard:
        """Return where a place's screen runs."""
        return self._under.get(place.table, self.floor)

    def _show_out(self, place: Place, reason: str, *, again: bool = False) -> None:
        self.shard_of(place).show_out(place, reason, again=again)


_GOING: set[asyncio.Task[None]] = set()


class HallLine:
    """A client that is inside: it may move from one place to another without reconnecting."""

    def __init__(self, hall: Hall, connection: Connection, size: tuple[int, int]) -> None:
        self._hall = hall
        self._connection = connection
        self._size = size
        self._line: Attachment | None = None
        self._going: asyncio.Task[None] | None = None
        self._gone = False

    async def sit(self, place: Place) -> None:
        """Show the screen of a place, instead of the current one."""
        if self._line is not None:
            self._line.hang_up()
            self._line = None
        size = self._size
        line = await self._hall.shard_of(place).enter(place, self._connection, size, self.go)
        self._line = line
        if self._gone:
            line.hang_up()
        elif self._size != size:
            line.resize(*self._size)

    def go(self, place: Place) -> None:
        """Go to another place, unless on the way to one; its screen may have to start first."""
        if self._gone or (self._going is not None and not self._going.done()):
            return
        going = asyncio.get_running_loop().create_task(self._go(place), context=Context())
        self._going = going
        # The loop itself keeps only a weak reference to a task.
        _GOING.add(going)
        going.add_done_callback(_GOING.discard)

    async def _go(self, place: Place) -> None:
        try:
            await self.sit(place)
        except (NotAllowed, StorageFailed, OSError):
            await self._connection.close("That table can't be shown just now.", again=True)

    def feed(self, data: bytes) -> bool:
        # On the way from one place to another keys are dropped, but acknowledged.
        return self._line is None or self._line.feed(data)

    def resize(self, width: int, height: int) -> None:
        self._size = (width, height)
        if self._line is not None:
            self._line.resize(width, height)

    def hang_up(self) -> None:
        self._gone = True
        if self._line is not None:
            self._line.hang_up()
