"""No byte sent to a client holds another seat's secret, and typed text stays text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from tabletop.errors import NotAllowed
from tabletop.host.admission.lobby import Place
from tabletop.host.tables.hall import Hall
from tabletop.play.actions import (
    Advance,
    AnyAction,
    MakeGesture,
    MakeStatement,
    RejectOffer,
    SendMessage,
    SignOffer,
    TableOffer,
)
from tabletop.play.state import FACILITATOR
from tests.host.far import until
from tests.host.halls import come, hall_in
from tests.host.players import Player, advance, submit
from tests.screens.rivers import SOURCE

pytestmark = pytest.mark.slow

BRIEFS = {"upper": "Zqbrief0upper", "lower": "Zqbrief0lower", "mill": "Zqbrief0mill"}
PLANTED = (
    SOURCE.replace("The dam leaks.", BRIEFS["upper"])
    .replace(r"Thirsty by \August.", BRIEFS["lower"])
    .replace("Any water will do.", BRIEFS["mill"])
)
ALL = frozenset(BRIEFS)
KEYS = ("down", "+", "right", "m", "esc", "esc", "b", "f2", "l", "v", "c", "enter", "x", "3", "d")
STEPS = 70


class Game:
    """Random moves at a table, each with a text of its own; `told` says who may read which.

    That an offer is agreed, or asks others to sign, makes its words nobody else's.
    """

    def __init__(self, hall: Hall, seed: int) -> None:
        self.table = hall.floor.tables["1"].table
        self.chance = Random(seed)
        self.told: dict[str, frozenset[str]] = {
            secret: frozenset((one,)) for one, secret in BRIEFS.items()
        }

    def move(self) -> None:
        """Submit one random move, which the rules may refuse."""
        word = f"Zqword{len(self.told):04}"
        by = self.chance.choice(("upper", "lower", "mill", "upper-2", FACILITATOR))
        own = {by.removesuffix("-2")} & ALL
        others = tuple(one for one in ALL if self.chance.random() < 0.5) or ("mill",)
        action, told = self._wish(by, word, own, others)
        try:
            self.table.submit(action)
        except NotAllowed:
            return
        self.told[word] = told

    def _wish(
        self, by: str, word: str, own: set[str], others: tuple[str, ...]
    ) -> tuple[AnyAction, frozenset[str]]:
        state = self.table.state
        some = frozenset(own | set(others))
        offers = [one.id for one in state.offers.values() if one.status == "open"] or ["O1"]
        issue = self.chance.choice(self.table.exercise.issues)
        option = self.chance.choice(issue.options).id
        match self.chance.randrange(9):
            case 0 | 1:
                return SendMessage(by=by, to="caucus", text=word), frozenset(own)
            case 2:
                return SendMessage(by=by, to=others, text=word), some
            case 3:
                return SendMessage(by=by, to="facilitator", text=word), frozenset(own)
            case 4:
                return SendMessage(by=by, text=word), ALL
            case 5:
                package = {**state.standing, issue.id: option}
                return TableOffer(by=by, to=others, package=package, text=word), some
            case 6:
                return SignOffer(by=by, offer=self.chance.choice(offers)), ALL
            case 7:
                offer = self.chance.choice(offers)
                seers = self._seers(offer) if offer in state.offers else some
                return RejectOffer(by=by, offer=offer, text=word), frozenset(seers)
            case _:
                if self.chance.random() < 0.5:
                    return MakeStatement(by=by, tone="neutral", text=word), ALL
                return MakeGesture(by=by, issue=issue.id, option=option, text=word), ALL

    def _seers(self, offer: str) -> Iterable[str]:
        found = {**{one.id: one for one in self.table.state.past_offers}, **self.table.state.offers}
        one = found[offer]
        if one.public or one.status == "agreed":
            return ALL
        return {one.delegation, *one.to, *one.parties}


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_secret_of_another_seat_is_in_any_byte_of_a_whole_game(
    tmp_path: Path, seed: int
) -> None:
    async with hall_in(tmp_path, source=PLANTED) as hall:
        people = [
            await Player.arrives(hall, name, delegation=one)
            for name, one in (("Anna", "upper"), ("Ben", "lower"), ("지민", "mill"))
        ]
        people.append(await Player.arrives(hall, "Aya", delegation="upper"))
        watcher = await Player.arrives(hall, "Olga", role="observer")
        projector, _ = await come(hall, Place("1", "projector"))
        game = Game(hall, seed)
        advance(hall)
        for one in people:
            await one.reads("The game in a minute")
            await one.sees("What everybody knows")
            await one.press("2")
            await one.sees(BRIEFS[one.place.seat.removesuffix("-2")])
            await one.press("3", "enter")
            await one.reads("ROUND 1 OF 3")
        while game.table.state.stage not in ("ended", "debrief"):
            for _ in range(STEPS // 12):
                game.move()
                one = game.chance.choice([*people, watcher])
                await one.press(game.chance.choice(KEYS))
            await _all_painted(hall)
            if game.table.state.stage != "ended":
                game.table.submit(Advance(by=FACILITATOR))
        await _all_painted(hall)
        received = [(one.place.seat, bytes(one.far.bytes)) for one in (*people, watcher)]
        received.append(("projector", bytes(projector.bytes)))
        seen = 0
        for word, told in game.told.items():
            for seat, data in received:
                if word.encode() in data:
                    seen += 1
                    assert seat.removesuffix("-2") in told or told == ALL, (word, seat)
        assert seen > 5
        assert len(game.told) > 20


async def _all_painted(hall: Hall) -> None:
    """Wait until all keys are handled and nothing is left to be painted."""
    floor = hall.floor
    seats = [one for sessions in floor._sessions.values() for one in sessions]
    await until(lambda: not any(one.meter.waiting for one in seats), "every key has had its turn")
    await until(lambda: not floor._pacer._dirty, "everything is painted")


HOSTILE = "[red]stop[/red] [@click=app.quit]here[/] [link=http://x.y]z[/link] ${x} :warning:"


async def test_markup_of_one_is_plain_text_to_everybody_else(tmp_path: Path) -> None:
    async with hall_in(tmp_path) as hall:
        eve = await Player.arrives(hall, "[blink]Eve[/]", delegation="upper")
        ben = await Player.arrives(hall, "Ben", delegation="lower")
        await ben.sees("[blink]Eve[/]")
        submit(hall, SendMessage(by=eve.place.seat, text=HOSTILE))
        await ben.press("m")
        await ben.sees("[red]stop[/red] [@click=app.quit]here[/]", "${x} :warning:")
        assert b"\x1b]8" not in ben.far.bytes


@pytest.mark.parametrize(
    "typed", ["\x1b[31mRED", "\x1b[2J", "\x1b]0;owned\x07", "\x9b2J", "\u202e"]
)
async def test_what_a_terminal_would_obey_never_reaches_anothers(
    tmp_path: Path, typed: str
) -> None:
    async with hall_in(tmp_path) as hall:
        eve = await Player.arrives(hall, "Eve", delegation="upper")
        ben = await Player.arrives(hall, "Ben", delegation="lower")
        await eve.press("m")
        await eve.sees("to everybody: write")
        await ben.press("m")
        await ben.sees("to everybody: write")
        before = len(ben.far.bytes)
        eve.line.feed(b"\x1b[200~before" + typed.encode() + b"after\x1b[201~")
        await eve.sees("before")
        await eve.press("enter")
        await eve.press("then", "enter")
        submit(hall, SendMessage(by=FACILITATOR, text="the end"))
        await ben.sees("the end")
        assert typed.encode() not in ben.far.bytes[before:]
        if typed[0] != "\x1b":
            assert typed.encode() not in eve.far.bytes
