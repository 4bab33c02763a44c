"""A class with more seats than people: eight tables, nine people, and stand-ins everywhere else.

Run by hand:  python -m tests.benchmarks.class_with_stand_ins [--people 9] [--tables 8]

People come over real WebSockets, their screens are painted, and each says that they are ready a
few seconds after a phase has opened, as somebody does who only wants to see how it goes. Stand-ins
play all other seats; the facilitator opens the first round and the debrief. It ends when every
table's debrief is open, and says how long that took and what it cost.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

import aiohttp

from tabletop.exercise.library import find_exercise
from tabletop.host.server.addresses import bind
from tabletop.host.server.hosting import Hosting, Plan, hosting
from tabletop.play.actions import Advance, OpenDebrief, Ready
from tabletop.play.rules.rounds import waiting_for
from tabletop.play.state import FACILITATOR
from tabletop.screens.start.opening import choose
from tabletop.seat.desk.standing_in import missed
from tests.benchmarks.host_load import Seat, connect, join

say = partial(print, file=sys.stdout, flush=True)
"""Prints where standard output was before screens put a sink in its place."""
AFTER = 2.0
"""Seconds after which a person is ready."""


async def measure(asked: argparse.Namespace) -> None:
    chosen = choose(find_exercise(asked.exercise))
    with tempfile.TemporaryDirectory() as folder:
        plan = Plan(
            exercise=chosen.exercise,
            source=chosen.source,
            folder=Path(folder),
            tables=asked.tables,
            sockets=tuple(bind(0, lan=False)),
            lan=False,
            tls=None,
        )
        async with hosting(plan) as host, aiohttp.ClientSession() as outside:
            host.hall.floor.thinkers.pace = asked.pace
            await play(host, outside, asked)


async def play(host: Hosting, outside: aiohttp.ClientSession, asked: argparse.Namespace) -> None:
    hall, address = host.hall, host.addresses[0].url
    seats: list[Seat] = []
    readers: list[asyncio.Task[None]] = []
    for number in range(asked.people):
        token = await join(outside, address, hall.join_code, f"Player {number}")
        seats.append(await connect(outside, address, token))
        readers.append(asyncio.create_task(seats[-1].read()))
        await seats[-1].painted.wait()
    for glance in hall.glances():
        for one in missed(hall.exercise, glance):
            assert not await hall.submit([glance.id], one.move)
    played = Counter(bool(one.stand_in) for at in hall.glances() for one in at.people)
    say(f"{played[False]} people and {played[True]} stand-ins at {len(hall.tables)} tables")
    begun, used = time.monotonic(), time.process_time()
    assert not await hall.submit(list(hall.tables), Advance(by=FACILITATOR))
    await asyncio.gather(*(to_the_debrief(host, id) for id in hall.tables))
    took, busy = time.monotonic() - begun, time.process_time() - used
    endings = Counter(one.debrief.ending for one in hall.glances() if one.debrief is not None)
    moves = sum(
        event.cause is None and event.by in table.table.state.seats
        for table in hall.floor.tables.values()
        for event in table.table.events
    )
    say(f"all in the debrief after {took:.0f} s and {moves} moves; {dict(endings)}")
    say(f"the host used {busy / took * 100:.0f} % of one core")
    for reader in readers:
        reader.cancel()
    await host.hall.floor.thinkers.close()
    thought = resource.getrusage(resource.RUSAGE_CHILDREN)
    say(
        f"the stand-ins used {(thought.ru_utime + thought.ru_stime) / took * 100:.0f} % of one core"
    )


async def to_the_debrief(host: Hosting, id: str) -> None:
    """Let a table's people be ready in each phase until its debrief is open."""
    hosted = host.hall.floor.tables[id]
    while (state := hosted.table.state).stage != "debrief":
        if state.stage == "ended":
            await hosted.submit(OpenDebrief(by=FACILITATOR))
            continue
        await asyncio.sleep(AFTER)
        state = hosted.table.state
        for one in state.seats.values():
            if one.stand_in is None and one.delegation in waiting_for(hosted.table.state):
                await hosted.port(one.id).submit(Ready(by=one.id))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", type=int, default=8)
    parser.add_argument("--people", type=int, default=9)
    parser.add_argument("--pace", default="human", choices=("human", "brisk", "at-once"))
    parser.add_argument("--exercise", default="korea-end-of-war")
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
