"""Who may come in, how often one may knock, and what is noted of those who may not."""

from __future__ import annotations

import logging
from math import ceil

from tabletop.errors import NotAllowed, StorageFailed
from tabletop.host.allowance import Allowances
from tabletop.host.lobby import OVERVIEW, PROJECTOR, Lobby, Place, Ticket
from tabletop.host.tokens import hashed, same_code
from tabletop.host.wish import Wish
from tabletop.play.actions import Role
from tabletop.screens.safe import line

log = logging.getLogger("tabletop.host")

WRONG_CODES = (300, 0.5)
"""Wrong codes from one address: a class of 200 shares one, and some mistype. At one in two seconds
it takes a guesser some 900 years to find one of 31^7 codes."""
JOININGS = (400, 2)
"""Seats taken from one address."""
KNOCKS = (400, 50)
"""Sockets opened from one address."""
RETURNS = (20, 0.5)
"""Sockets opened with one token: each costs a whole screen."""
NOTES = (1, 1 / 60)
"""Notes in the log about one address and one matter."""

_LONGEST_NAME = 40
_ROLES: dict[str, Role] = {
    "head": "head",
    "member": "member",
    "evaluator": "evaluator",
    "observer": "observer",
}
_TOO_OFTEN = "Too many came from your network at once; please try again in a moment."


class TurnedAway(Exception):
    """Somebody may not come in: an HTTP status, one sentence, and the seconds to wait if any."""

    def __init__(self, status: int, sentence: str, wait: float = 0) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.wait = ceil(wait)


class Doorman:
    """Exchanges codes for seats. `address` is the client's, as `neighbourhood` gives it."""

    def __init__(self, lobby: Lobby) -> None:
        self._lobby = lobby
        self._wrong = Allowances(*WRONG_CODES)
        self._joinings = Allowances(*JOININGS)
        self._knocks = Allowances(*KNOCKS)
        self._returns = Allowances(*RETURNS)
        self._notes = Allowances(*NOTES)

    def personal(self, code: str, address: str) -> Ticket | None:
        """What somebody's own code or the facilitator's key opens; None for any other code.

        Raises `TurnedAway`.
        """
        self._may_guess(address)
        try:
            if self._lobby.is_facilitator(code):
                return Ticket(self._lobby.desk_token(), OVERVIEW)
        except StorageFailed as failure:
            raise TurnedAway(409, _sentence(failure.sentence)) from None
        place = self._lobby.place_of(code)
        return None if place is None else Ticket(code, place)

    def check(self, code: str, address: str) -> None:
        """Is it the join code? Raises `TurnedAway`."""
        self._may_guess(address)
        if not same_code(code, self._lobby.join_code):
            self._wrong.spend(address)
            self.note(address, "gave a wrong join code")
            raise TurnedAway(
                403, "That is not the join code; look at the projector, or ask the facilitator."
            )

    async def seat(self, wish: Wish, address: str) -> Ticket:
        """A seat for somebody whose code was right. Raises `TurnedAway`."""
        wait = self._joinings.wait(address)
        if wait:
            raise TurnedAway(429, _TOO_OFTEN, wait)
        self._joinings.spend(address)
        try:
            return await self._seat(wish)
        except (NotAllowed, StorageFailed) as refusal:
            raise TurnedAway(409, _sentence(refusal.sentence)) from None

    async def _seat(self, wish: Wish) -> Ticket:
        if wish.projector:
            token = self._lobby.projector_token(wish.table)
            return Ticket(token, Place(wish.table, PROJECTOR))
        name = line(wish.name)[:_LONGEST_NAME].strip()
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
        """Where a token leads, now that its client opens a socket. Raises `TurnedAway`."""
        wait = self._knocks.wait(address)
        if wait:
            raise TurnedAway(429, _TOO_OFTEN, wait)
        self._knocks.spend(address)
        place = self._lobby.place_of(token)
        if place is None:
            raise TurnedAway(403, "This seat is not yours any more; please join again.")
        wait = self._returns.wait(hashed(token))
        if wait:
            raise TurnedAway(429, "You have come back very often; a moment, please.", wait)
        self._returns.spend(hashed(token))
        return place

    def note(self, address: str, what: str, about: str = "") -> None:
        """Put it in the log, but not each time: who does harm often must not fill the disk.

        `about` tells one time from another: strangers choose it.
        """
        if not self._notes.wait(f"{address} {what}"):
            self._notes.spend(f"{address} {what}")
            log.warning("%s %s%s", address, what, about and f" ({about})")

    def _may_guess(self, address: str) -> None:
        wait = self._wrong.wait(address)
        if wait:
            seconds = max(1, ceil(wait))
            some = "a second" if seconds == 1 else f"{seconds} seconds"
            raise TurnedAway(
                429, f"Too many wrong codes came from your network; try again in {some}.", wait
            )


def _sentence(refusal: str) -> str:
    """A refusal as a page shows it."""
    return refusal[:1].upper() + refusal[1:].rstrip(".") + "."
