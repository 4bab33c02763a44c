"""A warm pool of started screens, so that newcomers do not wait for style sheets.

A screen in the pool is an app that runs and shows nothing; it becomes a place's screen when it is
taken. They are started one by one, when the loop has been idle for a moment.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial

from tabletop.host.runtime.session import Session
from tabletop.host.tables.faces import Face, blank

_PAUSE = 0.05
"""Seconds between two starts: somebody who types in between notices one start at most."""
_LEAST = 2
"""How many screens are kept ready when everybody has come."""
_STREAM = 1.0
"""Seconds to wait after a screen was taken: while people stream in, they have the loop to
themselves.
"""


class WarmPool:
    """Keeps screens ready, `number` of them at first. `run` is a task for the life of the hall."""

    def __init__(self, number: int) -> None:
        self.begun = 0
        """How many screens have been started or prerendered so far."""
        self._number = number
        self._ready: deque[Session] = deque()
        self._last = -_STREAM
        self._taken = asyncio.Event()
        self._taken.set()

    def take(
        self, lead: Callable[[Face], object], name: str, size: tuple[int, int] = (80, 24)
    ) -> Session:
        """Return a screen that `lead` gives its guide: a spare one, or else one that is not
        started.
        """
        self._taken.set()
        self.begun += 1
        self._last = asyncio.get_running_loop().time()
        # A person with a screen keeps it: fewer are still to come.
        self._number = max(min(_LEAST, self._number), self._number - 1)
        while self._ready:
            spare = self._ready.popleft()
            if not spare.ended.is_set():
                spare.name = name
                assert isinstance(spare.app, Face)
                spare.call_now(partial(spare.resize_now, *size))
                spare.call_now(partial(lead, spare.app))
                return spare

        def make() -> Face:
            face = blank()
            lead(face)
            return face

        return Session(make, name)

    async def run(self) -> None:
        """Start spares as they are taken, forever; cancel it at the end."""
        while True:
            while len(self._ready) >= self._number:
                self._taken.clear()
                await self._taken.wait()
            await asyncio.sleep(_PAUSE)
            await self._streamed_in()
            spare = Session(blank, "a spare screen")
            try:
                await spare.start()
            except asyncio.CancelledError:
                await spare.close("")
                raise
            self.begun += 1
            self._ready.append(spare)

    async def _streamed_in(self) -> None:
        """Wait until nobody has come for a moment."""
        loop = asyncio.get_running_loop()
        while (wait := self._last + _STREAM - loop.time()) > 0:  # noqa: ASYNC110 - it moves on
            await asyncio.sleep(wait)

    async def close(self) -> None:
        """End those that nobody took."""
        while self._ready:
            await self._ready.popleft().close("")
