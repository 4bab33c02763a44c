"""A hosted table's moves, one after another: each is on the disk before anybody sees it.

A disk takes some milliseconds for that, and now and then a quarter of a second. So it is waited for
in a thread of the table's own: the loop goes on with the other tables, and with whoever looks at
this one. What is decided, and what is told, is decided and told in the loop.

Moves that are handed in together, or that wait while others are written, are written and told
together: a seat is painted a few times a second, so that of two moves told one after the other the
second would be seen a quarter of a second later.
"""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import NamedTuple

from tabletop.errors import StorageFailed
from tabletop.play.actions import AnyAction
from tabletop.play.events import AnyEvent
from tabletop.table import Saving, Table

MOST_WAITING = 64
"""Moves of a table that wait while the one before them is written: more than it has people."""

AT_ONCE = 8
"""Moves that are written together at most: for so long is the loop busy deciding them."""

Done = asyncio.Future[tuple[AnyEvent, ...]]


class _Waiting(NamedTuple):
    action: AnyAction | None
    """None for whoever waits until nothing is being written."""
    done: Done


class _Answer(NamedTuple):
    """What is told once the disk has answered."""

    done: Done
    is_move: bool
    refusal: Exception | None


class MoveQueue:
    """All is called in the loop's thread. Nothing else submits to the table while a loop runs."""

    def __init__(self, table: Table, most: int = MOST_WAITING) -> None:
        self._table = table
        self._most = most
        self._waiting: deque[_Waiting] = deque()
        self._saving: Saving | None = None
        self._woken = False
        """Whether what waits is decided in a moment."""
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
        if self._saving is not None or self._waiting:
            await self._wait(None)

    def close(self) -> None:
        """There will be no more moves."""
        self._writer.shutdown(wait=False)

    def _put(self, action: AnyAction) -> Done:
        if len(self._waiting) >= self._most:
            raise StorageFailed(
                "the move could not be saved (the disk is slow and too many moves wait for it); "
                "everything before it is safe: try again"
            )
        done = self._wait(action)
        if self._saving is None and not self._woken:
            # Not at once: what is handed in with it is written with it, and is one piece of news.
            self._woken = True
            asyncio.get_running_loop().call_soon(self._next)
        return done

    def _wait(self, action: AnyAction | None) -> Done:
        done: Done = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(action, done))
        return done

    def _next(self) -> None:
        """Decide what waits, and have it written."""
        self._woken = False
        saving: Saving | None = None
        answers: list[_Answer] = []
        while self._waiting and len(answers) < AT_ONCE:
            action, done = self._waiting.popleft()
            refusal: Exception | None = None
            if action is not None:
                try:
                    saving = self._table.begin(action, saving)
                except Exception as fault:  # noqa: BLE001 - it is whoever made the move who is told
                    refusal = fault
            answer = _Answer(done, action is not None, refusal)
            if saving is None:
                # What has been done already refuses it, and nothing that may yet fail.
                _tell(answer, ())
            else:
                answers.append(answer)
        if saving is not None:
            self._save(saving, answers)

    def _save(self, saving: Saving, answers: list[_Answer]) -> None:
        loop = asyncio.get_running_loop()

        def written(_: object) -> None:
            # In nobody's context: what is told belongs to no screen.
            loop.call_soon_threadsafe(self._saved, saving, answers, context=Context())

        self._saving = saving
        self._writer.submit(saving.save).add_done_callback(written)

    def _saved(self, saving: Saving, answers: list[_Answer]) -> None:
        """The disk has them, or has refused them: tell, and go on with the next."""
        try:
            try:
                happened = iter(self._table.finish(saving))
            except Exception as failure:  # noqa: BLE001 - as above
                # Also whoever was refused for what has not happened now.
                for one in answers:
                    _tell(one._replace(refusal=failure if one.is_move else None), ())
            else:
                for one in answers:
                    made = one.is_move and one.refusal is None
                    _tell(one, next(happened) if made else ())
        finally:
            self._saving = None
            self._next()


def _tell(answer: _Answer, happened: tuple[AnyEvent, ...]) -> None:
    if answer.done.done():
        # Nobody waits for it any more.
        return
    if answer.refusal is not None:
        answer.done.set_exception(answer.refusal)
    else:
        answer.done.set_result(happened)
