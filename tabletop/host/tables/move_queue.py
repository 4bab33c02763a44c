"""A hosted table's moves, one after another: each is on the disk before anybody sees it.

A disk takes some milliseconds for that, and now and then a quarter of a second. So it is waited for
in a thread of the table's own: the loop goes on with the other tables, and with whoever looks at
this one. What is decided, and what is told, is decided and told in the loop.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import NamedTuple

from tabletop.errors import StorageFailed
from tabletop.play.actions import AnyAction
from tabletop.play.events import AnyEvent
from tabletop.table import Saving, Table

MOST_WAITING = 64
"""Moves of a table that wait while the one before them is written: more than it has people."""

Done = asyncio.Future[tuple[AnyEvent, ...]]


class _Waiting(NamedTuple):
    action: AnyAction | None
    """None for whoever waits until nothing is being written."""
    done: Done


class MoveQueue:
    """All is called in the loop's thread. Nothing else submits to the table while a loop runs."""

    def __init__(self, table: Table, most: int = MOST_WAITING) -> None:
        self._table = table
        self._most = most
        self._waiting: deque[_Waiting] = deque()
        self._saving: Saving | None = None
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="transcript")

    async def submit(self, action: AnyAction) -> tuple[AnyEvent, ...]:
        """Do a move once those before it are done; when it returns, all of it is durable.

        Whoever stops waiting does not stop the move. Raises `NotAllowed` and `StorageFailed`, also
        where too many moves wait.
        """
        return await self._put(action)

    def note(self, action: AnyAction) -> None:
        """Do a move in its turn; nobody waits for it, and nobody is told where it is refused."""
        try:
            done = self._put(action)
        except StorageFailed:
            return
        done.add_done_callback(lambda it: it.cancelled() or it.exception())

    async def settled(self) -> None:
        """Wait until every move that was handed in so far is done."""
        if self._saving is not None:
            done: Done = asyncio.get_running_loop().create_future()
            self._waiting.append(_Waiting(None, done))
            await done

    def close(self) -> None:
        """There will be no more moves."""
        self._writer.shutdown(wait=False)

    def _put(self, action: AnyAction) -> Done:
        if len(self._waiting) >= self._most:
            raise StorageFailed(
                "the move could not be saved (the disk is slow and too many moves wait for it); "
                "everything before it is safe: try again"
            )
        done: Done = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(action, done))
        self._next()
        return done

    def _next(self) -> None:
        """Decide moves up to one that is to be written."""
        while self._saving is None and self._waiting:
            action, done = self._waiting.popleft()
            if action is None:
                _tell(done, lambda: ())
                continue
            try:
                saving = self._table.begin(action)
            except Exception as refusal:  # noqa: BLE001 - it is whoever made the move who is told
                _fail(done, refusal)
                continue
            self._save(saving, done)

    def _save(self, saving: Saving, done: Done) -> None:
        loop = asyncio.get_running_loop()

        def written(_: object) -> None:
            # In nobody's context: what is told belongs to no screen.
            loop.call_soon_threadsafe(self._saved, saving, done, context=Context())

        self._saving = saving
        self._writer.submit(saving.save).add_done_callback(written)

    def _saved(self, saving: Saving, done: Done) -> None:
        """The disk has it, or has refused it: tell, and go on with the next."""
        try:
            _tell(done, lambda: self._table.finish(saving))
        finally:
            self._saving = None
            self._next()


def _tell(done: Done, result: Callable[[], tuple[AnyEvent, ...]]) -> None:
    try:
        found = result()
    except Exception as refusal:  # noqa: BLE001 - it is whoever made the move who is told
        _fail(done, refusal)
    else:
        if not done.done():
            done.set_result(found)


def _fail(done: Done, fault: Exception) -> None:
    if not done.done():
        done.set_exception(fault)
