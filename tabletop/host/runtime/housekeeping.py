"""Collects garbage without anybody noticing.

A hundred screens are millions of objects, and a full collection stops everybody for half a second.
So pages release their memory as they are closed (`parting`); and new objects are collected often
and between two tasks, never in the middle of one: whatever is in use then is rarely looked at
again, and while a page is being mounted all of it is in use. Once many are new they are looked
through a last time, and what is in use is frozen, out of the collector's sight; its memory is
released without the collector as long as no cycle keeps it. For those that do everything is thawed
and looked through when nobody presses keys, or once memory has grown so much that it must.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from time import monotonic
from typing import Any

from tabletop.host.runtime.memory import Room
from tabletop.host.runtime.stalls import COLLECTING, Stalls

_EVERY = 0.5
"""Seconds between two checks."""
_QUIET = 1.0
"""Seconds without a key after which nobody notices a short collection."""
_STILL = 10.0
"""Seconds without a key after which a full collection may run."""
_SELDOM = 5.0
"""Seconds between two measurements of growth."""
_NEW = 12_000
"""New objects after which they are collected; with twice as many a pass sometimes took a tenth of a
second.
"""
_YOUNG = 3
"""After this many of those passes the middle generation is collected too."""
_NEVER = 1_000_000_000
_A_SCREEN = 25_000
"""Memory blocks that a screen takes; growth from newcomers is no sign of garbage."""
_SOME, _MUCH = 50_000, 300_000
"""Growth in blocks since the last full collection after which another runs: when idle, and in any
case. A block is about 80 bytes.
"""
_RECENT = 100_000
"""Growth in blocks after which what is new is looked through and frozen: four screens, or a few
hundredths of a second.
"""


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
        """Note that somebody has pressed a key: `by` is their seat."""
        self._touched = asyncio.get_running_loop().time()
        self._by = by

    async def run(self) -> None:
        """Collect garbage, forever; cancel it at the end."""
        before = gc.get_threshold()
        loop = asyncio.get_running_loop()

        def collecting(phase: str, about: dict[str, Any]) -> None:
            if phase == "start":
                self._started = monotonic()
                return
            self.stalls.spent(COLLECTING, monotonic() - self._started)
            if about["generation"] == 0 and gc.get_count()[1] >= _YOUNG and not self._soon:
                self._soon = True
                # Any thread may have triggered this.
                loop.call_soon_threadsafe(self._look_through_young)

        gc.set_threshold(_NEW, _NEVER, _NEVER)
        look_through_recent()
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
        blocks, screens = sys.getallocatedblocks(), self._screens()
        recent = blocks
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
                if sys.getallocatedblocks() - recent > _RECENT:
                    look_through_recent()
                    recent = sys.getallocatedblocks()
                more = sys.getallocatedblocks() - blocks - _A_SCREEN * (self._screens() - screens)
                still = quiet >= _STILL and everything < self._touched
                if more > (_SOME if still else _MUCH):
                    look_through_everything()
                    everything = now
                    blocks, screens = sys.getallocatedblocks(), self._screens()
                    recent = blocks

    def _screens(self) -> int:
        return self._begun() - self._ended()


def look_through_recent() -> None:
    """Free what nobody uses of what is new, and freeze the rest."""
    gc.collect()
    gc.freeze()


def look_through_everything() -> None:
    """Do the same with everything."""
    gc.unfreeze()
    look_through_recent()
