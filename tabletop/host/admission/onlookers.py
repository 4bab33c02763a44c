"""Who watches the projectors: anybody with the join code may, and nobody can crowd out the room's
own screen.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from tabletop.host.admission.lobby import PROJECTOR, Lobby, Place

MOST_TOKENS = 4
"""Tokens for a projector behind one address; further ones share the last of them."""
MOST_SCREENS = 12
"""Screens of a projector behind one address, not counting the first with each token."""
_MOST_KNOWN = 2_000


class Onlookers:
    """Gives out tokens for projectors, and counts who watches."""

    def __init__(self, lobby: Lobby) -> None:
        self._lobby = lobby
        self._given: OrderedDict[tuple[str, str], list[str]] = OrderedDict()
        self._looking: Counter[str] = Counter()
        self._screens: Counter[tuple[str, Place]] = Counter()

    def token(self, table: str, address: str) -> str:
        """Return a token for a table's projector. Raises `NotAllowed` and `StorageFailed`."""
        known = self._given.pop((address, table), [])
        given = [one for one in known if self._lobby.place_of(one) is not None]
        if len(given) < MOST_TOKENS:
            # When there are too many tokens, the one used longest ago ends: none that is in use.
            for one in self._looking:
                self._lobby.place_of(one)
            given.append(self._lobby.projector_token(table))
        self._given[address, table] = given
        if len(self._given) > _MOST_KNOWN:
            self._given.popitem(last=False)
        return given[-1]

    def has_room(self, token: str, place: Place, address: str) -> bool:
        """Return whether one more may watch from there."""
        full = self._screens[address, place] >= MOST_SCREENS
        return place.seat != PROJECTOR or not (full and self._looking[token])

    @contextmanager
    def looking(self, token: str, place: Place, address: str) -> Iterator[None]:
        """Count somebody who watches from a place, while they do."""
        if place.seat != PROJECTOR:
            yield
            return
        self._looking[token] += 1
        self._screens[address, place] += 1
        try:
            yield
        finally:
            self._looking -= Counter({token: 1})
            self._screens -= Counter({(address, place): 1})
