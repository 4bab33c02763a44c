"""Says in the log how much of somebody's input was dropped."""

from __future__ import annotations

import logging
from time import monotonic

log = logging.getLogger("tabletop.host")

TOLD_AGAIN = 60.0
"""Seconds between two log lines about one seat, however often it connects."""


class Dropped:
    """Counts what is dropped of one seat's input, and logs it once a minute at most."""

    def __init__(self) -> None:
        self._number = self._said = 0
        self._told = float("-inf")

    def one(self, whose: str) -> None:
        self._number += 1
        if monotonic() - self._told > TOLD_AGAIN:
            self.tell(whose)

    def tell(self, whose: str) -> None:
        if self._number > self._said:
            log.warning(
                "%s: keys or pastes were dropped, %d so far; more than 64 KB waited already",
                whose,
                self._number,
            )
            self._said, self._told = self._number, monotonic()
