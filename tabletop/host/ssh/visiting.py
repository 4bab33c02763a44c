"""A visit through a plain terminal: from the first question to a seat, and the goodbye."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

from tabletop.errors import StorageFailed
from tabletop.host.admission.arriving import SeatQuestion, where, who
from tabletop.host.admission.doorman import Doorman, TurnedAway
from tabletop.host.admission.lobby import Lobby, Ticket, told_place
from tabletop.host.admission.tokens import is_return_code
from tabletop.host.ssh.asking import Asking
from tabletop.text.safe import one_line

Answer = TypeVar("Answer")

TRIES = 3
"""Wrong codes after which a visit ends."""


class Leaves(Exception):
    """The visit ends before it has a seat; `reason` is shown."""

    def __init__(self, reason: str = "Goodbye.") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Seated:
    """A visit that has its seat: `token` finds it again, `back` is the code for a later visit.

    `new` when the seat was given just now, so that the code has not been shown yet.
    """

    token: str
    back: str = ""
    new: bool = False


def token_of_key(secret: bytes, fingerprint: str) -> str:
    """Return the token that a client's ssh key stands for: only a host with this `secret` can
    compute it.
    """
    return "key " + hmac.new(secret, fingerprint.encode(), "sha256").hexdigest()


class Visit:
    """One visitor. `address` is where they come from, `say` shows a line, `asking` asks.

    `key_token` is what their ssh key stands for, if they have one; `user` is the user name they
    gave, perhaps a return code.
    """

    def __init__(
        self,
        lobby: Lobby,
        doorman: Doorman,
        asking: Asking,
        say: Callable[[str], None],
        *,
        address: str,
        user: str,
        key_token: str = "",
    ) -> None:
        self._lobby = lobby
        self._doorman = doorman
        self._asking = asking
        self._say = say
        self._address = address
        self._user = user
        self._key_token = key_token

    async def seat(self) -> Seated:
        """Find the visitor's seat. Raises `Leaves`."""
        self._say("")
        self._say(one_line(self._lobby.title))
        self._say("")
        found = await self._known() or await self._admitted()
        if found is not None:
            return found
        name = await self._answered(who())
        while True:
            wish = await self._answered(where(self._lobby.openings, name))
            try:
                return self._remembered(await self._doorman.seat(wish, self._address))
            except TurnedAway as away:
                self._say(away.sentence)
            except StorageFailed as failure:
                raise Leaves(failure.told) from None

    async def _known(self) -> Seated | None:
        """Return the seat of a return code given as the user name, or of the visitor's key."""
        if self._user.count("-") == 2 and is_return_code(self._user):
            found = await self._tried(self._user)
            if found is not None:
                return found
        place = self._lobby.place_of(self._key_token) if self._key_token else None
        if place is None:
            return None
        seat = one_line(told_place(place, self._lobby.openings()))
        self._say(f"Your seat ({seat}) is kept for your ssh key.")
        if one_line(await self._ask("Enter: go back to it; N: take another: ")).casefold() == "n":
            return None
        return Seated(self._key_token)

    async def _admitted(self) -> Seated | None:
        """Ask for the code. Return None for the join code, or the place of a personal
        code or key.
        """
        for _ in range(TRIES):
            code = await self._ask("Join code: ")
            try:
                found = await self._tried(code)
                if found is None and not is_return_code(code):
                    await self._doorman.check(code, self._address)
                    return None
            except TurnedAway as away:
                self._say(away.sentence)
                if away.wait:
                    raise Leaves from None
            else:
                if found is not None:
                    return found
        raise Leaves("Ask whoever leads the exercise for the code.")

    async def _tried(self, code: str) -> Seated | None:
        """Return the seat of a personal code or link. Raises `Leaves` after too many wrong ones."""
        code = code.rpartition("#")[2]
        try:
            ticket = await self._doorman.personal(code, self._address)
            if ticket is None and is_return_code(code):
                await self._doorman.check(code, self._address)
        except TurnedAway as away:
            if away.wait:
                raise Leaves(away.sentence) from None
            self._say(away.sentence)
            return None
        if ticket is None:
            return None
        return Seated(ticket.token, self._lobby.return_code(ticket.token))

    def _remembered(self, ticket: Ticket) -> Seated:
        """Let the visitor's key find this seat again, as its return code does."""
        if self._key_token:
            self._lobby.also(ticket.token, self._key_token)
        return Seated(ticket.token, self._lobby.return_code(ticket.token), new=True)

    async def _answered(self, conversation: Generator[SeatQuestion, str, Answer]) -> Answer:
        try:
            question = next(conversation)
            while True:
                for text in question.said:
                    self._say(text)
                question = conversation.send(await self._ask(question.prompt))
        except StopIteration as over:
            answer: Answer = over.value
            return answer

    async def _ask(self, prompt: str) -> str:
        answer = await self._asking.ask(prompt)
        if answer is None:
            raise Leaves
        return answer
