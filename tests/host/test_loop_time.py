"""Shares of the loop are shares of what the host gets of the machine, not of what time passes."""

from __future__ import annotations

import asyncio
import time

from tabletop.host.admission.loop_time import LoopTime
from tabletop.host.admission.metering import Meter


class Machine:
    """Two clocks: what passes, and what the host gets of it."""

    def __init__(self) -> None:
        self.passed = self.worked = 0.0
        self.loop = LoopTime(lambda: self.passed, lambda: self.worked)

    def work(self, seconds: float, part: float) -> None:
        """Work so long on a processor of which the host gets this part."""
        self.loop.works()
        self.worked += seconds
        self.passed += seconds / part
        self.loop.rests()


def test_a_clients_share_is_a_share_of_what_the_host_gets() -> None:
    machine = Machine()
    client = Meter(now=machine.loop.now)
    client.spent(2)
    before = client.part
    for _ in range(40):
        machine.work(0.025, part=0.25)
    # Four seconds have passed, and the host has had one of them.
    assert round(machine.passed, 6) == 4
    assert round(before - client.part, 6) == 0.05


def test_a_host_that_is_idle_loses_nothing() -> None:
    machine = Machine()
    machine.work(0.1, part=1)
    machine.passed += 10
    machine.work(0.1, part=1)
    assert round(machine.loop.now() - machine.passed, 6) == 0


async def test_time_in_which_the_loop_can_not_work_is_lost() -> None:
    clock = LoopTime()
    clock.watch(asyncio.get_running_loop())
    clock.watch(asyncio.get_running_loop())
    await asyncio.sleep(0)
    before, passed = clock.now(), time.monotonic()
    # To the loop it is as if the system gave the processor to somebody else.
    time.sleep(0.05)  # noqa: ASYNC251
    await asyncio.sleep(0)
    await asyncio.sleep(0.01)
    lost = (time.monotonic() - passed) - (clock.now() - before)
    assert lost > 0.049
    await asyncio.sleep(0.05)
    assert (time.monotonic() - passed) - (clock.now() - before) < lost + 0.04
