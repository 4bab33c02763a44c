"""A key goes before the pages that are being made, and holds up none of them for long."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import suppress
from contextvars import Context

from tabletop.host.admission import metering
from tabletop.host.admission.loop_time import LOOP_TIME
from tabletop.host.admission.metering import Meter
from tests.host.far import until


async def test_a_key_that_comes_while_many_pages_are_made_waits_for_a_piece_of_them() -> None:
    metering.measure_the_loop()
    loop = asyncio.get_running_loop()
    done: list[str] = []
    ours, theirs = socket.socketpair()

    def piece(which: str) -> None:
        begun = time.thread_time()
        while time.thread_time() - begun < 0.012:
            pass
        done.append(which)

    def read() -> None:
        # The loop is told again of what it has not read yet, as transports know.
        with suppress(BlockingIOError):
            done.append(ours.recv(9).decode())

    def page(which: int) -> None:
        # In the same iteration: nothing is looked for between two of them.
        loop.call_soon(piece, f"{which} first")
        loop.call_soon(piece, f"{which} second")

    with ours, theirs:
        ours.setblocking(False)
        loop.add_reader(ours, read)
        for which in range(6):
            context = Context()
            context.run(Meter().begin)
            loop.call_soon(page, which, context=context)
        loop.call_soon(lambda: theirs.send(b"key"))
        await until(lambda: len(done) == 13)
        loop.remove_reader(ours)
    assert done.index("key") <= 2
    # Each page's own pieces stay in order, and so do the pages.
    assert [one for one in done if one != "key"] == [
        f"{which} {part}" for which in range(6) for part in ("first", "second")
    ]


def test_a_key_that_a_loop_left_behind_holds_up_nobody_in_the_next_one() -> None:
    metering.measure_the_loop()

    async def leave_behind() -> None:
        metering.FIRST.begin(Meter(), asyncio.get_running_loop())

    async def piece() -> None:
        begun = time.thread_time()
        while time.thread_time() - begun < 0.002:
            pass

    async def work() -> None:
        Meter().begin()
        for _ in range(3):
            await asyncio.create_task(piece())

    asyncio.run(leave_behind())
    asyncio.run(asyncio.wait_for(work(), 10))
    assert metering.FIRST.key is None


async def test_pages_that_have_waited_long_for_keys_go_on_a_few_at_a_time() -> None:
    metering.measure_the_loop()
    loop = asyncio.get_running_loop()
    iteration, done = 0, list[int]()

    def count() -> None:
        nonlocal iteration
        iteration += 1
        if len(done) < 8:
            loop.call_soon(count)

    def piece() -> None:
        begun = time.thread_time()
        while time.thread_time() - begun < 0.012:
            pass
        done.append(iteration)

    key = Meter()
    metering.FIRST.begin(key, loop)
    for _ in range(8):
        meter, context = Meter(), Context()
        meter.held_since = LOOP_TIME.now() - 2 * metering._LONGEST_HELD
        context.run(meter.begin)
        loop.call_soon(piece, context=context)
    loop.call_soon(count)
    await until(lambda: len(done) == 8)
    metering.FIRST.end()
    # As one waits for it, a key that comes meanwhile waits for one of them and not for all.
    assert max(done.count(at) for at in done) == 1
