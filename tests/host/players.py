"""People at a hosted table, who only read their terminal and press keys."""

from __future__ import annotations

from collections.abc import Callable

from tabletop.host.admission.lobby import Attachment, Place
from tabletop.host.tables.hall import Hall
from tabletop.play.actions import Advance, AnyAction, Join, Leave
from tabletop.play.state import FACILITATOR
from tests.host.far import Far, until
from tests.host.halls import come, join

KEYS = {"enter": "\r", "esc": "\x1b", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D"}


class Player:
    """Somebody with a terminal. `press` types, `sees` waits for words on the screen."""

    def __init__(self, far: Far, line: Attachment, place: Place, token: str) -> None:
        self.far = far
        self.line = line
        self.place = place
        self.token = token

    @classmethod
    async def arrives(cls, hall: Hall, name: str, **wish: str) -> Player:
        far, line, ticket = await join(hall, name, **wish)
        return cls(far, line, ticket.place, ticket.token)

    @classmethod
    async def comes_back(cls, hall: Hall, before: Player) -> Player:
        """Reconnect the same person with the same token."""
        place = hall.place_of(before.token)
        assert place is not None
        return cls(*await come(hall, place), place, before.token)

    @property
    def title(self) -> str:
        return str(self.far.told.get("title", ""))

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.line.feed(KEYS.get(key, key).encode())

    async def sees(self, *words: str) -> None:
        await until(lambda: all(one in self.far.text for one in words), self._why(words))

    async def no_longer_sees(self, words: str) -> None:
        await until(lambda: words not in self.far.text, self._why((words,)))

    async def reads(self, *pages: str) -> None:
        """Wait for pages by some words of each, and turn them over."""
        for words in pages:
            await self.sees(words)
            await self.press("enter")

    async def turns_to(self, title: str) -> None:
        """Wait for the window's title to begin like this."""
        await until(lambda: self.title.startswith(title), lambda: f"{title}, not {self.title}")

    def _why(self, words: tuple[str, ...]) -> Callable[[], str]:
        return lambda: f"{self.place.seat} should see {words}:\n{self.far.text}"

    async def answers(self, key: str, question: str, yes: str = "y") -> None:
        """Press a key, wait for the question it asks, and say yes."""
        await self.press(key)
        await self.sees(question)
        await self.press(yes)
        await self.no_longer_sees(question)


def submit(hall: Hall, action: AnyAction, table: str = "1") -> None:
    hall.floor.tables[table].table.submit(action)


def advance(hall: Hall, stage: str | None = None, table: str = "1") -> None:
    """Advance the table as the facilitator, once or to a stage."""
    while True:
        submit(hall, Advance(by=FACILITATOR), table)
        if stage in (None, hall.floor.tables[table].table.state.stage):
            return


async def three(hall: Hall) -> list[Player]:
    """Return the heads of the three delegations, briefed and in their first caucus."""
    players = [await Player.arrives(hall, name) for name in ("Anna", "Ben", "지민")]
    advance(hall)
    for one in players:
        await one.reads("The game in a minute")
        await one.sees("What everybody knows")
        await one.press("3", "enter")
        await one.sees("ROUND 1 OF 3")
        await one.press("enter")
        await one.no_longer_sees("ROUND 1 OF 3")
    for one in players:
        await one.sees("The caucus opens")
    return players


async def negotiating(hall: Hall) -> list[Player]:
    """Return the same in their first negotiation.

    They were at the table before, and so have nothing to read: that costs a test most of its time.
    """
    tickets = [await hall.seat(name) for name in ("Anna", "Ben", "지민")]
    for one in tickets:
        submit(hall, Join(by=one.place.seat))
        submit(hall, Leave(by=one.place.seat))
    advance(hall, "negotiation")
    for one in tickets:
        # What was put up for them ahead is still about the briefs.
        hall.floor.show_out(one.place, "")
    players = [Player(*await come(hall, one.place), one.place, one.token) for one in tickets]
    for player in players:
        await player.sees("Your draft")
    return players


async def at_two_tables(hall: Hall) -> tuple[Player, Player, Player]:
    """Return two heads at the first table and one at the second, in their first caucus."""
    anna = await Player.arrives(hall, "Anna", table="1", delegation="upper")
    ben = await Player.arrives(hall, "Ben", table="1", delegation="lower")
    cho = await Player.arrives(hall, "조", table="2", delegation="upper")
    await hall.seat("Dan", table="1", delegation="mill")
    for delegation in ("lower", "mill"):
        await hall.seat("Somebody", table="2", delegation=delegation)
    for table in ("1", "2"):
        advance(hall, "caucus", table)
    for one in (anna, ben, cho):
        await one.reads("The game in a minute")
        await one.sees("What everybody knows")
        await one.press("3", "enter")
        await one.reads("ROUND 1 OF 3")
        await one.sees("Your draft")
    return anna, ben, cho
