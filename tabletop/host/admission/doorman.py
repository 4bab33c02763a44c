"""Who may come in, how often one may try, and what is logged about refusals."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AbstractContextManager
from math import ceil

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.host.admission.lobby import OVERVIEW, PROJECTOR, Lobby, Place, Ticket
from tabletop.host.admission.newcomers import Newcomers
from tabletop.host.admission.onlookers import Onlookers
from tabletop.host.admission.rate_limit import RateLimits
from tabletop.host.admission.seat_request import SeatRequest
from tabletop.host.admission.tokens import code_of, hashed, is_return_code, same_code
from tabletop.play.actions import Role
from tabletop.text.safe import one_line

log = logging.getLogger("tabletop.host")

WRONG_CODES = (300, 20)
"""Wrong codes from one address: a class of 200 shares one, and some mistype.

A right code is accepted at once, however many wrong ones come beside it: a lecture hall is one
address. A wrong one that comes too soon is answered when its turn comes, so that deliberate
guessing delays nobody else. What keeps guessers out is the number of join codes: 31^8, about
850,000 million, so that 2,000 requests a second, the most a host can answer, find the code within
90 minutes with a chance of 1 in 79,000. Tokens and the facilitator's key have 256 bits and return
codes 59: they need no limit.
"""
LONGEST_TURN = 5.0
"""Seconds that a wrong code may wait for its answer; beyond that it is refused."""
JOININGS = (600, 5)
"""Seats taken from one address: two classes at once, and a class of 250 each minute after that."""
OBSERVERS = (60, 1 / 30)
"""Places to watch from given to one address: guests of a whole hall, and two more each minute.
Without a limit each would cost a screen.
"""
KNOCKS = (400, 50)
"""Sockets opened from one address with invalid tokens."""
RETURNS = (20, 0.5)
"""Sockets opened with one token: each costs a whole screen."""
NOTES = (1, 1 / 60)
"""Log entries about one address and one matter."""

_LONGEST_NAME = 40
LONGEST_CODE = 20
"""Anything longer is not a join code but a link's secret, or a key."""
_ROLES: dict[str, Role] = {
    "head": "head",
    "member": "member",
    "evaluator": "evaluator",
    "observer": "observer",
}
_MANY_WATCH = (
    "Many people are already watching from your network; please look at the projector, or take a "
    "seat."
)
_TOO_OFTEN = "Too many people joined from your network at once; please try again in a moment."


class TurnedAway(Exception):
    """Somebody may not come in: an HTTP status, one sentence, and the seconds to wait, if any."""

    def __init__(self, status: int, sentence: str, wait: float = 0) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.wait = ceil(wait)


