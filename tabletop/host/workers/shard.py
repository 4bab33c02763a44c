"""The hall's end of a worker: a `Shard` whose tables are in another process.

When a worker ends, its clients are asked to reconnect by themselves, and it is restarted: its
transcripts have all that was acknowledged.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tabletop.errors import NotAllowed, StorageFailed, TabletopError
from tabletop.exercise.model import Exercise
from tabletop.host.admission.lobby import Attachment, Connection, Place
from tabletop.host.runtime.faults import place_of
from tabletop.host.workers import wire
from tabletop.host.workers.glances import GLANCES
from tabletop.host.workers.wire import Answerer, Peer
from tabletop.play.actions import AnyAction, Assign
from tabletop.seat.desk import PersonGlance, TableGlance

log = logging.getLogger("tabletop.host")

_PATIENCE = 5.0
"""Seconds that a client waits for a process that is being restarted."""
_AGAIN = 0.5
"""Seconds before a worker that has ended is restarted."""
MOST_UNREAD = 262_144
"""The most bytes of keys that wait for a worker; beyond that the connection is closed and
reconnects by itself, and a client sends again what had not been taken.
"""


@dataclass(frozen=True)
class WorkerOrder:
    """What a worker is asked to hold: `tables` of the exercise `source` in `folder`."""

    source: str
    folder: Path
    tables: tuple[str, ...]
    socket: Path
    join_code: str
    spares: int = 0
    seed: int = 0
    clocks: bool = True
    bots: tuple[str, ...] = ()
    """The delegations that stand-ins play at new tables."""
    many: bool = False
    """Whether the hall has other tables."""
    words: tuple[str, ...] = ()
    """The address and the name of the language model for what stand-ins say; empty for none."""

    def as_json(self) -> bytes:
        about = {**vars(self), "folder": str(self.folder), "socket": str(self.socket)}
        return json.dumps(about).encode()


class WorkerShard:
    """Call `start` before anything else; it returns once the tables are open."""

    def __init__(self, exercise: Exercise, order: WorkerOrder) -> None:
        self.tables: Mapping[str, WorkerTable] = {
            id: WorkerTable(id, exercise, self) for id in order.tables
        }
        self.answers: dict[str, Answerer] = {}
        """What its screens may ask of the hall; set by the hall before `start`."""
        self.pid: int | None = None
        """The process, while it runs."""
        self._order = order
        self._address = ""
        self._known: dict[str, tuple[float, TableGlance]] = {}
        self._subscribers: list[Callable[[str], None]] = []
        self._peer: Peer | None = None
        self._opened: asyncio.Future[None] | None = None
        self._life: asyncio.Task[None] | None = None
        self._carrying: set[asyncio.Task[None]] = set()
        self._ready = False
        self._closing = False

    # Lifetime

    async def start(self) -> None:
        """Start the process and open its tables. Raises as `open_tables` does."""
        self._opened = asyncio.get_running_loop().create_future()
        self._life = asyncio.get_running_loop().create_task(self._live())
        await self._opened

    async def close(self, reason: str) -> None:
        """End it: it says goodbye to its clients and lets go of its transcripts."""
        self._closing = True
        if self._peer is not None:
            self._peer.end()
        if self._life is not None:
            await self._life

    async def _live(self) -> None:
        assert self._opened is not None
        while True:
            how = await self._end_of_process()
            if not self._opened.done():
                log.error("%s", how)
                self._opened.set_exception(StorageFailed(f"{how}; see the log"))
            if self._closing or self._opened.exception() is not None:
                return
            log.error("%s; it is being restarted", how)
            self._changed(self.tables)
            await asyncio.sleep(_AGAIN)

    async def _end_of_process(self) -> str:
        """Run the process once; return how it ended, as the beginning of a sentence."""
        whose = f"the process of tables {', '.join(self.tables)}"
        try:
            await self._run()
        except OSError as fault:
            return f"{whose} could not be started ({fault.strerror or fault})"
        except Exception as fault:  # noqa: BLE001 - its tables must come back whatever it said
            return f"{whose} could not be understood ({place_of(fault)})"
        finally:
            self._peer, self._ready = None, False
        return f"{whose} ended"

    async def _run(self) -> None:
        """Run the process once, to its end."""
        with suppress(OSError):
            self._order.socket.unlink()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tabletop.host.workers.worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=wire.LONGEST,
            # Ctrl+C in the host's terminal is for the hall, which then tells the workers to end.
            start_new_session=True,
        )
        self.pid = process.pid
        assert process.stdin is not None
        assert process.stdout is not None
        wire.write(process.stdin, wire.ASK, self._order.as_json())
        self._peer = Peer(process.stdout, process.stdin, self.answers, self._news)
        if self._closing:
            self._peer.end()
        try:
            await self._peer.run()
        finally:
            self._ready = False
            await process.wait()
            self.pid = None

    def _news(self, what: str, value: Any) -> None:
        if what == "log":
            log.log(int(value[0]), "%s", value[1])
        elif what in ("ready", "glances"):
            self._learn(value)
            if what == "ready" and self._peer is not None:
                self._ready = True
                self._changed(self.tables)
                self._peer.tell("address", self._address)
                if self._opened is not None and not self._opened.done():
                    self._opened.set_result(None)
        elif what == "failed" and self._opened is not None and not self._opened.done():
            self._opened.set_exception(wire.as_fault(value))

    def tell_address(self, address: str) -> None:
        """Tell it the public address, for its projectors."""
        self._address = address
        if self._peer is not None:
            self._peer.tell("address", address)

    # What it knows of its tables

    def _learn(self, value: Any) -> None:
        found = GLANCES.validate_python(value)
        now = time.monotonic()
        self._known.update({table: (now, glance) for table, glance in found.items()})
        self._changed(found)

    def _changed(self, tables: Sequence[str] | Mapping[str, object]) -> None:
        for table in tables:
            for call in tuple(self._subscribers):
                call(table)

    def glance(self, table: str) -> TableGlance:
        """Return a table's last reported summary, with its clocks advanced."""
        heard, glance = self._known[table]
        since = time.monotonic() - heard
        left = glance.remaining
        if left is not None and not glance.paused:
            left = max(0, left - int(since * 1000))
        trouble = glance.trouble if self._ready else wire.GONE
        people = tuple(_away(one, since) for one in glance.people)
        return replace(glance, remaining=left, people=people, trouble=trouble)

    def glances(self) -> Mapping[str, TableGlance]:
        return {table: self.glance(table) for table in self.tables}

    def subscribe(self, call: Callable[[str], None]) -> Callable[[], None]:
        self._subscribers.append(call)
        return lambda: self._subscribers.remove(call)

    # Requests to the worker

    async def assign(self, table: str, action: Assign) -> None:
        self._learn(await self._ask("assign", table=table, action=action.model_dump(mode="json")))

    async def link_opened_again(self, table: str, seat: str, address: str) -> None:
        self._learn(await self._ask("reopened", table=table, seat=seat, address=address))

    async def submit(self, tables: Sequence[str], action: AnyAction) -> Mapping[str, str]:
        try:
            refused = await self._ask(
                "submit", tables=list(tables), action=action.model_dump(mode="json")
            )
        except TabletopError as fault:
            return dict.fromkeys(tables, fault.sentence)
        return {str(table): str(said) for table, said in refused.items()}

    async def _ask(self, what: str, **about: Any) -> Any:
        if self._peer is None:
            raise StorageFailed(wire.GONE)
        return await self._peer.ask(what, **about)

    def show_out(self, place: Place, reason: str, *, again: bool = False) -> None:
        if self._peer is not None:
            self._peer.tell("show_out", {**vars(place), "reason": reason, "again": again})

    async def enter(
        self,
        place: Place,
        connection: Connection,
        size: tuple[int, int],
        go: Callable[[Place], None],
    ) -> Attachment:
        reader, writer = await self._reach([place.table, place.seat, *size, connection.in_terminal])
        line = _WorkerLine(reader, writer, connection, go, place)
        # The loop itself keeps only a weak reference to a task.
        self._carrying.add(line.carrying)
        line.carrying.add_done_callback(self._carrying.discard)
        return line

    async def _reach(
        self, wish: list[str | int]
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Return a socket to the requested screen; wait for a process that is being restarted."""
        until = time.monotonic() + _PATIENCE
        while True:
            with suppress(OSError):
                reader, writer = await asyncio.open_unix_connection(self._order.socket)
                wire.write_json(writer, wire.ENTER, wish)
                answer = await wire.read(reader)
                if answer is not None and answer[0] == wire.ENTERED:
                    return reader, writer
                writer.close()
                if answer is not None:
                    raise wire.as_fault(json.loads(answer[1]))
            if time.monotonic() > until:
                raise NotAllowed(wire.GONE)
            await asyncio.sleep(0.1)


def _away(person: PersonGlance, since: float) -> PersonGlance:
    return person if person.away is None else replace(person, away=person.away + since)


class WorkerTable:
    """A table of a worker, as far as seating is concerned."""

    def __init__(self, id: str, exercise: Exercise, shard: WorkerShard) -> None:
        self.id = id
        self.exercise = exercise
        self._shard = shard

    def people(self) -> tuple[PersonGlance, ...]:
        return self._shard.glance(self.id).people

    async def assign(self, action: Assign) -> None:
        await self._shard.assign(self.id, action)

    async def link_opened_again(self, seat: str, address: str) -> None:
        await self._shard.link_opened_again(self.id, seat, address)


class _WorkerLine:
    """A client at a screen of a worker: bytes pass through as fast as the client takes them."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        connection: Connection,
        go: Callable[[Place], None],
        place: Place,
    ) -> None:
        self._place = place
        self._parting: asyncio.Task[None] | None = None
        self._reader = reader
        self._writer = writer
        self._connection = connection
        self._go = go
        self._left = False
        self.carrying = asyncio.get_running_loop().create_task(self._carry())

    async def _carry(self) -> None:
        try:
            while (frame := await wire.read(self._reader)) is not None:
                kind, data = frame
                if kind == wire.BYTES:
                    await self._connection.send(data)
                elif kind == wire.NOTICE:
                    await self._connection.tell(json.loads(data))
                elif kind == wire.GO:
                    table, seat = json.loads(data)
                    self._go(Place(table, seat))
                elif kind == wire.CLOSE:
                    reason, again = json.loads(data)
                    self._left = True
                    await self._connection.close(reason, again)
            if not self._left:
                await self._connection.close("The table is coming back.", again=True)
        except (ConnectionError, OSError):
            pass
        finally:
            self._writer.close()

    def feed(self, data: bytes) -> bool:
        return self._put(wire.KEYS, data)

    def resize(self, width: int, height: int) -> None:
        self._put(wire.SIZE, json.dumps([width, height]).encode())

    def _put(self, kind: bytes, data: bytes) -> bool:
        if self._left:
            return False
        if self._writer.transport.get_write_buffer_size() >= MOST_UNREAD:
            self._break()
            return False
        wire.write(self._writer, kind, data)
        return True

    def _break(self) -> None:
        """Close the connection: going on after losing a key or a resize would put it at odds with
        its client. On reconnecting the whole screen is painted.
        """
        self.hang_up()
        log.warning(
            "table %s %s: its process takes no more keys; the line is ended, and comes back",
            self._place.table,
            self._place.seat,
        )
        self._parting = asyncio.get_running_loop().create_task(self._part())

    async def _part(self) -> None:
        with suppress(ConnectionError, OSError):
            await self._connection.close("The table is coming back.", again=True)

    def hang_up(self) -> None:
        self._left = True
        self.carrying.cancel()
        self._writer.close()
