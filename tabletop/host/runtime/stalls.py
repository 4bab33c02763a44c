"""Says what holds the loop up: everybody's screens share it, and wait for each other.

The loop beats five times a second. When a beat is overdue a thread looks where the loop is, which
the loop itself can't do, and the log names what was found there most often.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections import Counter
from collections.abc import Callable
from time import monotonic, thread_time
from types import FrameType

log = logging.getLogger("tabletop.host")

LATE = 0.15
"""Seconds that everybody waited after which the log says what for, once a minute at most."""
_BEAT = 0.2
_LOOK = 0.03
"""Seconds by which a beat is overdue when the thread looks, and between two looks."""
_SAID_AGAIN = 60.0
_OURS = f"{__name__.partition('.')[0]}."
_MEASURES = f"{_OURS}host.admission.metering"
"""Runs everything, and is no answer."""
COLLECTING = "looking through memory for what nobody uses"
_COLLECTS = f"{_OURS}host.runtime.housekeeping"
"""Where a thread finds the loop that has waited for a collection to end."""
_MOST_PLACES = 3


class Stalls:
    """`run` is a task for the life of a floor; `last_key` says where the last key came from."""

    def __init__(self, last_key: Callable[[], str]) -> None:
        self._last_key = last_key
        self._beaten = threading.Event()
        self._over = False
        self._spent: Counter[str] = Counter()
        """Milliseconds since the last beat, by what they went to."""
        self._tasks: set[object] = set()

    def spent(self, what: str, seconds: float) -> None:
        """Note what the loop was held up by, where no look can be had meanwhile."""
        self._spent[what] += round(seconds * 1000)

    async def run(self) -> None:
        """Watch the loop, for ever; cancel it at the end."""
        self._over = False
        loop = asyncio.get_running_loop()
        looking = threading.Thread(
            target=self._look, args=(loop, threading.get_ident()), name="stalls", daemon=True
        )
        looking.start()
        try:
            await self._beat()
        finally:
            self._over = True
            self._beaten.set()

    async def _beat(self) -> None:
        said = float("-inf")
        while True:
            self._spent.clear()
            self._tasks.clear()
            due, worked = monotonic() + _BEAT, thread_time()
            self._beaten.set()
            await asyncio.sleep(_BEAT)
            late = monotonic() - due
            if late > LATE and monotonic() - said > _SAID_AGAIN:
                said = monotonic()
                log.warning(
                    "everybody waited %.0f ms for %s; the processor worked at it for %.0f ms; "
                    "the last key before that came from %s",
                    late * 1000,
                    self._what(),
                    # With much less than was waited, a disk or other programs held it up.
                    (thread_time() - worked) * 1000,
                    self._last_key(),
                )

    def _what(self) -> str:
        found = self._spent.most_common(1)
        if not found or not found[0][0]:
            return "something that could not be found out"
        things = len(self._tasks)
        return f"{things} things, most of it {found[0][0]}" if things > 1 else found[0][0]

    def _look(self, loop: asyncio.AbstractEventLoop, thread: int) -> None:
        """In a thread of its own: look where the loop is while a beat is overdue."""
        patience = _BEAT + _LOOK
        while not self._over:
            if self._beaten.wait(patience):
                self._beaten.clear()
                patience = _BEAT + _LOOK
                continue
            where = place(sys._current_frames().get(thread))
            if where != COLLECTING:
                # How long that took is told by who knows it.
                self._spent[where] += round(patience * 1000)
            self._tasks.add(asyncio.current_task(loop))
            patience = _LOOK


def place(frame: FrameType | None) -> str:
    """The innermost functions of ours that run, and what they have called; "" outside of them."""
    names: list[str] = []
    inner = ""
    while frame is not None and len(names) < _MOST_PLACES:
        module = frame.f_globals.get("__name__", "")
        if module == _COLLECTS and not names:
            return COLLECTING
        name = f"{module.rpartition('.')[2]}.{frame.f_code.co_qualname}"
        inner = inner or name
        if module.startswith(_OURS) and module != _MEASURES:
            names.append(name)
        frame = frame.f_back
    return " < ".join(dict.fromkeys([inner, *names] if names else [inner]))
