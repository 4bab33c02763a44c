"""A floor: the tables of one process, and the screens that are running at them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextvars import Context
from functools import partial

from tabletop.errors import NotAllowed
from tabletop.host.admission.lobby import PROJECTOR, Attachment, Connection, Place
from tabletop.host.admission.partings import GONE
from tabletop.host.admission.turns import Turns
from tabletop.host.runtime.background import for_ever
from tabletop.host.runtime.faults import place_of
from tabletop.host.runtime.housekeeping import Housekeeping
from tabletop.host.runtime.session import Session
from tabletop.host.tables.faces import Face, lead
from tabletop.host.tables.hosted_table import HostedTable
from tabletop.host.tables.pacing import Coalesced, Pacer
from tabletop.host.tables.prerender import Prerender
from tabletop.host.tables.thinkers import Thinkers
from tabletop.host.tables.warm_pool import WarmPool
from tabletop.play.actions import AnyAction
from tabletop.play.events import AnyEvent, SeatAssigned
from tabletop.seat.desk import Desk, TableGlance

log = logging.getLogger("tabletop.host")

BREATH = 0.002
"""Seconds between two screens that show a new second, so that keys come in between."""
MOST_AT_ONE_PLACE = 24
"""Screens of a place that several share, such as a table's projector."""
MOST_AHEAD = 60
"""Screens prepared for people who have not come yet; further ones are started when they come."""

_A_SIZE = 16
"""The size in bytes of a resize that waits for its turn."""
_ITS_TURN = 64
"""The extra bytes counted for anything that waits for its turn."""


