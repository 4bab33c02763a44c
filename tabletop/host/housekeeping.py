"""Keeps the one loop that everybody shares free: garbage is collected when nobody would notice.

A hundred screens are millions of objects, and a full collection stops all of them for a second. So
what has lasted is frozen, out of the collector's sight, and only what is new is looked through. A
screen that has just been started will last: it is frozen unseen, with the little it leaves behind.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable

log = logging.getLogger("tabletop.host")

_EVERY = 0.5
"""Seconds between two looks at the loop."""
_QUIET = 1.0
"""Seconds without a key after which nobody notices a short collection."""
_STILL = 10.0
"""Seconds without a key after which everything may be looked through."""
_SELDOM = 10.0
"""Seconds between two collections while people play; what is left in ten is soon looked through."""
_LATE = 0.25
"""Seconds by which the loop may be late before the log says so, once a minute at most."""
_SAID_AGAIN = 60.0
_THRESHOLDS = (25_000, 4, 1_000)
"""Of the collector: while people play it looks through a hundred thousand new objects at most."""
_PILED = 3
"""So many of those passes later nobody's quiet is waited for: the longer, the longer the pause."""


class Housekeeping:
    """`run` is a task for the life of a floor; `touched` tells it of every key."""

    def __init__(self, begun: Callable[[], int], ended: Callable[[], int]) -> None:
        """`begun` and `ended` count the screens that have been started and ended so far."""
        self._begun = begun
        self._ended = ended
        self._touched = 0.0
        self._by = "nobody"

    def touched(self, by: str) -> None:
        """Somebody has pressed a key: `by` is where they sit."""
        self._touched = asyncio.get_running_loop().time()
        self._by = by

    async def run(self) -> None:
        """Watch the loop and tidy up, for ever; cancel it at the end."""
        before = gc.get_threshold()
        gc.set_threshold(*_THRESHOLDS)
        gc.collect()
        gc.freeze()
        try:
            await self._watch()
        finally:
            gc.set_threshold(*before)
            gc.unfreeze()

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        tidied, begun, ended, said = loop.time(), 0, 0, 0.0
        while True:
            asked = loop.time()
            await asyncio.sleep(_EVERY)
            now = loop.time()
            late = now - asked - _EVERY
            if late > _LATE and now - said > _SAID_AGAIN:
                said = now
                log.warning(
                    "everybody waited %.0f ms for one thing; the last key before that came from %s",
                    late * 1000,
                    self._by,
                )
            if begun != self._begun():
                begun = self._begun()
                gc.freeze()
            quiet = now - self._touched
            piled = gc.get_count()[2]
            if piled < _PILED and (now - tidied < _SELDOM or quiet < _QUIET):
                continue
            if ended != self._ended() and quiet >= _STILL:
                ended = self._ended()
                gc.unfreeze()
            tidied = now
            gc.collect()
            gc.freeze()
