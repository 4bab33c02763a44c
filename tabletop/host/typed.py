"""What a client's bytes cost an app: a key costs as much as a whole paste."""

from __future__ import annotations

import re

from tabletop.host.allowance import Allowance

_PASTE, _END = b"\x1b[200~", b"\x1b[201~"
_EVENT = re.compile(
    rb"\x1b\[[0-9;<?]*[ -/]*[@-~]"  # a key, or the mouse
    rb"|\x1b[NO].?"
    rb"|\x1b"
    rb"|[^\x1b\x80-\xbf][\x80-\xbf]*",  # a character, however many bytes
)

MOST_AT_ONCE = 300
"""Keys, clicks and movements in one go; holding a key down makes 30 a second."""
EACH_SECOND = 100
_PASTED = 1_000
"""Pasted bytes that cost as much as a key."""


class Typed:
    """Counts what one client types, and says how long to let it wait.

    A door that waits as it is told, before it reads on, keeps one seat from costing the others
    their time, and loses no key of an honest one.
    """

    def __init__(self) -> None:
        self._allowance = Allowance(MOST_AT_ONCE, EACH_SECOND)
        self._pasting = False

    def count(self, data: bytes) -> float:
        """How many keys' worth this is."""
        cost = 0.0
        while data:
            if self._pasting:
                pasted, end, data = data.partition(_END)
                cost += len(pasted) / _PASTED
                self._pasting = not end
            else:
                keys, paste, data = data.partition(_PASTE)
                cost += sum(1 for _ in _EVENT.finditer(keys))
                if paste:
                    self._pasting = True
                    cost += 1
        return cost

    def spend(self, data: bytes) -> float | None:
        """Seconds to wait before reading on; None when no hand types that much at once."""
        cost = self.count(data)
        return None if cost > 2 * MOST_AT_ONCE else self._allowance.spend(cost)
