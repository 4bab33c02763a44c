"""Seats that were taken and that nobody has sat down at yet: from one address not too many."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

UNUSED_AFTER = 30.0
"""Seconds after which a seat that nobody has sat down on is given away in a hall that is full."""

MOST_UNUSED = 300
"""A class of 250 behind one address may all have a seat before the first browser comes to one: on a
slow line they load what they need at the same time."""
LARGEST_SHARE = 0.75
"""Of a hall's seats that may be so taken from one address: the others' stay free."""
UNUSED_SECONDS = UNUSED_AFTER
"""Who has not come after that counts no longer. Their seat waits on for them, unless the hall is
full: so nobody fills it by taking seats, however long they go on."""
PATIENCE = 8.0
"""Seconds that somebody waits to be given a seat; a client waits for ten."""
_LOOK_AGAIN = 0.1


class Newcomers:
    """Who has been given a seat, by address, until they come; the hall has so many `seats`."""

    def __init__(self, seats: int) -> None:
        self._share = int(seats * LARGEST_SHARE)
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
        if len(unused) + self._choosing[address] < min(MOST_UNUSED, self._share):
            return 0.0
        return UNUSED_SECONDS - (now - oldest)

    def took(self, address: str, token: str) -> None:
        """Somebody there was given a seat."""
        self._unused[address][token] = time.monotonic()

    def came(self, address: str, token: str) -> None:
        """They sit there now."""
        if address in self._unused:
            self._unused[address].pop(token, None)
