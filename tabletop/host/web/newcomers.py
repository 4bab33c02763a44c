"""Seats that were taken and that nobody has sat down at yet: from one address not too many."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

MOST_UNUSED = 60
"""A browser comes to its seat a second or two after it was given: a class of 200 behind one address
is in within half a minute."""
UNUSED_SECONDS = 20.0
"""Who has not come after that counts no longer. Their seat waits on for them."""
PATIENCE = 8.0
"""Seconds that somebody waits to be given a seat; a client waits for ten."""
_LOOK_AGAIN = 0.1


class Newcomers:
    """Who has been given a seat, by address, until they come."""

    def __init__(self) -> None:
        self._unused: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._choosing: Counter[str] = Counter()

    async def room(self, address: str) -> float:
        """Wait until one more may take a seat. Returns 0, or the seconds to come back after."""
        until = time.monotonic() + PATIENCE
        while (wait := self._wait(address)) and time.monotonic() < until:  # noqa: ASYNC110 - time itself makes room
            await asyncio.sleep(_LOOK_AGAIN)
        return wait

    @contextmanager
    def choosing(self, address: str) -> Iterator[None]:
        """Meanwhile a seat is found for somebody there, and counts as theirs already."""
        self._choosing[address] += 1
        try:
            yield
        finally:
            self._choosing -= Counter({address: 1})

    def _wait(self, address: str) -> float:
        now = time.monotonic()
        unused = self._unused[address]
        for token, since in tuple(unused.items()):
            if now - since >= UNUSED_SECONDS:
                del unused[token]
        oldest = next(iter(unused.values()), now)
        if not unused:
            del self._unused[address]
        if len(unused) + self._choosing[address] < MOST_UNUSED:
            return 0.0
        return UNUSED_SECONDS - (now - oldest)

    def took(self, address: str, token: str) -> None:
        """Somebody there was given a seat."""
        self._unused[address][token] = time.monotonic()

    def came(self, address: str, token: str) -> None:
        """They sit there now."""
        if address in self._unused:
            self._unused[address].pop(token, None)
