"""How many connections are open, in all and per address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

MOST_LINES = 2_000
"""TCP connections at once; a browser briefly has up to six, then one."""
MOST_FROM_ONE = 1_200
"""From one address, which a whole class may share."""


class Crowd:
    """Counts open connections, in all and by address."""

    def __init__(self, most: int = MOST_LINES, most_from_one: int = MOST_FROM_ONE) -> None:
        self._most = most
        self._most_from_one = most_from_one
        self._lines: Counter[str] = Counter()

    def __len__(self) -> int:
        return self._lines.total()

    def came(self, address: str) -> bool:
        """Add one, if there is room for it."""
        if self.has_most(address) or len(self) >= self._most:
            return False
        self._lines[address] += 1
        return True

    def moved(self, before: str, now: str) -> bool:
        """Count an open connection for another address, if there is room for it there."""
        if self.has_most(now):
            return False
        self.went(before)
        self._lines[now] += 1
        return True

    def went(self, address: str) -> None:
        self._lines[address] -= 1
        if self._lines[address] <= 0:
            del self._lines[address]

    def has_most(self, address: str) -> bool:
        """Return whether it has as many connections as one address may."""
        return self._lines[address] >= self._most_from_one

    def full_for(self, address: str) -> Sequence[str]:
        """Return the addresses that would have to close a connection before one more may come from
        there, those with most first.
        """
        if self.has_most(address):
            return (address,)
        if len(self) >= self._most:
            return [one for one, _ in self._lines.most_common()]
        return ()
