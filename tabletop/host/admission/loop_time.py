"""The time that the event loop of this process has had: while it worked, and while it was idle.

On a machine that is busy with other things, or in a container that may use a quarter of a core,
seconds pass in which the loop could do nothing at all. A share that refilled meanwhile would be a
share of the machine, and no longer of what the host gets of it.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable
from time import monotonic, thread_time
from typing import Any


class LoopTime:
    """A clock in seconds that stands still while the loop is kept from working."""

    def __init__(
        self, now: Callable[[], float] = monotonic, worked: Callable[[], float] = thread_time
    ) -> None:
        """`worked` returns the processor time of the thread that asks."""
        self._now = now
        self._worked = worked
        self._lost = 0.0
        self._begun: tuple[float, float] | None = None
        """When the loop began to work after it was last idle, by both clocks."""
        self._watched: object = None

    def now(self) -> float:
        """Return the time; it may go back by what has been lost since the loop was last idle."""
        return self._now() - self._lost

    def watch(self, loop: AbstractEventLoop) -> None:
        """Count what this loop loses from now on; nothing where it waits in another way."""
        selector: Any = getattr(loop, "_selector", None)
        if selector is None or selector is self._watched:
            return
        self._watched, self._begun = selector, None
        select = selector.select

        def watched(timeout: float | None = None) -> Any:
            self.rests()
            found = select(timeout)
            self.works()
            return found

        selector.select = watched

    def works(self) -> None:
        """Note that the loop begins to work."""
        self._begun = self._now(), self._worked()

    def rests(self) -> None:
        """Note that it has nothing to do: what passed while it worked, and it did not, is lost."""
        if self._begun is not None:
            since, worked = self._begun
            self._lost += max(0.0, self._now() - since - (self._worked() - worked))


LOOP_TIME = LoopTime()
"""One per process, as is its loop."""
