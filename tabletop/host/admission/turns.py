"""Who uses how much of the one loop, and whose keys are dealt with next.

What a client's bytes set off is counted: the seconds that the loop works for it, with the pages
that are put up. A turn is one key, or one paste, however many came at once. Somebody who has used
little is served at once, a few at a time and who used least before the others, so that a class that
turns its first page together is dealt with page by page and nobody waits for all of them. Whoever
uses a lot takes turns with others of that kind, and between two of their keys the loop is left to
everybody else: for longer the more they have used and the more of them wait, up to several times as
long as the key took. However many they are and whatever they send, they have a small part of the
loop together.
"""

from __future__ import annotations

import asyncio
import time
from asyncio import events
from collections import deque
from collections.abc import Callable
from contextvars import Context, ContextVar
from time import thread_time
from typing import Any

from tabletop.host.admission.rate_limit import Now, RateLimit

_AT_ONCE = 1
"""Clients whose keys are being dealt with at the same time, of those who use little: whoever comes
waits for one page, and then goes before all who have used more."""
_BURST, _SHARE = 1.0, 0.05
"""Seconds of the loop that a client may use at once, and in each second after that; a page takes a
twentieth of a second."""
_LITTLE = 0.1
"""The part of its burst that a client uses before it counts among those who use a lot: who turns a
page now and then never does."""
_REST = 12.0
"""Times as long as it took, the loop is left to others after a key of somebody who has used their
burst; and so many times at most for each other one who waits in a crowd."""
_IN_A_CROWD, _LONGEST_REST = 3.0, 24.0
_MOST_WAITING = 65_536
"""Bytes of one client that wait for their turn; of more the newest are dropped."""
_QUIET = 3
"""Rounds of the loop without any work for a client after which its key has been dealt with."""
_PATIENCE = 0.5
"""Seconds after which it is not waited for any more."""

_run = events.Handle._run


class Meter:
    """The seconds that the loop has worked for one client, or one of its lines."""

    def __init__(
        self, burst: float = _BURST, share: float = _SHARE, now: Now = time.monotonic
    ) -> None:
        self.used = 0.0
        self.waiting: deque[tuple[Callable[[], None], int]] = deque()
        self.bytes_waiting = 0
        self.a_lot = False
        """Has it used a lot? Until nothing of it waits and little is used again."""
        self._burst = burst
        self._allowance = RateLimit(burst + 1, share, now)
        """In seconds; above one, which is where an allowance says that nothing is left."""

    def spent(self, seconds: float) -> None:
        """Count them."""
        self.used += seconds
        self._allowance.spend(seconds)

    def wait(self) -> float:
        """Seconds until it may use more; 0 while it may."""
        return self._allowance.wait()

    @property
    def part(self) -> float:
        """The part of its burst that it has used and not got back: above 1 it owes."""
        return 1 - (self._allowance.left - 1) / self._burst

    def sort(self, *, begins: bool) -> None:
        """Does it use a lot? `begins` when nothing of it has waited."""
        self.a_lot = self.part > _LITTLE or (self.a_lot and not begins)

    def begin(self) -> None:
        """Count from now on what runs in this context, and in what is begun here."""
        _METER.set(self)


_METER: ContextVar[Meter] = ContextVar("meter")


def _run_measured(self: events.Handle) -> None:
    meter = self._context.get(_METER)  # type: ignore[attr-defined]
    if meter is None:
        _run(self)
        return
    begun = thread_time()
    _run(self)
    meter.spent(thread_time() - begun)


def measure_the_loop() -> None:
    """From here on what the loops of this process do is counted for whom they do it."""
    events.Handle._run = _run_measured  # type: ignore[method-assign]


class Turns:
    """`run` is a task for the life of a floor."""

    def __init__(self) -> None:
        self._busy = 0
        self._little: list[Meter] = []
        self._a_lot: list[Meter] = []
        self._wanted = asyncio.Event()
        """Has somebody come who uses a lot?"""

    def take(self, meter: Meter, do: Callable[[], None], size: int) -> None:
        """Have something done for a client when it is its turn; `size` is in bytes."""
        if meter.bytes_waiting + size > _MOST_WAITING and meter.waiting:
            return
        meter.waiting.append((do, size))
        meter.bytes_waiting += size
        if len(meter.waiting) == 1:
            self._queue(meter, begins=True)

    def _queue(self, meter: Meter, *, begins: bool) -> None:
        meter.sort(begins=begins)
        if meter.a_lot:
            self._a_lot.append(meter)
            self._wanted.set()
        else:
            self._little.append(meter)
            self._next()

    def _next(self) -> None:
        while self._little and self._busy < _AT_ONCE:
            self._busy += 1
            self._begin(_who_used_least(self._little), self._little_done)

    def _little_done(self) -> None:
        self._busy -= 1
        self._next()

    def _begin(self, meter: Meter, then: Callable[[], None]) -> None:
        do, size = meter.waiting[0]
        until = asyncio.get_running_loop().time() + _PATIENCE
        used = meter.used
        do()

        def over() -> None:
            meter.waiting.popleft()
            meter.bytes_waiting -= size
            if meter.waiting:
                self._queue(meter, begins=False)
            then()

        self._look(meter, used, 0, until, over)

    def _look(
        self, meter: Meter, used: float, quiet: int, until: float, over: Callable[[], None]
    ) -> None:
        """Is it done? What it sets off follows in the loop's next rounds, without a gap."""
        loop = asyncio.get_running_loop()
        quiet = quiet + 1 if meter.used == used else 0
        if quiet > _QUIET or loop.time() > until:
            over()
        else:
            # Not in the client's own context: looking is not its doing.
            look: tuple[Any, ...] = (meter, meter.used, quiet, until, over)
            loop.call_soon(self._look, *look, context=_NOBODY)

    async def run(self) -> None:
        """Let those who use a lot take turns, for ever; cancel it at the end."""
        loop = asyncio.get_running_loop()
        while True:
            await self._wanted.wait()
            meter = _who_used_least(self._a_lot)
            if not self._a_lot:
                self._wanted.clear()
            used, done = meter.used, asyncio.Event()
            self._begin(meter, done.set)
            await done.wait()
            rested = loop.time()
            # What is painted a moment later belongs to it, and more may come who wait.
            while (left := rested + self._rest(meter, meter.used - used) - loop.time()) > 0:  # noqa: ASYNC110
                await asyncio.sleep(left)

    def _rest(self, meter: Meter, took: float) -> float:
        """Seconds that the loop is left to others after a key that took so long."""
        others = sum(one is not meter for one in self._a_lot)
        of_its_own = _REST * max(0.0, min(1.0, meter.part))
        return took * min(_LONGEST_REST, max(of_its_own, _IN_A_CROWD * others))


def _who_used_least(waiting: list[Meter]) -> Meter:
    """Take it out; of several the one that has waited longest."""
    return waiting.pop(min(range(len(waiting)), key=lambda at: waiting[at].part))


_NOBODY = Context()
