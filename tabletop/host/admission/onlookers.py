"""Who looks at the projectors: anybody with the join code may, and nobody keeps the wall out."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from tabletop.host.admission.lobby import PROJECTOR, Lobby, Place

MOST_TOKENS = 4
"""For a projector, behind one address; who asks for more shares the last of them."""
MOST_SCREENS = 12
"""Of a projector, behind one address, but for the first with each token."""
_MOST_KNOWN = 2_000


class Onlookers:
    """Gives tokens for projectors, and counts who looks."""

    def __init__(self, lobby: Lobby) -> None:
        self._lobby = lobby
        self._given: OrderedDict[tuple[str, str], list[str]] = OrderedDict()
        self._looking: Counter[str] = Counter()
        self._screens: Counter[tuple[str, Place]] = Counter()

    def token(self, table: str, address: str) -> str:
        """A token for a table's projector. Raises `NotAllowed` and `StorageFailed`."""
        known = self._given.pop((address, table), [])
        given = [one for one in known if self._lobby.place_of(one) is not None]
        if len(given) < MOST_TOKENS:
            # Of too many tokens the one ends that was used longest ago: none that is in use.
            for one in self._looking:
                self._lobby.place_of(one)
            given.append(self._lobby.projector_token(table))
        self._given[address, table] = given
        if len(self._given) > _MOST_KNOWN:
            self._given.popitem(last=False)
        return given[-1]

    def has_room(self, token: str, place: Place, address: str) -> bool:
        """May one more look from there?"""
        full = self._screens[address, place] >= MOST_SCREENS
        return place.seat != PROJECTOR or not (full and self._looking[token])

    @contextmanager
    def looking(self, token: str, place: Place, address: str) -> Iterator[None]:
        """Meanwhile somebody looks from a place."""
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
