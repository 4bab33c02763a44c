"""Who uses how much of the one loop, and whose keys are dealt with next.

What a client's bytes set off is counted: the seconds that the loop works for it. Somebody who has
used little is served at once, a few at a time, so that a class that turns its first page together
is dealt with page by page and nobody waits for all of them. Whoever uses a lot takes turns with
others of that kind, and between two of their keys the loop is left to everybody else for several
times as long: however many they are and whatever they send, they have a small part of it together.
"""

from __future__ import annotations

import asyncio
from asyncio import events
from collections import deque
from collections.abc import Callable
from contextvars import Context, ContextVar
from time import thread_time
from typing import Any

from tabletop.host.allowance import Allowance

_AT_ONCE = 3
"""Clients whose keys are being dealt with at the same time."""
_BURST, _SHARE = 1.0, 0.05
"""Seconds of the loop that a client may use at once, and in each second after that, as it likes;
a page takes a twentieth of a second."""
_REST = 12.0
"""Times as long as it took, the loop is left to others after a key of somebody who uses a lot."""
_MOST_WAITING = 65_536
"""Bytes of one client that wait for their turn; of more the newest are dropped."""
_QUIET = 3
"""Rounds of the loop without any work for a client after which its key has been dealt with."""
_PATIENCE = 0.5
"""Seconds after which it is not waited for any more."""

_run = events.Handle._run


class Meter:
    """The seconds that the loop has worked for one client, or one of its lines."""

    def __init__(self, burst: float = _BURST, share: float = _SHARE) -> None:
        self.used = 0.0
        self.waiting: deque[tuple[Callable[[], None], int]] = deque()
        self.bytes_waiting = 0
        self._allowance = Allowance(burst + 1, share)
        """In seconds; above one, which is where an allowance says that nothing is left."""

    def spent(self, seconds: float) -> None:
        """Count them."""
        self.used += seconds
        self._allowance.spend(seconds)

    def wait(self) -> float:
        """Seconds until it may use more; 0 while it may."""
        return self._allowance.wait()

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
        self._light: deque[Meter] = deque()
        self._heavy: asyncio.Queue[Meter] = asyncio.Queue()

    def take(self, meter: Meter, do: Callable[[], None], size: int) -> None:
        """Have something done for a client when it is its turn; `size` is in bytes."""
        if meter.bytes_waiting + size > _MOST_WAITING and meter.waiting:
            return
        meter.waiting.append((do, size))
        meter.bytes_waiting += size
        if len(meter.waiting) == 1:
            self._queue(meter)

    def _queue(self, meter: Meter) -> None:
        if meter.wait():
            self._heavy.put_nowait(meter)
        else:
            self._light.append(meter)
            self._next()

    def _next(self) -> None:
        while self._light and self._busy < _AT_ONCE:
            self._begin(self._light.popleft(), lambda: None)

    def _begin(self, meter: Meter, then: Callable[[], None]) -> None:
        do, size = meter.waiting[0]
        self._busy += 1
        until = asyncio.get_running_loop().time() + _PATIENCE
        used = meter.used
        do()

        def over() -> None:
            self._busy -= 1
            meter.waiting.popleft()
            meter.bytes_waiting -= size
            if meter.waiting:
                self._queue(meter)
            then()
            self._next()

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
            meter = await self._heavy.get()
            used, done = meter.used, asyncio.Event()
            self._begin(meter, done.set)
            await done.wait()
            rested = loop.time()
            # What is painted a moment later belongs to it.
            while (left := rested + (meter.used - used) * _REST - loop.time()) > 0:  # noqa: ASYNC110
                await asyncio.sleep(left)


_NOBODY = Context()
