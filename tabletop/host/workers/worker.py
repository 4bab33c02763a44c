"""A worker: some of a hall's tables in a process of their own. `python -m` runs it for the hall.

It gets its orders on its standard input and ends when that ends, however the hall ended: then its
transcripts are free again. Its clients come through a socket of its own.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from tabletop.bots.model_words import ModelWords
from tabletop.errors import NotAllowed, TabletopError, TranscriptHeld
from tabletop.exercise.model import Exercise
from tabletop.host.admission.lobby import Attachment, Place
from tabletop.host.tables.faces import Face
from tabletop.host.tables.floor import Floor
from tabletop.host.tables.folder import open_tables
from tabletop.host.tables.hosted_table import HostedTable
from tabletop.host.workers import wire
from tabletop.host.workers.glances import GLANCES
from tabletop.host.workers.wire import Peer
from tabletop.play.actions import AnyAction, Assign, Role, read_action
from tabletop.play.state import FACILITATOR
from tabletop.seat.desk import Reports, TableGlance

_LONGEST_RECORD = 4_000
_PATIENCE = 5.0
"""Seconds within which the workers of a killed hall must have let go of their transcripts."""


class Worker:
    """The worker's end. `asked` is what the hall wants of it, as described by `WorkerOrder`."""

    def __init__(self, asked: Mapping[str, Any], floor: Floor, exercise: Exercise) -> None:
        self.exercise = exercise
        self.join_code: str = asked["join_code"]
        self.address = ""
        self.floor = floor
        self.peer: Peer | None = None
        self._asked = asked
        floor.desk_of = partial(WorkerDesk, self)

    async def run(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve until the hall closes it, or has ended."""
        self.peer = Peer(reader, writer, self._answers(), self._news)
        await self.floor.start()
        server = await asyncio.start_unix_server(self._client, self._asked["socket"])
        self.floor.subscribe(self._tell)
        self.peer.tell("ready", self._glances(self.floor.tables))
        try:
            await self.peer.run()
        finally:
            server.close()
            await self.floor.close("The host has closed the hall.")
            # A killed hall no longer can; the last of its workers removes the folder.
            _take_away(Path(self._asked["socket"]))

    def _glances(self, tables: Sequence[str] | Mapping[str, object]) -> Any:
        every = {table: self.floor.tables[table].glance() for table in tables}
        return GLANCES.dump_python(every, mode="json")

    def _tell(self, table: str) -> None:
        assert self.peer is not None
        self.peer.tell("glances", self._glances((table,)))

    def _news(self, what: str, value: Any) -> None:
        if what == "show_out":
            self.floor.show_out(
                Place(value["table"], value["seat"]), value["reason"], again=value["again"]
            )
        elif what == "address":
            self.address = value

    async def _assign(self, table: str, action: dict[str, Any]) -> Any:
        wish = read_action(action)
        assert isinstance(wish, Assign)
        await self.floor.tables[table].assign(wish)
        return self._glances((table,))

    async def _reopened(self, table: str, seat: str, address: str) -> Any:
        await self.floor.tables[table].link_opened_again(seat, address)
        return self._glances((table,))

    def _answers(self) -> dict[str, wire.Answerer]:
        return {"assign": self._assign, "submit": self._submit, "reopened": self._reopened}

    async def _submit(self, tables: list[str], action: dict[str, Any]) -> Any:
        return await self.floor.submit(tables, read_action(action))

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a client that the hall has let in, until either end hangs up."""
        line: Attachment | None = None
        try:
            with suppress(ConnectionError, OSError):
                while (frame := await wire.read(reader)) is not None:
                    kind, data = frame
                    if kind == wire.ENTER:
                        line = await self._enter(data, writer)
                    elif line is not None and kind == wire.KEYS:
                        line.feed(data)
                    elif line is not None and kind == wire.SIZE:
                        line.resize(*_size(data))
        finally:
            # Whatever failed: the hall waits for an answer, and the seat is free.
            if line is not None:
                line.hang_up()
            writer.close()

    async def _enter(self, data: bytes, writer: asyncio.StreamWriter) -> Attachment | None:
        table, seat, width, height, in_terminal = json.loads(data)
        connection = _Far(writer, in_terminal=in_terminal)
        try:
            line = await self.floor.enter(
                Place(table, seat), connection, (width, height), connection.go
            )
        except NotAllowed as refusal:
            wire.write_json(writer, wire.REFUSED, wire.fault_as(refusal))
            return None
        wire.write(writer, wire.ENTERED)
        return line


def _size(data: bytes) -> tuple[int, int]:
    width, height = json.loads(data)
    return int(width), int(height)


class _Far:
    """A client of the hall, as a screen of this process sees it."""

    def __init__(self, writer: asyncio.StreamWriter, *, in_terminal: bool) -> None:
        self._writer = writer
        self.in_terminal = in_terminal

    async def send(self, data: bytes) -> None:
        wire.write(self._writer, wire.BYTES, data)
        await self._writer.drain()

    async def tell(self, notice: Mapping[str, Any]) -> None:
        wire.write_json(self._writer, wire.NOTICE, dict(notice))
        await self._writer.drain()

    async def close(self, reason: str, again: bool = False) -> None:
        wire.write_json(self._writer, wire.CLOSE, [reason, again])
        await self._writer.drain()
        self._writer.close()

    def go(self, place: Place) -> None:
        """Send the client to another place; the hall knows where that is."""
        wire.write_json(self._writer, wire.GO, [place.table, place.seat])


def _take_away(socket: Path) -> None:
    with suppress(OSError):
        socket.unlink(missing_ok=True)
        socket.parent.rmdir()


class WorkerDesk:
    """A `Desk` for one screen: this worker's tables, and the hall's people."""

    def __init__(self, worker: Worker, face: Face) -> None:
        self._worker = worker
        self._face = face

    @property
    def title(self) -> str:
        return self._worker.exercise.title

    @property
    def exercise(self) -> Exercise:
        return self._worker.exercise

    @property
    def join_code(self) -> str:
        return self._worker.join_code

    @property
    def address(self) -> str:
        return self._worker.address

    @property
    def reports(self) -> Reports | None:
        """None: reports are written from the overview, which is the hall's."""
        return None

    def tables(self) -> tuple[TableGlance, ...]:
        return tuple(self._worker.floor.glances().values())

    def subscribe(self, call: Callable[[str], None]) -> Callable[[], None]:
        return self._worker.floor.subscribe(call)

    async def submit(self, tables: Sequence[str], action: AnyAction) -> Mapping[str, str]:
        return await self._worker.floor.submit(tables, action)

    async def seat(self, table: str, name: str, *, delegation: str | None, role: Role) -> str:
        return str(await self._ask("seat", table, name=name, delegation=delegation, role=role))

    async def move(
        self, table: str, seat: str, *, to_table: str, delegation: str | None, role: Role
    ) -> None:
        await self._ask(
            "move", table, seat=seat, to_table=to_table, delegation=delegation, role=role
        )

    async def seat_too(self, table: str, seat: str, delegation: str) -> None:
        await self._ask("seat_too", table, seat=seat, delegation=delegation)

    async def replace(self, table: str, seat: str, name: str) -> str:
        return str(await self._ask("replace", table, seat=seat, name=name))

    async def remove(self, table: str, seat: str) -> None:
        await self._ask("remove", table, seat=seat)

    async def _ask(self, what: str, table: str, **about: Any) -> Any:
        assert self._worker.peer is not None
        return await self._worker.peer.ask(what, table=table, **about)

    def go(self, table: str) -> None:
        self._face.go(Place(table, FACILITATOR))


class _ToHall(logging.Handler):
    """Sends this process's log to the hall's, which makes it harmless."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        super().__init__()
        self._writer = writer

    def emit(self, record: logging.LogRecord) -> None:
        # Writing to a closed pipe is logged by the library itself.
        if not self._writer.is_closing():
            told = [record.levelno, self.format(record)[:_LONGEST_RECORD]]
            wire.write_json(self._writer, wire.NEWS, ["log", told])


async def _pipes() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return the control pipe; anything printed by mistake goes to standard error instead."""
    loop = asyncio.get_running_loop()
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    reader = asyncio.StreamReader(limit=wire.LONGEST)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    transport, protocol = await loop.connect_write_pipe(
        lambda: asyncio.streams.FlowControlMixin(loop=loop), out
    )
    return reader, asyncio.StreamWriter(transport, protocol, None, loop)


async def _main() -> int:
    reader, writer = await _pipes()
    logging.getLogger().addHandler(_ToHall(writer))
    frame = await wire.read(reader)
    if frame is None:
        return 0
    asked = json.loads(frame[1])
    try:
        exercise, tables = await _open(asked)
    except TabletopError as fault:
        wire.write_json(writer, wire.NEWS, ["failed", wire.fault_as(fault)])
        await writer.drain()
        return 2
    floor = Floor(tables, asked["spares"], many=asked["many"])
    floor.thinkers.words = ModelWords(*asked["words"]) if asked["words"] else None
    await Worker(asked, floor, exercise).run(reader, writer)
    return 0


async def _open(asked: Mapping[str, Any]) -> tuple[Exercise, list[HostedTable]]:
    """Open the tables; wait for one that the worker of a killed hall still holds."""
    loop = asyncio.get_running_loop()
    until = loop.time() + _PATIENCE
    while True:
        try:
            return open_tables(
                asked["source"],
                Path(asked["folder"]),
                asked["tables"],
                seed=asked["seed"],
                clocks=asked["clocks"],
                bots=asked["bots"],
            )
        except TranscriptHeld:
            if loop.time() > until:
                raise
        await asyncio.sleep(0.1)


if __name__ == "__main__":
    sys.exit(asyncio.run(_main()))
