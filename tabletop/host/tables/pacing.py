"""Paced fan-out: what happens at a table is painted at its other seats one at a time.

An event makes a table's seats dirty; each is painted at most every `APART` seconds, and between any
two the loop is free for keys. So nobody's own key waits behind a hundred repaints.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextvars import Context

from tabletop.host.runtime.session import Session

log = logging.getLogger("tabletop.host")

APART = 0.25
"""Seconds between two repaints of one seat caused by others."""
_PATIENCE = 0.5


class Pacer:
    """Paints dirty sessions. `run` is a task for the life of the hall."""

    def __init__(self) -> None:
        self._dirty: dict[Session, float] = {}
        self._last: dict[Session, float] = {}
        self._painting: dict[Session, asyncio.Event] = {}
        self._wake = asyncio.Event()

    def dirty(self, session: Session) -> None:
        """Mark a session whose table has changed."""
        if session.connected and not session.ended.is_set() and session not in self._dirty:
            due = self._last.get(session, 0.0) + APART
            self._dirty[session] = max(due, asyncio.get_running_loop().time())
            self._wake.set()

    def forget(self, session: Session) -> None:
        """Forget a session that has ended."""
        self._dirty.pop(session, None)
        self._last.pop(session, None)
        painted = self._painting.get(session)
        if painted is not None:
            painted.set()

    async def run(self) -> None:
        """Paint, forever; cancel it at the end."""
        loop = asyncio.get_running_loop()
        while True:
            session = await self._next()
            self._dirty.pop(session, None)
            self._last[session] = loop.time()
            await self._paint(session)
            # Keys that came meanwhile go first.
            await asyncio.sleep(0)

    async def _next(self) -> Session:
        """Return the session that is due first, once it is."""
        loop = asyncio.get_running_loop()
        while True:
            # While it waits others come, perhaps due before, and any may be forgotten.
            self._wake.clear()
            if not self._dirty:
                await self._wake.wait()
                continue
            session, due = min(self._dirty.items(), key=lambda one: one[1])
            if due <= loop.time():
                return session
            timer = loop.call_at(due, self._wake.set)
            try:
                await self._wake.wait()
            finally:
                timer.cancel()

    async def _paint(self, session: Session) -> None:
        painted = self._painting[session] = asyncio.Event()

        def finish() -> None:
            session.app.paint_changes()
            painted.set()

        def change() -> None:
            session.app.changed()
            # By the page, after it has followed; one that is not mounted yet paints itself in a
            # moment.
            screen = session.app.screen
            (screen if screen.is_mounted else session.app).call_later(finish)

        session.call(change)
        try:
            async with asyncio.timeout(_PATIENCE):
                await painted.wait()
        except TimeoutError:
            log.debug("%s was slow to paint", session.name)
        finally:
            del self._painting[session]


class Coalesced:
    """Calls `tell(table)` at most every `APART` seconds per table, the last change included."""

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
        # In a context of its own: what a subscriber does must not be counted as a seat's doing.
        loop.call_at(due, self._now, table, context=Context())

    def _now(self, table: str) -> None:
        self._pending.discard(table)
        self._last[table] = asyncio.get_running_loop().time()
        self._tell(table)
