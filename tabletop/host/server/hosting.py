"""What `tabletop host` starts, and how it ends."""

from __future__ import annotations

import logging
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from ssl import SSLContext
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tabletop.exercise.model import Exercise
from tabletop.files import printable
from tabletop.host.server.addresses import FoundAddress, urls
from tabletop.host.tables.folder import (
    damaged_tables,
    make_folder,
    open_hall,
    table_ids,
    transcript,
)
from tabletop.host.tables.hall import Hall
from tabletop.host.tables.holding import held
from tabletop.host.web import DoorAddress, WebDoor
from tabletop.host.web.public import Proxies, PublicAddress
from tabletop.host.workers.sharding import ShardedHall
from tabletop.journal.carried import exercise_of
from tabletop.journal.store import TranscriptRef

if TYPE_CHECKING:
    from asyncssh import SSHKey

log = logging.getLogger("tabletop.host")

FOLDER = Path("tabletop-hosted")
"""Where transcripts are kept unless a folder is given, in the folder one works in."""
SSH_KEY = "ssh_host_key"
"""The name of the host's key for ssh clients, beside the transcripts."""
MOST_TABLES = 99
MOST_WORKERS = 32
_GOODBYE = "The host has closed the hall. Everything is saved."
_MOST_SPARES = 40


@dataclass(frozen=True)
class Plan:
    """What a host is asked to do; `sockets` are bound already."""

    exercise: Exercise
    source: str
    folder: Path
    tables: int
    sockets: tuple[socket.socket, ...]
    lan: bool
    tls: SSLContext | None
    workers: int = 1
    """How many processes the tables are spread over; 1 means this one."""
    address: str | None = None
    """Which of this computer's names or addresses to tell people; None: the likeliest."""
    public: PublicAddress | None = None
    """The address to tell people when the host is behind a proxy."""
    proxies: Proxies = field(default_factory=Proxies)
    """The proxies whose forwarding headers are trusted."""
    ssh: tuple[socket.socket, ...] = ()
    """Sockets for ssh clients, bound already; needs asyncssh."""
    bots: tuple[str, ...] = ()
    """The delegations that stand-ins play at new tables."""
    words: tuple[str, ...] = ()
    """The address and the name of the language model for what stand-ins say; empty for none."""


@dataclass(frozen=True)
class Hosting:
    """A running hall."""

    hall: Hall
    addresses: tuple[FoundAddress, ...]
    """Where people may find it, the likeliest first."""
    folder: Path
    resumed: int
    """Tables that were resumed from a transcript."""
    as_begun: tuple[int, ...] = ()
    """Those of them whose exercise has changed since they began, by number."""
    fresh: tuple[int, ...] = ()
    """Tables that begin now, by number."""
    damaged: tuple[str, ...] = ()
    """Why tables are left out of the hall, a sentence each: their transcripts don't verify."""
    proxied: bool = False
    """Whether people come by a public address, through a proxy."""
    ssh: str = ""
    """What to type to come by ssh, when that door is open."""
    fingerprint: str = ""
    """Of the host's ssh key, to compare with what a client shows."""

    @property
    def invitation(self) -> str:
        """The address with the join code after the `#`, for a QR code."""
        return f"{self.hall.address}/#{self.hall.join_code}"


@asynccontextmanager
async def hosting(plan: Plan) -> AsyncIterator[Hosting]:
    """Open a hall and its doors; close them gracefully afterwards.

    Raises what `open_hall` and `held` raise.
    """
    try:
        make_folder(plan.folder)
        with held(plan.folder):
            async with _opened(plan) as host:
                yield host
    finally:
        for one in (*plan.sockets, *plan.ssh):
            one.close()


@asynccontextmanager
async def _opened(plan: Plan) -> AsyncIterator[Hosting]:
    numbers = range(1, plan.tables + 1)
    kept = {n: ref for n in numbers if (ref := transcript(plan.folder, str(n))).exists()}
    damaged = damaged_tables(plan.folder, table_ids(plan.tables))
    kept = {n: ref for n, ref in kept.items() if str(n) not in damaged}
    as_begun = tuple(n for n, ref in kept.items() if _changed_since(ref, plan.exercise))
    secure = plan.tls is not None
    own = urls(plan.sockets[0].getsockname()[1], lan=plan.lan, secure=secure, chosen=plan.address)
    addresses = _told(plan, own)
    key = _ssh_key(plan)
    hall = _hall(plan, [one for one in table_ids(plan.tables) if one not in damaged])
    for sentence in damaged.values():
        log.error("%s. This table is left out of the hall.", printable(sentence))
    hall.opened_at(addresses[0].url)
    standing = DoorAddress(secure, plan.lan, plan.public, plan.proxies)
    door = WebDoor(hall, hall.address, standing)
    async with AsyncExitStack() as ends:
        proxied = plan.public is not None
        fresh = tuple(n for n in numbers if n not in kept and str(n) not in damaged)
        left_out = tuple(damaged.values())
        host = Hosting(hall, addresses, plan.folder, len(kept), as_begun, fresh, left_out, proxied)
        if key is not None:
            from tabletop.host.ssh.door import SSHDoor

            shell = SSHDoor(hall, door.doorman, key)
            ends.push_async_callback(shell.close)
            await shell.open(plan.ssh)
            command = f"ssh -p {shell.port} table@{urlsplit(own[0].url).hostname}"
            host = replace(host, ssh=command, fingerprint=shell.fingerprint)
        ends.push_async_callback(door.close)
        ends.push_async_callback(hall.close, _GOODBYE)
        ends.callback(door.leave)
        await hall.start()
        await door.start(plan.sockets, plan.tls)
        yield host


def _told(plan: Plan, own: tuple[FoundAddress, ...]) -> tuple[FoundAddress, ...]:
    """Return where people find the host, the likeliest first."""
    if plan.public is None:
        return own
    # Beside the public address the network's own is given only where it was asked for.
    return (FoundAddress(str(plan.public)), *(own if plan.lan else ()))


def _changed_since(ref: TranscriptRef, now: Exercise) -> bool:
    """Return whether a table goes on with an older version of its exercise; another exercise is
    refused later on.
    """
    own = exercise_of(ref)
    return own is not None and own.id == now.id and own != now


def _ssh_key(plan: Plan) -> SSHKey | None:
    """Return the host's key for ssh clients, which must recognise it; None without that door."""
    if not plan.ssh:
        return None
    from tabletop.host.ssh.door import host_key

    return host_key(plan.folder / SSH_KEY)


def _hall(plan: Plan, ids: Sequence[str]) -> Hall:
    people = len(ids) * len(plan.exercise.delegation_by_id)
    spares = min(people, _MOST_SPARES)
    if plan.workers == 1:
        return open_hall(
            plan.source, plan.folder, ids, spares=spares, bots=plan.bots, words=plan.words
        )
    return ShardedHall(
        *(plan.source, plan.folder, ids, plan.workers),
        spares=spares,
        bots=plan.bots,
        words=plan.words,
    )
