"""Limit the cost of a client's input to an app: a key costs as much as a whole paste."""

from __future__ import annotations

from tabletop.host.admission.rate_limit import RateLimit
from tabletop.text.pasting import KeyPresses, Pieces

MOST_AT_ONCE = 300
"""Keys, clicks and mouse movements at once; holding a key down makes 30 a second."""
EACH_SECOND = 100
_PASTED = 1_000
"""Pasted bytes that cost as much as a key."""


class InputLimit:
    """Counts what one client types, and says how long to delay it.

    A door that waits as it is told before it reads on keeps one seat from slowing down the others,
    and loses no key of an honest one.
    """

    def __init__(self) -> None:
        self._allowance = RateLimit(MOST_AT_ONCE, EACH_SECOND)
        self._pieces = Pieces()

    def spend(self, data: bytes) -> float | None:
        """Return the seconds to wait before reading on; None when no human types that
        much at once.
        """
        cost = sum(
            piece.count if isinstance(piece, KeyPresses) else 1 + len(piece.data) / _PASTED
            for piece in self._pieces.sort(data)
        )
        return None if cost > 2 * MOST_AT_ONCE else self._allowance.spend(cost)
