"""The host under load, in a process of its own: `host_load` starts it and says what it should do.

It is `tabletop host` without its terminal. Each line on standard input is a JSON word or list; each
answer and each offer that was tabled is a JSON line on standard output. Times are those of the
machine's monotonic clock, which all its processes share.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tabletop.exercise.library import find_exercise
from tabletop.host.server.addresses import bind
from tabletop.host.server.hosting import Hosting, Plan, hosting
from tabletop.play.actions import Advance, AnyAction, TableOffer, WithdrawOffer
from tabletop.play.state import FACILITATOR
from tabletop.screens.start.opening import choose
from tabletop.seat.desk.standing_in import seated

APART = 1.5
"""Seconds between two offers."""
PACKAGES = (
    {"declaration": "sentence", "joint-exercises": "march-halted", "form": "political"},
    {"declaration": "sentence-and-agenda", "missile-tests": "all-tests-moratorium"},
)


def main() -> None:
    # Before any screen puts a sink in the place of standard error.
    logging.basicConfig(level=logging.WARNING)
    folder, (tables, workers, stand_ins) = Path(sys.argv[1]), map(int, sys.argv[2:5])
    asyncio.run(_serve(folder, tables, workers, stand_ins))


async def _serve(folder: Path, tables: int, workers: int, stand_ins: int) -> None:
    """Serve tables for people, and more that only stand-ins play."""
    chosen = choose(find_exercise("korea-end-of-war"))
    plan = Plan(
        exercise=chosen.exercise,
        source=chosen.source,
        folder=folder,
        tables=tables + stand_ins,
        sockets=tuple(bind(0, lan=False)),
        lan=False,
        tls=None,
        workers=workers,
    )
    out = os.fdopen(os.dup(1), "w", buffering=1)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    async with hosting(plan) as host:

        def say(**what: Any) -> None:
            out.write(json.dumps(what) + "\n")

        say(
            address=host.addresses[0].url,
            code=host.hall.join_code,
            key=host.hall.facilitator_key,
            pid=os.getpid(),
        )
        ids = list(host.hall.tables)
        people, theirs = ids[:tables], ids[tables:]
        for one in chosen.exercise.delegation_by_id if theirs else ():
            assert not await host.hall.submit(theirs, seated(chosen.exercise, one, ()))
        offering: asyncio.Task[None] | None = None
        while wish := await reader.readline():
            match json.loads(wish):
                case "negotiate":
                    await _fill(host)
                    await _negotiate(host, people)
                    if theirs:
                        await host.hall.submit(theirs, Advance(by=FACILITATOR))
                    told = [one.stage for one in host.hall.glances() if one.id in people]
                    say(stages=sorted(set(told)))
                case "offer":
                    offering = asyncio.create_task(_offer(host, people, say))
                case "still":
                    if offering is not None:
                        offering.cancel()
                    say(still=True)
                case "usage":
                    say(seconds=sum(_seconds()), bytes=sum(_memory()))


async def _fill(host: Hosting) -> None:
    """Give every delegation that nobody came for somebody who is not there."""
    while any(one.headless for table in host.hall.openings() for one in table.delegations):
        await host.hall.seat("Nobody")


async def _negotiate(host: Hosting, tables: list[str]) -> None:
    """Take these tables to the first round's negotiation."""
    for _ in range(8):
        there = [one for one in host.hall.glances() if one.id in tables]
        late = [one.id for one in there if one.stage != "negotiation"]
        if not late:
            return
        refused = await host.hall.submit(late, Advance(by=FACILITATOR))
        assert not refused, refused
        await asyncio.sleep(0.5)


async def _offer(host: Hosting, tables: list[str], say: Any) -> None:
    """Table an offer to everybody at these tables, take it back for the next, for ever."""
    number = 0
    while True:
        number += 1
        package = PACKAGES[number % len(PACKAGES)]
        moves: list[AnyAction] = [TableOffer(by="usa", package=package, public=True)]
        if number > 1:
            moves.insert(0, WithdrawOffer(by="usa", offer=f"O{number - 1}"))
        begun = time.monotonic()
        # At once, as one piece of news: the old one would only fill the screens.
        refused = await asyncio.gather(*(host.hall.submit(tables, one) for one in moves))
        assert not any(refused), refused
        say(offer=f"O{number}", at=begun)
        await asyncio.sleep(APART)


def _processes() -> Iterator[Path]:
    """This one and its workers."""
    yield Path("/proc/self")
    for child in Path("/proc/self/task").glob("*/children"):
        yield from (Path("/proc", one) for one in child.read_text().split())


def _seconds() -> Iterator[float]:
    """Processor seconds used so far."""
    tick = os.sysconf("SC_CLK_TCK")
    for process in _processes():
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        yield (int(fields[11]) + int(fields[12])) / tick


def _memory() -> Iterator[int]:
    """Bytes of memory that are its own, shared pages in their share."""
    for process in _processes():
        rows = (process / "smaps_rollup").read_text().splitlines()
        yield next(int(one.split()[1]) * 1024 for one in rows if one.startswith("Pss:"))


if __name__ == "__main__":
    main()