class Doorman:
    """Exchanges codes for seats. `address` is the client's, as `neighbourhood` gives it."""

    def __init__(self, lobby: Lobby) -> None:
        self._lobby = lobby
        self._wrong = RateLimits(*WRONG_CODES)
        self._joinings = RateLimits(*JOININGS)
        self._observers = RateLimits(*OBSERVERS)
        self._knocks = RateLimits(*KNOCKS)
        self._returns = RateLimits(*RETURNS)
        self._notes = RateLimits(*NOTES)
        self._newcomers = Newcomers(lobby.capacity)
        self._onlookers = Onlookers(lobby)

    async def personal(self, code: str, address: str) -> Ticket | None:
        """Return what a personal code, link or the facilitator's key opens; None for any other
        code.

        Raises `TurnedAway`.
        """
        try:
            if self._lobby.is_facilitator(code):
                return Ticket(self._lobby.desk_token(), OVERVIEW)
            if self._lobby.link_place(code) is not None:
                return await self._lobby.exchange(code, address)
        except (NotAllowed, StorageFailed) as refusal:
            raise TurnedAway(409, _sentence(_told(refusal))) from None
        place = self._lobby.place_of(code)
        if place is None:
            return None
        return Ticket(code_of(code) if is_return_code(code) else code, place)

    async def check(self, code: str, address: str) -> None:
        """Check the join code. Raises `TurnedAway`."""
        if same_code(code, self._lobby.join_code):
            return
        wait = self._wrong.wait(address)
        self.note(address, "gave a wrong join code")
        if wait > LONGEST_TURN:
            raise TurnedAway(
                429, "Too many wrong codes came from your network, and this one is wrong too.", wait
            )
        self._wrong.spend(address)
        await asyncio.sleep(wait)
        raise TurnedAway(403, _opens_nothing(code))

    async def seat(self, wish: SeatRequest, address: str) -> Ticket:
        """Give a seat to somebody whose code was right. Raises `TurnedAway`."""
        watches = wish.role == "observer"
        wait = self._observers.wait(address) if watches else 0.0
        if wait:
            raise TurnedAway(429, _MANY_WATCH, wait)
        wait = self._joinings.wait(address) or await self._newcomers.room(address)
        if wait:
            raise TurnedAway(429, _TOO_OFTEN, wait)
        self._joinings.spend(address)
        if watches:
            self._observers.spend(address)
        try:
            if wish.projector:
                token = self._onlookers.token(wish.table, address)
                return Ticket(token, Place(wish.table, PROJECTOR))
            with self._newcomers.choosing(address):
                ticket = await self._seat(wish)
        except (NotAllowed, StorageFailed) as refusal:
            raise TurnedAway(409, _sentence(_told(refusal))) from None
        self._newcomers.took(address, ticket.token)
        return ticket

    async def _seat(self, wish: SeatRequest) -> Ticket:
        name = one_line(wish.name)[:_LONGEST_NAME].strip()
        if not name:
            raise TurnedAway(400, "Please give your name, so that the others know who you are.")
        if wish.seat:
            return await self._lobby.take_over(name, wish.table, wish.seat)
        if wish.role and wish.role not in _ROLES:
            raise TurnedAway(400, f"There is no such role; choose from {', '.join(_ROLES)}.")
        return await self._lobby.seat(
            name,
            table=wish.table or None,
            delegation=wish.delegation or None,
            role=_ROLES.get(wish.role),
        )

    def admit(self, token: str, address: str) -> Place:
        """Return where a token leads when its client opens a socket. Raises `TurnedAway`."""
        place = self._lobby.place_of(token)
        if place is None:
            wait = self._knocks.wait(address)
            if wait:
                raise TurnedAway(429, _TOO_OFTEN, wait)
            self._knocks.spend(address)
            raise TurnedAway(403, "This seat is no longer yours; please join again.")
        wait = self._returns.wait(hashed(token))
        if wait:
            raise TurnedAway(429, "You have reconnected very often; please wait a moment.", wait)
        self._returns.spend(hashed(token))
        if not self._onlookers.has_room(token, place, address):
            raise TurnedAway(
                409, "Too many people are watching from there already; try again later.", 5
            )
        self._newcomers.came(address, token)
        return place

    def looking(self, token: str, place: Place, address: str) -> AbstractContextManager[None]:
        """Count a screen of somebody whom `admit` let in, while it is open."""
        return self._onlookers.looking(token, place, address)

    def note(self, address: str, what: str, about: str = "") -> None:
        """Log a matter, but not each time: somebody who misbehaves often must not fill the disk.

        `about` distinguishes occurrences: strangers choose it.
        """
        if not self._notes.wait(f"{address} {what}"):
            self._notes.spend(f"{address} {what}")
            log.warning("%s %s%s", address, what, about and f" ({about})")


def _opens_nothing(code: str) -> str:
    if is_return_code(code):
        return "This return code opens no seat (any more); please join again."
    if len(code) > LONGEST_CODE:
        return "This personal link opens no seat (any more); ask the facilitator for a new one."
    return "That is not the join code; look at the projector, or ask the facilitator."


def _told(refusal: NotAllowed | StorageFailed) -> str:
    """Return what somebody on another computer may be told: nothing of this one's folders."""
    return refusal.told if isinstance(refusal, StorageFailed) else refusal.sentence


def _sentence(refusal: str) -> str:
    """Return a refusal as a page shows it."""
    return refusal[:1].upper() + refusal[1:].rstrip(".") + "."
