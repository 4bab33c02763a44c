"""Whose keys are dealt with next, by who uses how much of the one loop.

A turn is one key, or one paste, however many came at once. Somebody who has used little is served
at once, one key at a time and who used least before the others, and nothing is done for anybody
else meanwhile (`metering`). A key that has become a page gives way to the next keys; so few pages
are under way at once, and the rest of them wait in the middle, that a class that turns its first
page together is dealt with page by page, and nobody's key waits for any of them. Whoever uses a
lot, or sends more than anybody types, takes turns with others of that kind, and between two of
their keys the loop is left to everybody else: for longer the more they have used and the more of
them wait, up to several times as long as the key took. However many they are and whatever they
send, they have a small part of the loop together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context
from typing import Any

from tabletop.host.admission.loop_time import LOOP_TIME
from tabletop.host.admission.metering import FIRST, Meter

_A_KEY = 0.01
"""Seconds of the loop that a key may use; one that uses more has opened a page."""
_PAGES = 4
"""Pages of light users that may be under way at once; further ones wait for one of them."""
_REST = 12.0
"""How long the loop is left to others after a heavy user's key, as a multiple of the time it took;
and the most it grows for each other one waiting.
"""
_IN_A_CROWD, _LONGEST_REST = 3.0, 24.0
_MOST_WAITING = 65_536
"""The most bytes of one client that wait for their turn; further ones are dropped."""
_QUIET = 3
"""Loop iterations without work for a client after which its key counts as handled."""
_PATIENCE = 0.5
"""Seconds after which it is not waited for any more."""


class Turns:
    """`run` is a task for the life of a floor."""

    def __init__(self) -> None:
        self._key = False
        """Whether a light user's key is being handled."""
        self._pages = 0
        self._waiting_pages: list[Meter] = []
        """Whose keys have become pages that wait until fewer are under way."""
        self._little: list[Meter] = []
        self._a_lot: list[Meter] = []
        self._wanted = asyncio.Event()
        """Set when a heavy user has come."""

    def take(self, meter: Meter, do: Callable[[], None], size: int) -> bool:
        """Run something for a client when its turn comes; `size` is in bytes.

        Returns False, and does nothing, where too much of that client waits.
        """
        if meter.bytes_waiting + size > _MOST_WAITING and meter.waiting:
            return False
        meter.waiting.append((do, size))
        meter.bytes_waiting += size
        if len(meter.waiting) == 1:
            self._queue(meter, begins=True)
        return True

    def _queue(self, meter: Meter, *, begins: bool) -> None:
        meter.sort(begins=begins)
        if meter.a_lot:
            self._a_lot.append(meter)
            self._wanted.set()
        else:
            self._little.append(meter)
            self._next()

    def _next(self) -> None:
        if self._little and not self._key:
            meter = _who_used_least(self._little)
            self._key = True
            FIRST.begin(meter, asyncio.get_running_loop())
            _Turn(meter, self._has_become_a_page, self._over).begin()

    def _has_become_a_page(self, meter: Meter) -> None:
        FIRST.end()
        self._key = False
        if self._pages < _PAGES:
            self._pages += 1
        else:
            FIRST.park(meter)
            self._waiting_pages.append(meter)
        self._next()

    def _over(self, turn: _Turn) -> None:
        if turn.meter in self._waiting_pages:
            # It had nothing left to do.
            self._waiting_pages.remove(turn.meter)
            FIRST.go_on(turn.meter)
        elif turn.is_page and self._waiting_pages:
            FIRST.go_on(_who_used_least(self._waiting_pages))
        elif turn.is_page:
            self._pages -= 1
        else:
            FIRST.end()
            self._key = False
        if turn.meter.waiting:
            self._queue(turn.meter, begins=False)
        self._next()

    async def run(self) -> None:
        """Let heavy users take turns, forever; cancel it at the end."""
        LOOP_TIME.watch(asyncio.get_running_loop())
        last, used, ended = Meter(), 0.0, LOOP_TIME.now()
        while True:
            while self._a_lot:
                # What is painted a moment later belongs to the last key; others may come who have
                # used less and need not wait as long.
                rest = (last.used - used) * min(map(self._rest, self._a_lot))
                if (left := ended + rest - LOOP_TIME.now()) <= 0:
                    break
                self._wanted.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(left):
                        await self._wanted.wait()
            else:
                self._wanted.clear()
                await self._wanted.wait()
                continue
            last, done = _who_used_least(self._a_lot), asyncio.Event()
            used = last.used

            def over(turn: _Turn, done: asyncio.Event = done) -> None:
                if turn.meter.waiting:
                    self._queue(turn.meter, begins=False)
                done.set()

            _Turn(last, None, over).begin()
            await done.wait()
            ended = LOOP_TIME.now()

    def _rest(self, meter: Meter) -> float:
        """Return how long this one waits after the last key, as a multiple of the time that took.

        By its own use: somebody who has turned two pages does not wait as flooders do.
        """
        others = len(self._a_lot) - 1
        longest = min(_LONGEST_REST, max(_REST, _IN_A_CROWD * others))
        return longest * meter.weight


class _Turn:
    """One key, from the start of its turn until everything it caused is done."""

    def __init__(
        self, meter: Meter, page: Callable[[Meter], None] | None, over: Callable[[_Turn], None]
    ) -> None:
        """`page` is called once it has used more than a key does."""
        self.meter = meter
        self.is_page = False
        self._page = page
        self._over = over
        self._begun = meter.used
        self._until = LOOP_TIME.now() + _PATIENCE

    def begin(self) -> None:
        do, _ = self.meter.waiting[0]
        do()
        self._look(self.meter.used, 0)

    def _look(self, used: float, quiet: int) -> None:
        """Check whether it is done: what it causes follows in the loop's next iterations, without a
        gap.
        """
        loop = asyncio.get_running_loop()
        meter = self.meter
        if not FIRST.waits_for(meter, loop) and not meter.held:
            quiet = quiet + 1 if meter.used == used else 0
        if FIRST.parks(meter):
            self._until = LOOP_TIME.now() + _PATIENCE
        if quiet > _QUIET or LOOP_TIME.now() > self._until:
            _, size = meter.waiting.popleft()
            meter.bytes_waiting -= size
            self._over(self)
            return
        if self._page is not None and not self.is_page and meter.used - self._begun > _A_KEY:
            self.is_page = True
            self._page(meter)
        # Not in the client's own context: checking is not its doing.
        about: tuple[Any, ...] = (meter.used, quiet)
        loop.call_soon(self._look, *about, context=_NOBODY)


def _who_used_least(waiting: list[Meter]) -> Meter:
    """Remove and return the lightest user; of several the one that has waited longest."""
    return waiting.pop(min(range(len(waiting)), key=lambda at: waiting[at].weight))


_NOBODY = Context()
