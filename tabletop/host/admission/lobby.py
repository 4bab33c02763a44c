"""The lobby: all that a door knows of the host, whether tables run in this process or in another.

A door (web, ssh, a terminal) shows `openings`, exchanges a code and a name for a `Ticket`, and lets
a client with a ticket `enter`. It sees terminal bytes only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tabletop.play.actions import Role
from tabletop.play.state import FACILITATOR
from tabletop.text.safe import one_line

PROJECTOR = "projector"


@dataclass(frozen=True)
class Place:
    """A seat of a table. `facilitator` and `projector` may also be without a table, over all."""

    table: str
    seat: str

    @property
    def shared(self) -> bool:
        """May several look from here at once? Each then has a screen of its own."""
        return self.seat in (FACILITATOR, PROJECTOR)


OVERVIEW = Place("", FACILITATOR)
"""The facilitator's place over all tables."""


@dataclass(frozen=True)
class Ticket:
    """A seat that was given: `token` opens it, and nobody else has it."""

    token: str
    place: Place


@dataclass(frozen=True)
class DelegationOpening:
    """A delegation as everybody who comes may see it; `people` are the names seated."""

    id: str
    name: str
    tag: str
    people: tuple[str, ...]
    headless: bool

    @property
    def open_to_head(self) -> bool:
        """Would who comes now head it?"""
        return self.headless or not self.people


@dataclass(frozen=True)
class EmptySeat:
    """A seat whose person is not here. Observers have no delegation."""

    seat: str
    name: str
    delegation: str | None
    role: Role


@dataclass(frozen=True)
class Opening:
    """What a table has to offer to somebody who comes; public things only."""

    table: str
    delegations: tuple[DelegationOpening, ...]
    empty: tuple[EmptySeat, ...]
    away: tuple[EmptySeat, ...] = ()
    """Seats whose person is not here just now, those that can be taken over among them."""


class Connection(Protocol):
    """A way to a client: a browser's socket, an ssh channel, a terminal.

    `in_terminal` when its window is one that a person can make larger, which no phone's page is.
    """

    @property
    def in_terminal(self) -> bool: ...

    async def send(self, data: bytes) -> None:
        """Send terminal bytes; returns when the client took them. May raise `ConnectionError`."""

    async def tell(self, notice: Mapping[str, Any]) -> None:
        """Something beside the screen: `title`, and `turn` when this seat is waited for; which
        text `field` is written in, 0 for none.
        """

    async def close(self, reason: str, again: bool = False) -> None:
        """Say why, and hang up; with `again` the client may come back by itself. Maybe twice."""


class Attachment(Protocol):
    """A client that is inside: what its door does with it."""

    def feed(self, data: bytes) -> bool:
        """It typed, clicked or pasted. False when another client has its screen by now."""

    def resize(self, width: int, height: int) -> None:
        """Its terminal has so many cells now."""

    def hang_up(self) -> None:
        """It is gone; its screen stays as it is."""


class Lobby(Protocol):
    """The host, to its doors. Raises as named; nothing else reaches a door."""

    @property
    def title(self) -> str:
        """The exercise's."""

    @property
    def join_code(self) -> str:
        """Who knows it may take a seat."""

    @property
    def capacity(self) -> int:
        """How many seats there can be, taken and free."""

    def place_of(self, token: str) -> Place | None:
        """Where a token leads, None when it is unknown or has ended."""

    def return_code(self, token: str) -> str:
        """What its person can type to come back; empty for a token that has none."""

    def link_place(self, secret: str) -> Place | None:
        """Where a personal link leads, used or not; None for anything else."""

    async def exchange(self, secret: str, address: str) -> Ticket:
        """The seat of a personal link, once; the second use is told to the facilitator.

        `address` is where somebody opens it. Raises `NotAllowed` and `StorageFailed`, `KeyError`
        for what is no personal link.
        """

    def is_facilitator(self, key: str) -> bool:
        """Is this the facilitator's key?"""

    def desk_token(self) -> str:
        """A token for a facilitator's browser, good after a restart too. Raises `StorageFailed`."""

    def projector_token(self, table: str = "") -> str:
        """A token for what everybody may see of a table, or of all.

        Raises `NotAllowed` and `StorageFailed`.
        """

    def also(self, token: str, *more: str) -> None:
        """Let more secrets open a ticket's seat, as long as its own does. Raises `StorageFailed`.

        Raises `KeyError` when the token leads nowhere.
        """

    def openings(self) -> tuple[Opening, ...]:
        """What each table has to offer, in the tables' order."""

    async def seat(
        self,
        name: str,
        *,
        table: str | None = None,
        delegation: str | None = None,
        role: Role | None = None,
    ) -> Ticket:
        """Seat somebody, where people lack most unless they chose.

        Not as evaluator, who sees every secret: those the facilitator seats.
        Raises `NotAllowed` and `StorageFailed`.
        """

    async def take_over(self, name: str, table: str, seat: str) -> Ticket:
        """Give an empty seat, but no evaluator's, to somebody else.

        Raises `NotAllowed` and `StorageFailed`.
        """

    def unused(self, token: str) -> bool:
        """Is it of a seat that somebody took and never sat down at?"""

    async def give_back(self, token: str, *, unused: bool = False) -> None:
        """Free a seat, which its person wants no longer; with `unused` only such a one.

        Raises `NotAllowed` and `StorageFailed`.
        """

    async def enter(
        self, place: Place, connection: Connection, size: tuple[int, int]
    ) -> Attachment:
        """Let a client see and type at a place; who was there before is told and hung up on.

        Raises `NotAllowed` when there is no such place (any more).
        """


def away_as(name: str, openings: Sequence[Opening]) -> list[tuple[Opening, EmptySeat]]:
    """The seats of people who have this name and are not here: it may be one of them who comes."""
    called = alike(name)
    return [
        (opening, one)
        for opening in openings
        for one in opening.away
        if called and (alike(one.name) == called or alike(one.name).startswith(f"{called} ("))
    ]


def alike(name: str) -> str:
    """What two names have in common that people would call out alike."""
    return unicodedata.normalize("NFKC", one_line(name)).casefold().strip()


def told_place(place: Place, openings: Sequence[Opening]) -> str:
    """A place in words, such as "Upper town, table 2"."""
    where = f"table {place.table}" if place.table else "all tables"
    if place.seat == FACILITATOR:
        return f"the facilitator's console, {where}"
    if place.seat == PROJECTOR:
        return f"the projector, {where}"
    for opening in openings:
        if opening.table == place.table:
            for one in opening.delegations:
                if place.seat == one.id or place.seat.startswith(f"{one.id}-"):
                    return f"{one.name}, {where}"
    return f"{place.seat.rstrip('0123456789').rstrip('-')}, {where}"
