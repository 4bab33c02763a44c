"""One table of a hall: who sits there and is connected, and its clock."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.play.actions import AnyAction, Join, Leave, Role
from tabletop.table import Table

log = logging.getLogger("tabletop.host")

GRACE = 10.0
"""Seconds that a dropped line may take to come back before its seat counts as left."""
EMPTY_AFTER = 60.0
"""Seconds without a connection after which anybody with the code may take the seat over."""


@dataclass(frozen=True)
class Person:
    """Somebody at a table. `away` is the seconds since the last connection, None while there."""

    seat: str
    name: str
    delegation: str | None
    role: Role
    away: float | None

    @property
    def connected(self) -> bool:
        return self.away is None


class HostedTable:
    """A table by its `id` in the hall; `path` is its transcript."""

    def __init__(
        self, id: str, table: Table, path: Path, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.id = id
        self.table = table
        self.path = path
        self._now = now
        self._here: set[str] = set()
        self._gone: dict[str, float] = {}
        self._opened = now()

    def submit(self, action: AnyAction) -> str | None:
        """Do it. None when it is done and durable, else one sentence that says why it is not."""
        try:
            self.table.submit(action)
        except (NotAllowed, StorageFailed) as refusal:
            return refusal.sentence
        return None

    def connected(self, seat: str) -> bool:
        """Is there a live connection to the seat now?"""
        return seat in self._here

    def people(self) -> tuple[Person, ...]:
        """Everybody with a seat here, in the order of seating."""
        return tuple(
            Person(one.id, one.name, one.delegation, one.role, self._away(one.id))
            for one in self.table.state.seats.values()
        )

    def _away(self, seat: str) -> float | None:
        return None if seat in self._here else self._now() - self._gone.get(seat, self._opened)

    def came(self, seat: str) -> None:
        """A client has connected to a seat."""
        self._here.add(seat)
        self._gone.pop(seat, None)
        one = self.table.state.seats.get(seat)
        if one is not None and not one.present:
            self._note(Join(by=seat))

    def went(self, seat: str) -> None:
        """The client is gone; `tick` notes it if nobody comes back."""
        if seat in self._here:
            self._here.discard(seat)
            self._gone[seat] = self._now()

    def tick(self) -> None:
        """A second has passed: let the clock end a phase, and note who has not come back."""
        try:
            self.table.tick()
        except StorageFailed as failure:
            log.error("table %s: %s", self.id, failure.sentence)
            return
        for seat in self.table.state.seats.values():
            away = self._away(seat.id)
            if seat.present and away is not None and away > GRACE:
                self._note(Leave(by=seat.id))

    def _note(self, action: Join | Leave) -> None:
        refusal = self.submit(action)
        if refusal is not None:
            log.warning("table %s: %s", self.id, refusal)

    def close(self) -> None:
        """Let go of the transcript."""
        self.table.close()