class Floor:
    """Open it with `start`, end it with `close`. All methods are called in the loop's thread."""

    def __init__(
        self, tables: Sequence[HostedTable], spares: int = 0, *, many: bool = False
    ) -> None:
        """`many` when the hall has other tables too: then every screen says which one it is of."""
        self._many = many
        self.tables: Mapping[str, HostedTable] = {one.id: one for one in tables}
        self.desk_of: Callable[[Face], Desk] | None = None
        """What a facilitator's screen holds; set by the floor's owner before `start`."""
        self._sessions: dict[Place, list[Session]] = {}
        self._pacer = Pacer()
        self._turns = Turns()
        self._spares = WarmPool(spares)
        self._expecting = Prerender(self._put_up)
        self._ahead: set[Place] = set()
        self._ended_so_far = 0
        self._housekeeping = Housekeeping(lambda: self._spares.begun, lambda: self._ended_so_far)
        self._subscribers: list[Coalesced] = []
        self._lives: list[asyncio.Task[None]] = []
        self._partings: set[asyncio.Task[None]] = set()
        self._closed = False
        self._seconds: dict[str, asyncio.Task[None]] = {}
        """By table, what still handles the last second."""
        self._faults: dict[str, str] = {}
        """The tables whose clock currently fails."""
        for one in tables:
            one.told = partial(self._tell, one.id)
        self._leaving = [one.table.subscribe(partial(self._happened, one.id)) for one in tables]
        self.thinkers = Thinkers(self.tables)

    async def start(self) -> None:
        """Start painting, ticking, starting screens ahead, and the stand-ins."""
        self.thinkers.start()
        lives = {
            "painting": self._pacer.run,
            "the clock": self._clock,
            "starting screens ahead": self._spares.run,
            "putting pages up ahead": self._expecting.run,
            "taking turns": self._turns.run,
            "tidying up": self._housekeeping.run,
            "watching the loop": self._housekeeping.stalls.run,
        }
        for what, live in lives.items():
            life = for_ever(what, live)
            self._lives.append(asyncio.get_running_loop().create_task(life, context=Context()))

    async def close(self, reason: str) -> None:
        """Say goodbye to everybody and let go of every transcript, once."""
        if self._closed:
            return
        self._closed = True
        for leave in self._leaving:
            leave()
        for life in self._lives:
            life.cancel()
        await asyncio.gather(*self._lives, return_exceptions=True)
        await self.thinkers.close()
        running = [one for at_place in self._sessions.values() for one in at_place]
        await asyncio.gather(*(one.close(reason) for one in running), *self._partings)
        await self._spares.close()
        await asyncio.gather(*self._seconds.values(), return_exceptions=True)
        for table in self.tables.values():
            await table.settled()
            table.close()

    # Screens

    async def enter(
        self,
        place: Place,
        connection: Connection,
        size: tuple[int, int],
        go: Callable[[Place], None],
    ) -> Attachment:
        """Connect a client to the screen of a place; `go` is told where its app sends it to.

        Raises `NotAllowed` when too many are watching from there.
        """
        if place.table and (
            place.table not in self.tables
            or not (place.shared or place.seat in self.tables[place.table].table.state.seats)
        ):
            raise NotAllowed(GONE)
        if place.shared and self._lookers(place) >= MOST_AT_ONE_PLACE:
            raise NotAllowed("Too many are looking from there already; try again later.")
        self._expecting.size = size
        session = self.session(place, size)
        await session.start(size)
        while place.shared and session.connected:
            # Somebody else came while it started.
            session = self.session(place, size)
            await session.start(size)
        session.on_go = go
        session.attach(connection, size)
        if session.serves(connection):
            self._looked_at(place, session)
        gone = partial(self._looked_away, place)
        touched = partial(self._housekeeping.touched, str_of(place))
        return _FloorLine(session, connection, self._turns, gone, touched)

    def _lookers(self, place: Place) -> int:
        return sum(one.connected for one in self._sessions.get(place, ()))

    def session(self, place: Place, size: tuple[int, int] = (80, 24)) -> Session:
        """Return the screen of a place, started or not. At a shared place, one that nobody looks
        at.
        """
        at_place = self._sessions.setdefault(place, [])
        for one in at_place:
            if not one.ended.is_set() and not (place.shared and one.connected):
                return one
        assert self.desk_of is not None
        where = f"Table {place.table}" if self._many and place.table else ""
        its_own = partial(lead, self.tables, self.desk_of, place, where)
        made = self._spares.take(its_own, str_of(place), size)
        made.on_ended = partial(self._ended, place)
        at_place.append(made)
        return made

    async def _put_up(self, place: Place, size: tuple[int, int]) -> None:
        """Prepare the screen of a seat that somebody was given, unless it is empty again."""
        seat = self.tables[place.table].table.state.seats.get(place.seat)
        seated = seat is not None and seat.name
        if seated and not self._sessions.get(place) and len(self._ahead) < MOST_AHEAD:
            self._ahead.add(place)
            session = self.session(place, size)
            await session.start(size)
            await session.standing()

    def _ended(self, place: Place, session: Session) -> None:
        self._ahead.discard(place)
        self._pacer.forget(session)
        self._ended_so_far += 1
        at_place = self._sessions.get(place, [])
        if session in at_place:
            at_place.remove(session)
        self._looked_away(place)

    def _looked_at(self, place: Place, session: Session) -> None:
        """Note that a client is connected to a screen of this place."""
        self._ahead.discard(place)
        if place.table and not place.shared:
            self.tables[place.table].came(place.seat)
            self._tell(place.table)
        # Its clock was not updated while nobody looked.
        session.tick()

    def _looked_away(self, place: Place) -> None:
        """Note that a client has disconnected from there."""
        at_place = self._sessions.get(place, [])
        if any(one.connected for one in at_place):
            return
        if place.table in self.tables and not place.shared:
            self.tables[place.table].went(place.seat)
            self._tell(place.table)

    def show_out(self, place: Place, reason: str, *, again: bool = False) -> None:
        """End the screen of a place and say why; with `again` its client reconnects by itself."""
        self._ahead.discard(place)
        for session in self._sessions.pop(place, []):
            self._pacer.forget(session)
            task = asyncio.get_running_loop().create_task(
                session.close(reason, again=again), context=Context()
            )
            self._partings.add(task)
            task.add_done_callback(self._partings.discard)
        self._looked_away(place)

    # What happens

    async def submit(self, tables: Sequence[str], action: AnyAction) -> dict[str, str]:
        """Make the same move at each of these tables; return the refusals, a sentence by table.

        No table waits for another's disk, and everybody else goes on between two decisions.
        """
        loop = asyncio.get_running_loop()
        moves: dict[str, asyncio.Task[str | None]] = {}
        for one in tables:
            moves[one] = loop.create_task(self.tables[one].submit(action), context=Context())
            await asyncio.sleep(0)
        answers = {table: await move for table, move in moves.items()}
        return {table: answer for table, answer in answers.items() if answer is not None}

    def glances(self) -> dict[str, TableGlance]:
        """Return each table on one line, as it is now."""
        return {id: one.glance() for id, one in self.tables.items()}

    def subscribe(self, call: Callable[[str], None]) -> Callable[[], None]:
        """Call back with a table's id after it changed, a few times a second at most."""
        told = Coalesced(call)
        self._subscribers.append(told)
        return lambda: self._subscribers.remove(told)

    def _happened(self, table: str, group: tuple[AnyEvent, ...]) -> None:
        self.thinkers.happened(table, group)
        for event in group:
            if isinstance(event, SeatAssigned):
                self._expecting.expect(Place(table, event.seat))
        for place, at_place in self._sessions.items():
            if place.table == table or self._is_the_room(place):
                for session in at_place:
                    self._pacer.dirty(session)
        self._tell(table)

    def _is_the_room(self, place: Place) -> bool:
        """Whether this is the room's projector, which shows the only table there is."""
        return place == Place("", PROJECTOR) and len(self.tables) == 1

    def _tell(self, table: str) -> None:
        for told in self._subscribers:
            told(table)

    async def _clock(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            due = max(due + 1, loop.time())
            await asyncio.sleep(due - loop.time())
            moved = {id for id, table in self.tables.items() if self._tick(table)}
            for session in self._looked_at_in(moved):
                session.tick()
                await asyncio.sleep(BREATH)

    def _tick(self, table: HostedTable) -> bool:
        """Tick a table. Return whether its screens must show it. Its faults stay its own."""
        if table.id not in self._seconds:
            second = asyncio.get_running_loop().create_task(self._second(table), context=Context())
            # A table whose disk is slow is not ticked again before it has answered.
            self._seconds[table.id] = second
            second.add_done_callback(lambda _: self._seconds.pop(table.id, None))
        try:
            return table.clock_moved()
        except Exception as fault:  # noqa: BLE001 - the other tables' clocks go on
            self._tell_fault(table, fault)
            return False

    async def _second(self, table: HostedTable) -> None:
        """Let a table handle a second."""
        try:
            await table.tick()
        except Exception as fault:  # noqa: BLE001 - as above
            self._tell_fault(table, fault)
        else:
            self._faults.pop(table.id, None)

    def _tell_fault(self, table: HostedTable, fault: Exception) -> None:
        """Log why a table's clock fails, once and not every second."""
        said = place_of(fault)
        if self._faults.get(table.id) != said:
            log.error("table %s: its clock failed: %s", table.id, said)
        self._faults[table.id] = said

    def _looked_at_in(self, tables: set[str]) -> list[Session]:
        """Return the screens of these tables that somebody looks at."""
        return [
            one
            for place, at_place in self._sessions.items()
            if place.table in tables or (tables and self._is_the_room(place))
            for one in at_place
            if one.connected
        ]


class _FloorLine:
    """A client at one screen of the floor."""

    def __init__(
        self,
        session: Session,
        connection: Connection,
        turns: Turns,
        gone: Callable[[], None],
        touched: Callable[[], None],
    ) -> None:
        self._session = session
        self._connection = connection
        self._turns = turns
        self._gone = gone
        self._touched = touched

    def feed(self, data: bytes) -> bool:
        self._touched()
        serves = self._session.serves(self._connection)
        if serves:
            # In its turn, whoever is served by then: its page was told that this has been taken.
            self._session.feed(data, self._take)
        return serves

    def _take(self, do: Callable[[], None], size: int) -> None:
        if not self._turns.take(self._session.meter, do, size + _ITS_TURN):
            self._session.dropped.one(self._session.name)

    def resize(self, width: int, height: int) -> None:
        self._in_turn(lambda: self._session.resize(width, height), _A_SIZE)

    def _in_turn(self, do: Callable[[], None], size: int) -> None:
        def now() -> None:
            if self._session.serves(self._connection):
                do()

        self._take(now, size)

    def hang_up(self) -> None:
        # A connection that broke while the screen wrote to it is not served any more.
        self._session.detach(self._connection)
        self._gone()


def str_of(place: Place) -> str:
    """Return what the log calls a place."""
    return f"table {place.table} {place.seat}" if place.table else place.seat
