"""How long a table has been open for play, independent of the computer's clock.

The time of day is set by people and by networks. What is counted here is monotonic, and stands
still while the computer sleeps or the program is stopped: nobody can play then.
"""

from __future__ import annotations

import time
from collections.abc import Callable

Seconds = Callable[[], float]

SLEEP = 20.0
"""Seconds between two beats from which on the computer is taken to have slept.

A beat comes every second; one that is late by less was delayed by work.
"""


def _through_sleep() -> float:
    """Return a clock that goes on while the computer sleeps, or the monotonic one where there is
    none.
    """
    # On Linux `time.monotonic` stands still in sleep; on a Mac too, where CLOCK_MONOTONIC goes on.
    clock = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class Stopwatch:
    """Counts from its creation. `passing` goes on in sleep, `running` need not."""

    def __init__(
        self, running: Seconds = time.monotonic, passing: Seconds = _through_sleep
    ) -> None:
        self._running = running
        self._passing = passing
        self._not_counted = running()
        self._beat: tuple[float, float] | None = None

    def read(self) -> int:
        """Return the milliseconds so far; after a sleep, until the next beat, those up to the last
        one.
        """
        if self._beat is not None and self._passing() - self._beat[0] > SLEEP:
            return self._ms(self._beat[1])
        return self._ms(self._running())

    def beat(self) -> int:
        """Note that a second has passed; return the whole seconds that were slept, usually 0.

        Time slept is not counted.
        """
        passing, running = self._passing(), self._running()
        slept = 0
        if self._beat is not None and passing - self._beat[0] > SLEEP:
            slept = int(passing - self._beat[0])
            self._not_counted += running - self._beat[1]
        self._beat = passing, running
        return slept

    def _ms(self, running: float) -> int:
        return round((running - self._not_counted) * 1000)
