"""Pages put up for people who have a seat and are on their way: they find them painted.

Between taking a seat and the first byte of a terminal a browser loads a page, and putting up a
seat's pages takes less than that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from tabletop.host.admission.lobby import Place

_PAUSE = 0.02
"""Seconds between two: whoever types in between notices one at most."""
_USUAL = (120, 36)


class Prerender:
    """`put_up` starts the screen of a place, and returns when its page stands.

    `run` is a task for the life of a floor.
    """

    def __init__(self, put_up: Callable[[Place, tuple[int, int]], Awaitable[None]]) -> None:
        self._put_up = put_up
        self._expected: asyncio.Queue[Place] = asyncio.Queue()
        self.size = _USUAL
        """Columns and lines of the latest terminal: the next is likely to have as many."""

    def expect(self, place: Place) -> None:
        """Somebody has this seat now."""
        self._expected.put_nowait(place)

    async def run(self) -> None:
        """Put pages up one by one, for ever; cancel it at the end."""
        while True:
            await self._put_up(await self._expected.get(), self.size)
            await asyncio.sleep(_PAUSE)
