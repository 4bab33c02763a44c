"""Gives memory back that nobody uses, without anybody noticing.

A hundred screens are millions of objects, and to look through all of them stops everybody for half
a second. So what there was before anybody came is frozen, out of the collector's sight; pages give
back what is theirs as they are closed (`parting`); and the collector looks through what is new,
often and between two things, never in the middle of one: what it finds in use is looked at seldom
from then on, and in the middle of putting up a page everything of that page is in use. Everything
is looked through where nobody presses keys, or once so much has come that it has to be.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from time import monotonic
from typing import Any

from tabletop.host.runtime.memory import Room
from tabletop.host.runtime.stalls import Stalls

_EVERY = 0.5
"""Seconds between two looks at how it stands."""
_QUIET = 1.0
"""Seconds without a key after which nobody notices a short collection."""
_STILL = 10.0
"""Seconds without a key after which everything may be looked through."""
_SELDOM = 5.0
"""Seconds between two looks at how much has come."""
_NEW = 25_000
"""Objects after which the new ones are looked through."""
_YOUNG = 4
"""So many of those passes later what was new then is looked through once more."""
_NEVER = 1_000_000_000
_A_SCREEN = 25_000
"""Blocks of memory that somebody's screen takes; growth by people who come is no sign of waste."""
_SOME, _MUCH = 50_000, 300_000
"""Blocks more than when everything was last looked through after which it is done again: where it
is still, and anywhere. A block is 80 bytes or so."""
_WHAT = "looking through memory for what nobody uses"


class Housekeeping:
    """`run` is a task for the life of a floor; `touched` tells it of every key."""

    def __init__(self, begun: Callable[[], int], ended: Callable[[], int]) -> None:
        """`begun` and `ended` count the screens that have been started and ended so far."""
        self._begun = begun
        self._ended = ended
        self._touched = 0.0
        self._by = "nobody"
        self._started = 0.0
        self._soon = False
        self.stalls = Stalls(lambda: self._by)
        self._room = Room()

    def touched(self, by: str) -> None:
        """Somebody has pressed a key: `by` is where they sit."""
        self._touched = asyncio.get_running_loop().time()
        self._by = by

    async def run(self) -> None:
        """Tidy up, for ever; cancel it at the end."""
        before = gc.get_threshold()
        loop = asyncio.get_running_loop()

        def collecting(phase: str, about: dict[str, Any]) -> None:
            if phase == "start":
                self._started = monotonic()
                return
            self.stalls.spent(_WHAT, monotonic() - self._started)
            if about["generation"] == 0 and gc.get_count()[1] >= _YOUNG and not self._soon:
                self._soon = True
                # Any thread may have come to this.
                loop.call_soon_threadsafe(self._look_through_young)

        gc.set_threshold(_NEW, _NEVER, _NEVER)
        gc.collect()
        gc.freeze()
        gc.callbacks.append(collecting)
        try:
            await self._watch()
        finally:
            gc.callbacks.remove(collecting)
            gc.set_threshold(*before)
            gc.unfreeze()

    def _look_through_young(self) -> None:
        self._soon = False
        gc.collect(1)

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        young = everything = looked = 0.0
        blocks, begun, ended = sys.getallocatedblocks(), self._begun(), self._ended()
        while True:
            await asyncio.sleep(_EVERY)
            now = loop.time()
            quiet = now - self._touched
            if quiet >= _QUIET and young < self._touched:
                gc.collect(1)
                young = now
            elif now - looked >= _SELDOM:
                looked = now
                self._room.look()
                more = sys.getallocatedblocks() - blocks - _A_SCREEN * (self._begun() - begun)
                still = quiet >= _STILL and everything < self._touched
                if more > _MUCH or (still and (more > _SOME or ended != self._ended())):
                    gc.collect()
                    everything = now
                    blocks, begun, ended = sys.getallocatedblocks(), self._begun(), self._ended()
