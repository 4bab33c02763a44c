"""Seats that were taken and that nobody has sat down at yet: from one address not too many."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

UNUSED_AFTER = 30.0
"""Seconds after which a seat that nobody has sat down on is given away in a full hall."""

MOST_UNUSED = 300
"""A class of 250 behind one address may all have a seat before the first browser opens one: on a
slow line they load what they need at the same time.
"""
LARGEST_SHARE = 0.75
"""The share of a hall's seats that may be taken like this from one address; the rest stay free for
others.
"""
UNUSED_SECONDS = UNUSED_AFTER
"""After this many seconds somebody who has not come no longer counts. Their seat still waits for
them, unless the hall is full: so nobody can fill it by taking seats, however long they go on.
"""
PATIENCE = 8.0
"""Seconds that somebody waits to be given a seat; a client waits for ten."""
_LOOK_AGAIN = 0.1


class Newcomers:
    """Who has been given a seat and not come yet, by address; the hall has `seats` in all."""

    def __init__(self, seats: int) -> None:
        self._share = int(seats * LARGEST_SHARE)
        self._unused: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._choosing: Counter[str] = Counter()

    async def room(self, address: str) -> float:
        """Wait until one more may take a seat. Return 0, or the seconds to come back after."""
        until = time.monotonic() + PATIENCE
        while (wait := self._wait(address)) and time.monotonic() < until:  # noqa: ASYNC110 - time itself makes room
            await asyncio.sleep(_LOOK_AGAIN)
        return wait

    @contextmanager
    def choosing(self, address: str) -> Iterator[None]:
        """Count somebody there as seated while a seat is being found."""
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
        """Note that somebody there was given a seat."""
        self._unused[address][token] = time.monotonic()

    def came(self, address: str, token: str) -> None:
        """Note that they sit there now."""
        if address in self._unused:
            self._unused[address].pop(token, None)
