"""Prerender pages for people who have a seat and are on their way.

Between taking a seat and the first terminal byte a browser loads a page, and rendering a seat's
pages takes less than that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from tabletop.host.admission.lobby import Place

_PAUSE = 0.02
"""Seconds between two: somebody who types in between notices one at most."""
_USUAL = (120, 36)


class Prerender:
    """`put_up` starts the screen of a place, and returns when its page is ready.

    `run` is a task for the life of a floor.
    """

    def __init__(self, put_up: Callable[[Place, tuple[int, int]], Awaitable[None]]) -> None:
        self._put_up = put_up
        self._expected: asyncio.Queue[Place] = asyncio.Queue()
        self.size = _USUAL
        """Columns and lines of the latest terminal: the next is likely to have the same."""

    def expect(self, place: Place) -> None:
        """Queue a seat that somebody now has."""
        self._expected.put_nowait(place)

    async def run(self) -> None:
        """Prerender pages one by one, forever; cancel it at the end."""
        while True:
            await self._put_up(await self._expected.get(), self.size)
            await asyncio.sleep(_PAUSE)
