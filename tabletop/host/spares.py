"""Screens started ahead, so that whoever comes is not kept waiting by style sheets.

A spare is an app that runs and shows nothing; it becomes a place's screen when it is taken. They
are started one by one, each when the loop has been idle for a moment.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial

from tabletop.host.faces import Face, blank
from tabletop.host.sitting import Sitting

_PAUSE = 0.05
"""Seconds between two starts: whoever types in between notices one start at most."""


class Spares:
    """Keeps `number` screens ready. `run` is a task for the life of the hall."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._ready: deque[Sitting] = deque()
        self._taken = asyncio.Event()
        self._taken.set()

    def take(self, lead: Callable[[Face], object], name: str) -> Sitting:
        """A screen that `lead` gives its guide: a spare one, or else one that is not started."""
        self._taken.set()
        while self._ready:
            spare = self._ready.popleft()
            if not spare.ended.is_set():
                spare.name = name
                assert isinstance(spare.app, Face)
                spare.call_now(partial(lead, spare.app))
                return spare

        def make() -> Face:
            face = blank()
            lead(face)
            return face

        return Sitting(make, name)

    async def run(self) -> None:
        """Start spares as they are taken, for ever; cancel it at the end."""
        while True:
            while len(self._ready) >= self._number:
                self._taken.clear()
                await self._taken.wait()
            await asyncio.sleep(_PAUSE)
            spare = Sitting(blank, "a spare screen")
            await spare.start()
            self._ready.append(spare)

    async def close(self) -> None:
        """End those that nobody took."""
        while self._ready:
            await self._ready.popleft().close("")
