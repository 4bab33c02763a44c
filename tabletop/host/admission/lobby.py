"""The lobby: all that a transport knows of the host, whether tables run in this process or in
another.

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
    """A seat of a table. `facilitator` and `projector` may also be without a table, for all of
    them.
    """

    table: str
    seat: str

    @property
    def shared(self) -> bool:
        """Whether several may look from here at once, each with a screen of their own."""
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
    """A delegation as every newcomer may see it; `people` are the names seated."""

    id: str
    name: str
    tag: str
    people: tuple[str, ...]
    headless: bool

    @property
    def open_to_head(self) -> bool:
        """Whether a newcomer would head it."""
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
    """What a table offers a newcomer; public information only."""

    table: str
    delegations: tuple[DelegationOpening, ...]
    empty: tuple[EmptySeat, ...]
    away: tuple[EmptySeat, ...] = ()
    """Seats whose person is not here just now, including those that can be taken over."""


class Connection(Protocol):
    """A connection to a client: a browser's socket, an ssh channel, a terminal.

    `in_terminal` when its window is one that a person can enlarge, unlike a phone's page.
    """

    @property
    def in_terminal(self) -> bool: ...

    async def send(self, data: bytes) -> None:
        """Send terminal bytes; returns when the client took them. May raise `ConnectionError`."""

    async def tell(self, notice: Mapping[str, Any]) -> None:
        """Send something beside the screen: the `title`; `turn`, when this seat is waited for;
        which text `field` has the focus, 0 for none.
        """

    async def close(self, reason: str, again: bool = False) -> None:
        """Give a reason and hang up; with `again` the client may reconnect by itself. May be called
        twice.
        """


class Attachment(Protocol):
    """A client that is inside, as its transport handles it."""

    def feed(self, data: bytes) -> bool:
        """Pass on input. Returns False when another client has taken over the screen."""

    def resize(self, width: int, height: int) -> None:
        """Set its terminal's size in cells."""

    def hang_up(self) -> None:
        """Disconnect it; its screen stays as it is."""


class Lobby(Protocol):
    """The host, as its doors see it. Raises only what is named here."""

    @property
    def title(self) -> str:
        """The exercise's."""

    @property
    def join_code(self) -> str:
        """The code with which anybody may take a seat."""

    @property
    def capacity(self) -> int:
        """The most seats there can be, taken and free."""

    def place_of(self, token: str) -> Place | None:
        """Return where a token leads; None when it is unknown or has ended."""

    def return_code(self, token: str) -> str:
        """Return what its person can type to come back; empty for a token without a return code."""

    def link_place(self, secret: str) -> Place | None:
        """Return where a personal link leads, used or not; None for anything else."""

    async def exchange(self, secret: str, address: str) -> Ticket:
        """Exchange a personal link for its seat, once; a second use is reported to the facilitator.

        `address` is where somebody opens it. Raises `NotAllowed` and `StorageFailed`, and
        `KeyError` for what is not a personal link.
        """

    def is_facilitator(self, key: str) -> bool:
        """Return whether this is the facilitator's key."""

    def desk_token(self) -> str:
        """Return a token for a facilitator's browser, valid after a restart too. Raises
        `StorageFailed`.
        """

    def projector_token(self, table: str = "") -> str:
        """Return a token for the public view of a table, or of all.

        Raises `NotAllowed` and `StorageFailed`.
        """

    def also(self, token: str, *more: str) -> None:
        """Let further secrets open a ticket's seat, for as long as its own does. Raises
        `StorageFailed`.

        Raises `KeyError` when the token leads nowhere.
        """

    def openings(self) -> tuple[Opening, ...]:
        """Return what each table offers, in the tables' order."""

    def away_as(self, name: str) -> Sequence[tuple[Opening, EmptySeat]]:
        """The seats of people of this name who are not here, each with its table's opening."""

    async def seat(
        self,
        name: str,
        *,
        table: str | None = None,
        delegation: str | None = None,
        role: Role | None = None,
    ) -> Ticket:
        """Seat somebody, where people are needed most unless they chose.

        Not as evaluator, who sees every secret: the facilitator seats those. Raises `NotAllowed`
        and `StorageFailed`.
        """

    async def take_over(self, name: str, table: str, seat: str) -> Ticket:
        """Give an empty seat, but no evaluator's, to somebody else.

        Raises `NotAllowed` and `StorageFailed`.
        """

    def unused(self, token: str) -> bool:
        """Return whether a token is for a seat that was taken but never sat down at."""

    async def give_back(self, token: str, *, unused: bool = False) -> None:
        """Free a seat that its person no longer wants; with `unused` only if it was never used.

        Raises `NotAllowed` and `StorageFailed`.
        """

    async def enter(
        self, place: Place, connection: Connection, size: tuple[int, int]
    ) -> Attachment:
        """Let a client see and type at a place; a client that was there before is told and
        disconnected.

        Raises `NotAllowed` when there is no such place (any more).
        """


def away_as(name: str, openings: Sequence[Opening]) -> list[tuple[Opening, EmptySeat]]:
    """Return the seats of people with this name who are not here: the newcomer may be
    one of them.
    """
    return [(at, one) for at in openings for one in at.away if called_alike(one.name, name)]


def called_alike(seated: str, name: str) -> bool:
    """Is somebody seated under this name, or under it with a number?"""
    there, called = alike(seated), alike(name)
    return bool(called) and (there == called or there.startswith(f"{called} ("))


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
