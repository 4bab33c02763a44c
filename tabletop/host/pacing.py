"""Paced fan-out: what happens at a table is painted at its other seats one at a time.

A table's news makes its seats dirty; each is painted at most every `APART` seconds, and between any
two the loop is free for keys. So somebody's own key never waits behind a hundred repaints.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextvars import Context

from tabletop.host.sitting import Sitting

log = logging.getLogger("tabletop.host")

APART = 0.25
"""Seconds between two repaints of one seat for others' sake."""
_PATIENCE = 0.5


class Pacer:
    """Paints dirty sittings. `run` is a task for the life of the hall."""

    def __init__(self) -> None:
        self._dirty: dict[Sitting, float] = {}
        self._last: dict[Sitting, float] = {}
        self._wake = asyncio.Event()

    def dirty(self, sitting: Sitting) -> None:
        """Its table has changed."""
        if sitting.connected and not sitting.ended.is_set() and sitting not in self._dirty:
            due = self._last.get(sitting, 0.0) + APART
            self._dirty[sitting] = max(due, asyncio.get_running_loop().time())
            self._wake.set()

    def forget(self, sitting: Sitting) -> None:
        """It has ended."""
        self._dirty.pop(sitting, None)
        self._last.pop(sitting, None)

    async def run(self) -> None:
        """Paint, for ever; cancel it at the end."""
        loop = asyncio.get_running_loop()
        while True:
            if not self._dirty:
                self._wake.clear()
                await self._wake.wait()
            sitting, due = min(self._dirty.items(), key=lambda one: one[1])
            wait = due - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            self._dirty.pop(sitting, None)
            self._last[sitting] = loop.time()
            await self._paint(sitting)
            # Keys that came meanwhile go first.
            await asyncio.sleep(0)

    async def _paint(self, sitting: Sitting) -> None:
        done = asyncio.Event()

        def finish() -> None:
            sitting.app.paint_changes()
            done.set()

        def change() -> None:
            changed = getattr(sitting.app, "changed", None)
            if changed is not None:
                changed()
            # By the page, after it has followed; one that is not up yet paints itself in a moment.
            screen = sitting.app.screen
            (screen if screen.is_mounted else sitting.app).call_later(finish)

        sitting.call(change)
        try:
            async with asyncio.timeout(_PATIENCE):
                await done.wait()
        except TimeoutError:
            log.debug("%s was slow to paint", sitting.name)


class Coalesced:
    """Calls `tell(table)` at most every `APART` seconds for a table, the last change included."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._pending: set[str] = set()
        self._last: dict[str, float] = {}

    def __call__(self, table: str) -> None:
        if table in self._pending:
            return
        loop = asyncio.get_running_loop()
        self._pending.add(table)
        due = max(loop.time(), self._last.get(table, 0.0) + APART)
        # In a context of its own: what a subscriber does must not look like a seat's doing.
        loop.call_at(due, self._now, table, context=Context())

    def _now(self, table: str) -> None:
        self._pending.discard(table)
        self._last[table] = asyncio.get_running_loop().time()
        self._tell(table)
