"""A hall with its doors open: what `tabletop host` starts, and how it ends."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from ssl import SSLContext

from tabletop.exercise.model import Exercise
from tabletop.host.addresses import urls
from tabletop.host.folder import open_hall, transcript
from tabletop.host.hall import Hall
from tabletop.host.web import WebDoor
from tabletop.host.workers.sharding import ShardedHall

FOLDER = Path("tabletop-hosted")
"""Where transcripts are kept unless a folder is given, in the folder one works in."""
MOST_TABLES = 99
MOST_WORKERS = 32
_GOODBYE = "The host has closed the hall. Everything is kept."
_MOST_SPARES = 40


@dataclass(frozen=True)
class Plan:
    """What is asked of a host; `sockets` are bound already."""

    exercise: Exercise
    source: str
    folder: Path
    tables: int
    sockets: tuple[socket.socket, ...]
    lan: bool
    tls: SSLContext | None
    workers: int = 1
    """Processes that the tables are dealt out to; 1 is this one."""


@dataclass(frozen=True)
class Hosting:
    """A hall that people can come to."""

    hall: Hall
    addresses: tuple[str, ...]
    folder: Path
    resumed: int
    """Tables that go on from a transcript."""

    @property
    def invitation(self) -> str:
        """The address with the join code, for a QR code: it stands behind the `#`."""
        return f"{self.addresses[0]}/#{self.hall.join_code}"


@asynccontextmanager
async def hosting(plan: Plan) -> AsyncIterator[Hosting]:
    """Open a hall and its doors; say goodbye to everybody afterwards.

    Raises what `open_hall` raises.
    """
    try:
        async with _opened(plan) as host:
            yield host
    finally:
        for one in plan.sockets:
            one.close()


@asynccontextmanager
async def _opened(plan: Plan) -> AsyncIterator[Hosting]:
    numbers = range(1, plan.tables + 1)
    resumed = sum(transcript(plan.folder, str(number)).exists() for number in numbers)
    secure = plan.tls is not None
    addresses = urls(plan.sockets[0].getsockname()[1], lan=plan.lan, secure=secure)
    hall = _hall(plan)
    hall.opened_at(addresses[0])
    door = WebDoor(hall, addresses[0], secure=secure)
    await hall.start()
    try:
        await door.start(plan.sockets, plan.tls)
        yield Hosting(hall, addresses, plan.folder, resumed)
    finally:
        door.leave()
        await hall.close(_GOODBYE)
        await door.close()


def _hall(plan: Plan) -> Hall:
    people = plan.tables * len(plan.exercise.delegation_by_id)
    spares = min(people, _MOST_SPARES)
    if plan.workers == 1:
        return open_hall(plan.source, plan.folder, plan.tables, spares=spares)
    return ShardedHall(plan.source, plan.folder, plan.tables, plan.workers, spares=spares)
