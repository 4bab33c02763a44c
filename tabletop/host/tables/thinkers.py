"""The host's end of the process in which stand-ins think (`tabletop.bots.thinking`).

It is started when the first seat is given to a stand-in, and told what happens at the tables that
have any. When it ends it is started again and told everything anew: what stand-ins know follows
from the events. Nobody at a table waits for it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from contextvars import Context

from tabletop.bots.model_words import ModelWords
from tabletop.errors import NotAllowed, StorageFailed, TabletopError
from tabletop.host.runtime.faults import place_of
from tabletop.host.tables.hosted_table import HostedTable
from tabletop.play.actions import AnyAction, WriteNote, read_action
from tabletop.play.events import AnyEvent
from tabletop.play.history.records import record_of
from tabletop.play.state import FACILITATOR

log = logging.getLogger("tabletop.host")

_NEARLY_UP = 15_000
"""Milliseconds left on a clock in which nobody waits for a language model."""
LONGEST = 1_000_000
"""The most bytes of a move that it may tell."""
MOST_UNREAD = 64_000_000
"""The most bytes that may wait for it; one that reads nothing is started again."""
STARTS, WITHIN = 3, 60.0
"""How often it is started within so many seconds, before the facilitator is told instead."""
STOPPED = (
    "The stand-ins have stopped: their process ended again and again. Give their seats to people, "
    "or go on without them (the log says more)."
)


class Thinkers:
    """The stand-ins of one floor's tables. All is called in the loop's thread."""

    def __init__(self, tables: Mapping[str, HostedTable]) -> None:
        self._tables = tables
        self.pace = "human"
        """By which of `crew.PACES` they move, once started."""
        self.words: ModelWords | None = None
        """Who words what they say; None for their own plain sentences."""
        self._in_turn: dict[str, asyncio.Lock] = {id: asyncio.Lock() for id in tables}
        """By table: a move that waits for its words is not overtaken by the next."""
        self._followed: set[str] = set()
        self._process: asyncio.subprocess.Process | None = None
        self._life: asyncio.Task[None] | None = None
        self._moving: set[asyncio.Task[None]] = set()
        self._started: deque[float] = deque(maxlen=STARTS)
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process, while it runs."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Follow the tables at which stand-ins play already."""
        for id in self._tables:
            self.happened(id, ())

    def happened(self, id: str, group: Sequence[AnyEvent]) -> None:
        """Tell it what has happened at a table, if a stand-in plays or has played there."""
        if id in self._followed:
            self._tell({"table": id, "events": [record_of(one) for one in group]})
        elif any(one.stand_in for one in self._tables[id].table.state.seats.values()):
            self._follow(id)

    def _follow(self, id: str) -> None:
        self._followed.add(id)
        if self._life is None and not self._closed:
            # In a context of its own: it belongs to no screen whose move began it.
            live = self._live()
            self._life = asyncio.get_running_loop().create_task(live, context=Context())
        else:
            self._introduce(id)

    def _introduce(self, id: str) -> None:
        """Tell it of a table from the beginning."""
        table = self._tables[id].table
        self._tell({"table": id, "source": table.source, "rules": table.state.rules})
        self._tell({"table": id, "events": [record_of(one) for one in table.events]})

    def _tell(self, what: Mapping[str, object]) -> None:
        pipe = self._process.stdin if self._process is not None else None
        if pipe is None or pipe.is_closing():
            # It is told everything once it runs.
            return
        pipe.write(json.dumps(what).encode() + b"\n")
        if pipe.transport.get_write_buffer_size() > MOST_UNREAD and self._process is not None:
            self._process.kill()

    async def _live(self) -> None:
        while not self._closed:
            now = time.monotonic()
            if len(self._started) == STARTS and now - self._started[0] < WITHIN:
                log.error("the stand-ins' process has ended %s times in a minute", STARTS)
                for id in self._followed:
                    self._tables[id].warn(STOPPED)
                return
            self._started.append(now)
            try:
                await self._run()
            except OSError as fault:
                log.error("the stand-ins' process can't be run: %s", fault.strerror)
            if not self._closed:
                log.warning("the stand-ins' process has ended and is started again")
                await asyncio.sleep(0.5)

    async def _run(self) -> None:
        """Run it until it ends, and make the moves that it tells."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tabletop.bots.thinking",
            self.pace,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # The terminal may be the console's; what goes wrong is told as notes.
            stderr=asyncio.subprocess.DEVNULL,
            limit=LONGEST,
            # Ctrl+C in the host's terminal is for the host, which then ends it.
            start_new_session=True,
        )
        try:
            for id in self._followed:
                self._introduce(id)
            assert self._process.stdout is not None
            async for line in self._process.stdout:
                self._take(line)
        except (ValueError, KeyError, TabletopError) as fault:
            log.error("what the stand-ins' process told is no move: %s", place_of(fault))
        finally:
            process, self._process = self._process, None
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _take(self, line: bytes) -> None:
        told = json.loads(line)
        table, move = self._tables[told["table"]], read_action(told["move"])
        making = self._make(table, move, (told["stage"], told["round"]))
        moving = asyncio.get_running_loop().create_task(making, context=Context())
        self._moving.add(moving)
        moving.add_done_callback(self._moving.discard)

    async def close(self) -> None:
        """End it."""
        self._closed = True
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
        if self._life is not None:
            self._life.cancel()
            await asyncio.gather(self._life, return_exceptions=True)
        await asyncio.gather(*self._moving, return_exceptions=True)
        if self.words is not None:
            await self.words.close()

    async def _make(self, table: HostedTable, move: AnyAction, meant_for: tuple[str, int]) -> None:
        try:
            async with self._in_turn[table.id]:
                left = table.table.remaining()
                # Where the time is nearly up a move is worth more than its words.
                if self.words is not None and (left is None or left > _NEARLY_UP):
                    move = await self.words.worded(move, _names(table))
                await _make(table, move, meant_for)
        finally:
            self._tell({"table": table.id, "dealt_with": True})


def _names(table: HostedTable) -> dict[str, str]:
    """Return the names of delegations, by their ids and by their seats'."""
    state = table.table.state
    known = {one.id: one.name for one in state.exercise.delegations}
    speaks = {id: known[one.delegation] for id, one in state.seats.items() if one.delegation}
    return {**speaks, **known}


async def _make(table: HostedTable, move: AnyAction, meant_for: tuple[str, int]) -> None:
    """Make a stand-in's move, unless its phase is over or its seat is a person's again."""
    if isinstance(move, WriteNote):
        log.warning("table %s: %s", table.id, move.text)
        table.warn(move.text)
    state = table.table.state
    seat = state.seats.get(move.by)
    if move.by != FACILITATOR and (seat is None or seat.stand_in is None):
        return
    if move.by != FACILITATOR and meant_for != (state.stage, state.round):
        # It looks at the new phase before it does anything there.
        return
    with suppress(NotAllowed, StorageFailed):
        await table.do(move)
